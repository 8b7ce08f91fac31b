"""Quotations: where they open and close, nested, unclosed, and continued from paragraph to paragraph."""

import re
from dataclasses import dataclass

from verifier.language import blocks as layout
from verifier.model import Span

_MARK = re.compile(r"[\"“”„‟«»‘’‚‹›']|``|′′")
_DEEPEST = 6
_CLIPPED = re.compile(r"['’‘](?:\d0s|em|tis|twas|til|till|cause|bout|round|n|cos|cuz)\b", re.IGNORECASE)
_OPENS_BEFORE = "([{<-–—/\"“„«‘‚‹'…:"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks at [start, end); `inner` is between them. `level` is 0 for an outermost one.

    `closed` is False where the paragraph ended first; then `end` is the paragraph's end. `continues` is True where the
    paragraph opens with a repeated mark because the quotation of the paragraph before was left open and runs on.
    """

    start: int
    end: int
    inner: Span
    level: int
    closed: bool
    continues: bool


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    mark: str
    continues: bool


# What closes what: typographic habits of English, German, French, Danish and Swedish.
_CLOSES = {
    '"': '"”',
    "“": '”"',
    "„": '“”"',
    "‟": '”"',
    "«": "»",
    "»": "«",
    "”": "”",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’'",
    "'": "'’",
    "``": "''\"”",
}


def find_quotes(text: str) -> list[Quotation]:
    """All quotations of a text by start, the outer before the inner.

    Straight, curly, low-high and pointed marks; a single mark is a quotation only where it opens before a word and
    closes after one, else an apostrophe. A quotation does not leave its paragraph: left open, it ends there. Never
    fails; linear.
    """
    out: list[Quotation] = []
    running: str | None = None
    for block in layout.blocks(text):
        running = _Paragraph(text, block, out).scan(running)
    out.sort(key=lambda quote: (quote.start, -quote.end))
    return out


class _Paragraph:
    """The marks of one paragraph, read from left to right with a stack of open quotations."""

    def __init__(self, text: str, block: Span, out: list[Quotation]) -> None:
        self.text = text
        self.block = block
        self.out = out
        self.stack: list[_Open] = []
        self.closers = _single_closers(text, block)

    def scan(self, running: str | None) -> str | None:
        """Collect the quotations; returns the mark of the outermost one that is left open, for the next paragraph."""
        skip = self.block.start
        for found in _MARK.finditer(self.text, self.block.start, self.block.end):
            if found.start() < skip:
                continue
            mark = found.group()
            if mark in "'’" and self._apostrophe(found.start(), mark):
                continue
            self._take(found, running)
        left = self.stack[0].mark if self.stack and not self._doubtful(self.stack[0]) else None
        for entry in self.stack[::-1]:
            if not self._doubtful(entry):
                self._emit(entry, self.block.end, self.block.end, closed=False, level=self.stack.index(entry))
        return left

    def _take(self, found: re.Match[str], running: str | None) -> None:
        mark, start, end = found.group(), found.start(), found.end()
        depth = self._closes(mark)
        if depth is not None and not (mark == '"' and self._reopens(start, end)):
            entry = self.stack[depth]
            for inner in range(len(self.stack) - 1, depth, -1):
                if not self._doubtful(self.stack[inner]):
                    self._emit(self.stack[inner], start, start, closed=False, level=inner)
            self._emit(entry, start, end, closed=True, level=depth)
            del self.stack[depth:]
            return
        if not self._may_open(mark, start, end) or len(self.stack) >= _DEEPEST:
            return
        if depth is not None:
            # A straight mark that plainly opens while another is open: the closing mark before it was forgotten.
            for inner in range(len(self.stack) - 1, depth - 1, -1):
                self._emit(self.stack[inner], start, start, closed=False, level=inner)
            del self.stack[depth:]
        self.stack.append(
            _Open(start, end, mark, running is not None and start == self.block.start and _same(running, mark))
        )

    def _doubtful(self, entry: _Open) -> bool:
        """Whether an open mark that was never closed was more likely an apostrophe."""
        return entry.mark == "'" or (entry.mark == "‘" and entry.start != self.block.start)

    def _closes(self, mark: str) -> int | None:
        """The depth of the open quotation that this mark closes: the innermost that fits."""
        for depth in range(len(self.stack) - 1, -1, -1):
            if mark in _CLOSES[self.stack[depth].mark]:
                return depth
        return None

    def _reopens(self, start: int, end: int) -> bool:
        """Whether a straight mark, met inside a straight quotation, can only open: white space before, a word after."""
        before = self.text[start - 1] if start > self.block.start else " "
        after = self.text[end] if end < self.block.end else " "
        return (
            before.isspace()
            and (after.isalnum() or after in "'‘$£€")
            and bool(self.text[self.stack[-1].inner : start].strip())
        )

    def _may_open(self, mark: str, start: int, end: int) -> bool:
        if end >= self.block.end:
            return False
        before = self.text[start - 1] if start > self.block.start else " "
        after = self.text[end]
        if mark in "’›”":
            # Swedish and Finnish ”so”; elsewhere these marks only close.
            return mark == "”" and (before.isspace() or before in _OPENS_BEFORE) and after.isalnum()
        if mark == '"':
            return not (before.isdigit() and (after.isspace() or after in ".,;:)"))
        if mark in "'‘‚":
            return (before.isspace() or before in _OPENS_BEFORE) and not after.isspace() and self._has_closer(start)
        if mark == "»":
            return before.isspace() or before in _OPENS_BEFORE
        return True

    def _has_closer(self, start: int) -> bool:
        """Whether a single mark that opens at `start` is closed later in the paragraph."""
        if _CLIPPED.match(self.text, start):
            return False
        if start == self.block.start and self.text[start] == "‘":
            return True
        return bool(self.closers) and self.closers[-1] > start + 1

    def _apostrophe(self, at: int, mark: str) -> bool:
        before = self.text[at - 1] if at > self.block.start else " "
        after = self.text[at + 1] if at + 1 < self.block.end else " "
        if before.isalnum() and after.isalnum():
            return True
        if mark == "'" and (before.isspace() or before in _OPENS_BEFORE) and not after.isspace():
            return _CLIPPED.match(self.text, at) is not None
        if mark == "’" and _CLIPPED.match(self.text, at) and before.isspace():
            return True
        if self._closes(mark) is None:
            return mark == "’" or not (before.isspace() or before in _OPENS_BEFORE)
        if not before.isalpha() or not (before in "sSzxn" or after.isspace()):
            return False
        # "the workers' hall" in 'single quotes': an apostrophe if a surer closing mark follows before another opens.
        return before in "sSzxn" and after.isspace() and self._surer_follows(at)

    def _surer_follows(self, at: int) -> bool:
        for position in range(_after(self.closers, at), len(self.closers)):
            closer = self.closers[position]
            if self.opener_between(at, closer):
                return False
            return self.text[closer - 1] in ".,!?;…" or self.text[closer - 1] not in "sSzxn"
        return False

    def opener_between(self, start: int, end: int) -> bool:
        """Whether a single quotation opens between two marks (looked for in a bounded stretch)."""
        return _OPENER.search(self.text, start + 1, min(end, start + 600)) is not None

    def _emit(self, entry: _Open, inner_end: int, end: int, *, closed: bool, level: int) -> None:
        inner = _trim(self.text, min(entry.inner, inner_end), inner_end)
        stop = end if closed else max(inner.end, entry.inner)
        self.out.append(Quotation(entry.start, stop, inner, level, closed, entry.continues))


_OPENER = re.compile(r"(?:(?<=\s)|(?<=[(\[—–-]))[‘'](?=\w)")
_CLOSER = re.compile(r"(?<=[^\s(\[])['’](?![\w])")


def _single_closers(text: str, block: Span) -> list[int]:
    """Offsets of single marks that may close a quotation, ascending."""
    return [found.start() for found in _CLOSER.finditer(text, block.start, block.end)]


def _after(ascending: list[int], at: int) -> int:
    low, high = 0, len(ascending)
    while low < high:
        middle = (low + high) // 2
        if ascending[middle] <= at:
            low = middle + 1
        else:
            high = middle
    return low


def _same(running: str, mark: str) -> bool:
    """Whether a paragraph's first mark may repeat the one left open (French and Swedish repeat the closing one)."""
    return mark == running or {mark, running} <= {"«", "»"} or {mark, running} <= {'"', "“", "”"}


def _trim(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
