"""Two quantities as amounts: equal, rounded, within a bound, or apart."""

from functools import lru_cache
from typing import Literal, NamedTuple

from verifier.facts import units
from verifier.model import Fact

Match = Literal["equal", "rounded", "bounded", "perhaps", "apart"]

EXACT_BELOW = 100.0
"""Whole numbers below this are taken at their word: "12 nations" is never a rounding of 11."""

_UPPER, _LOWER = frozenset({"most", "less"}), frozenset({"least", "more"})

_SLACK = 0.12
"""How far an approximate figure ("around 100") may lie off, as a share of it, however round it is."""


class Amount(NamedTuple):
    """A quantity in the base unit of its dimension. `raw` is the number as written, before conversion."""

    fact: Fact
    raw: float
    low: float
    high: float
    quantum: float
    dimension: str
    unit: str
    per: str
    bound: str
    sign: str
    style: str
    counted: tuple[str, ...]
    whole: bool

    @property
    def approximate(self) -> bool:
        """Does the text say that the number is not exact?"""
        return self.bound in ("about", "below", "above") or self.style in ("fraction", "ratio", "vague")


def amount(fact: Fact) -> Amount:
    """The amount of a quantity fact."""
    parts = dict(fact.parts)
    age = parts.get("dimension") == "age" and parts.get("unit") == "year"
    unit = units.named(parts.get("unit", "")) if not age else None  # "44" and "44-year-old" are ages alike
    factor = unit.factor if unit else 1.0
    raw = float(parts["amount"])
    top = float(parts.get("high", parts["amount"]))
    quantum = float(parts["quantum"])
    whole = unit is None and parts["style"] in ("digits", "words") and raw == int(raw)
    if whole and raw < EXACT_BELOW:
        quantum = 1.0
    low, high = raw * factor, top * factor
    if unit is not None and unit.name == "F":
        low, high = (raw - 32) * factor, (top - 32) * factor
    return Amount(
        fact, raw, low, high, quantum * factor, parts.get("dimension", ""),
        "" if age else parts.get("unit", ""), parts.get("per", ""),
        parts.get("bound", ""), parts.get("sign", ""), parts["style"], tuple(parts.get("counted", "").split()), whole,
    )  # fmt: skip


def comparable(claim: Amount, passage: Amount) -> bool:
    """Are both of one dimension, so that a difference means something?"""
    one, two = claim.dimension, passage.dimension
    if "part" in (one, two):  # one side of a score against a count
        return {one, two} <= {"part", ""}
    return one == two or (one.startswith("money") and two.startswith("money"))


def match(claim: Amount, passage: Amount) -> Match:
    """How the amount of a claim stands to that of a passage.

    `perhaps`: neither clearly the same nor clearly apart (a true but odd bound, a figure finer than its source).
    """
    if claim.dimension != passage.dimension and "part" not in (claim.dimension, passage.dimension):
        return "apart"  # two currencies
    if claim.per and passage.per and claim.per != passage.per and not _same_rate(claim, passage):
        return "apart"
    if claim.dimension == "score":
        return "equal" if (claim.low, claim.high) == (passage.low, passage.high) else "apart"
    if claim.low != claim.high or passage.low != passage.high:
        return _ranges(claim, passage)
    one, two = claim.low, passage.low
    if _close(one, two, 1e-9 * max(abs(one), abs(two), 1e-12)):
        return "equal"
    if claim.style == "vague" or passage.style == "vague":
        return _vaguely(claim, passage)
    bounded = _bounded(claim, passage)
    if bounded is not None:
        return bounded
    return _rounded(claim, passage)


def _close(one: float, two: float, tolerance: float) -> bool:
    return abs(one - two) <= tolerance


def _same_rate(claim: Amount, passage: Amount) -> bool:
    one, two = units.named(claim.per), units.named(passage.per)
    if "each" in (claim.per, passage.per):
        return True
    if one is None or two is None or one.dimension != two.dimension:
        return False
    return _close(claim.low / one.factor, passage.low / two.factor, 0.02 * abs(claim.low / one.factor))


def _rounded(claim: Amount, passage: Amount) -> Match:
    one, two = claim.low, passage.low
    gap = abs(one - two)
    converted = claim.unit != passage.unit
    tolerance = claim.quantum / 2 * 1.001
    if claim.bound == "about" or claim.style in ("fraction", "ratio"):
        tolerance = max(min(tolerance, _SLACK * abs(one)), 0.02 * abs(one))
        if claim.style in ("fraction", "ratio"):
            tolerance = max(
                0.026 if claim.bound else 0.016, claim.quantum / 2 if claim.style == "ratio" and claim.low < 0.1 else 0
            )
        return "rounded" if gap <= tolerance else _finer(claim, passage)
    if gap <= tolerance:
        if claim.whole and not converted and not passage.approximate and claim.quantum < 100 and two == int(two):
            return "perhaps"
        return "rounded"
    if converted and gap <= max(claim.quantum, passage.quantum) / 2 * 1.001:
        return "rounded"
    return _finer(claim, passage)


def _finer(claim: Amount, passage: Amount) -> Match:
    """Is the claim only finer than an approximate source, or not the same?"""
    gap = abs(claim.low - passage.low)
    tolerance = passage.quantum / 2 * 1.001
    if passage.approximate:
        tolerance = max(min(tolerance, _SLACK * abs(passage.low)), 0.03 * abs(passage.low))
    if gap <= tolerance and not (passage.whole and passage.low < EXACT_BELOW):
        return "perhaps"
    return "apart"


def _bounded(claim: Amount, passage: Amount) -> Match | None:
    """The answer where one side is a bound; None where none is or the bound does not decide."""
    one, two = claim.low, passage.low
    if claim.bound == passage.bound == "most":
        return None  # two maxima must be the same maximum
    slack = (
        max(
            claim.quantum if claim.unit != passage.unit else 0.0, passage.quantum if claim.unit != passage.unit else 0.0
        )
        / 2
    )
    if claim.bound in ("least", "more", "above"):
        if two < one - slack:
            return None if passage.bound in ("least", "more", "about") else "apart"
        return (
            "bounded"
            if two <= one * (1.2 if claim.bound == "above" else 1.6)
            else "perhaps"
            if claim.bound != "above"
            else None
        )
    if claim.bound in ("most", "less", "below"):
        if two > one + slack:
            return None if passage.bound in ("most", "less", "about") or claim.bound == "below" else "apart"
        return (
            "bounded"
            if two >= one * (0.85 if claim.bound == "below" else 0.6)
            else "perhaps"
            if claim.bound != "below"
            else None
        )
    if passage.bound in ("least", "more", "above") and one > two:
        return "perhaps" if one < 2 * two else None
    if passage.bound in ("less", "below") and one < two:
        return "perhaps" if one > 0.5 * two else None
    return None


def _vaguely(claim: Amount, passage: Amount) -> Match:
    vague, other = (claim, passage) if claim.style == "vague" else (passage, claim)
    if vague.low - vague.quantum <= other.low <= vague.low * 8:
        return "rounded" if vague is claim else "perhaps"
    return "apart" if other.style != "vague" and other.low < vague.low / 4 else "perhaps"


def _ranges(claim: Amount, passage: Amount) -> Match:
    tolerance = max(claim.quantum if claim.unit != passage.unit else 0.0, 1e-9 * abs(claim.high))
    if claim.low == claim.high:
        if passage.low - tolerance <= claim.low <= passage.high + tolerance:
            return "perhaps"
        return "apart"
    if passage.low == passage.high:
        inside = claim.low - tolerance <= passage.low <= claim.high + tolerance
        return "perhaps" if inside else "apart"
    if _close(claim.low, passage.low, tolerance) and _close(claim.high, passage.high, tolerance):
        return "equal"
    return "apart"


def slip(claim: Amount, passage: Amount) -> str:
    """How one figure could have been mistaken for the other; "" where it looks like no slip.

    "scale": times ten, a thousand. "digits": the same digits in another order. "unit": the same number in another unit.
    "rate": the same number by something else.
    """
    if claim.low != claim.high or passage.low != passage.high:
        return ""
    if _close(claim.raw, passage.raw, 1e-9 * abs(claim.raw)):
        if claim.unit != passage.unit and (claim.unit or passage.unit):
            return "unit"
        return "rate" if claim.per != passage.per and claim.per and passage.per else ""
    if claim.unit != passage.unit:
        return ""
    one, two = _figures(claim.raw), _figures(passage.raw)
    if one == two and len(one) > 1:
        return "scale"
    if one == two and claim.raw >= 1 and passage.raw >= 1 and max(claim.raw, passage.raw) >= 100:
        return "scale"
    same_length = len(f"{claim.raw:.0f}") == len(f"{passage.raw:.0f}")
    if same_length and len(one) >= 2 and one != two and sorted(one) == sorted(two):
        return "digits"
    return ""


@lru_cache(maxsize=1 << 12)
def _figures(value: float) -> str:
    """The significant figures of a number, without leading and trailing zeros."""
    return f"{value:.12g}".replace(".", "").lstrip("-0").split("e")[0].rstrip("0")


def figures(one: Amount) -> int:
    """How many significant figures a number is stated with."""
    return len(_figures(one.raw))
