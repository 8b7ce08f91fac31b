"""A document read once for its words, as numbers, so that many claims can be laid against it at little cost."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from verifier.checking.lexis import Rows, lexis
from verifier.language.remembering import remembered
from verifier.language.tokens import STOP, Token, stem, words
from verifier.language.tokens import texts as words_of
from verifier.model import Reference, Span

KEPT = 6_000_000
"""Code points of documents whose pages are kept: some twenty megabytes."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"

_DIGIT = re.compile(r"\d")

Keys = NDArray[np.int64]

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stems:
    """Stems as numbers. `keys` tell them apart, within one process; `rows` are their places in the table of vectors
    (-1: it lacks them)."""

    keys: Keys
    rows: Rows


@dataclass(frozen=True, slots=True)
class Units:
    """The distinct stems of each unit of a document, one unit after another: unit i has [bounds[i], bounds[i + 1])."""

    stems: Stems
    bounds: tuple[int, ...]

    def of(self, unit: int) -> tuple[Keys, Rows]:
        """The distinct stems of one unit: their keys and rows."""
        first, last = self.bounds[unit], self.bounds[unit + 1]
        return self.stems.keys[first:last], self.stems.rows[first:last]


@dataclass(slots=True)
class Page:
    """The words of a document: how many, and the keys of all its stems and of all pairs of neighbours, each sorted;
    `content` are the table rows of the stems that are no stop words, `figures` its numbers without thousands marks."""

    text: str
    length: int
    words: Keys
    pairs: Keys
    content: Rows
    figures: frozenset[str]
    _units: dict[tuple[Span, ...], Units] = field(default_factory=dict)

    def units(self, spans: tuple[Span, ...]) -> Units:
        """The distinct stems of each of the document's units."""
        if spans not in self._units:
            self._units[spans] = _joined([_stems_of(self.text[start:end]) for start, end in spans])
        return self._units[spans]

    def places(self, spans: tuple[Span, ...], stems: Sequence[str]) -> dict[str, frozenset[int]]:
        """The units in which each of some stems stands, those left out that stand in none."""
        units = self.units(spans)
        found = {}
        for stem_, key in zip(stems, keys(stems), strict=True):
            at = np.flatnonzero(units.stems.keys == key).tolist()
            if at:
                found[stem_] = frozenset(bisect_right(units.bounds, place) - 1 for place in at)
        return found

    def has(self, stems: Sequence[str]) -> list[bool]:
        """Whether each stem stands in the document."""
        return _among(keys(stems), self.words)

    def has_pairs(self, asked: Sequence[tuple[str, str]]) -> list[bool]:
        """Whether each pair of stems stands side by side."""
        return _among(_mixed(keys(one for one, _ in asked), keys(other for _, other in asked)), self.pairs)


def _among(asked: Keys, sorted_: Keys) -> list[bool]:
    if not len(sorted_):
        return [False] * len(asked)
    found: list[bool] = (sorted_[np.searchsorted(sorted_[:-1], asked)] == asked).tolist()
    return found


def _mixed(left: Keys, right: Keys) -> Keys:
    """One number of two keys; it wraps around."""
    return left * np.int64(1_000_003) + right


def _joined(stems: Sequence[Stems]) -> Units:
    bounds = tuple(accumulate((len(one.keys) for one in stems), initial=0))
    empty = Stems(np.empty(0, np.int64), np.empty(0, np.int32))
    every = [empty, *stems]
    return Units(Stems(np.concatenate([s.keys for s in every]), np.concatenate([s.rows for s in every])), bounds)


def is_number(word: str) -> bool:
    """Does a word hold a digit?"""
    return _DIGIT.search(word) is not None


@remembered(KEPT)
def page(text: str) -> Page:
    """The page of a document's text."""
    tokens = words(text)
    stems = [stem(token.text) for token in tokens]
    content, figures = _telling(tokens, stems)
    laid_out = keys(stems)
    pairs = np.unique(_mixed(laid_out[:-1], laid_out[1:]))
    return Page(
        text,
        len(stems),
        np.unique(laid_out),
        pairs,
        np.array(sorted(set(lexis().rows(content).tolist())), np.int32),
        figures,
    )


def _telling(tokens: Sequence[Token], stems: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """The stems of words that are no stop words, distinct, and the numbers among them."""
    content: dict[str, None] = {}
    figures = set()
    for token, key in zip(tokens, stems, strict=True):
        low = token.text.lower()
        if low not in STOP:
            content[key] = None
            if is_number(low):
                figures.add(low.replace(",", ""))
    return list(content), frozenset(figures)


def units(reference: Reference) -> Units:
    """The distinct stems of each unit of a document."""
    return page(reference.document.text).units(reference.units)


def keys(stems: Iterable[str]) -> Keys:
    """Stems as numbers that tell them apart; another process has others."""
    return np.fromiter(map(hash, stems), np.int64)


@lru_cache(maxsize=1024)
def stems_of(text: str) -> Stems:
    """The distinct stems of a stretch of text. A figure with letters behind it ("2.5x", "41F") counts also without."""
    return _stems_of(text)


def _stems_of(text: str) -> Stems:
    distinct = dict.fromkeys(map(stem, words_of(text)))
    figures = [key.rstrip(LETTERS) for key in distinct if key[:1].isdecimal() and key[-1:].isalpha()]
    distinct |= dict.fromkeys(figures)
    return Stems(keys(distinct), lexis().rows(distinct))


@lru_cache(maxsize=1024)
def laid(stems: tuple[str, ...]) -> Stems:
    """Stems as numbers."""
    return Stems(keys(stems), lexis().rows(stems))


def covered(asked: Stems, held: Sequence[tuple[Keys, Rows]]) -> Matrix:
    """One row a text of `held`, one column a stem of `asked`: 1 where the text has the stem, else how near the nearest
    that it has comes in meaning (`Lexis.related`)."""
    out = np.zeros((len(held), len(asked.keys)), np.float32)
    lengths = [len(keys) for keys, _ in held]
    filled = [number for number, length in enumerate(lengths) if length]
    if not filled or not len(asked.keys):
        return out
    near = lexis().related_once(asked.rows, np.concatenate([rows for _, rows in held])).T
    near[np.concatenate([keys for keys, _ in held])[:, None] == asked.keys] = 1.0
    starts = [*accumulate(lengths[:-1], initial=0)]
    out[filled] = np.maximum.reduceat(near, [starts[number] for number in filled], axis=0)
    return out
