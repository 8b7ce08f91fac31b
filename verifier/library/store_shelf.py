"""The library in the SQLite file as the checking room sees it."""

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from verifier.language.remembering import Kept
from verifier.library import store
from verifier.library.search_engines import open_index
from verifier.model import Hit, Reference

_MOST_LOADED = 60_000
"""Units of documents that are kept in memory: some fifteen megabytes of text with their places."""

_MOST_NAMED = 200_000
"""Ids of documents in choices of sources that are kept."""


class StoredShelf:
    """The newest readable version of each document in the database, or those of `documents` alone (by id)."""

    def __init__(self, database: Database, documents: Iterable[int] | None = None, *, engine: str = "fts5") -> None:
        """Reads the list of what is held now; documents that are added later are not seen. `engine` as in config.toml:
        ConfigError where it is not installed."""
        self._database = database
        rows = database.execute(
            "SELECT id, source_id, (SELECT count(*) FROM units WHERE document_id = documents.id) FROM documents"
            " WHERE state = 'read' AND source_id NOT LIKE '@%' AND (superseded_by IS NULL OR ?)"
            " AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) ORDER BY id",
            (documents is not None, *([None if documents is None else json.dumps(sorted(set(documents)))] * 2)),
        ).fetchall()
        self._units: dict[int, int] = {identity: count for identity, _, count in rows}
        self._sources: dict[str, list[int]] = {}
        for identity, source_id, _ in rows:
            self._sources.setdefault(source_id, []).append(identity)
        self._index = open_index(database, engine)
        self._all = frozenset(self._units)
        self._named: Kept[frozenset[str], frozenset[int]] = Kept(_MOST_NAMED, lambda _, ids: len(ids))
        self._loaded: Kept[int, Reference] = Kept(_MOST_LOADED, lambda _, reference: len(reference.units))

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Ids of the readable references of each source that has any, by source id, in id order."""
        return self._sources

    def reference(self, reference_id: int) -> Reference:
        """The reference with that id; KeyError where there is none."""
        if reference_id not in self._units:
            raise KeyError(reference_id)
        return self._loaded.get(reference_id, lambda number: store.load(self._database, number))

    def size(self, reference_id: int) -> int:
        """How many units the reference has; KeyError where there is none."""
        return self._units[reference_id]

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The units that match the most telling of `terms`, best first, ties by reference and unit."""
        if sources is None:
            return self._index.search(terms, documents=self._all, sources=None, limit=limit)
        named = frozenset(sources)
        ids = self._named.get(named, self._of)
        return self._index.search(terms, documents=ids, sources=named, limit=limit) if ids else []

    def _of(self, sources: frozenset[str]) -> frozenset[int]:
        return frozenset(identity for source in sources for identity in self._sources.get(source, ()))
