"""Finding units by words in an FTS5 index: stop words dropped, the most telling words first, the work bounded."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from verifier.language import lexicons

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""How the index cuts words: accents and case folded, English endings taken off."""
MOST_TERMS = 16
RANK = "bm25(units_fts, 1.0, 0.5)"
"""How units are ranked: by their words, and half as much by the keys of their facts, which stand in the words as well
where both write them alike. The smaller, the better."""
BUDGET = 1_100
"""Units that the words of one query may hit together, or one in `SHARE` of all where that is more, before more common
words count only in pairs. Ranking costs two microseconds a hit: this keeps a query at a hundred thousand units under
5 ms and at a million under 50; see benchmarks/library_scale.py."""
SHARE = 200
COUNTED = 20_000
"""Units up to which a word is counted, or one in ten of all where that is more; one that more hold tells nothing."""
PAIRED = 4
"""How many words beyond the budget are tried in pairs: units that hold two of them are few again."""
MOST_GIVEN = 128
MOST_LENGTH = 200


def telling(terms: Sequence[str]) -> list[str]:
    """Each term once, folded, in order, at most `MOST_GIVEN`; stop words only where there is nothing else."""
    words = list(dict.fromkeys(term.casefold()[:MOST_LENGTH].strip() for term in terms[:MOST_GIVEN]))
    words = [word for word in words if any(char.isalnum() for char in word)]
    common = lexicons.words("stop_words")
    return [word for word in words if word not in common] or words


@dataclass(slots=True)
class Index:
    """An FTS5 table of `size` units, and how many of them hold each word asked for so far (up to `COUNTED`)."""

    connection: sqlite3.Connection
    size: int
    table: str = "units_fts"
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def counted(self) -> int:
        """Units up to which a word is counted."""
        return max(COUNTED, self.size // 10)

    def query(self, terms: Sequence[str]) -> str | None:
        """The MATCH expression for the most telling of `terms`; None where none of them can tell anything.

        Rarest first, at most `MOST_TERMS`, and no further word once the budget of hits is reached; the next `PAIRED`
        then count where two of them stand together. A word that no unit holds is left out. Stop words count only where
        there is nothing else.
        """
        budget = max(BUDGET, self.size // SHARE)
        phrases = self._phrases(terms)
        counted = [(count, number) for number, phrase in enumerate(phrases) if (count := self._count(phrase))]
        counted.sort()
        chosen: list[str] = []
        hits = 0.0
        for count, number in counted:
            if chosen and (hits + count > budget or len(chosen) == MOST_TERMS):
                break
            chosen.append(phrases[number])
            hits += count
        further = [(count, phrases[number]) for count, number in counted[len(chosen) :] if count <= self.counted]
        for (first, one), (second, other) in combinations(further[:PAIRED], 2):
            expected = first * second / self.size
            if hits + expected <= budget:
                chosen.append(f"({one} AND {other})")
                hits += expected
        return " OR ".join(chosen) or None

    def _phrases(self, terms: Sequence[str]) -> list[str]:
        """Each term once, quoted for MATCH, stop words aside."""
        return ['"' + word.replace('"', " ").replace("\0", " ") + '"' for word in telling(terms)]

    def _count(self, phrase: str) -> int:
        if phrase not in self.counts:
            if len(self.counts) > 100_000:
                self.counts.clear()
            found = f"SELECT 1 FROM {self.table} WHERE {self.table} MATCH ? LIMIT ?"  # noqa: S608
            row = self.connection.execute(f"SELECT count(*) FROM ({found})", (phrase, self.counted + 1)).fetchone()  # noqa: S608
            self.counts[phrase] = int(row[0])
        return self.counts[phrase]
