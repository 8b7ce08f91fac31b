"""The SQLite file: opening it, its schema, its numbered migrations, and its errors in plain words."""

from verifier.database import ledger
from verifier.database.blobs import blob, keep_blob
from verifier.database.failures import place, translated, writing
from verifier.database.lists import keep_list, kept_list, list_text
from verifier.database.migrations import APPLICATION_ID, VERSION
from verifier.database.opening import connect, memory
from verifier.database.packing import pack, unpack

__all__ = [
    "APPLICATION_ID",
    "VERSION",
    "blob",
    "connect",
    "keep_blob",
    "keep_list",
    "kept_list",
    "ledger",
    "list_text",
    "memory",
    "pack",
    "place",
    "translated",
    "unpack",
    "writing",
]
