"""A small library in memory: plain texts as references, searched by BM25 over their sentences."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from verifier.language import sentences
from verifier.language.tokens import stem, words
from verifier.model import Document, Hit, Reference

K1, B = 1.2, 0.3
"""BM25 (Robertson and Zaragoza 2009); b = .3 as sentences differ little in length (benchmarks/checking.py)."""


class TextShelf:
    """Implements `model.Shelf`: text i is the reference i of the source str(i). Indexing is linear in the texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._references = [
            Reference(number, str(number), Document(text, "", ""), tuple(sentences.split(text)))
            for number, text in enumerate(texts)
        ]
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._places: list[tuple[int, int]] = []
        self._lengths: list[int] = []
        for reference in self._references:
            text = reference.document.text
            for unit, span in enumerate(reference.units):
                keys = [stem(token.text) for token in words(text[span.start : span.end])]
                place = len(self._places)
                self._places.append((reference.id, unit))
                self._lengths.append(len(keys))
                for word, n in Counter(keys).items():
                    self._postings[word].append((place, n))

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Each text is a source of its own."""
        return {reference.source_id: (reference.id,) for reference in self._references}

    def reference(self, reference_id: int) -> Reference:
        """The text with that index; KeyError where there is none."""
        if not 0 <= reference_id < len(self._references):
            raise KeyError(reference_id)
        return self._references[reference_id]

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The sentences that match `terms`, best first, ties by text and sentence."""
        allowed = None if sources is None else set(sources)
        total = len(self._places)
        mean = sum(self._lengths) / total if total else 1.0
        scores: dict[int, float] = defaultdict(float)
        for word in dict.fromkeys(stem(term) for term in terms):
            postings = self._postings.get(word)
            if postings is None:
                continue
            weight = math.log(1 + (total - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, n in postings:
                scores[place] += weight * n * (K1 + 1) / (n + K1 * (1 - B + B * self._lengths[place] / (mean or 1.0)))
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        out = []
        for place, score in ranked:
            reference_id, unit = self._places[place]
            if allowed is None or str(reference_id) in allowed:
                out.append(Hit(reference_id, unit, score))
                if len(out) == limit:
                    break
        return out


@lru_cache(maxsize=2)
def shelf_of(texts: tuple[str, ...]) -> TextShelf:
    """The shelf of some texts; the last ones are kept, because many claims are asked of the same texts in a row."""
    return TextShelf(texts)
