"""The bytes that were read or fetched, kept once under their own hash, compressed where that saves something."""

import hashlib
import zlib

import sqlite_utils

from verifier.database.history import refusal

SECOND_SCHEMA: tuple[str, ...] = (
    "DROP TRIGGER blobs_never_changed",
    "DROP TRIGGER blobs_never_deleted",
    """CREATE TABLE blobs_packed (
    -- The bytes that were fetched or read, kept once under their own hash.
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64), -- of the bytes before packing
    bytes BLOB NOT NULL, -- as `packing` says
    size INTEGER NOT NULL CHECK (size >= 0), -- of the bytes before packing
    packing TEXT NOT NULL DEFAULT 'none' CHECK (packing IN ('none', 'zlib')),
    CHECK (packing <> 'none' OR size = length(bytes))
) STRICT""",
    "INSERT INTO blobs_packed(sha256, bytes, size) SELECT sha256, bytes, size FROM blobs",
    "DROP TABLE blobs",
    "ALTER TABLE blobs_packed RENAME TO blobs",
    *(refusal("blobs", act) for act in ("UPDATE", "DELETE")),
    "DROP TABLE units_fts",
    """CREATE VIRTUAL TABLE units_fts
    USING fts5(text, content='units', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    "INSERT INTO units_fts(units_fts) VALUES ('rebuild')",
)
"""Blobs may be packed; the index of units takes English endings and accents off its words."""


def second_schema(database: sqlite_utils.Database) -> None:
    """The step from version 1 to version 2."""
    for statement in SECOND_SCHEMA:
        database.conn.execute(statement)


def keep_blob(database: sqlite_utils.Database, data: bytes) -> str:
    """Keeps some bytes under their SHA-256 (a second time costs a look) and gives that back. Call it while writing."""
    digest = hashlib.sha256(data).hexdigest()
    if database.execute("SELECT 1 FROM blobs WHERE sha256 = ?", (digest,)).fetchone() is None:
        packed = zlib.compress(data, 6)
        packing = "zlib" if len(packed) < len(data) else "none"
        database.execute(
            "INSERT INTO blobs(sha256, bytes, size, packing) VALUES (?, ?, ?, ?)",
            (digest, packed if packing == "zlib" else data, len(data), packing),
        )
    return digest


def blob(database: sqlite_utils.Database, sha256: str) -> bytes:
    """The bytes kept under a hash; KeyError where there are none.

    ValueError where what is kept cannot be unpacked to the size that is noted. Whether the bytes have that hash is
    for the audit to tell.
    """
    row = database.execute("SELECT bytes, size, packing FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise KeyError(sha256)
    kept, size, packing = row
    if packing == "none":
        return bytes(kept)
    if packing != "zlib":
        raise ValueError(f"the bytes kept as {sha256} are packed in an unknown way, {packing!r}")
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(kept, size + 1)
    except zlib.error as error:
        raise ValueError(f"the bytes kept as {sha256} cannot be unpacked: {error}") from error
    if len(data) != size:
        raise ValueError(f"the bytes kept as {sha256} have another size than noted")
    return data
