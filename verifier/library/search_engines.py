"""What a shelf asks of an index of all units, and the engine that answers: FTS5 in the database itself, or tantivy."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from verifier.errors import ConfigError, DatabaseError
from verifier.library.search import Index
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
        """Knows the units of the database as of now. DatabaseError where they are not as they were written."""
        rows = database.execute(
            "SELECT document_id, min(id), count(*), max(id), max(position) FROM units"
            " GROUP BY document_id ORDER BY min(id)"
        ).fetchall()
        for document, first, count, last, position in rows:
            if not (last - first == position == count - 1):
                raise DatabaseError(f"the passages of document {document} are damaged: they do not follow each other")
        self._index = Index(database.conn, [(document, first, count) for document, first, count, _, _ in rows])

    def search(
        self, terms: Sequence[str], *, documents: AbstractSet[int], sources: frozenset[str] | None, limit: int
    ) -> list[Hit]:
        """As `UnitIndex`."""
        return self._index.search(terms, documents=documents, limit=limit)
