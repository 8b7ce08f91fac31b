"""The functions that need no database, called from several threads at once: the same answers as one after the other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import verifier

SAID = (
    "“We will repair the bridge at {place} within {days} days,” the minister said on Tuesday. According to the Roads "
    "Office, {days} lorries cross it each hour. Its head, Anna Holm, denied that the work had been delayed."
)
PLACES = ("Arlen", "Brede", "Calt", "Dorve", "Elm", "Fane", "Gorm", "Hale")
TEXTS = tuple(SAID.format(place=place, days=days) for days, place in enumerate(PLACES, 3))
PAIRS = tuple(
    (f"The bridge at {place} will be repaired within {days} days.", (TEXTS[days % 3], TEXTS[days % 8]))
    for days, place in enumerate(PLACES, 2)
)


def together(work: Callable[[int], object], count: int) -> list[object]:
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(work, [number % count for number in range(3 * count)]))


def test_attributions_are_the_same_from_several_threads() -> None:
    alone = [verifier.find_attributions(text) for text in TEXTS]
    assert all(alone)
    assert together(lambda number: verifier.find_attributions(TEXTS[number]), len(TEXTS)) == alone * 3


def test_verdicts_are_the_same_from_several_threads() -> None:
    alone = [verifier.check_claim(claim, documents) for claim, documents in PAIRS]
    found = together(lambda number: verifier.check_claim(*PAIRS[number]), len(PAIRS))
    assert found == alone * 3
