"""Facts of the claim against the facts of each passage, and what they come to over all passages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from verifier.checking.passages import Passage
from verifier.facts import Reading, compare, read
from verifier.model import Comparison

RELEVANT = 0.6
"""Share of the best passage's score that a passage needs for its facts to count."""
TRUSTED = 0.75
"""Share of the score of a passage that says otherwise, from which a passage that agrees outweighs it."""
_ORDER = {"same": 0, "different": 1, "ambiguous": 2, "absent": 3}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with its comparisons."""

    passage: Passage
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What one fact of the claim comes to, and the index of the passage that says so."""

    comparison: Comparison
    place: int


@lru_cache(maxsize=512)
def reading(text: str, published: date | None) -> Reading:
    """The facts of a text; kept, because claims share passages."""
    return read(text, published=published)


def weigh(claim: str, passages: Sequence[Passage], *, published: date | None) -> list[Weighed]:
    """Compare the claim with each passage; quotations are left to the whole document (`quoting`)."""
    mine = reading(claim, published)
    return [
        Weighed(
            passage,
            tuple(
                comparison
                for comparison in compare(
                    mine, reading(passage.text, passage.reference.document.published or published)
                )
                if comparison.kind != "quotation" and not comparison.rule.startswith("quote-")
            ),
        )
        for passage in passages
    ]


def settle(weighed: Sequence[Weighed]) -> list[Settled]:
    """One outcome for each fact of the claim, in the order of the first passage that speaks of it.

    A fact that one relevant passage confirms is confirmed, unless a passage that covers the claim clearly better
    says otherwise; only then does a difference stand.
    """
    if not weighed:
        return []
    floor = RELEVANT * max(one.passage.score for one in weighed)
    grouped: dict[tuple[object, ...], list[Settled]] = {}
    for place, one in enumerate(weighed):
        if one.passage.score < floor:
            continue
        for comparison in one.comparisons:
            grouped.setdefault(_key(comparison), []).append(Settled(comparison, place))
    return [_outcome(group, weighed) for group in grouped.values()]


def _key(comparison: Comparison) -> tuple[object, ...]:
    family = comparison.finding if comparison.kind in ("name", "modality") else None
    return comparison.kind, comparison.claim_span or comparison.claim, family == "role_swap"


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
