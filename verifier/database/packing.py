"""The step to version 4: the reports packed, a sixth of their size, as they are half of what a run takes."""

import zlib

import sqlite_utils

from verifier.database.history import refusal

LARGEST = 1 << 30
"""Bytes that a packed text may claim to unpack to: a file from elsewhere must not fill the memory."""


def pack(text: str) -> bytes:
    """A text as zlib (RFC 1950) of its UTF-8. UnicodeEncodeError for half a surrogate pair."""
    return zlib.compress(text.encode(), 6)


def unpack(packed: bytes, size: int) -> str:
    """The text back from its bytes and their unpacked size. ValueError where they are not what they should be."""
    if not 0 <= size <= LARGEST:
        raise ValueError(f"a size of {size} bytes is not believed")
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError(f"cannot be unpacked: {error}") from error
    if len(data) != size or not unpacker.eof or unpacker.unused_data:
        raise ValueError(f"unpacks to another size than the {size} bytes noted")
    return data.decode()


REPORTS = """CREATE TABLE reports_packed (
    -- The whole report of a run as canonical JSON, packed. The other tables say the same; `verify audit` compares.
    run_id TEXT PRIMARY KEY REFERENCES runs(id),
    packed BLOB NOT NULL, -- the JSON in UTF-8, as zlib (RFC 1950)
    size INTEGER NOT NULL CHECK (size > 0), -- of the JSON in bytes
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64) -- of the JSON
) STRICT"""


def fourth_schema(database: sqlite_utils.Database) -> None:
    """The step from version 3 to version 4."""
    execute = database.conn.execute
    execute("DROP TRIGGER reports_never_changed")
    execute("DROP TRIGGER reports_never_deleted")
    execute(REPORTS)
    runs = [row[0] for row in execute("SELECT run_id FROM reports ORDER BY run_id")]
    for run_id in runs:
        text, digest = execute("SELECT json, sha256 FROM reports WHERE run_id = ?", (run_id,)).fetchone()
        row = (run_id, pack(text), len(text.encode()), digest)
        execute("INSERT INTO reports_packed VALUES (?, ?, ?, ?)", row)
    execute("DROP TABLE reports")
    execute("ALTER TABLE reports_packed RENAME TO reports")
    for act in ("UPDATE", "DELETE"):
        execute(refusal("reports", act))
