"""A shelf in memory: a handful of references, indexed the first time they are searched."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from verifier.library import units
from verifier.library.search import TOKENIZER, Index
from verifier.model import Hit, Reference


class MemoryShelf:
    """References held in memory, as the checking room sees them (`verifier.model.Shelf`)."""

    def __init__(self, references: Iterable[Reference], *, keys: Mapping[int, Sequence[str]] | None = None) -> None:
        """Takes the references as they are; two of one id are a ValueError. `keys` are the keys of the facts in each
        unit, by reference, where they were read before."""
        held = sorted(references, key=lambda reference: reference.id)
        self._references = {reference.id: reference for reference in held}
        if len(self._references) != len(held):
            raise ValueError("two references have the same id")
        self._sources: dict[str, list[int]] = {}
        for reference in held:
            self._sources.setdefault(reference.source_id, []).append(reference.id)
        self._keys = keys or {}
        self._index: Index | None = None

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Ids of the references of each source, by source id, in id order."""
        return self._sources

    def reference(self, reference_id: int) -> Reference:
        """The reference with that id; KeyError where there is none."""
        return self._references[reference_id]

    def size(self, reference_id: int) -> int:
        """How many units the reference has; KeyError where there is none."""
        return len(self._references[reference_id].units)

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The units that match the most telling of `terms`, best first, ties by reference and unit."""
        if self._index is None:
            self._index = _indexed(list(self._references.values()), self._keys)
            self._keys = {}  # in the index now
        if sources is None:
            documents = frozenset(self._references)
        else:
            documents = frozenset(number for source in sources for number in self._sources.get(source, ()))
        return self._index.search(terms, documents=documents, limit=limit)


def _indexed(held: Sequence[Reference], keys: Mapping[int, Sequence[str]]) -> Index:
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute(f"CREATE VIRTUAL TABLE units_fts USING fts5(text, facts, tokenize='{TOKENIZER}')")
    connection.executemany("INSERT INTO units_fts VALUES (?, ?)", _rows(held, keys))
    starts = accumulate((len(reference.units) for reference in held), initial=1)
    return Index(connection, [(one.id, first, len(one.units)) for one, first in zip(held, starts, strict=False)])


def _rows(held: Sequence[Reference], keys: Mapping[int, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for reference in held:
        document = reference.document
        facts = keys[reference.id] if reference.id in keys else units.keys(document, reference.units)
        for (start, end), told in zip(reference.units, facts, strict=True):
            yield document.text[start:end].encode("utf-8", "replace").decode(), told
