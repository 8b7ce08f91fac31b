"""The library: what the registered sources published, kept with proof, cut into units, searched."""

from collections.abc import Iterable, Sequence

from verifier.library.collecting import fetch, read_article
from verifier.library.listing import listed
from verifier.library.memory import MemoryShelf
from verifier.library.store import Database
from verifier.library.store_shelf import StoredShelf
from verifier.library.sync import Renewed, refresh, sync
from verifier.library.units import references
from verifier.model import Document, DocumentLine, Shelf

__all__ = [
    "MemoryShelf",
    "Renewed",
    "StoredShelf",
    "fetch",
    "listed",
    "open_shelf",
    "read_article",
    "references",
    "refresh",
    "sync",
]


def open_shelf(
    held: Database | Iterable[Document], lines: Sequence[DocumentLine] | None = None, *, engine: str = "fts5"
) -> Shelf:
    """The shelf over a database, or over documents in memory (each one's id is then its index).

    `lines`, as `sync` returns them, limit a database to these documents; without them the newest readable version of
    everything that it holds is on the shelf. `engine` is the index that searches over all of a database go to, as
    `[search] engine` of config.toml: ConfigError where it is not installed.
    """
    if not isinstance(held, Database):
        return MemoryShelf(references(held))
    return StoredShelf(
        held, None if lines is None else [line.id for line in lines if line.id is not None], engine=engine
    )
