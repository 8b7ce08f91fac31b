"""Opening the SQLite file: made new, migrated after a backup, or refused with one clear line and left as it was."""

import os
import sqlite3
import tempfile
from pathlib import Path
from typing import NamedTuple

import sqlite_utils

from verifier.database.failures import explained, translated
from verifier.database.migrations import APPLICATION_ID, VERSION, migrate, version_of
from verifier.errors import DatabaseError

PATIENCE = 10.0
"""Seconds a program waits for its turn at a file that another one writes. Recording a run takes well under a second."""


OLDEST_SQLITE = (3, 37, 0)
"""STRICT tables came with it (November 2021)."""


class Nature(NamedTuple):
    """What a file says of itself."""

    application_id: int
    version: int
    empty: bool


def connect(path: Path, *, create: bool = True, readonly: bool = False) -> sqlite_utils.Database:
    """Opens the file, made or migrated to this program's schema where need be.

    A new file appears whole or not at all. An older file is backed up beside itself before it is migrated. A file that
    is locked, damaged, of a newer schema, or somebody else's is left untouched: DatabaseError. Read-only connections
    never wait for a writer.
    """
    where = str(path)
    refuse_old_sqlite(sqlite3.sqlite_version_info)
    if "\0" in where:
        raise DatabaseError(f"{where!r} cannot be the name of a file; name another file with --db")
    try:
        with translated(where):
            if not _there(path):
                if readonly or not create:
                    raise DatabaseError(
                        f"there is no database at {where}; verify an article first, or name one with --db"
                    )
                make(path)
            refuse_strangers(path, peek(path))
            return reading(path) if readonly else writable(path)
    except OSError as error:
        raise DatabaseError(
            f"{where} cannot be opened: {error.strerror or error}; name another file with --db"
        ) from error


def refuse_old_sqlite(version: tuple[int, ...]) -> None:
    """DatabaseError where Python comes with an SQLite that cannot hold the schema."""
    if version < OLDEST_SQLITE:
        found, needed = (".".join(str(part) for part in each) for each in (version, OLDEST_SQLITE))
        raise DatabaseError(f"this Python has SQLite {found}, {needed} is needed; use a newer Python")


def _there(path: Path) -> bool:
    """Whether a file with something in it is there. DatabaseError for a folder, a device and the like."""
    if path.is_dir():
        raise DatabaseError(f"{path} is a folder; name a file with --db")
    if not path.exists():
        return False
    if not path.is_file():
        raise DatabaseError(f"{path} is not an ordinary file; name another file with --db")
    return path.stat().st_size > 0


def memory() -> sqlite_utils.Database:
    """A database of the newest schema that lives in memory and is gone with its connection."""
    database = sqlite_utils.Database(memory=True)
    prepare(database)
    database.conn.execute("BEGIN")
    migrate(database)
    database.conn.execute("COMMIT")
    return database


def prepare(database: sqlite_utils.Database) -> None:
    """The settings every connection has: foreign keys hold, and a damaged page is noticed when it is read."""
    for pragma in ("foreign_keys = ON", "cell_size_check = ON"):
        database.conn.execute(f"PRAGMA {pragma}")


def make(path: Path) -> None:
    """Builds a new database under another name and gives it its own only when it is whole.

    Where two programs do so at once, the first one's file stays.
    """
    if not path.parent.is_dir():
        raise DatabaseError(
            f"there is no folder {path.parent} for the database; make it, or name another file with --db"
        )
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            draft = Path(folder) / "draft.db"
            database = sqlite_utils.Database(draft)
            try:
                prepare(database)
                database.conn.execute("PRAGMA journal_mode = WAL")
                database.conn.execute("BEGIN IMMEDIATE")
                migrate(database)
                database.conn.execute("COMMIT")
            finally:
                database.close()
            settle(draft, path)
    except OSError as error:
        raise DatabaseError(f"{path} cannot be made: {error.strerror or error}; name another file with --db") from error


def settle(draft: Path, path: Path) -> None:
    """Gives a finished file its name, unless somebody was faster. An empty file of that name gives way."""
    if path.exists() and path.stat().st_size == 0:
        draft.replace(path)
        return
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.replace(path)


def address(path: Path, mode: str) -> str:
    """The URI under which SQLite opens a path in a mode."""
    return f"{path.resolve().as_uri()}?{mode}"


def dial(path: Path, mode: str) -> sqlite_utils.Database:
    """A bare connection with a queue for its turn."""
    connection = sqlite3.connect(address(path, mode), uri=True, timeout=PATIENCE)
    return sqlite_utils.Database(connection)


def peek(path: Path) -> Nature:
    """What the file says of itself, read without opening it as a database, which could leave files beside it.

    The header tells (https://www.sqlite.org/fileformat2.html, 1.3), unless a log lies beside it with newer pages.
    """
    with path.open("rb") as file:
        head = file.read(108)
    if head[:16] != b"SQLite format 3\0":
        raise DatabaseError(f"{path} is not a database; name another file with --db")
    if left_over(path):
        database = dial(path, "mode=ro")
        try:
            return nature(database)
        finally:
            database.close()
    version, application = (int.from_bytes(head[at : at + 4], "big") for at in (60, 68))
    # The first page is the table of objects; it is a leaf without cells where there are none.
    return Nature(application, version, empty=head[100:101] == b"\x0d" and head[103:105] == b"\0\0")


def left_over(path: Path) -> bool:
    """Whether a log with something in it lies beside the file."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def nature(database: sqlite_utils.Database) -> Nature:
    """What an open database says of itself."""
    application = int(database.execute("PRAGMA application_id").fetchone()[0])
    objects = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    return Nature(application, version_of(database), empty=objects == 0)


def refuse_strangers(path: Path, seen: Nature) -> None:
    """DatabaseError for a file that is somebody else's or of a newer schema. An empty database is nobody's."""
    if seen.application_id != APPLICATION_ID and seen != Nature(0, 0, empty=True):
        raise DatabaseError(f"{path} is a database of another program; name another file with --db")
    if seen.version > VERSION:
        raise DatabaseError(
            f"{path} has schema version {seen.version}, this program knows up to {VERSION}; "
            "install a newer verifier, or name another file with --db"
        )


def reading(path: Path) -> sqlite_utils.Database:
    """A connection that cannot write, to a file of the current schema."""
    writable_place = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    # Where the place may be written, SQLite tidies up after the last reader; where not, a file in WAL mode can be read
    # as it lies, as long as no log is left beside it.
    database = dial(path, "mode=rw" if writable_place else "mode=ro" if left_over(path) else "immutable=1")
    try:
        prepare(database)
        database.conn.execute("PRAGMA query_only = ON")
        found = nature(database)
        refuse_strangers(path, found)
        if found.version < VERSION:
            raise DatabaseError(
                f"{path} has schema version {found.version}, older than this program's {VERSION}, and is opened for "
                "reading only; open it once for writing, for example with `verify runs`"
            )
    except BaseException:
        database.close()
        raise
    return database


def writable(path: Path) -> sqlite_utils.Database:
    """A connection that can write, to a file that is brought to the current schema first."""
    database = dial(path, "mode=rw")
    try:
        prepare(database)
        # FULL: a commit that was acknowledged survives a power cut, also in WAL mode.
        database.conn.execute("PRAGMA synchronous = FULL")
        found = nature(database)
        refuse_strangers(path, found)
        database.conn.execute("PRAGMA journal_mode = WAL")
        if found.version < VERSION:
            raise_to_current(database, path)
    except BaseException:
        database.close()
        raise
    return database


def raise_to_current(database: sqlite_utils.Database, path: Path) -> None:
    """Migrates under the write lock, after a backup; another program may have done it while this one waited."""
    database.conn.execute("BEGIN IMMEDIATE")
    try:
        found = version_of(database)
        if 0 < found < VERSION:
            back_up(path, found)
        migrate(database)
        database.conn.execute("COMMIT")
    except BaseException:
        database.conn.rollback()
        raise


def back_up(path: Path, version: int) -> Path:
    """Copies an older file to NAME.vN.backup beside it before it is migrated. A backup that is there already is kept.

    The copy goes through SQLite and so holds what is still in the log; it is named only when it is whole.
    """
    target = path.with_name(f"{path.name}.v{version}.backup")
    if target.exists():
        return target
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        source, copy = dial(path, "mode=ro"), sqlite3.connect(draft)
        try:
            source.conn.backup(copy)
        finally:
            source.close()
            copy.close()
        draft.replace(target)
    except (sqlite3.Error, OSError) as error:
        draft.unlink(missing_ok=True)
        reason = explained(error, str(target)) if isinstance(error, sqlite3.Error) else error
        raise DatabaseError(f"{path} was not migrated, because its backup failed: {reason}") from error
    return target
