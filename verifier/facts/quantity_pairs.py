"""Quantities of a claim against those of a passage: paired by what they count, then compared."""

from collections.abc import Mapping
from functools import lru_cache

from verifier.facts.amounts import Amount, Match, amount, comparable, figures, match, slip
from verifier.facts.pairing import count_class, overlap, sense, surroundings
from verifier.facts.wording import Words
from verifier.model import Comparison, ComparisonResult, Fact, Span

TELLING = 2.0
"""How many points must speak for two figures being about the same thing before their difference is called hard."""

ALONE = 0.5
"""Points for the only figure of its sort in the passage: what else could the claim's be taken from?"""

SMALL = 20
"""Counts below this are small."""

HINTING = 1.0
"""From here on a different figure is worth a look; below, the figure counts as absent."""


_AGREEING = frozenset(("equal", "rounded", "bounded"))


class _Pair:
    """One amount of the passage beside the claim's, with what speaks for their belonging together."""

    __slots__ = ("amount", "counted", "match", "points", "shared", "slip")

    def __init__(self, claim: Amount, other: Amount, shared: float, matched: Match) -> None:
        self.amount = other
        self.match = matched
        self.slip = slip(claim, other)
        self.shared = shared
        self.counted = _counted(claim, other)
        self.points = shared + self.counted
        if claim.unit and claim.unit == other.unit:
            self.points += 0.25 if claim.unit == "%" else 0.5
        if claim.dimension == "score" and (claim.low == other.low) != (claim.high == other.high):
            self.points += 1.25  # one side of the score agrees
        if self.slip and self.match == "apart":
            self.points += _of_slip(self.slip, claim, other) if self.points > 0.25 or figures(claim) > 2 else 0.0


def compare(claim: tuple[Fact, ...], claim_words: Words, passage: tuple[Fact, ...], words: Words) -> list[Comparison]:
    """One comparison for each quantity of the claim that can be compared."""
    if not claim:
        return []
    others = [part for one in map(amount, passage) for part in (one, *_parts(one))]
    scored = any(other.dimension == "score" for other in others)
    ours = claim_words.once(("own amounts", len(claim), scored), lambda _: _own_amounts(claim, scored=scored))
    matches = [[match(one, other) if comparable(one, other) else None for other in others] for one in ours]
    settled = {k: one for one, row in zip(ours, matches, strict=True) for k, how in enumerate(row) if how == "equal"}
    found = []
    for one, row in zip(ours, matches, strict=True):
        fitting = [
            (other, how)
            for k, (other, how) in enumerate(zip(others, row, strict=True))
            if how is not None
            and not _is_complement(other)
            and (k not in settled or settled[k] is one or settled[k] in _partners(one, ours))
        ]
        agreeing = [(other, how) for other, how in fitting if how in _AGREEING and one.dimension != "ordinal"]
        pairs = [
            _Pair(one, other, overlap(_around(claim_words, one), _around(words, other)), how)
            for other, how in agreeing or fitting
        ]
        found.append(_judged(one, pairs, _points_of_share(one, others, (claim_words, words)), others))
    return found


def _own_amounts(facts: tuple[Fact, ...], *, scored: bool) -> list[Amount]:
    """The amounts of a claim; scores by their parts where the passage has none."""
    return [part for one in map(amount, facts) for part in ((one,) if scored else _parts(one) or (one,))]


def _around(words: Words, one: Amount) -> Mapping[str, float]:
    return surroundings(words, one.fact.start, one.fact.end)


def _parts(one: Amount) -> tuple[Amount, ...]:
    """The two numbers of a score as counts, since the other text may give them apart ("for 27, against 22")."""
    if one.dimension != "score":
        return ()
    return tuple(
        one._replace(dimension="part", raw=value, low=value, high=value, quantum=1.0, whole=True, counted=())
        for value in (one.low, one.high)
    )


def _of_slip(kind: str, claim: Amount, other: Amount) -> float:
    """A slip speaks the louder, the less likely it comes by chance: three figures in another order, a thousandfold."""
    if kind == "scale" and max(claim.low, other.low) >= 999 * min(claim.low, other.low) > 0:
        return 2.0
    return 2.0 if figures(claim) > 2 or (kind in ("unit", "rate") and figures(claim) > 1) else 1.25


def _is_complement(one: Amount) -> bool:
    return ("complement", "yes") in one.fact.parts


def _is_change(one: Amount) -> bool:
    """By how much something went is not how much it is."""
    return ("change", "yes") in one.fact.parts


def _counted(claim: Amount, other: Amount) -> float:
    """Points for what is counted: the same word, the same class, or plainly something else."""
    if not claim.counted or not other.counted:
        return 0.25 if claim.dimension else 0.0
    if not _senses(claim.counted).isdisjoint(_senses(other.counted)):
        return 1.5
    if not _kinds(claim.counted).isdisjoint(_kinds(other.counted)):
        return 1.0
    return -0.5 if claim.dimension else -1.5


@lru_cache(maxsize=1 << 12)
def _senses(counted: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(sense, counted))


@lru_cache(maxsize=1 << 12)
def _kinds(counted: tuple[str, ...]) -> frozenset[str]:
    """The classes of what is counted, of those words that have one."""
    return frozenset(map(count_class, counted)) - {""}


def _points_of_share(claim: Amount, others: list[Amount], texts: tuple[Words, Words]) -> _Pair | None:
    """A share given in per cent where the passage gives as many percentage points, or the other way round."""
    if claim.dimension not in ("ratio", "point") or claim.style not in ("digits", "words"):
        return None
    wanted = "point" if claim.dimension == "ratio" else "ratio"
    for other in others:
        if (
            other.dimension == wanted
            and abs(other.low - claim.low) <= max(claim.quantum, other.quantum) / 2
            and other.unit != "bp"
        ):
            shared = overlap(_around(texts[0], claim), _around(texts[1], other))
            pair = _Pair(claim, other, shared, match(claim, other))
            pair.slip, pair.match = "points", "apart"
            return pair
    return None


def _judged(claim: Amount, pairs: list[_Pair], points: _Pair | None, others: list[Amount]) -> Comparison:
    if _is_complement(claim):
        return _made(claim, None, "ambiguous", "complement")
    if claim.dimension == "ordinal" and not any(pair.points > 1 for pair in pairs):
        return _made(claim, None, "absent", "ordinal-absent")
    agreeing = [pair for pair in pairs if pair.match in _AGREEING]
    if agreeing:
        best = max(agreeing, key=lambda pair: (pair.match == "equal", pair.points))
        small = claim.whole and claim.raw < 100
        if small and best.points < 0 and not best.shared:
            return _made(claim, best, "ambiguous", "same-number-other-thing")
        return _made(claim, best, "same", "figure-" + best.match)
    if claim.dimension == "part":
        return _made(claim, None, "absent", "figure-absent")
    if points is not None and points.shared >= 0.6:
        return _made(claim, points, "different", "percent-for-point", hard=True)
    if not pairs:
        return _made(claim, None, "absent", "figure-absent")
    if len(pairs) == 1:
        pairs[0].points += ALONE
    best = max(pairs, key=lambda pair: pair.points)
    perhaps = max((pair for pair in pairs if pair.match == "perhaps"), key=lambda pair: pair.points, default=None)
    if perhaps is not None and (perhaps.points > best.points - 1.0 or best.points < TELLING) and not best.slip:
        return _made(claim, perhaps, "ambiguous", "figure-perhaps")
    if best.points < HINTING:
        return _made(claim, None, "absent", "figure-absent")
    if _is_change(claim) and not _is_change(best.amount):
        return _made(claim, best, "ambiguous", "figure-perhaps")
    if _derived(claim, others):
        return _made(claim, best, "ambiguous", "figure-derived")
    rivals = [
        pair
        for pair in pairs
        if pair is not best and pair.points >= best.points - 0.3 and pair.amount.low != best.amount.low
    ]
    rule = "figure-" + (best.slip or "differs")
    hard = (
        best.points >= TELLING
        and (best.slip != "" or not rivals or best.points >= TELLING + 1)
        and _is_firm(claim, best)
    )
    return _made(claim, best, "different" if hard or not rivals else "ambiguous", rule, hard=hard)


def _partners(one: Amount, ours: list[Amount]) -> list[Amount]:
    """The other figures of the claim that the same figure of the passage may answer to: those that are its equals."""
    return [other for other in ours if other is not one and other.low == one.low and other.dimension == one.dimension]


_SHARES = ("fraction", "ratio")


def _is_firm(claim: Amount, pair: _Pair) -> bool:
    """Is a difference of these two one that cannot be read away? Vague numbers and a bare "one" can, and so can counts
    of different things and spans of time in different units."""
    other = pair.amount
    if "vague" in (claim.style, other.style) or (claim.whole and claim.raw == 1) or (other.whole and other.raw == 1):
        return False
    if pair.slip and figures(claim) > 1:
        return True
    loose = (claim.low == claim.high) != (other.low == other.high) or (claim.style in _SHARES) != (
        other.style in _SHARES
    )
    if loose and pair.shared < 2.0:
        return False
    if not claim.dimension:
        return bool(pair.counted > 0 or (pair.shared >= 2.0 and not (claim.counted and other.counted)))
    if claim.dimension in ("age", "ordinal"):
        return pair.shared >= 2.0
    return claim.unit == other.unit or bool(pair.slip) or claim.dimension != "duration"


def _derived(claim: Amount, others: list[Amount]) -> bool:
    """Is the claim's figure the sum, the difference or the share of two figures of the passage?"""
    mine = [other for other in others if comparable(claim, other) and other.low == other.high][:12]
    tolerance = max(claim.quantum / 2, 1e-9)
    for i, one in enumerate(mine):
        for two in mine[i + 1 :]:
            # A difference of small counts comes out right by chance too often to excuse anything.
            less = claim.low >= SMALL and abs(abs(one.low - two.low) - claim.low) <= tolerance
            if less or abs(one.low + two.low - claim.low) <= tolerance:
                return True
    return False


def _made(claim: Amount, pair: _Pair | None, result: ComparisonResult, rule: str, *, hard: bool = False) -> Comparison:
    fact, other = claim.fact, pair.amount.fact if pair else None
    return Comparison(
        kind="quantity",
        result=result,
        claim=fact.text,
        evidence=other.text if other else "",
        rule=rule,
        detail=_detail(claim, pair, result, rule),
        claim_span=Span(fact.start, fact.end),
        evidence_span=Span(other.start, other.end) if other else None,
        finding="number_mismatch" if result == "different" else None,
        hard=hard,
    )


_SLIPS = {
    "figure-scale": "the same figures at another scale",
    "figure-digits": "the same digits in another order",
    "figure-unit": "the same number in another unit",
    "figure-rate": "counted by something else",
    "percent-for-point": "per cent and percentage points are not the same",
}


def _detail(claim: Amount, pair: _Pair | None, result: ComparisonResult, rule: str) -> str:
    if pair is None:
        return ""
    if result == "different":
        told = f"the source says {pair.amount.fact.text}, the article {claim.fact.text}"
        return f"{told}: {_SLIPS[rule]}" if rule in _SLIPS else told
    if result == "same" and pair.match != "equal":
        return f"{claim.fact.text} fits {pair.amount.fact.text}"
    return ""
