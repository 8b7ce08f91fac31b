"""How far two reviewers agree: Cohen's kappa (J. Cohen, A coefficient of agreement for nominal scales, 1960)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from verifier.model.runs import CheckedClaim, Review


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two reviewers over the claims on which both decided. `kappa` is agreement beyond chance, 1 at most; None where
    chance alone would have them agree always (both gave one and the same verdict throughout)."""

    first: str
    second: str
    claims: int
    agreed: int
    kappa: float | None


def holding(item: CheckedClaim) -> dict[str, Review]:
    """The last decision of each reviewer that was made on what the claim shows now."""
    return {review.reviewer: review for review in item.reviews if not review.stale}


def agreement(claims: Iterable[CheckedClaim]) -> tuple[Agreement, ...]:
    """Every pair of reviewers with a claim in common, by name. Stale decisions do not count."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for item in claims:
        last = holding(item)
        for first, second in combinations(sorted(last), 2):
            pairs.setdefault((first, second), []).append((last[first].verdict, last[second].verdict))
    return tuple(
        Agreement(first, second, len(both), sum(a == b for a, b in both), kappa(both))
        for (first, second), both in sorted(pairs.items())
    )


def kappa(both: list[tuple[str, str]]) -> float | None:
    """Cohen's kappa of paired labels; None where it is not defined (no pairs, or one label throughout)."""
    number = len(both)
    firsts, seconds = Counter(a for a, _ in both), Counter(b for _, b in both)
    by_chance = sum(firsts[label] * seconds[label] for label in firsts)
    if number == 0 or by_chance == number * number:
        return None
    observed = sum(a == b for a, b in both) / number
    expected = by_chance / (number * number)
    return (observed - expected) / (1 - expected)
