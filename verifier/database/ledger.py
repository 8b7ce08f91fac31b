"""The ledger: an append-only chain of hashes over everything that was recorded.

Each entry hashes the one before and the canonical content of what it records, so that no recorded row can be changed,
removed or slipped in without breaking the chain from there on. What a chain alone cannot show is that its end was cut
off together with what it recorded: for that, keep the head hash somewhere else (`head`).
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

import sqlite_utils

from verifier.database.history import FIXED

Kind = Literal["document", "run", "review"]
Value = str | int | float | bytes | None

BEGINNING = "0" * 64
"""What the first entry has for the hash of the one before."""

REVIEW = ("id", "run_id", "claim_id", "verdict", "note", "reviewer", "at", "digest", "blind")
"""The columns of a review, all of which the ledger covers."""


def content_hash(content: Mapping[str, Value]) -> str:
    """SHA-256 of a row in canonical form: JSON with sorted keys, no spaces, nothing escaped that need not be."""
    text = json.dumps(dict(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Bytes that are no UTF-8 (a damaged file, read by the audit) come as lone surrogates and must hash to something.
    return hashlib.sha256(text.encode(errors="surrogateescape")).hexdigest()


def entry_hash(entry: int, kind: str, subject: str, content: str, previous: str) -> str:
    """The hash of an entry: SHA-256 of its five fields, one a line."""
    fields = "\n".join((str(entry), kind, subject, content, previous))
    return hashlib.sha256(fields.encode(errors="surrogateescape")).hexdigest()


def append(database: sqlite_utils.Database, kind: Kind, subject: str, content: str) -> str:
    """Adds an entry for `subject`, whose canonical content hashes to `content`, and gives its hash.

    The caller holds a write transaction (`writing`), so that entry and content are kept together or not at all.
    """
    assert database.conn.in_transaction
    last = database.conn.execute("SELECT entry, hash FROM ledger ORDER BY entry DESC LIMIT 1").fetchone()
    entry, previous = (last[0] + 1, last[1]) if last else (1, BEGINNING)
    digest = entry_hash(entry, kind, subject, content, previous)
    database.conn.execute(
        "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)", (entry, kind, subject, content, previous, digest)
    )
    return digest


def append_documents(database: sqlite_utils.Database) -> int:
    """Adds an entry for every document version that has none yet, in id order, and gives their number.

    Called inside a write transaction: by the library after it has stored versions, and before every run is recorded.
    """
    execute = database.conn.execute
    newest = execute("SELECT max(id) FROM documents").fetchone()[0]
    if (
        newest is None
        or execute("SELECT 1 FROM ledger WHERE kind = 'document' AND subject = ?", (str(newest),)).fetchone()
    ):
        # Ids only grow, so that the newest stands for all. This is the case for nearly every run of a batch.
        return 0
    known = execute("SELECT max(CAST(subject AS INTEGER)) FROM ledger WHERE kind = 'document'").fetchone()[0]
    columns = ", ".join(f'"{name}"' for name in FIXED)
    added = 0
    for row in execute(f"SELECT {columns} FROM documents WHERE id > ? ORDER BY id", (known or 0,)):  # noqa: S608 -- own names
        append(database, "document", str(row[0]), content_hash(dict(zip(FIXED, row, strict=True))))
        added += 1
    return added


def head(database: sqlite_utils.Database) -> tuple[int, str]:
    """Number and hash of the last entry, (0, 64 zeros) for an empty ledger: what to have timestamped elsewhere."""
    last = database.execute("SELECT entry, hash FROM ledger ORDER BY entry DESC LIMIT 1").fetchone()
    return (int(last[0]), str(last[1])) if last else (0, BEGINNING)
