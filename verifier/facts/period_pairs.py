"""Periods of a claim against those of a passage: the fields both state, and the words around them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from verifier.facts.lexicon import several
from verifier.facts.pairing import overlap, surroundings
from verifier.facts.wording import Words
from verifier.model import Comparison, ComparisonResult, Fact, Span

Relation = Literal["same", "wider", "finer", "apart", "unlike"]

TELLING = 2.0
"""Points that must speak for two periods dating the same event before their difference is called hard."""

HINTING = 1.25
_FIELDS = ("year", "quarter", "month", "day", "weekday")
_BESIDE = 4
"""Words between a figure and the period that dates it."""


@dataclass(frozen=True, slots=True)
class _Dated:
    fact: Fact
    parts: Mapping[str, str]
    fields: Mapping[str, int]

    @property
    def reporting(self) -> bool:
        return "reporting" in self.parts

    @property
    def loose(self) -> bool:
        return "loose" in self.parts


def _dated(fact: Fact) -> _Dated:
    parts = dict(fact.parts)
    fields = {name: int(parts[name]) for name in (*_FIELDS, "clock") if name in parts}
    if "weekday" not in fields and {"year", "month", "day"} <= fields.keys() and parts["grain"] == "day":
        try:
            fields["weekday"] = date(fields["year"], fields["month"], fields["day"]).weekday()
        except ValueError:
            fields.pop("day")
    return _Dated(fact, parts, fields)


def relation(claim: _Dated, passage: _Dated) -> Relation:
    """How two periods stand to each other.

    `wider` is a claim that says less, `finer` one that says more; `unlike` where they share no field that could differ.
    """
    if "clock" in claim.parts or "clock" in passage.parts:
        return _clocks(claim, passage)
    if {claim.parts["grain"], passage.parts["grain"]} & {"decade", "week", "season"}:
        return _intervals(claim, passage)
    shared = [name for name in _FIELDS if name in claim.fields and name in passage.fields]
    if not shared or (shared == ["weekday"] and not _plain_weekday(claim, passage)):
        return "unlike" if not shared else _weekday_only(claim, passage)
    if any(claim.fields[name] != passage.fields[name] for name in shared):
        return "apart"
    if claim.parts.get("part") and passage.parts.get("part") and claim.parts["part"] != passage.parts["part"]:
        return "apart"
    if claim.fields.keys() <= passage.fields.keys():
        return "same" if claim.fields.keys() == passage.fields.keys() else "wider"
    return "finer" if shared != ["year"] or claim.parts["grain"] == "year" else "unlike"


def _plain_weekday(claim: _Dated, passage: _Dated) -> bool:
    return claim.parts["grain"] == passage.parts["grain"] == "day"


def _weekday_only(claim: _Dated, passage: _Dated) -> Relation:
    return "same" if claim.fields["weekday"] == passage.fields["weekday"] else "apart"


def _clocks(claim: _Dated, passage: _Dated) -> Relation:
    if "clock" not in claim.parts or "clock" not in passage.parts:
        return "unlike"
    one, two = int(claim.parts["clock"]), int(passage.parts["clock"])
    if "either" in (claim.parts.get("part"), passage.parts.get("part")):
        one, two = one % 720, two % 720
    return "same" if one == two else "apart"


def _intervals(claim: _Dated, passage: _Dated) -> Relation:
    if "from" not in claim.parts or "from" not in passage.parts:
        return "unlike"
    if claim.parts["from"] <= passage.parts["from"] and passage.parts["to"] <= claim.parts["to"]:
        return "wider" if claim.parts["from"] != passage.parts["from"] else "same"
    if passage.parts["from"] <= claim.parts["from"] and claim.parts["to"] <= passage.parts["to"]:
        return "finer"
    return (
        "apart" if claim.parts["to"] < passage.parts["from"] or passage.parts["to"] < claim.parts["from"] else "unlike"
    )


def _closeness(claim: _Dated, passage: _Dated) -> float:
    """Points where one field of several differs, as a slip would have it: another day of the same month."""
    shared = [name for name in _FIELDS if name in claim.fields and name in passage.fields and name != "weekday"]
    differing = [name for name in shared if claim.fields[name] != passage.fields[name]]
    if len(shared) > 1 and len(differing) == 1:
        return 0.75
    if differing == ["year"] and sorted(str(claim.fields["year"])) == sorted(str(passage.fields["year"])):
        return 0.75
    return 0.0


def compare(claim: Sequence[Fact], claim_words: Words, passage: Sequence[Fact], words: Words) -> list[Comparison]:
    """One comparison for each period of the claim that dates an event (not those that date the telling)."""
    if not claim:
        return []
    mine = claim_words.once(("dated", len(claim)), lambda _: [_dated(fact) for fact in claim])
    others = [_dated(fact) for fact in passage]
    relations = [[relation(one, two) for two in others] for one in mine]
    settled = {k for row in relations for k, kind in enumerate(row) if kind in ("same", "wider", "finer")}
    found = []
    for one, row in zip(mine, relations, strict=True):
        if not one.fields and "clock" not in one.parts:
            continue
        related = [
            _Related(kind, two, (claim_words, words), k in settled)
            for k, (kind, two) in enumerate(zip(row, others, strict=True))
        ]
        made = _judged(one, related)
        if made is not None:
            found.append(made)
    return found


class _Related(NamedTuple):
    """A period of the passage beside one of the claim, both texts, and whether the period answers to any of the
    claim's."""

    kind: Relation
    dated: _Dated
    texts: tuple[Words, Words]
    settled: bool

    def shared(self, one: _Dated) -> float:
        """How much the surroundings of both periods share."""
        mine, theirs = one.fact, self.dated.fact
        return overlap(
            surroundings(self.texts[0], mine.start, mine.end), surroundings(self.texts[1], theirs.start, theirs.end)
        )


def _judged(one: _Dated, related: list[_Related]) -> Comparison | None:
    for wanted in ("same", "wider", "finer"):
        fitting = [two for two in related if two.kind == wanted]
        if fitting:
            nearest = max(fitting, key=lambda two: two.shared(one)) if len(fitting) > 1 else fitting[0]
            result: ComparisonResult = "ambiguous" if wanted == "finer" else "same"
            return _made(one, nearest.dated, result, f"period-{wanted}")
    if one.reporting or one.loose:
        return None
    apart = [
        (two.shared(one), two.dated)
        for two in related
        if two.kind == "apart" and not two.settled and not two.dated.loose
    ]
    if not apart:
        return _made(one, None, "absent", "period-absent")
    alone = 0.5 if len(apart) == 1 else 0.0
    scored = [
        (
            shared + alone + _closeness(one, other) + (0.25 if one.parts["grain"] == other.parts["grain"] else 0.0)
            + (0.5 if one.parts.get("bound") and one.parts.get("bound") == other.parts.get("bound") else 0.0),
            -i, other,
        )
        for i, (shared, other) in enumerate(apart)
    ]  # fmt: skip
    points, _, best = max(scored, key=lambda entry: entry[:2])
    if points < HINTING:
        return _made(one, None, "absent", "period-absent")
    if _fits_bound(one, best):
        return _made(one, best, "ambiguous", "period-bounded")
    hard = points >= TELLING and not best.reporting
    return _made(one, best, "different", "period-differs", hard=hard)


_EARLIER, _LATER = frozenset({"before", "by", "until"}), frozenset({"after", "since", "from"})


def _fits_bound(one: _Dated, other: _Dated) -> bool:
    """Does one side only bound the time ("before 8 March" of something that was on the 7th)?"""
    mine, theirs = one.parts.get("bound", ""), other.parts.get("bound", "")
    if mine == theirs or not {mine, theirs} & {"before", "after", "by"}:
        return False
    order = _order(one, other)
    if order == 0:
        return True
    if mine in _EARLIER or theirs in _LATER:
        return order > 0
    return order < 0 if mine in _LATER or theirs in _EARLIER else False


def _order(one: _Dated, other: _Dated) -> int:
    """1 where the claim's period lies later than the passage's, -1 where earlier, 0 where that is open."""
    for name in ("year", "quarter", "month", "day", "clock"):
        mine, theirs = one.fields.get(name), other.fields.get(name)
        if mine is None and theirs is None:
            continue
        if mine is None or theirs is None:
            return 0 if name != "year" else _order_within(one, other)
        if mine != theirs:
            return 1 if mine > theirs else -1
    return 0


def _order_within(one: _Dated, other: _Dated) -> int:
    """The order of two dates of one year, where only one text names the year."""
    mine, theirs = ([fields.get(name, 0) for name in ("month", "day")] for fields in (one.fields, other.fields))
    return (mine > theirs) - (mine < theirs) if mine[0] and theirs[0] else 0


def compare_dated_figures(
    pairs: Sequence[tuple[Fact, Fact]], claim: Sequence[Fact], passage: Sequence[Fact], texts: tuple[Words, Words]
) -> list[Comparison]:
    """For figures that agree: do both texts give them the same date? "2.9% in November" is not "2.9% in December"."""
    found = []
    for mine, other in pairs:
        one, two = _beside(mine, claim, texts[0]), _beside(other, passage, texts[1])
        if one is not None and two is not None and relation(one, two) == "apart":
            found.append(_made(one, two, "different", "figure-dated-otherwise", hard=True))
    return found


def _beside(figure: Fact, periods: Sequence[Fact], words: Words) -> _Dated | None:
    """The period that stands right after a figure ("2.9% in December"), nothing but small words between."""
    last = words.at(figure.end)
    for fact in periods:
        first = words.at(fact.start)
        if last <= first <= last + _BESIDE - 1 and all(word in _LINKS for word in words.low[last:first]):
            dated = _dated(fact)
            return dated if "clock" not in dated.parts and not dated.reporting else None
    return None


_LINKS = several("in for during over the of by as at on")


def _made(one: _Dated, other: _Dated | None, result: ComparisonResult, rule: str, *, hard: bool = False) -> Comparison:
    fact = one.fact
    return Comparison(
        kind="period",
        result=result,
        claim=fact.text,
        evidence=other.fact.text if other else "",
        rule=rule,
        detail=f"the source says {other.fact.text}, the article {fact.text}" if other and result == "different" else "",
        claim_span=Span(fact.start, fact.end),
        evidence_span=Span(other.fact.start, other.fact.end) if other else None,
        finding="date_mismatch" if result == "different" else None,
        hard=hard,
    )
