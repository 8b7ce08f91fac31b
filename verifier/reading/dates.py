"""Publication dates as headers, mastheads and metadata write them. An ambiguous or partial date is no date."""

import re
from datetime import date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.]){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T|Z|\s|$)",
        rf"(?<!\d){_DAY}(?: of)?[\s-]{{1,3}}{_MONTH},?[\s-]{{1,3}}{_YEAR}",
        rf"\b{_MONTH}\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}",
        rf"(?<![\d.])(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark){_YEAR}",
    )
)
MOST = 200
"""Only the first code points of a field are looked at: a date is short."""


def parse(text: str) -> date | None:
    """The first full date (day, month, year) in `text`; None where there is none or day and month may be swapped.

    `13.11.2025` is read, `12/06/2025` is not, `12.06.2025` is: full stops put the day first everywhere they are used.
    """
    found = find(text)
    return found[0] if found else None


def find(text: str) -> tuple[date, int, int] | None:
    """The first full date in the first `MOST` code points of `text`, with the offsets at which it stands."""
    matches = [match for form in _FORMS if (match := form.search(text[:MOST]))]
    for match in sorted(matches, key=lambda match: match.start()):
        value = _value(match.groupdict())
        if value is not None:
            return value, match.start(), match.end()
    return None


def _value(parts: dict[str, str | None]) -> date | None:
    year = int(parts["year"] or 0)
    if "first" in parts:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        if first <= 12 and second <= 12 and first != second and parts["mark"] != ".":
            return None
        day, month = (first, second) if second <= 12 else (second, first)
    else:
        word = (parts["month"] or "").lower()
        month = int(word) if word.isdigit() else _MONTHS.index(word[:3]) + 1
        day = int(parts["day"] or 0)
    try:
        return date(year, month, day)
    except ValueError:
        return None
