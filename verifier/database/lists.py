"""The step to version 7: the list of documents that a run had before it is kept once for all runs that had the same."""

import hashlib
import json
from collections.abc import Iterable, Sequence

import sqlite_utils

from verifier.database.history import refusal
from verifier.database.packing import pack, unpack

NO_LIST = "[]"
"""What stands in a stored report where its list of documents belongs."""

SEVENTH_SCHEMA: tuple[str, ...] = (
    """CREATE TABLE document_lists (
    -- The lists of documents that runs had before them. Runs with the same documents share one.
    number INTEGER PRIMARY KEY, -- order in which the lists were first met
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64), -- of the JSON
    packed BLOB NOT NULL, -- the list as canonical JSON in UTF-8, as zlib (RFC 1950)
    size INTEGER NOT NULL CHECK (size > 0) -- of the JSON in bytes
) STRICT""",
    """CREATE TABLE listed_documents (
    -- The documents of each list, with what became of each. The view run_documents has them by run.
    list INTEGER NOT NULL REFERENCES document_lists(number),
    position INTEGER NOT NULL,
    document_id INTEGER REFERENCES documents(id), -- NULL where none could be kept
    source_id TEXT NOT NULL,
    path TEXT NOT NULL,
    state TEXT NOT NULL,
    title TEXT,
    sha256 TEXT,
    published TEXT,
    url TEXT,
    characters INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (list, position)
) STRICT""",
    "CREATE INDEX listed_documents_by_document ON listed_documents(document_id)",
    "DROP TRIGGER reports_never_changed",
    "DROP TRIGGER reports_never_deleted",
    f"""CREATE TABLE reports_sharing (
    -- The whole report of a run as canonical JSON, packed. The other tables say the same; `verify audit` compares.
    run_id TEXT PRIMARY KEY REFERENCES runs(id),
    packed BLOB NOT NULL, -- the JSON in UTF-8, as zlib (RFC 1950)
    size INTEGER NOT NULL CHECK (size > 0), -- of the JSON in bytes, as packed
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of the JSON with its list of documents
    list INTEGER NOT NULL REFERENCES document_lists(number), -- the documents that the run had before it
    list_at INTEGER CHECK (list_at > 0) -- the list's JSON replaces the {NO_LIST} at this code point; NULL: it is there
) STRICT""",
)

RUN_DOCUMENTS = """CREATE VIEW run_documents AS
-- The documents that each run had before it, with what became of each.
SELECT
    reports.run_id AS run_id,
    listed_documents.position AS position,
    listed_documents.document_id AS document_id,
    listed_documents.source_id AS source_id,
    listed_documents.path AS path,
    listed_documents.state AS state,
    listed_documents.title AS title,
    listed_documents.sha256 AS sha256,
    listed_documents.published AS published,
    listed_documents.url AS url,
    listed_documents.characters AS characters,
    listed_documents.detail AS detail
FROM reports JOIN listed_documents ON listed_documents.list = reports.list"""

COLUMNS = (
    "position",
    "document_id",
    "source_id",
    "path",
    "state",
    "title",
    "sha256",
    "published",
    "url",
    "characters",
    "detail",
)
"""What is kept of a document in a list."""


def seventh_schema(database: sqlite_utils.Database) -> None:
    """The step from version 6 to version 7."""
    execute = database.conn.execute
    for statement in SEVENTH_SCHEMA:
        execute(statement)
    for run_id in [row[0] for row in execute("SELECT run_id FROM reports ORDER BY rowid")]:
        _carry_over(database, run_id)
    execute("DROP TABLE run_documents")
    execute("DROP TABLE reports")
    execute("ALTER TABLE reports_sharing RENAME TO reports")
    execute(RUN_DOCUMENTS)
    for table in ("reports", "document_lists", "listed_documents"):
        for act in ("UPDATE", "DELETE"):
            execute(refusal(table, act))


def _carry_over(database: sqlite_utils.Database, run_id: str) -> None:
    """One report with the list of its run.

    Where the rows of a run are not what its report says, both stay as they are, for the audit to tell: the rows are the
    list, and the report keeps its own inside.
    """
    execute = database.conn.execute
    packed, size, digest = execute("SELECT packed, size, sha256 FROM reports WHERE run_id = ?", (run_id,)).fetchone()
    rows = execute(
        f"SELECT {', '.join(COLUMNS)} FROM run_documents WHERE run_id = ? ORDER BY position",  # noqa: S608 -- own names
        (run_id,),
    ).fetchall()
    names = ["id" if name == "document_id" else name for name in COLUMNS[1:]]
    entries = [dict(zip(names, row[1:], strict=True)) for row in rows]
    listed = json.dumps(entries, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    number = kept_list(database, hashlib.sha256(listed.encode()).hexdigest()) or keep_list(database, listed, rows)
    try:
        text = unpack(packed, size)
    except ValueError:
        text = ""
    at = None
    if text.count(f'"documents":{listed}') == 1:  # inside a string of the JSON the quotation marks would be escaped
        before, key, after = text.partition('"documents":' + listed)
        at = len(before) + len(key) - len(listed)
        text = text[:at] + NO_LIST + after
        packed, size = pack(text), len(text.encode())
    execute("INSERT INTO reports_sharing VALUES (?, ?, ?, ?, ?, ?)", (run_id, packed, size, digest, number, at))


def kept_list(database: sqlite_utils.Database, sha256: str) -> int | None:
    """The number of the list of documents whose canonical JSON has that hash; None where it is not kept yet."""
    row = database.conn.execute("SELECT number FROM document_lists WHERE sha256 = ?", (sha256,)).fetchone()
    return int(row[0]) if row else None


def keep_list(database: sqlite_utils.Database, text: str, rows: Iterable[Sequence[str | int | float | None]]) -> int:
    """Keeps a list of documents that is not there yet: its canonical JSON, and its rows with the values of COLUMNS.
    Gives its number. Call it while writing."""
    data = text.encode()
    number = database.conn.execute(
        "INSERT INTO document_lists (sha256, packed, size) VALUES (?, ?, ?)",
        (hashlib.sha256(data).hexdigest(), pack(text), len(data)),
    ).lastrowid
    assert number is not None
    holes = ", ".join("?" for _ in COLUMNS)
    database.conn.executemany(
        f"INSERT INTO listed_documents (list, {', '.join(COLUMNS)}) VALUES (?, {holes})",  # noqa: S608 -- own names
        [(number, *row) for row in rows],
    )
    return number


def list_text(database: sqlite_utils.Database, number: int) -> str:
    """The canonical JSON of a kept list. ValueError where there is none, or it cannot be unpacked; whether it has the
    hash that stands beside it is for the audit to tell."""
    row = database.conn.execute("SELECT packed, size FROM document_lists WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise ValueError(f"its list of documents, {number}, is gone")
    return unpack(row[0], row[1])
