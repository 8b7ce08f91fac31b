"""What a shelf asks of an index of all units, and the engine that answers: FTS5 in the database itself, or tantivy."""

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from verifier.errors import ConfigError
from verifier.library.search import RANK, Index
from verifier.library.store import Database
from verifier.model import Hit

ENGINES = ("fts5", "tantivy")
"""The values of `[search] engine`."""


class UnitIndex(Protocol):
    """An index of the units of every version of every document that a database holds.

    Engines agree on what a word is (accents, case and English endings aside), drop the same stop words and take the
    same queries. They differ in scores, and so in the order of units that match about as well.
    """

    def search(
        self, terms: Sequence[str], *, documents: AbstractSet[int], sources: frozenset[str] | None, limit: int
    ) -> list[Hit]:
        """The units of `documents` that match the most telling of `terms`, best first, ties by reference and unit.

        `sources`, where given, are those that `documents` belong to: a hint that lets an engine look at less.
        """


def open_index(database: Database, engine: str = "fts5") -> UnitIndex:
    """The index of everything that the database holds now. ConfigError where the engine is unknown or not installed."""
    if engine == "fts5":
        return Fts5Index(database)
    if engine != "tantivy":
        raise ConfigError(f"[search] engine {engine[:60]!r} is none; allowed: {', '.join(ENGINES)}")
    try:
        from verifier.library.search_tantivy import TantivyIndex
    except ImportError as error:
        raise ConfigError(
            '[search] engine = "tantivy" needs a package that is not installed: '
            'pip install "verifier[tantivy]", or leave the engine out'
        ) from error
    return TantivyIndex(database)


class Fts5Index:
    """The index inside the database, which is written with each document."""

    def __init__(self, database: Database) -> None:
        """Knows the size of the database as of now."""
        self._database = database
        size = int(database.execute("SELECT coalesce(max(id), 0) FROM units").fetchone()[0])
        self._index = Index(database.conn, size=max(size, 1))

    def search(
        self, terms: Sequence[str], *, documents: AbstractSet[int], sources: frozenset[str] | None, limit: int
    ) -> list[Hit]:
        """As `UnitIndex`; what is ranked is bounded by `search.BUDGET`, whatever the sources."""
        match = self._index.query(terms)
        if match is None or limit <= 0:
            return []
        found = self._database.execute(
            f"SELECT rowid, {RANK} AS score FROM units_fts WHERE units_fts MATCH ? ORDER BY score, rowid",  # noqa: S608
            (match,),
        )
        hits: list[Hit] = []
        while len(hits) < limit and (some := found.fetchmany(limit)):
            places = self._places([rowid for rowid, _ in some])
            hits.extend(Hit(*places[rowid], -score) for rowid, score in some if places[rowid][0] in documents)
        return hits[:limit]

    def _places(self, rowids: Sequence[int]) -> dict[int, tuple[int, int]]:
        rows = self._database.execute(
            "SELECT id, document_id, position FROM units WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(rowids),),
        )
        return {identity: (document, position) for identity, document, position in rows}
