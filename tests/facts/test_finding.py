"""What the finders read in single phrases."""

from datetime import date

import pytest

from verifier.facts import find_names, read
from verifier.facts.name import alike

PUBLISHED = date(2025, 11, 20)  # a Thursday


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$2.5 billion, up 12%", ["2500000000 USD", "12 %"]),
        ("£14million and EUR 40m", ["14000000 GBP", "40000000 EUR"]),
        ("1,300 million dollars", ["1300000000 USD"]),
        ("18.6 million pounds", ["18600000 GBP"]),
        ("5 pounds apiece", ["5 lb /each"]),
        ("two-thirds, nine in ten, one in 25, three in every five", ["0.666666666667", "0.9", "0.04", "0.6"]),
        ("a third of voters at the third attempt", ["0.333333333333", "3"]),
        ("half a dozen, half a million, a dozen", ["6", "500000", "12"]),
        ("nine and a half years", ["9.5 year"]),
        ("3 hours and 52 minutes", ["3.86666666667 hour"]),
        ("between 0.2 and 0.3 percentage points", ["0.2..0.3 pp"]),
        ("rose from 13.5% to 14.2%", ["13.5 %", "14.2 %"]),
        ("profit £148m £161m -8.1%", ["148000000 GBP", "161000000 GBP", "-8.1 %"]),
        ("151ft, 46 metres, a six-mile zone", ["151 ft", "46 m", "6 mile"]),
        ("14.2 miles an hour, 15km/h, 8 knots", ["14.2 mph", "15 km/h", "8 kn"]),
        ("£1,450 an acre, 84.00 crowns per share", ["1450 GBP /acre", "84 crown /share"]),
        ("1.2m people in 5.42 m of water", ["1200000", "5.42 m"]),
        ("27 votes to 22, beaten 3-1", ["27-22", "3-1"]),
        ("seventeen (17) stations", ["17"]),
        ("Article 4, table 7, G7, A320, Covid-19, the Merganser 8", []),
        ("no one, one of the best, one another", []),
        ("12 March 2025 at 14:25 in 2024", []),
        ("41F or 5 degrees Celsius", ["41 F", "5 C"]),
    ],
)
def test_quantities(text: str, values: list[str]) -> None:
    assert [fact.value for fact in read(text).of("quantity")] == values


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 5", "about"),
        ("2,900 or so", "about"),
        ("nearly 9 million", "below"),
        ("a shade over £1.3bn", "above"),
        ("at least 20,000", "least"),
        ("more than 200", "more"),
        ("up to 32", "most"),
        ("fewer than 60,000", "less"),
        ("some 140", "about"),
        ("140", None),
    ],
)
def test_bounds(text: str, bound: str | None) -> None:
    (fact,) = read(text).of("quantity")
    assert dict(fact.parts).get("bound") == bound


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("on 12 March 2025", ["2025-03-12"]),
        ("on Feb. 17", ["-----02-17"]),
        ("the 3rd of May, 2024", ["2024-05-03"]),
        ("in March last year", ["2024-03"]),
        ("by the third quarter of next year", ["2026-Q3"]),
        ("in late 2024 and earlier this year", ["late 2024", "early 2025"]),
        ("last Friday and next Tuesday", ["2025-11-14", "2025-11-25"]),
        ("94 years ago", ["1931"]),
        ("in the 1990s, from 2027-28", ["1990 decade", "2027"]),
        ("8 to 9 October 2024", ["2024-10-08", "2024-10-09"]),
        ("at 2.25pm, 03:10, four in the morning, a quarter past two on Wednesday morning",
         ["14:25", "03:10", "04:00", "02:15", "weekday 3"]),
        ("it may march on", []),
        ("2,300 members paid $2000 for 2019 chairs", []),
        ("the 2007 flood", ["2007"]),
    ],
)  # fmt: skip
def test_periods(text: str, values: list[str]) -> None:
    assert [fact.value for fact in read(text, published=PUBLISHED).of("period")] == values


def test_relative_days_stay_open_without_a_publication() -> None:
    assert "from" not in dict(read("yesterday").of("period")[0].parts)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The U.S. Department of Health said", ["U S Department of Health"]),
        ("the Defence Ministry and Defence Minister Radim Olsavec", ["Defence Ministry", "Radim Olsavec"]),
        ("Dr Ines Okonedo-Vale of the Health Institute", ["Ines Okonedo Vale", "Health Institute"]),
        ("met on Tuesday in March", []),
        ("Norrcell's chairwoman", ["Norrcell"]),
        ("the Merganser 8 sank", ["Merganser 8"]),
    ],
)
def test_names(text: str, values: list[str]) -> None:
    assert [fact.value for fact in find_names(text)] == values


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("UN", "United Nations"),
        ("Tom Sheldrake", "T Sheldrake"),
        ("Kostrava", "Kostravan"),
        ("Russia", "Russian"),
        ("Voltaire", "Voltaire Mobility SA"),
        ("Culture Ministry", "Ministry of Culture"),
    ],
)
def test_names_that_are_alike(one: str, two: str) -> None:
    assert alike(one, two)
    assert alike(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [("Bo Terhune", "Ann Terhune"), ("Iran", "Iraq"), ("Austria", "Australia"), ("Paul Hall", "Paul Rowe")],
)
def test_names_that_are_not_alike(one: str, two: str) -> None:
    assert not alike(one, two)
