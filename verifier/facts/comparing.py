"""Facts of a claim against the facts of a passage."""

from verifier.facts import (
    exchanged_pairs,
    modality_pairs,
    name_pairs,
    opposite_pairs,
    period_pairs,
    polarity_pairs,
    quantity_pairs,
    quotation,
    role,
)
from verifier.facts.reading import Reading
from verifier.facts.wording import Words
from verifier.model import Comparison, Fact, Span

_MOST_MINE, _MOST_THEIRS = 40, 160
"""Facts of a kind that are compared at most: far more than a claim and a window of sentences hold, and a bound on the
time that hostile text can take."""


def compare(claim: Reading, passage: Reading, *, quotations: bool = True) -> tuple[Comparison, ...]:
    """One comparison for each fact of the claim that can be compared, in the order of the claim's text.

    `same`: the passage states it (rounding, units and wording allowed for). `different`: the passage states something
    else about the same thing; `hard` where both cannot hold. `absent`: the passage has no counterpart.
    `ambiguous`: it has one, but which is not clear. A finding is named only where the result is `different`, and for
    quotations (`quote_exact`, `quote_altered`, `quote_not_found`). Spans go into claim.text and passage.text.
    Of each kind the first 40 facts of the claim and 160 of the passage are compared; `quotations`: those of the claim
    too, which are better looked for in a whole document (`compare_quotation`).
    """
    found = _figures(claim, passage)
    spoken = _spoken(claim)
    found += polarity_pairs.compare(claim.words, passage.words, spoken)
    found += opposite_pairs.compare(claim.words, passage.words, spoken)
    names = claim.of("name")[:_MOST_MINE]
    met = role.meet(claim.words, names, passage.words)
    theirs = passage.of("name")[:_MOST_THEIRS] if names or met else ()
    found += name_pairs.compare(names, claim.words, theirs, passage.words)
    if met:
        found += role.compare(claim.words, names, passage.words, theirs)
    found += modality_pairs.compare(claim.words, passage.words)
    if quotations:
        found += quotation.compare(claim.of("quotation")[:_MOST_MINE], claim.text, passage.text)
    found.sort(key=lambda comparison: comparison.claim_span or (0, 0))
    return tuple(found)


def _figures(claim: Reading, passage: Reading) -> list[Comparison]:
    """Quantities and periods, and how they belong together."""
    figures, periods = claim.of("quantity")[:_MOST_MINE], claim.of("period")[:_MOST_MINE]
    if not (figures or periods):
        return []
    others = passage.of("period")[:_MOST_THEIRS]
    if not figures:
        return period_pairs.compare(periods, claim.words, others, passage.words)
    theirs = passage.of("quantity")[:_MOST_THEIRS]
    found = quantity_pairs.compare(figures, claim.words, theirs, passage.words)
    agreeing = _agreeing(found, figures, theirs)
    found += exchanged_pairs.compare(agreeing, claim.words, passage.words)
    found += opposite_pairs.compare_directions(agreeing, claim.words, passage.words)
    found += period_pairs.compare(periods, claim.words, others, passage.words)
    found += period_pairs.compare_dated_figures(agreeing, periods, others, (claim.words, passage.words))
    return found


def compare_meaning(claim: Reading, passage: str, *, turned: bool = True) -> tuple[Comparison, ...]:
    """Only what turns (if `turned`) or weakens a statement: comparisons of polarity and modality, as in `compare`."""
    words = Words.of(passage)
    found = []
    if turned:
        spoken = _spoken(claim)
        found += polarity_pairs.compare(claim.words, words, spoken)
        found += opposite_pairs.compare(claim.words, words, spoken)
    found += modality_pairs.compare(claim.words, words)
    found.sort(key=lambda comparison: comparison.claim_span or (0, 0))
    return tuple(found)


def _spoken(reading: Reading) -> frozenset[int]:
    """The words inside the longer quotations of a text."""
    return reading.words.once("spoken", lambda _: _within_quotations(reading))


def _within_quotations(reading: Reading) -> frozenset[int]:
    return frozenset(
        i
        for fact in reading.of("quotation")
        if fact.rule == "quotation"
        for i in range(reading.words.at(fact.start), reading.words.at(fact.end))
    )


def _agreeing(found: list[Comparison], figures: tuple[Fact, ...], theirs: tuple[Fact, ...]) -> list[tuple[Fact, Fact]]:
    """The pairs of figures that were found to be the same."""
    mine = {Span(fact.start, fact.end): fact for fact in figures}
    others = {Span(fact.start, fact.end): fact for fact in theirs}
    return [
        (mine[one.claim_span], others[one.evidence_span])
        for one in found
        if one.result == "same" and one.claim_span is not None and one.evidence_span is not None
    ]
