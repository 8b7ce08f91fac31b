"""The audit of the lists of documents that runs share: each against its hash, its rows, the library, and who needs it.

That a list is the one a run was recorded with, the run's report tells: its hash in the ledger is over both together.
"""

from collections.abc import Iterator

import sqlite_utils

from verifier.database import list_text
from verifier.database.lists import COLUMNS
from verifier.record.canonical import lines_from_json, sha256
from verifier.record.rows import Row, document_rows

Trouble = tuple[str, str]
"""What does not hold, and where."""


def problems_of_lists(database: sqlite_utils.Database) -> Iterator[Trouble]:
    """Everything about the lists that does not hold by themselves."""
    listed = database.conn.execute("SELECT number, sha256 FROM document_lists ORDER BY number").fetchall()
    for number, digest in listed:
        yield from ((what, f"list of documents {number}") for what in _of_list(database, number, digest))
    used = "SELECT list FROM reports"
    for (number,) in database.conn.execute(
        f"SELECT number FROM document_lists WHERE number NOT IN ({used}) ORDER BY number"  # noqa: S608 -- our own words
    ):
        yield "no run refers to it", f"list of documents {number}"


def _of_list(database: sqlite_utils.Database, number: int, digest: str) -> Iterator[str]:
    try:
        text = list_text(database, number)
    except ValueError as error:
        yield f"is not what was recorded ({error})"
        return
    if sha256(text) != digest:
        yield "does not have the hash that it is kept under"
        return
    try:
        lines = lines_from_json(text)
    except ValueError as error:  # also where it is no JSON
        yield f"cannot be read ({str(error).splitlines()[0]})"
        return
    found = {row["position"]: row for row in rows_of_list(database, number)}
    for want in document_rows(lines):
        have = found.pop(want["position"], None)
        if have is None:
            yield f"row {want['position']} is missing"
        elif differing := [name for name in COLUMNS if want[name] != have[name]]:
            yield f"row {want['position']} is not what the list says: {', '.join(differing)}"
    for position in found:
        yield f"row {position} is too many"


def rows_of_list(database: sqlite_utils.Database, number: int) -> list[Row]:
    """The rows that are kept of a list, in its order."""
    columns = ", ".join(COLUMNS)
    found = database.conn.execute(
        f"SELECT {columns} FROM listed_documents WHERE list = ? ORDER BY position",  # noqa: S608 -- our own names
        (number,),
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in found]


def listed_elsewise(database: sqlite_utils.Database) -> Iterator[Trouble]:
    """Documents of lists that the library does not hold, or holds with other bytes."""
    for number, document in database.conn.execute(
        """SELECT list, document_id FROM listed_documents LEFT JOIN documents ON documents.id = document_id
        WHERE document_id IS NOT NULL AND (documents.id IS NULL OR documents.sha256 IS NOT listed_documents.sha256)
        ORDER BY list, position"""
    ):
        yield "rests on other bytes than the library holds", f"list of documents {number}, document {document}"
