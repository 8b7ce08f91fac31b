"""Everything that is measured of a claim and a set of documents before anything is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from verifier.checking import comparisons, entailment, features, parts, passages
from verifier.checking.comparisons import Settled, Weighed
from verifier.checking.parts import Part
from verifier.checking.passages import Passage
from verifier.model import Shelf

MOST_PASSAGES = 6
"""Windows that are compared; the right one is among the first five in 98% of WiCE (benchmarks/checking.py)."""


LONGEST_FIGURE = 40
"""Code points of a figure that is put into the claim as the passage writes it."""


@dataclass(frozen=True, slots=True)
class Examined:
    """Passages with their comparisons (best first), what each fact of the claim comes to, and the judge's features.
    `compared` is the text whose facts were compared; `apart` are the sentences of a claim of several, each examined by
    itself."""

    claim: str
    weighed: tuple[Weighed, ...]
    settled: tuple[Settled, ...]
    compared: str
    features: dict[str, float]
    apart: tuple["Examined", ...] = ()

    @property
    def read(self) -> Part:
        """What the network reads: the claim, its figures as the passages write them where they are the same (the
        network knows words, not that two-thirds is 67%), and the passages."""
        claim = self.claim
        for one in (item.comparison for item in self.settled):
            same = one.kind == "quantity" and one.result == "same" and one.claim
            if same and 0 < len(one.evidence) <= LONGEST_FIGURE:
                claim = claim.replace(one.claim, one.evidence, 1)
        return claim, [item.passage.text for item in self.weighed]


def examine(
    claim: str,
    shelf: Shelf,
    *,
    sources: Iterable[str] | None,
    published: date | None,
    frame: str = "",
    compared: str = "",
) -> Examined:
    """Find and compare the passages that speak to a claim in the documents of `sources` (None: all).

    `frame` are further words to search by (whom the claim speaks of), which are not asked to be covered. The facts are
    those of `compared`, where it is given: the claim with words of attribution that assert something themselves.
    """
    asked = passages.query(claim, frame=frame, published=published)
    found = passages.find(asked, shelf, sources=sources, limit=MOST_PASSAGES)
    return examine_passages(claim, found, published=published, compared=compared)


def examine_passages(claim: str, found: Sequence[Passage], *, published: date | None, compared: str = "") -> Examined:
    """Compare a claim with passages, best first; as `examine`."""
    weighed = comparisons.weigh(compared or claim, found, published=published)
    settled = comparisons.settle(weighed)
    return Examined(
        claim,
        tuple(weighed),
        tuple(settled),
        compared or claim,
        features.measure(claim, found, [item.comparison for item in settled]),
    )


def sentences_of(claim: str, shelf: Shelf) -> tuple[Examined, ...]:
    """The sentences of a claim of several, each examined by itself; () for a claim of one. A summary of three sentences
    draws on three places: AUROC on CLIFF .846 to .857 (docs/checking.md)."""
    pieces = parts.split(claim)
    if len(pieces) < 2:
        return ()
    return tuple(examine(piece, shelf, sources=None, published=None) for piece in pieces)


def examine_read(claim: str, shelf: Shelf) -> Examined:
    """As `examine` in all documents, for `judge_of_texts`: the network reads claim and passages too, each sentence of
    the claim with passages of its own."""
    whole = examine(claim, shelf, sources=None, published=None)
    apart = tuple(_read(one, [one.read]) for one in sentences_of(claim, shelf))
    return replace(_read(whole, [one.read for one in apart] or [whole.read]), apart=apart)


def _read(one: Examined, apart: Sequence[Part]) -> Examined:
    return replace(one, features=one.features | entailment.measure(apart, one.features["score"]))
