"""A number or a date is found however it is written."""

from datetime import date

import pytest

from verifier import facts
from verifier.facts.writings import MOST


def ways(text: str) -> set[str]:
    read = facts.read(text, published=date(2025, 6, 14)).facts
    return {way for fact in read for way in facts.writings(fact)}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("$1.3bn", "1,300 million"),
        ("$1.3bn", "1.3 billion"),
        ("1,300 million euros", "1.3bn"),
        ("eleven people", "11"),
        ("11 people", "eleven"),
        ("21 boats", "twenty-one"),
        ("300 people", "three hundred"),
        ("two million people", "2m"),
        ("2,000,000 people", "two million"),
        ("11,000 troops", "11000"),
        ("half of the voters", "50"),
        ("50% of the voters", "half"),
        ("between five and nine people", "9"),
        ("0.25 points", "0.25"),
        ("12 June 2025", "2025-06-12"),
        ("on 2025-06-12", "june 12"),
        ("September 3", "3 sep"),
        ("3 September", "09-03"),
        ("it came yesterday", "13 june"),
    ],
)
def test_a_fact_is_written_in_other_ways(text: str, other: str) -> None:
    assert other in ways(text)


@pytest.mark.parametrize("text", ["1.3bn", "1,300 million", "1.3 billion", "1,300,000,000", "1300000000", "$1.3 bn"])
def test_all_ways_of_one_number_lead_to_the_same(text: str) -> None:
    assert ways(f"It cost {text} to build.") == ways("It cost 1.3 billion to build.") != set()


@pytest.mark.parametrize("number", [1, 9, 11, 40, 99, 100, 700, 1_000, 2_500, 11_000, 3_500_000, 20_000_000_000])
def test_what_is_written_is_read_as_the_same_number(number: int) -> None:
    (fact,) = facts.read(f"{number} boats").of("quantity")
    written = facts.writings(fact)
    assert len(written) > 1
    for way in written:
        (again,) = facts.read(f"They counted {way} boats.").of("quantity")
        assert again.value == fact.value, way


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dozens of boats",
        "won 2-1",
        "in June",
        "on Thursday",
        "last week",
        "in 2024",
        "Mr Smith denied it",
        "a third",
    ],
)
def test_what_is_no_single_number_or_day_is_not_written_otherwise(text: str) -> None:
    assert ways(text) == set()


@pytest.mark.parametrize(
    "text", ["9" * 400 + " boats", "1e999 boats", "0." + "0" * 300 + "1 boats", "-0 boats", "0 boats"]
)
def test_any_number_is_safe_and_has_few_ways(text: str) -> None:
    for fact in facts.read(text).facts:
        assert len(facts.writings(fact)) <= MOST
