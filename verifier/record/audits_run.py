"""The audit of one run: its report against the ledger, its rows against its report, its spans against the texts."""

from collections.abc import Iterator

import sqlite_utils

from verifier.database import unpack
from verifier.errors import DatabaseError
from verifier.model import Evidence, Report
from verifier.record.audits_lists import rows_of_list
from verifier.record.canonical import from_json, sha256
from verifier.record.listings import Stored
from verifier.record.rows import ORDER, Row, document_rows, rows

Trouble = tuple[str, str]
"""What does not hold, and where in the run (the end of a sentence that begins with the run)."""


def problems_of_run(
    database: sqlite_utils.Database, run_id: str, recorded: str, *, stored: Stored
) -> Iterator[Trouble]:
    """Everything about a run that does not hold. `recorded` is the hash of its report in the ledger. The list of
    documents that it shares with others is audited with all lists."""
    row = database.conn.execute(
        "SELECT packed, size, sha256, list, list_at FROM reports WHERE run_id = ?", (run_id,)
    ).fetchone()
    if row is None:
        yield "has no report", ""
        return
    packed, size, beside, number, at = row
    try:
        text = stored.whole(unpack(packed, size), number, at)
    except ValueError as error:
        yield f"its report is not what was recorded ({error})", ""
        return
    found = sha256(text)
    if found != recorded:
        yield "its report is not what was recorded", ""
    if found != beside:
        yield "its report does not have the hash that stands beside it", ""
    if found not in (recorded, beside):
        return
    try:
        report = from_json(text, run_id)
    except DatabaseError as error:
        yield str(error), ""
        return
    if report.run.config_kept and not _kept(database, report.run.config_sha256):
        yield "the bytes of its configuration are gone", ""
    if at is None and rows_of_list(database, number) != document_rows(report.documents):
        yield "lists other documents than its report", f", list of documents {number}"
    yield from _rows(database, report)
    yield from _spans(database, report)


def _kept(database: sqlite_utils.Database, digest: str | None) -> bool:
    """Whether bytes are held under a hash; that they have it is checked with all blobs."""
    return database.conn.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (digest,)).fetchone() is not None


def _rows(database: sqlite_utils.Database, report: Report) -> Iterator[Trouble]:
    """The tables say what the report says, row by row and column by column."""
    made = rows(report)
    for table, order in ORDER.items():
        key = "id" if table == "runs" else "run_id"
        wanted = made[table]
        columns = list(wanted[0]) if wanted else list(order)
        listed = ", ".join(f'"{name}"' for name in columns)
        found = database.conn.execute(
            f"SELECT {listed} FROM {table} WHERE {key} = ? ORDER BY {', '.join(order)}",  # noqa: S608 -- our own names
            (report.run.id,),
        ).fetchall()
        held = {}
        for values in found:
            row = dict(zip(columns, values, strict=True))
            held[tuple(row[name] for name in order)] = row
        for want in wanted:
            have = held.pop(tuple(want[name] for name in order), None)
            if have is None:
                yield "a row is missing", f", {table}{_row(want, order)}"
            elif differing := [name for name in columns if want[name] != have[name]]:
                yield f"not what the report says: {', '.join(differing)}", f", {table}{_row(want, order)}"
        for row in held.values():
            yield "a row is too many", f", {table}{_row(row, order)}"


def _row(row: Row, order: tuple[str, ...]) -> str:
    """How a reader finds the row again."""
    named = [f"{name} {row[name]}" for name in order if row[name] is not None and name not in ("run_id", "id")]
    return f" ({', '.join(named)})" if named else (f" (id {row['id']})" if "id" in row else "")


def _spans(database: sqlite_utils.Database, report: Report) -> Iterator[Trouble]:
    """Claims are words of the article, passages are words of their document."""
    article = report.article.text
    for item in report.claims:
        claim, where = item.claim, f", claim {item.claim.id}"
        if article[claim.start : claim.end] != claim.text:
            yield "is not the text of the article at that place", where
        for name, passages in (("evidence", item.verdict.evidence), ("considered", item.verdict.considered)):
            for position, passage in enumerate(passages, 1):
                if not _holds(database, passage):
                    yield "is not the text of its document at that place", f"{where}, {name} {position}"


def _holds(database: sqlite_utils.Database, passage: Evidence) -> bool:
    """Whether a passage with its context is what the document says there."""
    row = database.conn.execute(
        # Only the neighbourhood: a document may be a book.
        "SELECT substr(text, ?, ?), ? <= length(text) FROM documents WHERE id = ? AND text IS NOT NULL",
        (
            passage.start - len(passage.prefix) + 1,
            len(passage.prefix) + len(passage.quote) + len(passage.suffix),
            passage.end,
            passage.document_id,
        ),
    ).fetchone()
    if row is None or len(passage.prefix) > passage.start or passage.end - passage.start != len(passage.quote):
        return False
    return bool(row[1]) and row[0] == passage.prefix + passage.quote + passage.suffix
