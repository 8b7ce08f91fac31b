"""A text folded for comparison (case, quotation marks, dashes, ligatures, spaces), with the way back to its offsets."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from verifier.model import Span

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»〝〞＂″", '"'),
        **dict.fromkeys("‘’‚‛‹›ʼ＇`´′", "'"),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    }
)
# What needs a look by itself: space runs other than one plain space, and every cluster outside ASCII.
_SPECIAL = re.compile(r"\s\s+|[^\S ]|[^\x00-\x7f]+")

_FOREIGN = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded form; `starts[i]` and `ends[i]` bound the original code points that made `text[i]`."""

    text: str
    starts: array[int]
    ends: array[int]
    length: int

    def span(self, start: int, end: int) -> Span:
        """The original span behind text[start:end]. An empty range gives an empty span at the place it stands."""
        if start >= end:
            at = self.starts[start] if 0 <= start < len(self.starts) else self.length
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def position(self, offset: int) -> int:
        """The place in `text` of an original offset: the first folded code point that ends after it."""
        return bisect_left(self.ends, offset + 1)


def fold(text: str) -> Folded:
    """Fold case, quotation marks (double to `"`, single to `'`), dashes, ligatures and width (NFKC), the ellipsis, runs
    of white space (to one space) and invisible code points (to nothing). Never fails; linear."""
    pieces: list[str] = []
    starts, ends = array("I"), array("I")
    at = 0
    for found in _SPECIAL.finditer(text):
        start, end = found.span()
        _plain(text, at, start, pieces, starts, ends)
        at = end
        if text[start].isspace() and text[start] < "\x80":
            _emit(" ", start, end, pieces, starts, ends)
            continue
        _clusters(text, start, end, pieces, starts, ends)
    _plain(text, at, len(text), pieces, starts, ends)
    return _squeeze(Folded("".join(pieces), starts, ends, len(text)))


def fold_text(text: str) -> str:
    """Only the folded text, for keys that need no way back: that of `fold`, in a fraction of the time."""
    if not text.isascii():
        foreign = set(_FOREIGN.findall(text))
        if not all(map(_stands_alone, foreign)):
            return fold(text).text
        text = text.replace("`", "'")
        for char in foreign:
            text = text.replace(char, _fold_one(char))
    return " ".join(f".{text.lower()}.".split())[1:-1].replace("`", "'")


def _plain(text: str, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]) -> None:
    if start < end:
        pieces.append(text[start:end].lower().replace("`", "'"))
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))


def _emit(made: str, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]) -> None:
    pieces.append(made)
    starts.extend([start] * len(made))
    ends.extend([end] * len(made))


def _clusters(text: str, start: int, end: int, pieces: list[str], starts: array[int], ends: array[int]) -> None:
    at = start
    while at < end:
        stop = at + 1
        # A combining mark belongs to the letter before it, also where that letter is plain ASCII.
        if unicodedata.combining(text[at]) and pieces and pieces[-1] and at and ends[-1] == at:
            base = pieces[-1][-1]
            composed = unicodedata.normalize("NFC", base + text[at])
            if len(composed) == 1:
                pieces[-1] = pieces[-1][:-1] + composed if len(pieces[-1]) > 1 else composed
                ends[-1] = stop
                at = stop
                continue
        _emit(_fold_one(text[at]), at, stop, pieces, starts, ends)
        at = stop


@cache
def _fold_one(char: str) -> str:
    marked = char.translate(_MARKS)
    if marked != char:
        return marked
    if char.isspace():
        return " "
    made = unicodedata.normalize("NFKC", char).casefold()
    return " ".join(made.split()) if made.isspace() or " " in made else made


@cache
def _stands_alone(char: str) -> bool:
    """Is it folded the same whatever stands around it, and what it becomes not folded any further?"""
    made = _fold_one(char)
    steady = made == made.lower() and "`" not in made and all(one.isascii() or _fold_one(one) == one for one in made)
    return steady and not unicodedata.combining(char)


def _squeeze(folded: Folded) -> Folded:
    """Runs of spaces that met where different stretches join, made one."""
    if "  " not in folded.text:
        return folded
    starts, ends = array("I"), array("I")
    kept: list[str] = []
    at = 0
    for run in re.finditer("  +", folded.text):
        first, last = run.span()
        kept.append(folded.text[at : first + 1])
        starts.extend(folded.starts[at : first + 1])
        ends.extend(folded.ends[at:first])
        ends.append(folded.ends[last - 1])
        at = last
    kept.append(folded.text[at:])
    starts.extend(folded.starts[at:])
    ends.extend(folded.ends[at:])
    return Folded("".join(kept), starts, ends, folded.length)
