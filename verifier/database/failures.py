"""The border where SQLite's errors become one clear line: what happened, where, and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlite_utils

from verifier.errors import DatabaseError

ADVICE: tuple[tuple[str, str], ...] = (
    ("SQLITE_BUSY", "is locked by another program; wait until that has finished, or name another file with --db"),
    ("SQLITE_LOCKED", "is locked by another program; wait until that has finished, or name another file with --db"),
    ("SQLITE_NOTADB", "is not a database; name another file with --db"),
    ("SQLITE_READONLY", "is read-only; make it and its folder writable, or name another file with --db"),
    ("SQLITE_PERM", "may not be opened; change its permissions, or name another file with --db"),
    ("SQLITE_AUTH", "may not be opened; change its permissions, or name another file with --db"),
    ("SQLITE_CANTOPEN", "cannot be opened; check that its folder exists and is writable"),
    ("SQLITE_FULL", "cannot be written, the disk is full; free some space and run again, what was there is kept"),
    ("SQLITE_TOOBIG", "cannot hold a text of this size; split the input"),
    ("SQLITE_IOERR", "cannot be read or written, the disk reports an error; check the disk, then run `verify audit`"),
    ("SQLITE_CORRUPT", "is damaged; keep a copy, run `verify audit`, and go back to a backup"),
    ("SQLITE_CONSTRAINT_TRIGGER", "keeps its history: recorded rows are never changed or deleted"),
    ("SQLITE_CONSTRAINT", "refused a row that breaks its rules; nothing was written"),
)
"""What each family of SQLite errors means for a user, by the start of its symbolic name; the first that fits counts."""


def place(database: sqlite_utils.Database) -> str:
    """The path of an open database, ":memory:" for one that lives in memory."""
    row = database.execute("select file from pragma_database_list where name = 'main'").fetchone()
    return str(row[0]) if row and row[0] else ":memory:"


def explained(error: Exception, where: str) -> DatabaseError:
    """The one line for an error that SQLite (or the text given to it) raised at `where`."""
    if isinstance(error, UnicodeEncodeError):
        message = f"{where} cannot hold half of a surrogate pair (character {error.start} of a text); repair the input"
        return DatabaseError(message)
    # Where the schema itself is damaged, the sqlite3 module trips over the words of its own error message.
    broken = isinstance(error, UnicodeDecodeError)
    name = "SQLITE_CORRUPT" if broken else getattr(error, "sqlite_errorname", None) or ""
    advice = next((text for start, text in ADVICE if name.startswith(start)), None)
    detail = " ".join(str(error).split())
    if advice is None:
        return DatabaseError(f"{where} cannot be used: {detail}; run `verify doctor`")
    return DatabaseError(f"{where} {advice} ({detail})")


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Everything SQLite raises inside becomes a DatabaseError that names `where`."""
    try:
        yield
    except (sqlite3.Error, UnicodeError) as error:
        raise explained(error, where) from error


@contextmanager
def writing(database: sqlite_utils.Database) -> Iterator[sqlite_utils.Database]:
    """One write transaction: all of it is kept, or nothing. Waits for its turn among writers (see opening.PATIENCE).

    Inside another transaction it becomes a part of that one. DatabaseError where SQLite refuses.
    """
    with translated(place(database)):
        if database.conn.in_transaction:
            with database.atomic():
                yield database
            return
        database.conn.execute("BEGIN IMMEDIATE")
        try:
            yield database
            database.conn.execute("COMMIT")
        except BaseException:
            database.conn.rollback()
            raise
