"""A small library in memory: plain texts as references, searched by BM25 over their sentences."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from verifier.language import sentences
from verifier.language.tokens import stem, texts
from verifier.model import Document, Hit, Reference, Span

K1, B = 1.2, 0.3
"""BM25 (Robertson and Zaragoza 2009); b = .3 as sentences differ little in length (benchmarks/checking.py)."""


@dataclass(frozen=True, slots=True)
class _Indexed:
    """A text cut into units: how many words each has, and for each stem the units it stands in, once a time."""

    units: tuple[Span, ...]
    lengths: tuple[int, ...]
    postings: Mapping[str, list[int]]


@lru_cache(maxsize=64)
def _indexed(text: str) -> _Indexed:
    """The index of one text; the last ones are kept, because the same texts come in other company."""
    units = tuple(sentences.split(text))
    lengths = []
    postings: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        found = texts(text[unit.start : unit.end])
        lengths.append(len(found))
        for key in map(stem, found):
            held = postings.get(key)
            if held is None:
                held = postings[key] = []
            held.append(number)
    return _Indexed(units, tuple(lengths), postings)


class TextShelf:
    """Implements `model.Shelf`: text i is the reference i of the source str(i). Indexing is linear in the texts."""

    def __init__(self, documents: Sequence[str]) -> None:
        self._indexes = [_indexed(text) for text in documents]
        self._references = [
            Reference(number, str(number), Document(text, "", ""), index.units)
            for number, (text, index) in enumerate(zip(documents, self._indexes, strict=True))
        ]
        self._units = sum(len(index.units) for index in self._indexes)
        self._mean = sum(sum(index.lengths) for index in self._indexes) / self._units if self._units else 1.0

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Each text is a source of its own."""
        return {reference.source_id: (reference.id,) for reference in self._references}

    def reference(self, reference_id: int) -> Reference:
        """The text with that index; KeyError where there is none."""
        if not 0 <= reference_id < len(self._references):
            raise KeyError(reference_id)
        return self._references[reference_id]

    def size(self, reference_id: int) -> int:
        """How many sentences the text has; KeyError where there is none."""
        return len(self.reference(reference_id).units)

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The sentences that match `terms`, best first, ties by text and sentence."""
        allowed = None if sources is None else set(sources)
        mean = self._mean or 1.0
        scores: dict[tuple[int, int], float] = defaultdict(float)
        for word in dict.fromkeys(stem(term) for term in terms):
            standing = [
                (number, index.lengths, Counter(index.postings[word]))
                for number, index in enumerate(self._indexes)
                if word in index.postings
            ]
            count = sum(len(units) for _, _, units in standing)
            weight = math.log(1 + (self._units - count + 0.5) / (count + 0.5))
            for number, lengths, units in standing:
                for unit, n in units.items():
                    length = K1 * (1 - B + B * lengths[unit] / mean)
                    scores[number, unit] += weight * n * (K1 + 1) / (n + length)
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        kept = [item for item in ranked if allowed is None or str(item[0][0]) in allowed][:limit]
        return [Hit(number, unit, score, self._references[number].text_of(unit)) for (number, unit), score in kept]


@lru_cache(maxsize=2)
def shelf_of(documents: tuple[str, ...]) -> TextShelf:
    """The shelf of some texts; the last ones are kept, because many claims are asked of the same texts in a row."""
    return TextShelf(documents)
