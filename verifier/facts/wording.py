"""Words of a text with their offsets, stems and clauses: what every finder of this room works on."""

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from typing import Any, TypeVar

from verifier.facts import lexicon
from verifier.facts.lexicon import several
from verifier.language.tokens import stem

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]|_")
_ASCII_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*|[0-9]+(?:[.,][0-9]+)*|[^A-Za-z0-9\s]")
"""The same for texts in ASCII, in less time."""
_SENTENCE_END = frozenset(".!?\n")


class Words:
    """The words and marks of a text in order, as parallel lists (an object a word would cost three times the time).

    `starts` and `ends` are offsets into the text, `raw` the words as written, `low` in lower case with straight
    apostrophes. All else is worked out on demand and kept.
    """

    __slots__ = ("_content", "_kept", "_sentences", "_stems", "ends", "low", "raw", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int], raw: list[str]) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.raw = raw
        self.low = [word.lower() for word in raw]
        if "’" in text or "ʼ" in text:
            self.low = [word.replace("’", "'").replace("ʼ", "'") for word in self.low]
        self._kept: dict[Hashable, Any] = {}
        self._stems: list[str] | None = None
        self._content: list[bool] | None = None
        self._sentences: list[int] | None = None

    @classmethod
    def of(cls, text: str) -> "Words":
        """Split a text. Takes any str, linear time."""
        starts: list[int] = []
        ends: list[int] = []
        raw: list[str] = []
        for match in (_ASCII_TOKEN if text.isascii() else _TOKEN).finditer(text):
            start, end = match.span()
            starts.append(start)
            ends.append(end)
            raw.append(match.group())
        return cls(text, starts, ends, raw)

    def once(self, name: Hashable, make: "Callable[[Words], T]") -> "T":
        """make(self), worked out at the first call under that name and kept."""
        if name not in self._kept:
            self._kept[name] = make(self)
        kept: T = self._kept[name]
        return kept

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, offset: int) -> int:
        """Index of the first word that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def word(self, i: int) -> str:
        """The word at i in lower case, or "" outside the text."""
        try:
            return self.low[i] if i >= 0 else ""
        except IndexError:
            return ""

    def glued(self, i: int) -> bool:
        """Does nothing stand between word i and the next?"""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    @property
    def stems(self) -> list[str]:
        """The stem of every word."""
        if self._stems is None:
            self._stems = list(map(stem, self.low))
            _join_phrases(self.low, self._stems)
        return self._stems

    @property
    def content(self) -> list[bool]:
        """For every word: does it say what its sentence is about?"""
        if self._content is None:
            light = lexicon.entries("light_words")
            self._content = [len(word) > 1 and word[0].isalpha() and word not in light for word in self.low]
        return self._content

    @property
    def sentences(self) -> list[int]:
        """A sentence number for every word (cheap: full stops before a capital, line breaks)."""
        if self._sentences is None:
            self._sentences = _sentences(self)
        return self._sentences


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases that stand for one word, by their first word, with that word's stem."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, phrases in lexicon.rows("same_phrases"):
        for phrase in phrases:
            cut = tuple(phrase.split())
            found.setdefault(cut[0], []).append((cut, stem(key)))
    return {first: tuple(all_) for first, all_ in found.items()}


def _join_phrases(low: list[str], stems: list[str]) -> None:
    """Give the first telling word of each phrase the stem of the word that it stands for."""
    table = _phrases()
    for i in [i for i, word in enumerate(low) if word in table]:
        for cut, key in table[low[i]]:
            if tuple(low[i : i + len(cut)]) == cut:
                at = next((k for k in range(i, i + len(cut)) if is_content(low[k])), i)
                stems[at] = key
                break


_ABBREVIATIONS = several(
    "mr mrs ms dr prof gen sen rep gov lt col capt sgt st cllr no vs jan feb mar apr jun jul aug sep sept oct "
    "nov dec inc corp ltd co u.s u.n a.m p.m"
)


def _sentences(words: Words) -> list[int]:
    number = 0
    numbers = []
    low, raw = words.low, words.raw
    parted = "\n\n" in words.text
    for i, word in enumerate(low):
        if parted and i and "\n\n" in words.text[words.ends[i - 1] : words.starts[i]]:
            number += 1
        numbers.append(number)
        if word in _SENTENCE_END and i + 1 < len(low):
            if words.ends[i] == words.starts[i + 1] and raw[i + 1].isalpha():
                continue
            if word == "." and i and (low[i - 1] in _ABBREVIATIONS or (len(low[i - 1]) == 1 and low[i - 1].isalpha())):
                continue
            after = raw[i + 1]
            if not after[0].islower():
                number += 1
    return numbers


@lru_cache(maxsize=1 << 13)
def is_content(word: str) -> bool:
    """Does a lower-case word say what a sentence is about?"""
    return len(word) > 1 and word not in lexicon.entries("light_words")


_DERIVATIONS = (
    "isation", "ization", "ations", "ation", "itions", "ition", "ments", "ment", "ously", "ingly", "ness", "ities",
    "ity", "ions", "ion", "ably", "able", "ible", "ance", "ence", "ants", "ers", "ors", "er", "or", "ives", "ive",
    "ally", "al", "ly", "ist", "ism", "ise", "ize", "ify", "ant", "ent", "ery", "ary", "ful", "ous",
)  # fmt: skip
"""Endings by which words of one family differ, the longer before what they end in."""


@lru_cache(maxsize=1 << 13)
def family(base: str) -> str:
    """What the words of one family share: "reduc" for reduce and reduction, "announc" for announce and announcement."""
    if base.endswith(_DERIVATIONS):
        for ending in _DERIVATIONS:
            if base.endswith(ending) and len(base) - len(ending) >= 4:
                base = base[: -len(ending)]
                break
    if len(base) > 4 and base[-1] == base[-2]:
        base = base[:-1]
    return base.rstrip("e") if len(base) > 4 else base
