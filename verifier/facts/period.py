"""Periods of a text: dates, weekdays, months, years, quarters, clock times, relative words; as fields and intervals."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from verifier.facts import calendar
from verifier.facts.calendar import MONTHS, SEASONS, WEEKDAYS, When
from verifier.facts.lexicon import several
from verifier.facts.numerals import ORDINALS, numeral
from verifier.facts.wording import Words
from verifier.model import Fact

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_TURNS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0, "current": 0}
_SPANS = several("week month year quarter decade night season weekend")
_PARTS = {
    "early": "early",
    "late": "late",
    "mid": "mid",
    "earlier": "early",
    "later": "late",
    "beginning": "early",
    "end": "late",
}
_BOUNDS = {
    "until": "until", "till": "until", "by": "by", "before": "before", "after": "after", "since": "since",
    "from": "from", "through": "until", "to": "until", "than": "by",
}  # fmt: skip
_ENDING = several("ends end ended ending expires expire expired expiring closes close closing lapses runs out")
_TRIGGERS = frozenset([*MONTHS, *WEEKDAYS, *SEASONS, *_DAYS, *_TURNS, *_PARTS, *ORDINALS]) | several(
    "q q1 q2 q3 q4 closing opening noon midday midnight quarter half a one two three four five six seven eight nine "
    "ten eleven twelve"
)
_REPORTING = several(
    "said says say told tells added announced announce reported reports wrote posted tweeted showed released "
    "published issued warned confirmed admitted stated insisted argued revealed claimed"
)


def find(words: Words, published: date | None = None) -> list[tuple[Fact, int, int]]:
    """Every period in text order with the words [first, last) it takes. Relative words are counted from `published`."""
    found = []
    free = 0
    for i in [i for i, word in enumerate(words.low) if word in _TRIGGERS or word[0].isdecimal()]:
        if i < free:
            continue
        when = _at(words, i, published)
        if when is not None:
            when = _with_year(words, when, published)
            found.append((_fact(words, when), when.first, when.last))
            free = when.last
    return found


def _with_year(words: Words, when: When, published: date | None) -> When:
    """ "March last year", "the third quarter of next year": the year stands in the words that follow."""
    at = when.last + (words.word(when.last) in ("of", ","))
    if when.year is not None or when.grain in ("time", "week") or words.word(at) not in _TURNS or published is None:
        return when
    if words.word(at + 1) != "year":
        return when
    return replace(when, last=at + 2, year=published.year + _TURNS[words.low[at]])


def _at(words: Words, i: int, published: date | None) -> When | None:
    word = words.low[i]
    if word in _PARTS:
        return _partial(words, i, published)
    if word in _TURNS:
        return _turned(words, i, published) or calendar.dated(words, i)
    if word in _DAYS:
        at = published + timedelta(days=_DAYS[word]) if published else None
        return _of_day(i, i + 1, at, "relative-day") if at else When(i, i + 1, "day", "relative-day")
    return calendar.clock(words, i) or calendar.dated(words, i) or _ago(words, i, published)


def _of_day(first: int, last: int, at: date, rule: str) -> When:
    return When(first, last, "day", rule, at.year, at.month, at.day, at.weekday())


def _partial(words: Words, i: int, published: date | None) -> When | None:
    """early March, late 2024, mid-October, earlier this year, the end of 2032."""
    at = i + 1
    at += words.word(at) in ("-", "–")
    at += words.word(at) == "of"
    at += words.word(at) in ("in", "the") and words.low[i] not in ("earlier", "later")
    if at >= len(words):
        return None
    inner = _turned(words, at, published) if words.low[at] in _TURNS else calendar.dated(words, at)
    if inner is None or inner.grain in ("day", "time"):
        return None
    return replace(inner, first=i, part=_PARTS[words.low[i]], rule="part-of-" + inner.grain)


def _turned(words: Words, i: int, published: date | None) -> When | None:
    """last Thursday, next month, this year, last October, last summer, last night."""
    turn = _TURNS[words.low[i]]
    word = words.word(i + 1)
    if i + 1 >= len(words):
        return None
    if word in WEEKDAYS and words.raw[i + 1][0].isupper():
        at = _weekday(published, WEEKDAYS[word], turn or 1) if published and turn else None
        return (
            _of_day(i, i + 2, at, "turned-weekday") if at else When(i, i + 2, "day", "weekday", weekday=WEEKDAYS[word])
        )
    if word in MONTHS and words.raw[i + 1][0].isupper():
        inner = calendar.dated(words, i + 1)
        if inner is None or inner.month is None:
            return None
        year = inner.year if inner.year is not None else _year_of_month(published, inner.month, turn)
        return replace(inner, first=i, year=year, rule="turned-month")
    if word in SEASONS:
        year = _year_of_month(published, SEASONS[word], turn)
        return When(i, i + 2, "season", "turned-season", year, SEASONS[word])
    if word in ("morning", "afternoon", "evening") and turn == 0:
        return _of_day(i, i + 2, published, "relative-day") if published else When(i, i + 2, "day", "relative-day")
    if word not in _SPANS:
        return None
    return _turned_span(i, word, turn, published)


def _turned_span(i: int, word: str, turn: int, published: date | None) -> When | None:
    if word == "night":
        if published is None:
            return When(i, i + 2, "day", "relative-day")
        return _of_day(i, i + 2, published + timedelta(days=min(turn, 0)), "relative-day")
    if published is None:
        return When(i, i + 2, "year" if word == "year" else "month" if word == "month" else "week", "relative-" + word)
    if word == "year":
        return When(i, i + 2, "year", "relative-year", published.year + turn)
    if word == "month":
        months = published.year * 12 + published.month - 1 + turn
        return When(i, i + 2, "month", "relative-month", months // 12, months % 12 + 1)
    if word in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=turn)
        return When(i, i + 2, "week", "relative-week", monday.year, monday.month, monday.day)
    return None


def _weekday(published: date, weekday: int, turn: int) -> date:
    """The nearest such day before (turn < 0) or after the publication."""
    ahead = (weekday - published.weekday()) % 7 or 7
    return published + timedelta(days=ahead if turn > 0 else ahead - 7 if ahead != 7 else -7)


def _year_of_month(published: date | None, month: int, turn: int) -> int | None:
    if published is None:
        return None
    if turn < 0:
        return published.year if month < published.month else published.year - 1
    if turn > 0:
        return published.year if month > published.month else published.year + 1
    return published.year


def _ago(words: Words, i: int, published: date | None) -> When | None:
    """ "three years ago", "a year earlier": as finely as it is said."""
    if not words.once("counted back", _counts_back):
        return None
    number = numeral(words, i)
    at = number.last if number else i + 1
    if (number is None and words.low[i] != "a") or words.word(at + 1) not in ("ago", "earlier"):
        return None
    count = int(number.value) if number and number.value < 1000 else 1
    unit = words.word(at).rstrip("s")
    if unit not in ("year", "month", "week", "day"):
        return None
    if published is None or words.low[at + 1] == "earlier":
        return When(i, at + 2, "year" if unit == "year" else "month" if unit == "month" else "week", "ago")
    if unit == "year":
        return When(i, at + 2, "year", "ago", published.year - count) if count < published.year else None
    if unit == "month":
        months = published.year * 12 + published.month - 1 - count
        return When(i, at + 2, "month", "ago", months // 12, months % 12 + 1) if months > 12 else None
    if count > 2000:
        return None
    at_day = published - timedelta(days=count * (7 if unit == "week" else 1))
    return replace(_of_day(i, at + 2, at_day, "ago"), grain="day" if unit == "day" else "week", weekday=None)


def _counts_back(words: Words) -> bool:
    return "ago" in words.low or "earlier" in words.low


def _fact(words: Words, when: When) -> Fact:
    start, end = words.starts[when.first], words.ends[when.last - 1]
    interval = when.interval()
    parts: dict[str, str] = {"grain": when.grain}
    for name in ("year", "month", "day", "weekday", "quarter", "clock"):
        value = getattr(when, name)
        if value is not None:
            parts[name] = str(value)
    if when.part:
        parts["part"] = when.part
    if interval:
        parts["from"], parts["to"] = interval[0].isoformat(), interval[1].isoformat()
    bound = _BOUNDS.get(words.word(when.first - 1)) or (
        _BOUNDS.get(words.word(when.first - 2)) if words.word(when.first - 1) == "the" else None
    )
    if not bound and words.word(when.first - 1) in ("on", "at") and words.word(when.first - 2) in _ENDING:
        bound = "until"
    if bound:
        parts["bound"] = bound
    if _is_loose(words, when):
        parts["loose"] = "yes"
    if _is_reporting(words, when):
        parts["reporting"] = "yes"
    return Fact("period", start, end, words.text[start:end], _value(when), when.rule, tuple(sorted(parts.items())))


def _value(when: When) -> str:
    if when.clock is not None:
        return f"{when.clock // 60:02}:{when.clock % 60:02}"
    fields = [f"{when.year:04}" if when.year is not None else "----"]
    if when.quarter is not None:
        fields.append(f"{'H' if when.grain == 'half' else 'Q'}{when.quarter}")
    elif when.month is not None or when.day is not None:
        fields.append(f"{when.month:02}" if when.month is not None else "--")
        if when.day is not None:
            fields.append(f"{when.day:02}")
    value = "-".join(fields)
    if when.weekday is not None and when.day is None:
        value = f"weekday {when.weekday + 1}"
    if when.grain in ("week", "season", "decade"):
        value += " " + when.grain
    return f"{when.part} {value}" if when.part else value


_ABOUT = several("about around circa c ca roughly approximately")


def _is_loose(words: Words, when: When) -> bool:
    """A year that only names something ("the 2020 campaign"), is about right, or is one end of a span of years."""
    if when.rule == "attributive-year":
        return True
    if when.grain != "year":
        return False
    before = words.word(when.first - 2) if words.word(when.first - 1) == "." else words.word(when.first - 1)
    dashes = ("-", "–", "—")
    return before in _ABOUT or words.word(when.first - 1) in dashes or words.word(when.last) in dashes


def _is_reporting(words: Words, when: When) -> bool:
    """Is it the day of the telling ("said on Thursday", "a statement on Monday"), which the told text seldom holds?"""
    if words.word(when.first - 1) == ":" and words.word(when.first - 2) in ("date", "published", "issued", "updated"):
        return True
    if when.grain not in ("day", "week") or (when.month is not None and when.rule in ("day-month", "month-day", "iso")):
        return False
    near = words.low[max(0, when.first - 4) : when.first]
    after = words.low[when.last : when.last + 2]
    return any(word in _REPORTING for word in near) or any(word in ("said", "says") for word in after)


def spans(found: list[tuple[Fact, int, int]]) -> Iterator[int]:
    """The indexes of all words that periods take."""
    for _, first, last in found:
        yield from range(first, last)
