"""The library in the SQLite file as the checking room sees it."""

import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence

from sqlite_utils import Database

from verifier.library import store
from verifier.library.memory import MemoryShelf
from verifier.library.search import Index
from verifier.model import Hit, Reference

LOCAL_UNITS = 5_000
"""Searches limited to sources with fewer units are made in an index of these alone, so that what else is held neither
changes the ranking nor the time."""
_MOST_LOADED = 256
_MOST_LOCAL = 32


class StoredShelf:
    """The newest readable version of each document in the database, or those of `documents` alone (by id)."""

    def __init__(self, database: Database, documents: Iterable[int] | None = None) -> None:
        """Reads the list of what is held now; documents that are added later are not seen."""
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
        size = int(database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()[0])
        self._index = Index(database.conn, size=max(size, 1))
        self._loaded: OrderedDict[int, Reference] = OrderedDict()
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
            if len(self._loaded) > _MOST_LOADED:
                self._loaded.popitem(last=False)
        self._loaded.move_to_end(reference_id)
        return self._loaded[reference_id]

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The units that match the most telling of `terms`, best first, ties by reference and unit."""
        if limit <= 0:
            return []
        allowed = self._units.keys()
        if sources is not None:
            named = frozenset(source for source in sources if source in self._sources)
            ids = [identity for source in sorted(named) for identity in self._sources[source]]
            if not ids:
                return []
            if sum(self._units[identity] for identity in ids) <= LOCAL_UNITS:
                return self._near(named, ids).search(terms, limit=limit)
            allowed = dict.fromkeys(ids).keys()
        return self._everywhere(terms, allowed, limit)

    def _near(self, named: frozenset[str], ids: Sequence[int]) -> MemoryShelf:
        if named not in self._local:
            self._local[named] = MemoryShelf(self.reference(identity) for identity in ids)
            if len(self._local) > _MOST_LOCAL:
                self._local.popitem(last=False)
        self._local.move_to_end(named)
        return self._local[named]

    def _everywhere(self, terms: Sequence[str], allowed: Iterable[int], limit: int) -> list[Hit]:
        match = self._index.query(terms)
        if match is None:
            return []
        found = self._database.execute(
            "SELECT rowid, bm25(units_fts) AS score FROM units_fts WHERE units_fts MATCH ? ORDER BY score, rowid",
            (match,),
        ).fetchall()
        permitted = set(allowed)
        hits: list[Hit] = []
        for start in range(0, len(found), 4 * limit):
            some = found[start : start + 4 * limit]
            places = self._places([rowid for rowid, _ in some])
            hits.extend(Hit(*places[rowid], -score) for rowid, score in some if places[rowid][0] in permitted)
            if len(hits) >= limit:
                break
        return hits[:limit]

    def _places(self, rowids: Sequence[int]) -> dict[int, tuple[int, int]]:
        rows = self._database.execute(
            "SELECT id, document_id, position FROM units WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(rowids),),
        )
        return {identity: (document, position) for identity, document, position in rows}
