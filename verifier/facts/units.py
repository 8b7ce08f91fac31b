"""Units of measure, money and time: what a number counts in, and how that converts."""

from functools import cache
from typing import NamedTuple

from verifier.facts.wording import Words
from verifier.language import lexicons


class Unit(NamedTuple):
    """A unit by its short name; a value times `factor` is in the base of its `dimension`."""

    name: str
    dimension: str
    factor: float


_PREFIXES = {
    "$": "USD", "us$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₴": "hryvnia",
    "usd": "USD", "gbp": "GBP", "eur": "EUR", "chf": "CHF", "rs": "INR",
}  # fmt: skip
_CODES = {"a": "AUD", "c": "CAD", "us": "USD", "nz": "NZD", "hk": "HKD", "s": "SGD"}


@cache
def _known() -> tuple[dict[str, Unit], dict[str, tuple[tuple[tuple[str, ...], Unit], ...]]]:
    """Units by name, and their forms by first word, the longest form first."""
    by_name: dict[str, Unit] = {}
    forms: dict[str, list[tuple[tuple[str, ...], Unit]]] = {}
    for line in lexicons.lines("facts/units"):
        head, _, listed = line.partition(": ")
        name, dimension, factor = head.split()
        unit = by_name[name] = Unit(name, dimension, float(factor))
        for form in listed.split(", "):
            cut = tuple(Words.of(form.strip()).low)
            forms.setdefault(cut[0], []).append((cut, unit))
    for extra in ("NZD", "HKD", "SGD"):
        by_name[extra] = Unit(extra, f"money:{extra}", 1.0)
    return by_name, {first: tuple(sorted(all_, key=lambda f: -len(f[0]))) for first, all_ in forms.items()}


def named(name: str) -> Unit | None:
    """The unit of that short name."""
    return _known()[0].get(name)


def before(words: Words, i: int) -> tuple[Unit, int] | None:
    """A currency sign or code that ends right before word i, with the index it begins at."""
    if i == 0:
        return None
    sign = words.low[i - 1]
    if sign in ("$", "£", "€", "¥", "₹", "₽", "₩", "₴"):
        if sign == "$" and i > 1 and words.glued(i - 2) and words.low[i - 2] in _CODES:
            name = _CODES[words.low[i - 2]]
            return _known()[0][name], i - 2
        return _known()[0][_PREFIXES[sign]], i - 1
    if sign in _PREFIXES and words.raw[i - 1].isupper():
        return _known()[0][_PREFIXES[sign]], i - 1
    return None


_NOT_BARE = frozenset(
    {
        "c",
        "f",
        "m",
        "t",
        "g",
        "l",
        "w",
        "p",
        "in",
        "min",
        "sec",
        "pc",
        "try",
        "won",
        "real",
        "stone",
        "second",
        "kn",
        "pp",
    }
)


def after(words: Words, i: int, *, number: int) -> tuple[Unit, int] | None:
    """The unit that stands after a number whose last word is `number`, from word i on, with the index after it.

    One-letter units count only when glued to the number or written as units are ("5.42 m", "31 °C").
    """
    at = i + 1 if words.word(i) in ("-", "‐", "‑") else i
    if at >= len(words):
        return None
    glued = words.glued(number)
    for form, unit in _known()[1].get(words.low[at], ()):
        if tuple(words.low[at : at + len(form)]) != form:
            continue
        first = form[0]
        if len(form) == 1 and first in _NOT_BARE and not glued and not _as_unit(words, at):
            continue
        return unit, at + len(form)
    return None


def _as_unit(words: Words, i: int) -> bool:
    """Is a short unit apart from its number still written as a unit, with digits before it and no other reading?"""
    word, before_it = words.low[i], words.word(i - 1)
    if not before_it[:1].isdecimal():
        return word in ("second", "stone") and words.word(i + 1) not in ("half", "quarter")
    if word in ("m", "t", "g", "l", "w", "kn"):
        return words.raw[i] == word or word == "w"
    if word in ("c", "f"):
        return words.raw[i].isupper()
    return word in ("min", "sec", "pc", "second", "stone", "pp")


def rate(words: Words, i: int) -> tuple[str, int] | None:
    """What a rate is counted by, from word i on: "per hectare", "an acre", "a year", "each", "apiece", "/km"."""
    word, next_word = words.word(i), words.word(i + 1)
    if word in ("each", "apiece"):
        return "each", i + 1
    if word in ("per", "/") and next_word.isalpha():
        if next_word in ("annum", "capita"):
            return {"annum": "year", "capita": "person"}[next_word], i + 2
        found = after(words, i + 1, number=i)
        return (found[0].name if found else next_word), (found[1] if found else i + 2)
    if (
        word in ("a", "an", "every")
        and next_word in _RATES
        and words.word(i + 2) not in ("ago", "earlier", "later", "before")
    ):
        return _RATES[next_word], i + 2
    if word in ("annually", "yearly"):
        return "year", i + 1
    if word in ("monthly", "weekly", "daily", "hourly"):
        return {"monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}[word], i + 1
    return None


_RATES = {
    "year": "year", "month": "month", "week": "week", "day": "day", "hour": "hour", "minute": "minute", "acre": "acre",
    "hectare": "ha", "share": "share", "barrel": "bbl", "tonne": "t", "ton": "ton", "litre": "l", "liter": "l",
    "gallon": "gal",
    "kilo": "kg", "head": "person", "person": "person", "night": "night", "mile": "mile", "square": "square",
}  # fmt: skip
