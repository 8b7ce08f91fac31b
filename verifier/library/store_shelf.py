"""The library in the SQLite file as the checking room sees it."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from verifier.library import store
from verifier.library.memory import MemoryShelf
from verifier.library.search_engines import open_index
from verifier.model import Hit, Reference

LOCAL_UNITS = 5_000
"""Searches limited to sources with fewer units are made in an index of these alone, so that what else is held neither
changes the ranking nor the time."""
_MOST_LOADED = 60_000
"""Units of documents that are kept in memory: some fifteen megabytes of text with their places."""
_MOST_LOCAL = 32


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
        self._units = {identity: count for identity, _, count in rows}
        self._sources: dict[str, list[int]] = {}
        for identity, source_id, _ in rows:
            self._sources.setdefault(source_id, []).append(identity)
        self._index = open_index(database, engine)
        self._loaded: OrderedDict[int, Reference] = OrderedDict()
        self._kept = 0
        self._local: OrderedDict[frozenset[str], MemoryShelf] = OrderedDict()

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Ids of the readable references of each source that has any, by source id, in id order."""
        return self._sources

    def reference(self, reference_id: int) -> Reference:
        """The reference with that id; KeyError where there is none."""
        if reference_id not in self._units:
            raise KeyError(reference_id)
        if reference_id not in self._loaded:
            self._loaded[reference_id] = store.load(self._database, reference_id)
            self._kept += self._units[reference_id]
            while self._kept > _MOST_LOADED and len(self._loaded) > 1:
                dropped, _ = self._loaded.popitem(last=False)
                self._kept -= self._units[dropped]
        self._loaded.move_to_end(reference_id)
        return self._loaded[reference_id]

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The units that match the most telling of `terms`, best first, ties by reference and unit."""
        if limit <= 0:
            return []
        if sources is None:
            return self._index.search(terms, documents=self._units.keys(), sources=None, limit=limit)
        named = frozenset(source for source in sources if source in self._sources)
        ids = [identity for source in sorted(named) for identity in self._sources[source]]
        if not ids:
            return []
        if sum(self._units[identity] for identity in ids) <= LOCAL_UNITS:
            return self._near(named, ids).search(terms, limit=limit)
        return self._index.search(terms, documents=frozenset(ids), sources=named, limit=limit)

    def _near(self, named: frozenset[str], ids: Sequence[int]) -> MemoryShelf:
        if named not in self._local:
            keys = {identity: store.keys_of(self._database, identity) for identity in ids}
            self._local[named] = MemoryShelf((self.reference(identity) for identity in ids), keys=keys)
            if len(self._local) > _MOST_LOCAL:
                self._local.popitem(last=False)
        self._local.move_to_end(named)
        return self._local[named]
