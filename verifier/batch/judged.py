"""The same claim against the same documents is judged once: wire stories stand in many papers, word for word."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from verifier.checking import check
from verifier.model import Attribution, Claim, Corroboration, Shelf, Span, Verdict

MOST = 256
"""Verdicts that are remembered: some 8 MB with their passages."""

_Key = tuple[Claim, tuple[str, ...], date | None]


class Judged:
    """Judges claims against one shelf and remembers the last verdicts. One thread uses it at a time.

    A judgement depends on the words of a claim, on the spans inside it, on who is said to have said it and on the
    article's date, and not on where in an article the claim stands: that is what two claims are compared by.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, tuple[Verdict, Corroboration]] = OrderedDict()

    def __call__(
        self,
        claim: Claim,
        shelf: Shelf,
        *,
        chain_sources: tuple[str, ...],
        affiliations: Mapping[str, tuple[str, ...]],
        published: date | None = None,
    ) -> tuple[Verdict, Corroboration]:
        """As `verifier.checking.check`. Shelf and affiliations are those of the first call."""
        key = (at_the_beginning(claim), chain_sources, published)
        found = self._known.get(key)
        if found is None:
            found = check(claim, shelf, chain_sources=chain_sources, affiliations=affiliations, published=published)
            self._known[key] = found
            if len(self._known) > MOST:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(key)
        return found


def at_the_beginning(claim: Claim) -> Claim:
    """The claim as if its article began with it: equal for the same words said by the same, wherever they stand."""
    start = claim.start

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(span.start - start, span.end - start) for span in spans)

    return replace(
        claim,
        id=0,
        start=0,
        end=claim.end - start,
        worth=0.0,
        sentence=moved((claim.sentence,))[0],
        content=moved(claim.content),
        fragments=moved(claim.fragments),
        attribution=_credited(claim.attribution, start) if claim.attribution else None,
    )


def _credited(attribution: Attribution, start: int) -> Attribution:
    """Who is credited, in which words; where the source is named (often sentences before) is left out."""
    return replace(
        attribution,
        source=(),
        cue=tuple(Span(span.start - start, span.end - start) for span in attribution.cue),
        content=(),
        score=0.0,
        chain=tuple(replace(link, span=None) for link in attribution.chain),
    )
