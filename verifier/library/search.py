"""Finding units by words in an FTS5 index: the lists of units that hold a word are read once, and ranked here.

FTS5 ranks each hit in two microseconds; a list alone costs a twentieth of that, and serves every later search for the
same word, in whichever documents. So all rare words count, and what else is held changes no ranking.
"""

import json
import math
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verifier.errors import DatabaseError
from verifier.language import lexicons
from verifier.language.remembering import Kept
from verifier.model import Hit

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How the index cuts words: accents and case folded, English endings taken off."""
K1, B = 1.2, 0.2
"""BM25's settings (Robertson and Zaragoza 2009). Sentences differ little in length: of 319 claims of WiCE asked of its
349 pages as one library, the first passage is evidence for .71 with FTS5's b of .75, for .78 with .2."""
RARE, RARE_SHARE = 1_000, 50
"""Units, or one in so many of all where that is more, that a word may stand in to be among those that count first. With
one in 20 to one in 100 of WiCE's 40,557 units the evidence comes as far in front as with all words."""
COMMON, COMMON_SHARE = 20_000, 10
"""The same for a word that counts where fewer than `FEWEST` others do; what more hold tells nothing."""
FEWEST = 4
LISTED, CHOSEN = 2_000_000, 8_000_000
"""Entries of lists, and units of choices among them, that are kept: 8 MB each."""
MOST_MISSING = 1_000_000
"""Numbers without a unit, beside ten for each unit, from which an index is taken for damaged; documents that are read
anew leave some."""
MOST_GIVEN = 128
MOST_LENGTH = 200

_TEXTS = "SELECT rowid, text FROM units_fts WHERE rowid IN (SELECT value FROM json_each(?))"

Units = NDArray[np.int32]
"""Numbers of units (row ids), ascending."""


def telling(terms: Sequence[str]) -> list[str]:
    """Each term once, folded, in order, at most `MOST_GIVEN`; stop words only where there is nothing else."""
    words = list(dict.fromkeys(term.casefold()[:MOST_LENGTH].strip() for term in terms[:MOST_GIVEN]))
    words = [word for word in words if any(char.isalnum() for char in word)]
    common = lexicons.words("stop_words")
    return [word for word in words if word not in common] or words


@dataclass(frozen=True, slots=True)
class _Choice:
    """Units that may be found: whether each number is one, how many are, and their mean length in words."""

    allowed: NDArray[np.bool_]
    count: int
    mean: float


class Index:
    """An FTS5 table `units_fts` of the units of documents, searched in any of these; what was read of it is kept."""

    def __init__(self, connection: sqlite3.Connection, documents: Iterable[tuple[int, int, int]]) -> None:
        """`documents` are the id of each, the number of its first unit and how many it has, by that number; the units
        of one document have numbers that follow each other. Reads how long each unit is."""
        self._connection = connection
        self._documents = [*documents]
        self._firsts = [first for _, first, _ in self._documents]
        self._length = _lengths(connection)
        self._owner = np.full(len(self._length), len(self._documents), np.int32)
        for place, (_, first, count) in enumerate(self._documents):
            self._owner[first : first + count] = place
        self._rare = max(RARE, len(self._length) // RARE_SHARE)
        self._common = max(COMMON, len(self._length) // COMMON_SHARE)
        self._lists: Kept[tuple[str, int], Units | None] = Kept(LISTED, lambda _, units: _size(units))
        self._choices: Kept[frozenset[int], _Choice] = Kept(CHOSEN, lambda _, choice: len(choice.allowed))

    def search(self, terms: Sequence[str], *, documents: AbstractSet[int], limit: int) -> list[Hit]:
        """The units of `documents` that match the most telling of `terms`, best first, ties by number.

        The score is that of BM25, each word counted once a unit, rarity and mean length taken among the units of those
        documents alone. Linear in the lists of the words. A frozenset asked for again is quicker than other sets.
        """
        choice = self._choices.get(frozenset(documents), self._choice)
        if limit <= 0 or not choice.count:
            return []
        scores = np.zeros(len(self._length), np.float32)
        for units in self._telling(_phrases(terms)):
            kept = units[choice.allowed[units]]
            scores[kept] += _rarity(len(kept), choice.count)
        found = np.flatnonzero(scores > 0)
        scores = scores[found] * ((K1 + 1) / (1 + K1 * (1 - B + B * self._length[found] / choice.mean)))
        if len(found) > limit:
            least = np.partition(scores, len(found) - limit)[len(found) - limit]
            found, scores = found[scores >= least], scores[scores >= least]
        best = np.argsort(-scores, kind="stable")[:limit]
        ranked = dict(zip(found[best].tolist(), scores[best].tolist(), strict=True))
        texts = dict(self._connection.execute(_TEXTS, (json.dumps([*ranked]),)))
        return [Hit(*self._place(unit), score, texts.get(unit) or "") for unit, score in ranked.items()]

    def _place(self, unit: int) -> tuple[int, int]:
        document, first, _ = self._documents[bisect_right(self._firsts, unit) - 1]
        return document, unit - first

    def _choice(self, documents: frozenset[int]) -> _Choice:
        wanted = np.array([*(document in documents for document, _, _ in self._documents), False])
        allowed = wanted[self._owner] & (self._length > 0)
        count = int(allowed.sum())
        return _Choice(allowed, count, float(self._length[allowed].mean()) if count else 1.0)

    def _telling(self, phrases: Sequence[str]) -> list[Units]:
        """The lists of the phrases that tell something: the rare ones, and where these are few the others too."""
        rare = [self._lists.get((phrase, self._rare), self._list) for phrase in phrases]
        if sum(units is not None and len(units) > 0 for units in rare) < FEWEST:
            rare = [self._lists.get((phrase, self._common), self._list) for phrase in phrases]
        return [units for units in rare if units is not None]

    def _list(self, asked: tuple[str, int]) -> Units | None:
        """The units that hold a phrase, ascending; None where they are more than a number."""
        phrase, most = asked
        # One text of numbers: a row each would cost three times as much.
        found = self._connection.execute(
            "SELECT group_concat(rowid) FROM (SELECT rowid FROM units_fts WHERE units_fts MATCH ? LIMIT ?)",
            (phrase, most + 1),
        ).fetchone()[0]
        units = np.fromstring(found or "", np.int64, sep=",")
        if len(units) > most:
            return None
        return units[(units > 0) & (units < len(self._length))].astype(np.int32)


def _size(units: Units | None) -> int:
    """What a list takes, in entries: a short one little more than its name and its place among the others."""
    return 100 + (0 if units is None else len(units))


def _rarity(holding: int, size: int) -> float:
    return max(math.log((size - holding + 0.5) / (holding + 0.5)), 1e-6)


def _phrases(terms: Sequence[str]) -> list[str]:
    """Each term once, quoted for MATCH, stop words aside."""
    return ['"' + word.replace('"', " ").replace("\0", " ") + '"' for word in telling(terms)]


def _lengths(connection: sqlite3.Connection) -> NDArray[np.float32]:
    """How many words each unit has, by its number; 0 for numbers that are none of a unit."""
    # FTS5 keeps the numbers of words by column, one after another, seven bits a byte; none has more than two bytes.
    # As two texts they are read in less than half the time that rows take.
    rows = "SELECT id, substr(hex(sz) || '0000', 1, 4) AS size FROM units_fts_docsize WHERE id > 0 ORDER BY id"
    listed, sizes = connection.execute(f"SELECT group_concat(id), group_concat(size, '') FROM ({rows})").fetchone()  # noqa: S608
    numbers = np.fromstring(listed or "", np.int64, sep=",")
    size = int(numbers[-1]) + 1 if len(numbers) else 1
    if size > MOST_MISSING + 10 * len(numbers):
        raise DatabaseError("the index of passages is damaged: it numbers units that are not there")
    high, low = np.frombuffer(bytes.fromhex(sizes or ""), np.uint8).reshape(-1, 2).astype(np.int32).T
    lengths = np.zeros(size, np.float32)
    lengths[numbers] = np.where(high < 0x80, high, (high & 0x7F) << 7 | low & 0x7F)
    return lengths
