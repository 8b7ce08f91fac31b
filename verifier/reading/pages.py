"""The lines of printed pages -> running text: line ends, divided words, running heads and page numbers taken away."""

import re
from collections import Counter

_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_NEW = re.compile(r"(?:[-–—•*▪●○]|\(?\d{1,4}[.)]|\(?[a-zA-Z][.)]|\[\d{1,4}\])\s")
_PAGE_NUMBER = re.compile(r"[-–—| ]*(?:page |p\. ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-–—| ]*", re.IGNORECASE)
_DIVIDED = re.compile(r"[^\W\d_][\u0002\ufffe\u00ad]$|[^\W\d_]{2}[-\u2010]$")
_MARKS = str.maketrans("", "", "\u0002\ufffe\u00ad\ufeff\0")
_EDGE = 2
"""Running heads and feet stand within this many lines of the top and the bottom of a page."""


def joined(texts: list[str]) -> tuple[str, list[int]]:
    """The running text of some pages, paragraphs parted by a blank line, and the offset at which each page starts.

    A paragraph that runs over a page break stays one paragraph; the page then starts inside it.
    """
    sheets = _without_edges([_lines(text) for text in texts])
    out: list[str] = []
    starts: list[int] = []
    at = 0
    before = ""
    width = 0
    for sheet in sheets:
        for number, line in enumerate(sheet):
            gap = _gap(before, line, width) if before else ""  # at a page break in the width of the page before
            width = _width(sheet) if number == 0 else width
            if gap == "" and before:  # a divided word: the hyphen goes
                dropped = len(out[-1]) - len(out[-1].rstrip("-\u2010"))
                out[-1] = out[-1][: len(out[-1]) - dropped] if dropped else out[-1]
                at -= dropped
                for earlier in range(len(starts) - 1, -1, -1):  # an empty page may have been put after the hyphen
                    if starts[earlier] <= at:
                        break
                    starts[earlier] = at
            if number == 0:
                starts.append(at + len(gap))
            piece = line.translate(_MARKS)
            out.extend((gap, piece))
            at += len(gap) + len(piece)
            before = line
        if not sheet:
            starts.append(at)
    return "".join(out), starts


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := " ".join(raw.split()))]


def _without_edges(sheets: list[list[str]]) -> list[list[str]]:
    """The pages without their numbers and without the heads and feet that most of them share."""
    shared: Counter[str] = Counter()
    for sheet in sheets:
        shared.update({_pattern(line) for line in (*sheet[:_EDGE], *sheet[-_EDGE:])})
    often = {pattern for pattern, count in shared.items() if len(sheets) >= 3 and count >= 0.6 * len(sheets)}

    def keep(sheet: list[str], number: int) -> bool:
        edge = number < _EDGE or number >= len(sheet) - _EDGE
        alone = len(sheet) > 1 and _PAGE_NUMBER.fullmatch(sheet[number]) is not None
        return not (edge and (alone or _pattern(sheet[number]) in often))

    return [[line for number, line in enumerate(sheet) if keep(sheet, number)] for sheet in sheets]


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", line)[:200]


def _width(sheet: list[str]) -> int:
    """How wide a full line of a page is: the length that a tenth of its lines reach."""
    lengths = sorted((len(line) for line in sheet), reverse=True)
    return lengths[len(lengths) // 10] if lengths else 0


def _gap(before: str, line: str, width: int) -> str:
    """What stands between two lines: nothing (a divided word), a space (the same paragraph), a blank line (another)."""
    if _DIVIDED.search(before) and line[0].islower():
        return ""
    full = len(before) + 1 + len(line.split(" ", 1)[0]) > 0.85 * width
    if _NEW.match(line):
        return "\n\n"
    if line[0].islower() or (full and not _END.search(before)):
        return " "
    if _END.search(before):
        return " " if full else "\n\n"
    return "\n\n" if len(before) < 0.7 * width else " "
