"""What documents of other sources say about a claim, relays of one statement counted once."""

from datetime import date

from rapidfuzz.distance import LCSseq

from verifier.checking.examining import Examined, examine
from verifier.checking.features import read_words
from verifier.checking.judge import judge
from verifier.model import Corroboration, Shelf, Verdict

SUPPORTS = 0.6
"""P(supported) from which another source's passage counts as saying the same."""
CONTRADICTS = 0.5
"""Coverage from which a hard difference in another source's passage counts against the claim."""
RELAYED = 0.7
"""Share of words in order from which two passages are one text passed on."""
MOST_SOURCES = 12


def corroborate(
    claim: str, shelf: Shelf, *, sources: tuple[str, ...] | None, published: date | None, own: Verdict | None = None
) -> Corroboration:
    """Source ids beyond `sources`' absence: which others support or contradict, and how many origins the support has.

    `sources` are the other sources (None: all of them were asked already, see `own`). The named source's own support
    counts as one origin; a passage that repeats another in its words is the same origin.
    """
    supports: dict[str, str] = {}
    contradicts: list[str] = []
    for one in own.evidence if own is not None and own.label == "supported" else ():
        supports.setdefault(one.source_id or "", one.quote)
    mine = set(supports)
    for source in (sources or ())[:MOST_SOURCES]:
        done = examine(claim, shelf, sources=(source,), published=published)
        if _differs(done):
            contradicts.append(source)
        elif done.weighed and judge().judge(done.features).supported >= SUPPORTS:
            supports[source] = done.weighed[0].passage.text
    named = tuple(source for source in supports if sources is None or source not in mine)
    return Corroboration(named, tuple(contradicts), _origins(list(supports.values())))


def _differs(done: Examined) -> bool:
    return any(
        item.comparison.hard
        and item.comparison.result == "different"
        and done.weighed[item.place].passage.score >= CONTRADICTS
        for item in done.settled
    )


def _origins(texts: list[str]) -> int:
    """How many of the texts stand on their own."""
    kept: list[tuple[str, ...]] = []
    for text in texts:
        stems = read_words(text).stems[:200]
        if not any(LCSseq.normalized_similarity(stems, other) >= RELAYED for other in kept):
            kept.append(stems)
    return len(kept)
