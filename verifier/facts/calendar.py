"""Dates, days, months, years, quarters and clock times as written -> fields, and the interval they cover."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from verifier.facts.lexicon import several
from verifier.facts.numerals import ORDINALS, SMALL
from verifier.facts.wording import Words

Grain = Literal["time", "day", "week", "month", "quarter", "half", "season", "year", "decade"]

MONTHS = {
    name: n
    for n, names in enumerate(
        ["january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"],
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: n
    for n, names in enumerate(
        [
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        ]
    )
    for name in names.split()
}
_SHORT = frozenset(name for name in (*MONTHS, *WEEKDAYS) if len(name) <= 5 and name not in ("march", "april", "july"))
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "closing": 4, "final": 4, "last": 4, "opening": 1}
_NAMED = frozenset([*MONTHS, *WEEKDAYS, *SEASONS, *ORDINALS, *_QUARTERS, "q", "q1", "q2", "q3", "q4"])
"""Words with which a calendar date may begin, as with any in digits."""


@dataclass(frozen=True, slots=True)
class When:
    """A period over words [first, last). Fields that the text leaves open are None; `grain` is how finely it is stated.

    `part` is early, mid or late; `clock` counts minutes after midnight.
    """

    first: int
    last: int
    grain: Grain
    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    clock: int | None = None
    part: str = ""

    def interval(self) -> tuple[date, date] | None:
        """First and last day covered; None where the year is open or the grain has no days."""
        if self.year is None or not 1 <= self.year <= 9998:
            return None
        year = self.year
        if self.grain == "decade":
            return date(year, 1, 1), date(year + 9, 12, 31)
        if self.month is not None and self.day is not None:
            try:
                at = date(year, self.month, self.day)
            except ValueError:
                return None
            return (at, at + timedelta(days=6)) if self.grain == "week" else (at, at)
        if self.month is not None:
            months = 3 if self.grain == "season" else 1
            last = self.month + months - 1
            end_year, end_month = (year + 1, last - 12) if last > 12 else (year, last)
            return date(year, self.month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])
        if self.quarter is not None:
            span = 6 if self.grain == "half" else 3
            first = (self.quarter - 1) * span + 1
            return date(year, first, 1), date(year, first + span - 1, monthrange(year, first + span - 1)[1])
        return date(year, 1, 1), date(year, 12, 31)


def is_year(word: str) -> bool:
    """Four digits that are more likely a year than a count."""
    return len(word) == 4 and word.isdecimal() and "1500" <= word <= "2099"


def month_at(words: Words, i: int) -> int | None:
    """The month named at i. Short names and "may", "march" must be capitalised."""
    number = MONTHS.get(words.word(i))
    if number is None or not words.raw[i][0].isupper():
        return None
    if words.low[i] in ("may", "march") and not _dated(words, i):
        return None
    if (
        words.low[i] in _SHORT
        and words.low[i] not in ("may", "june")
        and len(words.low[i]) < 4
        and not _dated(words, i)
    ):
        return None
    return number


_BEFORE_MONTH = several(
    "in since until till last next early late mid this of by to from between and during - through every for before "
    "after"
)


def _dated(words: Words, i: int) -> bool:
    """Is a month's name that is also another word used as one: beside a number, or after a preposition of time?"""
    before, after = words.word(i - 1), words.word(i + 1)
    if after == "." and i + 2 < len(words):
        after = words.word(i + 2)
    if after[:1].isdecimal() or before[:1].isdecimal() or day_number(before) is not None:
        return True
    if after in ("to", "-", "–", "and", "through") and words.word(i + 2) in MONTHS:
        return True
    return before in _BEFORE_MONTH


def day_number(word: str) -> int | None:
    """The day of the month a word may mean: "3", "3rd"(as "3" only), "third"."""
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31:
        return int(word)
    return ORDINALS.get(word)


def year_after(words: Words, i: int) -> tuple[int | None, int]:
    """A year at i, perhaps after a comma or "of"; (None, i) where there is none."""
    at = i + 1 if words.word(i) in (",", "of") else i
    if is_year(words.word(at)):
        return int(words.low[at]), at + 1
    return None, i


def dated(words: Words, i: int) -> When | None:
    """A calendar date, month, year, quarter or season that begins at word i, from its own words alone."""
    word = words.low[i]
    if word[0].isdecimal():
        return _iso(words, i) or _day_month(words, i) or _year(words, i)
    if word not in _NAMED:
        return None
    return (
        _weekday_date(words, i)
        or _day_month(words, i)
        or _month_day(words, i)
        or _quarter(words, i)
        or _season(words, i)
    )


def _weekday_date(words: Words, i: int) -> When | None:
    weekday = WEEKDAYS.get(words.low[i])
    if weekday is None or not words.raw[i][0].isupper():
        return None
    at = i + 1
    if words.low[i] in _SHORT and words.word(at) == ".":
        at += 1
    at += words.word(at) in (",", "the")
    found = (_day_month(words, at) or _month_day(words, at)) if at < len(words) else None
    if found is not None and found.day is not None:
        return When(i, found.last, "day", "weekday-date", found.year, found.month, found.day, weekday)
    if words.low[i] in ("sun", "sat", "mon", "wed", "fri", "thu", "tue") and words.word(i + 1) != ".":
        return None
    return When(i, i + 1, "day", "weekday", weekday=weekday)


def _iso(words: Words, i: int) -> When | None:
    if not (is_year(words.low[i]) and words.word(i + 1) == "-" and words.glued(i) and words.glued(i + 1)):
        return None
    month, day = words.word(i + 2), words.word(i + 4)
    if not (len(month) == 2 and month.isdecimal() and 1 <= int(month) <= 12):
        return None
    if words.word(i + 3) == "-" and len(day) == 2 and day.isdecimal() and 1 <= int(day) <= 31:
        return When(i, i + 5, "day", "iso", int(words.low[i]), int(month), int(day))
    return None


def _ordinal_suffix(words: Words, i: int) -> int:
    """Index after "th", "st", "nd", "rd" glued to the number at i."""
    return i + 2 if words.glued(i) and words.word(i + 1) in ("st", "nd", "rd", "th") else i + 1


def _day_month(words: Words, i: int, *, alone: bool = False) -> When | None:
    word = words.low[i]
    if not (word[0].isdecimal() or word in ORDINALS):
        return None
    day = day_number(word)
    if day is None:
        return None
    at = _ordinal_suffix(words, i)
    ordinal = at == i + 2 or word in ORDINALS
    if ordinal and words.word(at) == "of":
        at += 1
    if at < len(words) and (month := month_at(words, at)) is not None:
        at += 1 + (words.word(at + 1) == "." and words.low[at] in _SHORT)
        year, last = year_after(words, at)
        return When(i, last, "day", "day-month", year, month, day)
    if at < len(words) and words.low[at] in ("-", "–", "to", "and", "/") and not (ordinal or alone):
        # "8 to 9 October": the first day borrows the month of the second
        ranged = at + 1 < len(words) and words.low[at + 1][0].isdecimal()
        other = _day_month(words, at + 1, alone=True) if ranged else None
        if other is not None and other.day is not None and other.day > day and other.last > at + 2:
            return When(i, at, "day", "day-of-range", other.year, other.month, day)
    if at == i + 2 and words.word(i - 1) == "the" and not words.word(at).isalpha():
        return When(i, at, "day", "bare-day", day=day)
    return None


def _month_day(words: Words, i: int) -> When | None:
    month = month_at(words, i)
    if month is None:
        return None
    at = i + 1 + (words.word(i + 1) == "." and words.low[i] in _SHORT)
    at += words.word(at) == "the"
    word = words.word(at)
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31 and words.word(at + 1) not in ("%", "percent"):
        last = _ordinal_suffix(words, at)
        year, last = year_after(words, last)
        return When(i, last, "day", "month-day", year, month, int(word))
    at = i + 1 + (words.word(i + 1) == "." and words.low[i] in _SHORT and is_year(words.word(i + 2)))
    year, last = year_after(words, at)
    return When(i, last, "month", "month", year, month)


def _quarter(words: Words, i: int) -> When | None:
    low = words.low
    number = None
    at = i + 1
    if low[i] == "q" and words.glued(i) and words.word(i + 1) in ("1", "2", "3", "4"):
        number, at = int(low[i + 1]), i + 2
    elif low[i] in _QUARTERS and words.word(i + 1) in ("quarter", "half") and low[i] not in ("last", "final"):
        number, at = _QUARTERS[low[i]], i + 2
    elif low[i] in ("q1", "q2", "q3", "q4"):
        number = int(low[i][1])
    if number is None:
        return None
    half = low[at - 1] == "half"
    if half and number > 2:
        return None
    year, last = year_after(words, at)
    return When(i, last, "half" if half else "quarter", "half-year" if half else "quarter", year, quarter=number)


def _season(words: Words, i: int) -> When | None:
    month = SEASONS.get(words.low[i])
    if month is None:
        return None
    year, last = year_after(words, i + 1)
    if year is None and (words.low[i] == "fall" or words.word(i - 1) not in ("the", "last", "this", "next", "in")):
        return None
    return When(i, last, "season", "season", year, month)


def _year(words: Words, i: int) -> When | None:
    word = words.low[i]
    if not is_year(word):
        return None
    at = i + 1
    if words.word(at) == "s" and words.glued(i):
        return When(i, at + 1, "decade", "decade", int(word) // 10 * 10)
    if words.word(at) in ("/", "-", "–") and words.glued(i) and words.word(at + 1).isdecimal():
        end = words.low[at + 1]
        if (len(end) == 2 and int(end) == (int(word) + 1) % 100) or (is_year(end) and int(end) == int(word) + 1):
            return When(i, at + 2, "year", "double-year", int(word))
    before, after = words.word(i - 1), words.word(at)
    if before in ("$", "£", "€", "#") or after in ("%", "km", "kg", "people", "euros", "dollars", "pounds", "metres"):
        return None
    if before in _TIME_BEFORE or not after.isalpha() or after in _YEAR_AFTER or month_at_before(words, i):
        return When(i, at, "year", "year", int(word))
    noun = after.isalpha() and not (after.endswith("s") and not after.endswith(("ss", "us", "is")))
    if after == "'s" or (noun and (word >= "1900" or before in ("the", "a", "an"))):
        return When(i, at, "year", "attributive-year", int(word))  # "the 2007 flood"
    return None


_TIME_BEFORE = several(
    "in since until till by from of during before after through to late early mid end circa - – ( and over "
    "between autumn spring summer winter year season"
)
_YEAR_AFTER = several(
    "season election elections budget census and to was when after before because as as it he she the"
)


def month_at_before(words: Words, i: int) -> bool:
    """Does a month's name stand right before word i?"""
    return i > 0 and words.low[i - 1] in MONTHS


def clock(words: Words, i: int) -> When | None:
    """A clock time that begins at word i: 14:25, 2.25pm, 4 a.m., "four in the morning", "a quarter past two", noon."""
    low = words.low
    word = low[i]
    if word in ("noon", "midday", "midnight"):
        return When(i, i + 1, "time", "clock-word", clock=0 if word == "midnight" else 720)
    if word[0].isdecimal():
        return _clock_digits(words, i)
    shift = {"quarter": 15, "half": 30}.get(word)
    if shift is not None and words.word(i + 1) in ("past", "to"):
        hour = _hour(words, i + 2)
        if hour is not None:
            minutes = hour * 60 + (shift if low[i + 1] == "past" else -shift)
            return _half_day(words, i, i + 3, minutes % 720)
    hour = _hour(words, i)
    if hour is not None and words.word(i + 1) in ("o'clock", "in") and not word[0].isdecimal():
        found = _half_day(words, i, i + 1 + (low[i + 1] == "o'clock"), hour * 60)
        return found if found.last > i + 1 else None
    return None


_HOURS = {word: hour for word, hour in SMALL.items() if 1 <= hour <= 12}


def _hour(words: Words, i: int) -> int | None:
    word = words.word(i)
    if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 12:
        return int(word)
    return _HOURS.get(word)


def _half_day(words: Words, first: int, last: int, minutes: int) -> When:
    """Add what tells morning from afternoon; without it the time stays open by twelve hours (part "either")."""
    ahead = " ".join(words.low[last : last + 5])
    minutes %= 720
    for tail, shift in (("in the morning", 0), ("in the afternoon", 720), ("in the evening", 720), ("at night", 720)):
        if ahead.startswith(tail):
            return When(first, last + len(tail.split()), "time", "clock-words", clock=minutes + shift)
    if "morning" in ahead:
        return When(first, last, "time", "clock-words", clock=minutes)
    if "afternoon" in ahead or "evening" in ahead:
        return When(first, last, "time", "clock-words", clock=minutes + 720)
    return When(first, last, "time", "clock-words", clock=minutes, part="either")


def _clock_digits(words: Words, i: int) -> When | None:
    low = words.low
    hour, minute, at = low[i], "", i + 1
    if words.word(at) == ":" and words.glued(i) and len(words.word(at + 1)) == 2 and words.low[at + 1].isdecimal():
        minute, at = low[at + 1], at + 2
        if words.word(at) == ":" and words.glued(at - 1) and words.word(at + 1).isdecimal():
            at += 2
    elif "." in hour and len(hour.split(".")[1]) == 2:
        hour, _, minute = hour.partition(".")
    if (
        not hour.isdecimal()
        or len(hour) > 2
        or int(hour) > 24
        or (minute and not (minute.isdecimal() and int(minute) < 60))
    ):
        return None
    value = int(hour) * 60 + int(minute or 0)
    mark, last = _meridiem(words, at)
    if mark:
        if int(hour) > 12:
            return None
        return When(i, last, "time", "clock", clock=value % 720 + (720 if mark == "p" else 0))
    if minute and low[i + 1 : i + 2] == [":"]:
        return When(i, at, "time", "clock", clock=value % 1440)
    return None


def _meridiem(words: Words, i: int) -> tuple[str, int]:
    word = words.word(i)
    if word in ("am", "pm"):
        return word[0], i + 1
    if word in ("a", "p") and words.word(i + 1) == "." and words.word(i + 2) == "m":
        return word, i + 3 + (words.word(i + 3) == ".")
    return "", i
