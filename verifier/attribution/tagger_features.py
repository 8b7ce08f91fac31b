"""Words of a text and what the uncased encoder cannot see of them: capitals, quotation state, gaps."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SHAPES = ("lower", "capitalised", "capitals", "mixed", "digit", "mark", "letter")
QUOTES = ("outside", "inside", "opening", "closing", "inside single", "opening single", "closing single")
GAPS = ("none", "space", "line", "paragraph")

# Words as the scorer of the attribution corpora cuts them, except that a possessive ending is a word of its own:
# in "the minister's claim" the source ends before it.
_WORD = re.compile(r"\w+(?:['\u2019\-]\w+)*|[^\w\s]")
_APOSTROPHES = "'\u2019"
_DOUBLE_OPEN = frozenset("\u201c\u00ab\u201e")
_DOUBLE_CLOSE = frozenset("\u201d\u00bb")
_TYPED = {"''": '"', "``": "\u201c", "\u2019\u2019": "\u201d", "\u2018\u2018": "\u201c"}
_SINGLE_CLOSE = frozenset("'\u2019")
_SINGLE_OPEN = frozenset("'\u2018")
_MARKS = _DOUBLE_OPEN | _DOUBLE_CLOSE | _SINGLE_CLOSE | _SINGLE_OPEN | {'"', "`"}
# A single-quoted phrase longer than this is taken for a stray apostrophe.
_SINGLE_REACH = 120
_LONGEST_WORD = 64
_STOPS = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order: code point offsets and one feature row (shape, quote, gap) a word."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    forms: tuple[str, ...]
    features: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.forms)

    def breaks(self) -> NDArray[np.bool_]:
        """True for each word that begins a paragraph or follows a full stop: a good place to begin a window."""
        begins: NDArray[np.bool_] = self.features[:, 2] == GAPS.index("paragraph")
        stops = np.array([form in _STOPS for form in self.forms], bool)
        begins[1:] |= stops[:-1] & (self.features[1:, 2] > 0)
        return begins


def words_of(text: str) -> Words:
    """Cut the text into words with their features; linear in the length, any text is allowed."""
    starts: list[int] = []
    ends: list[int] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        starts.append(start)
        if end - start > 2 and text[end - 1] in "sS" and text[end - 2] in _APOSTROPHES:
            ends.append(end - 2)
            starts.append(end - 2)
        ends.append(end)
    gaps = _gaps(text, starts, ends)
    forms = tuple(
        [text[s : e if e - s <= _LONGEST_WORD else s + _LONGEST_WORD] for s, e in zip(starts, ends, strict=True)]
    )
    quotes = _quotes(forms, gaps)
    features = np.zeros((len(forms), 3), np.int64)
    if forms:
        shapes = {form: _shape(form) for form in set(forms)}
        features[:, 0] = [shapes[form] for form in forms]
        features[:, 1] = quotes
        features[:, 2] = gaps
    return Words(np.array(starts, np.int64), np.array(ends, np.int64), forms, features)


def _gaps(text: str, starts: list[int], ends: list[int]) -> list[int]:
    gaps = []
    before = 0
    for start, end in zip(starts, ends, strict=True):
        if start == before:
            gaps.append(0)
        elif start == before + 1:
            gaps.append(2 if text[before] == "\n" else 1)
        else:
            lines = text.count("\n", before, start)
            gaps.append(3 if lines > 1 else 2 if lines else 1)
        before = end
    gaps[:1] = [3] * len(gaps[:1])
    return gaps


def _shape(form: str) -> int:
    first = form[0]
    if not (first.isalnum() or first in "'\u2019_"):
        return 5
    if first.isdigit():
        return 4
    if form.islower():
        return 0
    if len(form) == 1:
        return 6 if first.isupper() else 0
    if form.isupper():
        return 2
    return 1 if first.isupper() and form[1:].islower() else 3


def _quotes(forms: tuple[str, ...], gaps: list[int]) -> list[int]:
    """Quotation state of each word. An unclosed quotation goes on only if the next paragraph opens with a mark."""
    states = [0] * len(forms)
    inside = False
    single_end = before = -1
    marks = [index for index, form in enumerate(forms) if form in _MARKS]
    doubles = _doubles(forms, gaps, marks)
    singles = _single_pairs(forms, gaps, doubles, marks)
    paragraphs = [index for index, gap in enumerate(gaps) if gap == 3]
    # between marks and paragraph ends nothing changes
    for index in [*sorted({*marks, *paragraphs}), len(forms)]:
        if inside:
            states[before + 1 : index] = [1] * (index - before - 1)
        elif before < single_end:
            last = min(index, single_end)
            states[before + 1 : last] = [4] * (last - before - 1)
        before = index
        if index == len(forms):
            break
        mark = doubles.get(index, forms[index])
        if gaps[index] == 3 and inside and not (mark == '"' or mark in _DOUBLE_OPEN):
            inside = False
        state = 1 if inside else 0
        if mark in _DOUBLE_OPEN:
            inside, state = True, 2
        elif mark in _DOUBLE_CLOSE:
            inside, state = False, 3
        elif mark == '"':
            if inside and gaps[index] != 3:
                inside, state = False, 3
            else:
                inside, state = True, 2
        elif not mark:
            state = states[index - 1]
        elif not inside:
            if index in singles:
                single_end, state = singles[index], 5
            elif index == single_end:
                state = 6
            elif index < single_end:
                state = 4
        states[index] = state
    return states


def _doubles(forms: tuple[str, ...], gaps: list[int], marks: list[int]) -> dict[int, str]:
    """Double marks typed as two single ones: the mark that the first stands for; the second counts as nothing."""
    found: dict[int, str] = {}
    for index in marks:
        pair = forms[index - 1] + forms[index] if index else ""
        if pair in _TYPED and gaps[index] == 0 and index - 1 not in found:
            found[index - 1], found[index] = _TYPED[pair], ""
    return found


def _single_pairs(forms: tuple[str, ...], gaps: list[int], doubles: dict[int, str], marks: list[int]) -> dict[int, int]:
    """Opening single mark -> its closing mark, for marks that stand free as quotation marks do."""
    pairs: dict[int, int] = {}
    opened = -1
    for index in marks:
        form = forms[index]
        if opened >= 0 and (index - opened > _SINGLE_REACH or 3 in gaps[opened + 1 : index + 1]):
            opened = -1
        if index in doubles:
            continue
        glued = index + 1 < len(forms) and gaps[index + 1] == 0
        if opened < 0:
            if form in _SINGLE_OPEN and gaps[index] and glued:
                opened = index
        elif form in _SINGLE_CLOSE and not gaps[index] and not (glued and forms[index + 1][0].isalnum()):
            pairs[opened] = index
            opened = -1
    return pairs


def windows(sizes: NDArray[np.int64], begins: NDArray[np.bool_], *, limit: int, overlap: int) -> list[tuple[int, ...]]:
    """Cut words into overlapping windows of at most `limit` sub-words: rows (first, last, core first, core last).

    Every word lies in the core of exactly one window; an inner window has about half of `overlap` sub-words as
    context on either side of its core. No word may be larger than `limit`.
    """
    total = len(sizes)
    edges = np.concatenate([[0], np.cumsum(sizes)])
    rows: list[list[int]] = []
    first = 0
    while first < total:
        last = int(np.searchsorted(edges, edges[first] + limit, side="right")) - 1
        last = max(last, first + 1)
        rows.append([first, last, first, last])
        if last >= total:
            break
        follow = int(np.searchsorted(edges, edges[last] - overlap))
        follow = max(follow, first + 1)
        # begin at a sentence if one begins in the first half of the overlap
        middle = int(np.searchsorted(edges, edges[last] - overlap // 2))
        ahead = np.flatnonzero(begins[follow : max(middle, follow + 1)])
        first = follow + int(ahead[0]) if len(ahead) else follow
    for left, right in pairwise(rows):
        border = (right[0] + left[1] + 1) // 2
        left[3] = right[2] = max(min(border, left[1]), right[0])
    return [tuple(row) for row in rows]
