"""A document read once for its words, as numbers, so that many claims can be laid against it at little cost."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from verifier.checking.lexis import Rows, lexis
from verifier.language.remembering import remembered
from verifier.language.tokens import STOP, stem, words
from verifier.language.tokens import texts as words_of
from verifier.model import Span

KEPT = 4_000_000
"""Code points of units, and of documents, whose words are kept: some thirty megabytes, and some ten."""
LETTERS = "abcdefghijklmnopqrstuvwxyz"

_DIGIT = re.compile(r"\d")

Keys = NDArray[np.int64]

Matrix = NDArray[np.float32]


Stems = tuple[Keys, Rows]
"""Stems as numbers: keys, which tell them apart within one process, and their places in the table of vectors (-1: it
lacks them)."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """All the words of a document: how many, and the keys of its stems and of the pairs of neighbours, each sorted;
    `content` are the table rows of the stems that are no stop words, `figures` its numbers without thousands marks."""

    length: int
    words: Keys
    pairs: Keys
    content: Rows
    figures: frozenset[str]

    def has(self, stems: Sequence[str]) -> list[bool]:
        """Whether each stem stands in the document."""
        return _among(keys(stems), self.words)

    def has_pairs(self, asked: Sequence[tuple[str, str]]) -> list[bool]:
        """Whether each pair of stems stands side by side."""
        return _among(_mixed(keys(one for one, _ in asked), keys(other for _, other in asked)), self.pairs)


class Page:
    """A document's text, whose words are read when they are asked for, and once."""

    __slots__ = ("_laid", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._laid: tuple[Inventory, Keys, NDArray[np.int32]] | None = None

    @property
    def inventory(self) -> Inventory:
        """All its words."""
        return self._read()[0]

    def places(self, units: tuple[Span, ...], stems: Sequence[str]) -> dict[str, frozenset[int]]:
        """The units in which each of some stems stands, those left out that stand in none."""
        _, every, starts = self._read()
        begins, ends = ([span[side] for span in units] for side in (0, 1))
        found = {}
        for asked, key in zip(stems, keys(stems), strict=True):
            standing = starts[every == key].tolist()
            inside = {at for start in standing if (at := bisect_right(begins, start) - 1) >= 0 and start < ends[at]}
            if inside:
                found[asked] = frozenset(inside)
        return found

    def _read(self) -> "tuple[Inventory, Keys, NDArray[np.int32]]":
        """All words; the keys of each as it stands, and of its figure alone, with the offset where it starts."""
        if self._laid is None:
            tokens = words(self.text)
            known = {word: stem(word) for word in dict.fromkeys(token.text for token in tokens)}
            standing = keys(known[token.text] for token in tokens)
            bare = {word: figure for word, one in known.items() if (figure := _figure(one))}
            figures = [token for token in tokens if token.text in bare] if bare else []
            every = np.concatenate([standing, keys(bare[token.text] for token in figures)])
            starts = np.array([token.start for token in (*tokens, *figures)], np.int32)
            self._laid = _inventory(known, standing), every, starts
        return self._laid


def _among(asked: Keys, sorted_: Keys) -> list[bool]:
    if not len(sorted_):
        return [False] * len(asked)
    found: list[bool] = (sorted_[np.searchsorted(sorted_[:-1], asked)] == asked).tolist()
    return found


def _mixed(left: Keys, right: Keys) -> Keys:
    """One number of two keys; it wraps around."""
    return left * np.int64(1_000_003) + right


def is_number(word: str) -> bool:
    """Does a word hold a digit?"""
    return _DIGIT.search(word) is not None


@remembered(KEPT)
def page(text: str) -> Page:
    """The page of a document's text."""
    return Page(text)


def _inventory(known: Mapping[str, str], standing: Keys) -> Inventory:
    content, figures = telling(known)
    pairs = np.unique(_mixed(standing[:-1], standing[1:]))
    rows = np.array(sorted(set(lexis().rows(content).tolist())), np.int32)
    return Inventory(len(standing), np.unique(standing), pairs, rows, figures)


def telling(known: Mapping[str, str]) -> tuple[list[str], frozenset[str]]:
    """The stems of words that are no stop words, distinct, and the numbers among them, from words with their stems."""
    content: dict[str, None] = {}
    figures = set()
    for word, key in known.items():
        low = word.lower()
        if low not in STOP:
            content[key] = None
            if is_number(low):
                figures.add(low.replace(",", ""))
    return list(content), frozenset(figures)


def keys(stems: Iterable[str]) -> Keys:
    """Stems as numbers that tell them apart; another process has others."""
    return np.fromiter(map(hash, stems), np.int64)


@remembered(KEPT)
def stems_of(text: str) -> Stems:
    """The distinct stems of a unit. A figure with letters behind it ("2.5x", "41F") counts also without."""
    distinct = dict.fromkeys(map(stem, words_of(text)))
    distinct |= dict.fromkeys([figure for key in distinct if (figure := _figure(key))])
    return keys(distinct), lexis().rows(distinct)


def _figure(key: str) -> str:
    """The figure of a stem that has letters behind it; empty for other stems."""
    return key.rstrip(LETTERS) if key[:1].isdecimal() and key[-1:].isalpha() else ""


@lru_cache(maxsize=1024)
def laid(stems: tuple[str, ...]) -> Stems:
    """Stems as numbers."""
    return keys(stems), lexis().rows(stems)


def covered(asked: Stems, held: Sequence[Stems]) -> Matrix:
    """One row a text of `held`, one column a stem of `asked`: 1 where the text has the stem, else how near the nearest
    that it has comes in meaning (`Lexis.related`)."""
    wanted, rows_wanted = asked
    out = np.zeros((len(held), len(wanted)), np.float32)
    lengths = [len(keys) for keys, _ in held]
    filled = [number for number, length in enumerate(lengths) if length]
    if not filled or not len(wanted):
        return out
    near = lexis().related_once(rows_wanted, np.concatenate([rows for _, rows in held])).T
    near[np.concatenate([keys for keys, _ in held])[:, None] == wanted] = 1.0
    starts = [*accumulate(lengths[:-1], initial=0)]
    out[filled] = np.maximum.reduceat(near, [starts[number] for number in filled], axis=0)
    return out
