"""The library on its way to the workers of a cluster: packed once, named by its hash, kept where it was brought.

Only what is searched and quoted goes: documents, units and their index, not the bytes as fetched and no earlier run.
Ids and statistics of the index stay as they are, so that a worker finds just what would be found here.
"""

import hashlib
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from verifier import database
from verifier.batch.working import Setting

if TYPE_CHECKING:
    from distributed import Worker

PIECE = 8_000_000
"""Bytes that are sent at a time: what the shipping of a library of any size takes in memory."""
NOT_SENT = ("etag", "last_modified", "stat", "checked")
"""Columns of documents that say when they were looked at last: the same library is the same file without them."""
FOLDER = "verifier"
"""Below the local directory of a worker."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a worker must have to work on a batch: two files, by their names, which are their hashes."""

    library: str
    setting: str

    @property
    def names(self) -> tuple[str, str]:
        """Both."""
        return self.library, self.setting


@dataclass(frozen=True, slots=True)
class Packed:
    """The two files, ready to be sent."""

    folder: Path
    ticket: Ticket

    def pieces(self, name: str) -> Iterator[tuple[int, bytes]]:
        """Offset and bytes of a file, in order; an empty piece ends it."""
        with (self.folder / name).open("rb") as stream:
            offset = 0
            while piece := stream.read(PIECE):
                yield offset, piece
                offset += len(piece)
            yield offset, b""


def pack(setting: Setting, folder: Path) -> Packed:
    """Write the library and the setting of a batch into a folder."""
    draft = folder / "library.db"
    with database.connect(draft) as copy:
        copy.conn.execute("PRAGMA foreign_keys = OFF")
        copy.conn.execute("PRAGMA synchronous = OFF")
        copy.conn.execute("ATTACH ? AS source", (str(setting.database),))
        copy.conn.execute("BEGIN")
        for table in ("documents", "units"):
            names = [row[1] for row in copy.execute(f"PRAGMA table_info({table})")]
            columns = ", ".join(f'"{name}"' for name in names if name not in NOT_SENT)
            copy.conn.execute(
                f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM source.{table} ORDER BY id"  # noqa: S608
            )
        copy.conn.execute("INSERT INTO units_fts(units_fts) VALUES ('rebuild')")
        copy.conn.execute("COMMIT")
        copy.conn.execute("DETACH source")
        copy.conn.execute("PRAGMA journal_mode = DELETE")
    copy.close()
    library = _named(draft, ".db")
    plain = folder / "setting"
    plain.write_bytes(pickle.dumps(replace(setting, database=Path()), protocol=5))
    return Packed(folder, Ticket(library, _named(plain, ".pickle")))


def _named(draft: Path, suffix: str) -> str:
    """Give a file its hash as its name."""
    name = _digest(draft) + suffix
    draft.rename(draft.with_name(name))
    return name


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def place(worker: "Worker") -> Path:
    """Where a worker keeps what it was sent."""
    return Path(worker.local_directory) / FOLDER


def lacking(ticket: Ticket, dask_worker: "Worker") -> tuple[str, tuple[str, ...]]:
    """On a worker: its version of the program, and the files of a ticket that it does not have."""
    folder = place(dask_worker)
    return version("verifier"), tuple(name for name in ticket.names if not (folder / name).is_file())


def receive(name: str, offset: int, piece: bytes, dask_worker: "Worker") -> None:
    """On a worker: take a piece of a file; the empty one at its end gives the file its name if it is what it says.

    A file of another hash than its name is thrown away, and so asked for again.
    """
    folder = place(dask_worker)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{name}.{os.getpid()}.part"
    if piece:
        with draft.open("r+b" if offset else "wb") as stream:
            stream.seek(offset)
            stream.write(piece)
    elif draft.is_file():
        if _digest(draft) == name.partition(".")[0]:
            draft.replace(folder / name)
        else:
            draft.unlink()


def load(ticket: Ticket, folder: Path) -> Setting:
    """On a worker: the setting of a batch with the library that it was sent. The file comes over the same connection
    as the code that a cluster runs, and is trusted as that is."""
    setting = pickle.loads((folder / ticket.setting).read_bytes())  # noqa: S301
    assert isinstance(setting, Setting)
    return replace(setting, database=folder / ticket.library)
