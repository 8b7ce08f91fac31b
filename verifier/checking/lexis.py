"""How telling each word is, and how near two words are in meaning: stems with a rarity and a small vector."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent.parent / "resources" / "models" / "judge"
UNSEEN = 8.0
"""Rarity of a word that the table lacks: names and numbers, about as rare as the rarest words in it."""
NEAR = 0.4
"""Cosine from which two different stems count as related at all; below it chance rules (docs/checking.md)."""

Rows = NDArray[np.int32] | NDArray[np.intp]


class Lexis:
    """The table of stems: `rarity` is log inverse document frequency, the vectors have unit length."""

    def __init__(self, folder: Path = FOLDER) -> None:
        stems = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        with np.load(folder / "words.npz") as stored:
            vectors = stored["vectors"]
            rarity = stored["rarity"].astype(np.float32)
        # Kept in single bytes, made single floats of unit length when they are asked for: a tenth of the memory.
        self._vectors = np.vstack([vectors, np.zeros((1, vectors.shape[1]), vectors.dtype)])
        squares = (np.square(block, dtype=np.float32).sum(1) for block in np.array_split(self._vectors, 30))
        self._scales = (1 / (np.sqrt(np.concatenate([*squares])) + 1e-9)).astype(np.float32)
        self._index = {stem: number for number, stem in enumerate(stems) if stem}
        self._rarity = rarity.tolist()

    def rarity(self, stem: str) -> float:
        """How telling a stem is, about 1 (common) to 8 (rare or unknown)."""
        number = self._index.get(stem)
        return UNSEEN if number is None else max(self._rarity[number], 0.1)

    def rows(self, stems: Iterable[str]) -> Rows:
        """Where the vectors of stems stand; -1 for a stem without one."""
        return np.fromiter((self._index.get(stem, -1) for stem in stems), np.int32)

    def related(self, left: Rows, right: Rows) -> NDArray[np.float32]:
        """The part of the cosines above NEAR stretched to 0..1, at most 0.95: one row a vector of `left`, one column a
        vector of `right`, both given by their `rows`; 0 where there is none."""
        cosines = self._unit(left) @ self._unit(right).T
        near: NDArray[np.float32] = np.minimum(np.maximum((cosines - NEAR) * (1 / (1 - NEAR)), 0.0), 0.95)
        return near

    def _unit(self, rows: Rows) -> NDArray[np.float32]:
        unit: NDArray[np.float32] = self._vectors[rows] * self._scales[rows, None]
        return unit

    def related_once(self, left: Rows, right: Rows) -> NDArray[np.float32]:
        """As `related`, where the same vectors stand in `right` many times."""
        there = np.zeros(len(self._vectors), bool)
        there[right] = True
        distinct = np.flatnonzero(there)
        places = np.empty(len(self._vectors), np.intp)
        places[distinct] = np.arange(len(distinct))
        return self.related(left, distinct)[:, places[right]]

    def nearness(self, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float32]:
        """One row a stem of `left`, one column a stem of `right`: 1 where they are equal, else how far they are
        `related`."""
        near = self.related(self.rows(left), self.rows(right))
        places: dict[str, list[int]] = {}
        for column, stem in enumerate(right):
            places.setdefault(stem, []).append(column)
        for row, stem in enumerate(left):
            if stem in places:
                near[row, places[stem]] = 1.0
        return near


@cache
def lexis() -> Lexis:
    """The table, loaded at its first use."""
    return Lexis()
