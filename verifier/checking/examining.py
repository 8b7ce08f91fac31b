"""Everything that is measured of a claim and a set of documents before anything is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from verifier.checking import comparisons, features, passages
from verifier.checking.comparisons import Settled, Weighed
from verifier.checking.passages import Passage
from verifier.model import Shelf

MOST_PASSAGES = 6
"""Windows that are compared; the right one is among the first five in 98% of WiCE (benchmarks/checking.py)."""


@dataclass(frozen=True, slots=True)
class Examined:
    """Passages with their comparisons (best first), what each fact of the claim comes to, and the judge's features.
    `compared` is the text whose facts were compared."""

    claim: str
    weighed: tuple[Weighed, ...]
    settled: tuple[Settled, ...]
    compared: str
    features: dict[str, float]


def examine(
    claim: str,
    shelf: Shelf,
    *,
    sources: Iterable[str] | None,
    published: date | None,
    frame: str = "",
    compared: str = "",
    read: bool = False,
) -> Examined:
    """Find and compare the passages that speak to a claim in the documents of `sources` (None: all).

    `frame` are further words to search by (whom the claim speaks of), which are not asked to be covered. The facts are
    those of `compared`, where it is given: the claim with words of attribution that assert something themselves.
    `read`: claim and passages are read by the network, for `judge_of_texts`.
    """
    asked = passages.query(claim, frame=frame, published=published)
    found = passages.find(asked, shelf, sources=sources, limit=MOST_PASSAGES)
    return examine_passages(claim, found, published=published, compared=compared, read=read)


def examine_passages(
    claim: str, found: Sequence[Passage], *, published: date | None, compared: str = "", read: bool = False
) -> Examined:
    """Compare a claim with passages, best first; as `examine`."""
    weighed = comparisons.weigh(compared or claim, found, published=published)
    settled = comparisons.settle(weighed)
    return Examined(
        claim,
        tuple(weighed),
        tuple(settled),
        compared or claim,
        features.measure(claim, found, [item.comparison for item in settled], read=read),
    )
