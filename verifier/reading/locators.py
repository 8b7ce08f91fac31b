"""Places in a text as people name them: "p. 12", "para. 34", "¶ 5", "§ Findings"."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from verifier.model import Locator

_BLANK = re.compile(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*")
_NUMBER = re.compile(r"(?:¶ ?|\[|\()?(\d{1,4})[.)\]][ \t\u00a0]+\S")
_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*)")
_MOST_HEADING = 80
_CLOSING = frozenset(".!?,;:”\"’'…)%")
"""What no heading ends with; a footnote's number may follow."""


def paragraphs(text: str, body: int = 0) -> tuple[Locator, ...]:
    """Locators of the paragraphs of text[body:], parted by blank lines, and of its headings, by offset.

    Where most paragraphs carry rising numbers of their own ("34. The Panel …"), these are used ("para. 34"); else
    they are counted from the body on ("¶ 3"). A short line without a full stop between paragraphs is a heading.
    """
    starts = _starts(text, body)
    numbers = _numbers(text, starts)
    out: list[Locator] = []
    for count, start in enumerate(starts, start=1):
        heading = _heading(text, start)
        if heading:
            out.append(Locator(start, f"§ {heading}"))
        if not numbers:
            out.append(Locator(start, f"¶ {count}"))
        elif start in numbers:
            out.append(Locator(start, f"para. {numbers[start]}"))
    return tuple(out)


def place(locators: Sequence[Locator], offset: int) -> str | None:
    """The place of an offset, one label of each sort, the widest first ("p. 12, § Findings, para. 34"), or None."""
    latest: dict[str, str] = {}
    for locator in locators[: bisect_right(locators, offset, key=_start)]:
        latest[locator.label.partition(" ")[0]] = locator.label
    return ", ".join(latest[sort] for sort in sorted(latest, key=_width)) or None


def merged(*several: Iterable[Locator]) -> tuple[Locator, ...]:
    """Several lists of locators in one, by offset; at one offset the wider sort comes first."""
    every = (locator for locators in several for locator in locators)
    return tuple(sorted(every, key=lambda locator: (locator.start, _width(locator.label.partition(" ")[0]))))


_SORTS = ("p.", "§", "para.", "¶", "table", "note")


def _width(sort: str) -> int:
    return _SORTS.index(sort) if sort in _SORTS else len(_SORTS)


def _start(locator: Locator) -> int:
    return locator.start


def _starts(text: str, body: int) -> list[int]:
    starts = []
    at = body
    while at < len(text) and text[at].isspace():
        at += 1
    if at < len(text):
        starts.append(at)
    starts.extend(found.end() for found in _BLANK.finditer(text, at) if found.end() < len(text))
    return starts


def _numbers(text: str, starts: list[int]) -> dict[int, int]:
    """The paragraphs that carry a number above the last one's; none unless they are at least three and half of all."""
    numbered: dict[int, int] = {}
    last = 0
    for start in starts:
        found = _NUMBER.match(text, start, start + 12)
        if found and last < int(found.group(1)) <= last + 500:
            last = int(found.group(1))
            numbered[start] = last
    return numbered if len(numbered) >= 3 and 2 * len(numbered) >= len(starts) else {}


def _heading(text: str, start: int) -> str | None:
    end = start
    stop = min(len(text), start + _MOST_HEADING + 8)
    while end < stop and text[end] not in "\r\n":
        end += 1
    if end == stop < len(text):
        return None
    line = text[start:end].strip()
    marked = _HEADING.match(line)
    if marked:
        return marked.group(1).rstrip("# ").strip() or None
    after = text[end : end + 8]
    alone = not after.strip() or after.replace("\r", "").replace(" ", "").replace("\t", "").startswith("\n\n")
    if " | " in line or line.startswith("- "):
        return None
    if (
        not alone
        or not 2 < len(line) <= _MOST_HEADING
        or line.rstrip("[]0123456789")[-1:] in _CLOSING
        or not line[0].isupper()
    ):
        return None
    return line if len(line.split()) <= 12 and end < len(text) else None
