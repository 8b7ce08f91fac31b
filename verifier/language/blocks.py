"""Lines and blocks: which line breaks end a paragraph, heading, list item or table row, and which only wrap a line."""

import re
from itertools import pairwise

from verifier.model import Span

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LIST_MARK = re.compile(
    r"(?:[-–—*•◦‣▪●○·+]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|#{1,6}|>|\[\d{1,3}\]|§)(?=[ \t\u00a0]|$)"
)
_HALF = r"[ap]\.?m\.?"
_ZONE = r"(?:GMT|BST|UTC|CET|CEST|EST|EDT|ET|PT)"
_CLOCK = re.compile(
    r"(?:updated (?:at )?)?\(?\[?\d{1,2}[.:h]\d{2}(?:[.:]\d{2})?\]?\)?"
    rf"(?:[ \u00a0]?{_HALF})?(?:[ \u00a0]?{_ZONE})?"
    rf"|\d{{1,2}}[ \u00a0]?{_HALF}",
    re.IGNORECASE,
)
_CLOCK_OPENS = frozenset("0123456789([uU")
_CLOCK_REST = re.compile(r"[ \t\u00a0]*(?:$|[-–—:|]|[A-Z“\"‘'])")
_KEY = re.compile(r"[A-Z][A-Za-z-]{1,20}(?: [A-Za-z-]{2,15})?:[ \t]")
_TABLE = re.compile(r"\||\t|[ \u00a0]{3,}\S")
_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_NARROW, _WIDE = 40, 160
"""Hard-wrapped texts have lines of this many code points at the longest; others break a line only on purpose."""


def lines(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The lines of text[start:end] without their breaks and without white space at their ends; an empty line is an
    empty span."""
    stop = len(text) if end is None else end
    out = []
    at = start
    for found in _BREAK.finditer(text, start, stop):
        out.append(_trim(text, at, found.start()))
        at = found.end()
    out.append(_trim(text, at, stop))
    return out


def blocks(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Paragraphs, headings, list items, table rows and live-blog times of text[start:end], in order, trimmed.

    A blank line always ends a block. A single line break ends one unless it only wraps a line that was too long.
    """
    out: list[Span] = []
    paragraph: list[Span] = []
    for line in [*lines(text, start, end), Span(0, 0)]:
        if line.start < line.end:
            paragraph.append(line)
            continue
        out.extend(_cut(text, paragraph))
        paragraph = []
    return out


def starts_item(line: str) -> bool:
    """Whether a line opens something of its own: a list item, a quoted line, a time of a live blog, a `Key: value`."""
    if _LIST_MARK.match(line) or _KEY.match(line):
        return True
    clock = _CLOCK.match(line)
    return clock is not None and _CLOCK_REST.match(line, clock.end()) is not None


def clock_end(line: str) -> int:
    """How many code points of a line the time of a live-blog entry takes; 0 where it opens with none."""
    if not line or line[0] not in _CLOCK_OPENS:
        return 0
    clock = _CLOCK.match(line)
    return clock.end() if clock is not None and _CLOCK_REST.match(line, clock.end()) is not None else 0


def _cut(text: str, paragraph: list[Span]) -> list[Span]:
    if len(paragraph) < 2:
        return paragraph
    width = max(line.end - line.start for line in paragraph)
    last = paragraph[-1]
    prose = _END.search(text, max(last.start, last.end - 8), last.end) is not None
    out = [paragraph[0]]
    for before, after in pairwise(paragraph):
        if _wraps(text, before, after, width=width, prose=prose):
            out[-1] = Span(out[-1].start, after.end)
        else:
            out.append(after)
    return out


def _wraps(text: str, before: Span, after: Span, *, width: int, prose: bool) -> bool:
    """Whether the break between two lines of one paragraph only wraps a line that was too long.

    It does where the next word would not have fitted into the width of the paragraph, or where a sentence plainly runs
    on in lower case; it does not before a list item or around a table row.
    """
    first, second = text[before.start : before.end], text[after.start : after.start + 200]
    if starts_item(second) or _TABLE.search(first[:400]) or _TABLE.search(second):
        return False
    closed = _END.search(text, max(before.start, before.end - 8), before.end) is not None
    if second[0].islower() and not closed:
        return True
    if not prose or not _NARROW <= width <= _WIDE:
        return False
    word = len(second.split(maxsplit=1)[0])
    return len(first) + 1 + word > width - (8 if not closed else 0)


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
