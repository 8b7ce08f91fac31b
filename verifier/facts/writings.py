"""The ways in which the number or the date of a fact may be written, so that a search for one finds them all."""

from collections.abc import Iterator
from itertools import islice

from verifier.facts.calendar import MONTHS
from verifier.facts.numerals import in_words
from verifier.model import Fact

SCALES = (
    (1e3, ("thousand",), ("k",)),
    (1e6, ("million",), ("m", "mn")),
    (1e9, ("billion",), ("bn",)),
    (1e12, ("trillion",), ("tn",)),
)
"""What a number may be counted in: its worth, its names, its short forms, which are written right behind digits."""
SHARES = {50.0: "half", 25.0: "a quarter", 75.0: "three quarters"}
"""Percentages that are more often written in words."""
MOST = 16
"""Ways of writing one fact that are given, the plainest first."""
_MONTHS = {number: name for name, number in reversed(MONTHS.items())}
_UNSAID = frozenset(("ordinal", "score", "vague"))


def writings(fact: Fact) -> tuple[str, ...]:
    """How the number or the date of a fact may be written ("1.3 billion", "1,300 million", "1.3bn"), at most `MOST`.

    They hold no unit and no currency sign, and may be several words, which then stand together. Empty for facts of
    other kinds, for numbers that mean a range of them ("dozens") and for periods that are no day.
    """
    parts = dict(fact.parts)
    ways: Iterator[str] = iter(())
    if fact.kind == "quantity" and fact.rule not in _UNSAID:
        ways = _quantity(parts)
    elif fact.kind == "period" and parts.get("grain") == "day" and "day" in parts and "month" in parts:
        ways = _day(int(parts["day"]), int(parts["month"]), parts.get("year", ""))
    return tuple(islice(dict.fromkeys(ways), MOST))


def _quantity(parts: dict[str, str]) -> Iterator[str]:
    amount = float(parts["amount"])
    if parts.get("style") == "fraction":
        amount = round(100 * amount, 6)
        if amount != round(amount):
            return
    if parts.get("style") == "fraction" or parts.get("unit") == "%":
        yield from (SHARES[amount],) if amount in SHARES else ()
    yield from _number(amount)
    if "high" in parts:
        yield from _number(float(parts["high"]))


def _number(value: float) -> Iterator[str]:
    if not 0 <= value < 1e15:
        return
    for digits in _digits(value):
        yield digits
    yield from in_words(value)
    for worth, names, short in SCALES:
        share = value / worth
        if 1 <= share < 10_000 and abs(share - round(share, 3)) < 1e-9 * share:
            for digits in _digits(share):
                yield from (f"{digits} {name}" for name in names)
                yield from (f"{digits}{name}" for name in short)
            yield from (f"{word} {name}" for word in in_words(share) for name in names)


def _digits(value: float) -> Iterator[str]:
    """With and without commas between thousands, at most three places."""
    for way in (f"{value:.3f}", f"{value:,.3f}"):
        yield way.rstrip("0").rstrip(".")


def _day(day: int, month: int, year: str) -> Iterator[str]:
    name = _MONTHS[month]
    for written in (name, name[:3]):
        yield f"{day} {written}"
        yield f"{written} {day}"
    if year:
        yield f"{year}-{month:02}-{day:02}"
    yield f"{month:02}-{day:02}"
