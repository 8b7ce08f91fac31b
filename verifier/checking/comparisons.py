"""Facts of the claim against the facts of each passage, and what they come to over all passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from verifier.checking.passages import LONGEST, Passage
from verifier.facts import Reading, compare, compare_meaning, read
from verifier.language.tokens import texts
from verifier.model import Comparison

RELEVANT = 0.6
"""Share of the best passage's score that a passage needs for its facts to count."""
TRUSTED = 0.75
"""Share of the score of a passage that says otherwise, from which a passage that agrees outweighs it."""
OWN = frozenset(
    ("figure-dated-otherwise", "figures-exchanged", "sides-exchanged", "doers-exchanged", "side-exchanged", "sides")
)
"""Rules whose comparisons are about how facts of the claim belong together."""
CLOSING = " \"'”’)]"
_BACK = frozenset(("such", "that", "this", "these", "those", "none", "it", "they", "them", "nor", "neither", "so"))
_ORDER = {"same": 0, "different": 1, "ambiguous": 2, "absent": 3}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with its comparisons: none where its facts do not count."""

    passage: Passage
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What one fact of the claim comes to, and the index of the passage that says so."""

    comparison: Comparison
    place: int


def weigh(claim: str, passages: Sequence[Passage], *, published: date | None) -> list[Weighed]:
    """Compare the claim with each passage whose facts count; quotations are left to the whole document (`quoting`)."""
    mine = read(claim, published=published)
    floor = _floor(passages)
    return [
        Weighed(passage, (*_compared(mine, passage, published), *_following(mine, passage)))
        if passage.score >= floor
        else Weighed(passage, ())
        for passage in passages
    ]


def _floor(passages: Iterable[Passage]) -> float:
    """The score that a passage needs for its facts to count."""
    return RELEVANT * max((passage.score for passage in passages), default=0.0)


def _compared(mine: Reading, passage: Passage, published: date | None) -> list[Comparison]:
    theirs = read(passage.text, published=passage.reference.document.published or published)
    return list(compare(mine, theirs, quotations=False))


def _following(mine: Reading, passage: Passage) -> list[Comparison]:
    """What the next sentence of the same paragraph takes back of the passage: "We found none.", "It is not known
    whether this was the reason." It shares few words with the claim, so that no window takes it in by itself."""
    document, units = passage.reference.document.text, passage.reference.units
    if passage.last + 1 >= len(units):
        return []
    after = units[passage.last + 1]
    own = passage.text
    gap, said = document[passage.end : after.start], document[after.start : after.end]
    if after.end - passage.start > LONGEST or gap.count("\n") > 1 or not said.rstrip(CLOSING).endswith((".", "!")):
        return []
    return [
        comparison
        for comparison in compare_meaning(mine, document[passage.start : after.end], turned=_points_back(said))
        if comparison.result == "different"
        and comparison.evidence_span is not None
        and comparison.evidence_span.start >= len(own)
        and comparison.kind in ("modality", "polarity")
    ]


def _points_back(sentence: str) -> bool:
    return not _BACK.isdisjoint(word.lower() for word in texts(sentence)[:12])


def settle(weighed: Sequence[Weighed]) -> list[Settled]:
    """One outcome for each fact of the claim, in the order of the first passage that speaks of it.

    A fact that one relevant passage confirms is confirmed, unless a passage that covers the claim clearly better
    says otherwise; only then does a difference stand.
    """
    if not weighed:
        return []
    floor = _floor(one.passage for one in weighed)
    grouped: dict[tuple[object, ...], list[Settled]] = {}
    for place, one in enumerate(weighed):
        if one.passage.score < floor:
            continue
        for comparison in one.comparisons:
            grouped.setdefault(_key(comparison), []).append(Settled(comparison, place))
    return [_outcome(group, weighed) for group in grouped.values()]


def _key(comparison: Comparison) -> tuple[object, ...]:
    """Comparisons of one key speak of one fact; a figure at another date, or with another party, is a fact of its own
    beside the figure and the date."""
    return comparison.kind, comparison.claim_span or comparison.claim, comparison.rule if comparison.rule in OWN else ""


def _outcome(group: Sequence[Settled], weighed: Sequence[Weighed]) -> Settled:
    def score(item: Settled) -> float:
        return weighed[item.place].passage.score

    ordered = sorted(group, key=lambda item: (_ORDER[item.comparison.result], not item.comparison.hard, -score(item)))
    first = ordered[0]
    if first.comparison.result == "same":
        against = [item for item in group if item.comparison.result == "different"]
        if against and score(first) < TRUSTED * max(map(score, against)):
            return max(against, key=lambda item: (item.comparison.hard, score(item)))
    return first
