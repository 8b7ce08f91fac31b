"""A claim part by part."""

import pytest

from verifier.checking import parts


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Prices rose in March. They fell again in May.", ["Prices rose in March.", "They fell again in May."]),
        ("prices rose in march . they fell again in may .", ["prices rose in march .", "they fell again in may ."]),
        ("the bridge is open again ! it was", ["the bridge is open again ! it was"]),
        ("Prices rose.", ["Prices rose."]),
        ("", []),
    ],
)
def test_sentences_are_told_apart_also_where_marks_stand_alone(claim: str, found: list[str]) -> None:
    assert parts.split(claim) == found


@pytest.mark.parametrize("text", [" . " * 30_000, "word . " * 20_000, "a b c d . " * 10_000, "\ud800 . " * 100])
def test_any_text_has_few_parts(text: str) -> None:
    assert len(parts.split(text)) <= parts.MOST_PARTS


def test_the_worst_part_and_the_mean_are_told() -> None:
    there, other = "Officials denied the report on Monday.", "Three vans were sold to a school."
    made = parts.measure([(there, [there]), (other, [there])])
    assert made["part_least_runs2"] == 0
    assert made["part_mean_runs2"] == pytest.approx(0.5)
    assert set(made) == set(parts.NAMES)


def test_without_parts_nothing_is_measured() -> None:
    assert parts.measure([]) == dict.fromkeys(parts.NAMES, 0.0)
