"""Facts of a claim against the facts of a passage."""

from verifier.facts import quantity_pairs
from verifier.facts.reading import Reading
from verifier.model import Comparison


def compare(claim: Reading, passage: Reading) -> tuple[Comparison, ...]:
    """One comparison for each fact of the claim that can be compared, in the order of the claim's text.

    `same`: the passage states it (rounding, units and wording allowed for). `different`: the passage states something
    else about the same thing; `hard` where both cannot hold. `absent`: the passage has no counterpart.
    `ambiguous`: it has one, but which is not clear. A finding is named only where the result is `different`, and for
    quotations (`quote_exact`, `quote_altered`, `quote_not_found`). Spans go into claim.text and passage.text.
    """
    found = quantity_pairs.compare(claim.of("quantity"), claim.words, passage.of("quantity"), passage.words)
    found.sort(key=lambda comparison: comparison.claim_span or (0, 0))
    return tuple(found)
