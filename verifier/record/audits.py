"""The audit: recomputes everything the file says about itself, and names what does not hold.

In this order: the file's pages; the schema with its triggers; the lists of documents that runs share; the ledger from
its first entry on, and with each entry the document version, run or review that it records; what the ledger knows
nothing of; bytes, references, search index.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlite_utils

from verifier.database import blob, ledger, memory, place, translated
from verifier.database.history import FIXED
from verifier.record.audits_lists import listed_elsewise, problems_of_lists
from verifier.record.audits_run import problems_of_run
from verifier.record.listings import Stored


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: what, and where (a table and row, in words)."""

    what: str
    where: str


def audit(database: sqlite_utils.Database, *, head: str | None = None) -> list[Problem]:
    """Everything that does not hold, in the order of the module's first lines; empty where all does.

    `head` is a ledger hash that was kept elsewhere: it must still be in the chain, which shows that nothing up to there
    was cut off. Writes nothing. DatabaseError only where the file cannot be opened or is locked.
    """
    with translated(place(database)), _steady(database):
        return list(_problems(database, head))


@contextmanager
def _steady(database: sqlite_utils.Database) -> Iterator[None]:
    """One moment of the file for all checks, whoever writes meanwhile; bytes that are no text are read all the same."""
    before = database.conn.text_factory
    database.conn.text_factory = lambda data: data.decode(errors="surrogateescape")
    database.conn.execute("BEGIN")
    try:
        yield
    finally:
        database.conn.rollback()
        database.conn.text_factory = before


def _problems(database: sqlite_utils.Database, head: str | None) -> Iterator[Problem]:
    checks: tuple[tuple[str, Callable[[sqlite_utils.Database], Iterator[Problem]]], ...] = (
        ("the file", _pages),
        ("the schema", _schema),
        ("the lists of documents", _lists),
        ("the ledger", _ledger),
        ("the lists of documents", _listed),
        ("what the ledger records", _unrecorded),
        ("the bytes of documents", _blobs),
        ("references between tables", _references),
        ("the units of documents", _units),
        ("the search index", _index),
    )
    for where, check in checks:
        try:
            yield from check(database)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if getattr(error, "sqlite_errorname", None) in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                raise
            yield Problem(f"cannot be read: {error}", where)
    if head is not None:
        known = database.execute("SELECT 1 FROM ledger WHERE hash = ?", (head,)).fetchone()
        if not known:
            yield Problem(f"the entry with hash {head} is gone: its end was cut off or rewritten", "the ledger")


def _pages(database: sqlite_utils.Database) -> Iterator[Problem]:
    """SQLite's own check of pages, indexes and constraints."""
    for (line,) in database.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            yield Problem(" ".join(str(line).split()), "the file")


def _schema(database: sqlite_utils.Database) -> Iterator[Problem]:
    """Tables, views and triggers against a new file's. Views, tables and indexes beside them are the user's own."""
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    found = {(kind, name): sql for kind, name, sql in database.execute(query)}
    with memory() as fresh:
        wanted = {(kind, name): sql for kind, name, sql in fresh.execute(query)}
    for (kind, name), sql in sorted(wanted.items()):
        if (kind, name) not in found:
            yield Problem(f"{kind} {name} is missing", "the schema")
        elif found[kind, name] != sql:
            yield Problem(f"{kind} {name} is not as this program makes it", "the schema")
    for kind, name in sorted(found.keys() - wanted.keys()):
        if kind == "trigger":
            yield Problem(f"trigger {name} is not this program's", "the schema")


def _lists(database: sqlite_utils.Database) -> Iterator[Problem]:
    """The lists that runs share, by themselves."""
    yield from (Problem(what, where) for what, where in problems_of_lists(database))


def _listed(database: sqlite_utils.Database) -> Iterator[Problem]:
    """What the lists name, against the library."""
    yield from (Problem(what, where) for what, where in listed_elsewise(database))


def _ledger(database: sqlite_utils.Database) -> Iterator[Problem]:
    """The chain, and with each entry what it records."""
    previous, number, last_run = ledger.BEGINNING, 0, 0
    stored = Stored(database)
    entries = database.conn.execute(
        "SELECT entry, kind, subject, content_sha256, previous, hash FROM ledger ORDER BY entry"
    )
    for entry, kind, subject, content, before, digest in entries:
        number += 1
        where = f"ledger entry {entry} ({kind} {subject})"
        if entry != number:
            yield Problem(f"entry {number} is missing", where)
            number = entry
        if before != previous:
            yield Problem("does not follow the entry before", where)
        if digest != ledger.entry_hash(entry, kind, subject, content, before):
            yield Problem("its hash is not that of its content", where)
        previous = digest
        if not _is_text(subject):
            yield Problem("names something by bytes that are no text", f"ledger entry {entry}")
        elif kind == "document":
            yield from _document(database, subject, content)
        elif kind == "review":
            yield from _review(database, subject, content)
        else:
            row = database.conn.execute("SELECT number FROM runs WHERE id = ?", (subject,)).fetchone()
            if row is None:
                yield Problem("is gone, the ledger still knows it", f"run {subject}")
                continue
            if row[0] <= last_run:
                yield Problem("its number is not in the order of the ledger", f"run {subject}")
            last_run = row[0]
            for what, part in problems_of_run(database, subject, content, stored=stored):
                yield Problem(what, f"run {subject}{part}")


def _document(database: sqlite_utils.Database, subject: str, content: str) -> Iterator[Problem]:
    """A document version against the ledger, and its text against its own hash."""
    where = f"document {subject}"
    columns = ", ".join(f'"{name}"' for name in FIXED)
    row = database.conn.execute(
        f"SELECT {columns} FROM documents WHERE id = CAST(? AS INTEGER)",  # noqa: S608 -- names of our own
        (subject,),
    ).fetchone()
    if row is None:
        yield Problem("is gone, the ledger still knows it", where)
        return
    values = dict(zip(FIXED, row, strict=True))
    if ledger.content_hash(values) != content:
        yield Problem("is not what was recorded", where)
    text = values["text"]
    if text is not None and _sha256(text) != values["text_sha256"]:
        yield Problem("its text does not have the hash that stands beside it", where)


def _review(database: sqlite_utils.Database, subject: str, content: str) -> Iterator[Problem]:
    """A decision against the ledger, and the digest it was made on against the claim."""
    where = f"review {subject}"
    columns = ", ".join(f'"{name}"' for name in ledger.REVIEW)
    row = database.conn.execute(
        f"SELECT {columns} FROM reviews WHERE id = CAST(? AS INTEGER)",  # noqa: S608 -- names of our own
        (subject,),
    ).fetchone()
    if row is None:
        yield Problem("is gone, the ledger still knows it", where)
        return
    values = dict(zip(ledger.REVIEW, row, strict=True))
    if ledger.content_hash(values) != content:
        yield Problem("is not what was recorded", where)
    if not _is_text(values["run_id"]):
        return
    seen = database.conn.execute(
        "SELECT digest FROM claims WHERE run_id = ? AND id = ?", (values["run_id"], values["claim_id"])
    ).fetchone()
    if seen is None or seen[0] != values["digest"]:
        yield Problem("was made on something else than the claim it names", where)


def _unrecorded(database: sqlite_utils.Database) -> Iterator[Problem]:
    """Runs and reviews that have no entry. (Documents may wait for theirs until the next run is recorded.)"""
    for kind, table in (("run", "runs"), ("review", "reviews")):
        for (subject,) in database.execute(
            f"SELECT id FROM {table} WHERE CAST(id AS TEXT) NOT IN "  # noqa: S608 -- names of our own
            "(SELECT subject FROM ledger WHERE kind = ?) ORDER BY id",
            (kind,),
        ):
            yield Problem("is not in the ledger: it was not recorded by this program", f"{kind} {subject}")
    recorded = database.execute(
        "SELECT coalesce(max(CAST(subject AS INTEGER)), 0) FROM ledger WHERE kind = 'document'"
    ).fetchone()[0]
    for (subject,) in database.execute(
        "SELECT id FROM documents WHERE id < ? AND CAST(id AS TEXT) NOT IN "
        "(SELECT subject FROM ledger WHERE kind = 'document') ORDER BY id",
        (recorded,),
    ):
        yield Problem("is not in the ledger: it was not recorded by this program", f"document {subject}")


def _blobs(database: sqlite_utils.Database) -> Iterator[Problem]:
    """The bytes of every document are kept, and have the hash they are kept under."""
    for (subject,) in database.execute(
        "SELECT id FROM documents WHERE sha256 IS NOT NULL AND sha256 NOT IN (SELECT sha256 FROM blobs) ORDER BY id"
    ):
        yield Problem("its bytes are gone", f"document {subject}")
    for (key,) in database.conn.execute("SELECT sha256 FROM blobs ORDER BY sha256").fetchall():
        try:
            data = blob(database, key)
        except ValueError as error:  # also where the key itself is no text
            yield Problem(" ".join(str(error).split()), f"blob {key!r}")
        else:
            if hashlib.sha256(data).hexdigest() != key:
                yield Problem("its bytes do not have the hash they are kept under", f"blob {key}")


def _references(database: sqlite_utils.Database) -> Iterator[Problem]:
    """Foreign keys."""
    for table, row, parent, _ in database.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(f"refers to a row of {parent} that is not there", f"{table}, row {row}")


def _units(database: sqlite_utils.Database) -> Iterator[Problem]:
    """Every unit is its document's text from start to end, in text order and without overlap."""
    document, text, reached = -1, "", 0
    for unit, of, start, end, words in database.conn.execute(
        'SELECT id, document_id, start, "end", text FROM units ORDER BY document_id, position'
    ):
        if of != document:
            row = database.conn.execute("SELECT text FROM documents WHERE id = ?", (of,)).fetchone()
            document, text, reached = of, (row[0] or "" if row else ""), 0
        if text[start:end] != words or start < reached:
            yield Problem("is not the text of its document at that place", f"unit {unit} of document {of}")
        reached = end


def _index(database: sqlite_utils.Database) -> Iterator[Problem]:
    """The search index against the units. Needs a connection that may write; it is rolled back."""
    if database.execute("PRAGMA query_only").fetchone()[0]:
        return
    try:
        database.conn.execute("INSERT INTO units_fts(units_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        if not str(error.sqlite_errorname).startswith("SQLITE_CORRUPT"):
            raise
        yield Problem("does not fit the units of the documents", "the search index")


def _is_text(value: str) -> bool:
    """Whether a value read by the audit is text, not bytes that only pass for it."""
    return not any("\udc80" <= character <= "\udcff" for character in value)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()
