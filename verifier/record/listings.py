"""The list of documents that a run had before it: most runs of a library share one, so it is kept apart from them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlite_utils

from verifier.database import keep_list, kept_list, list_text, translated
from verifier.database.lists import COLUMNS, NO_LIST
from verifier.model import DocumentLine
from verifier.record.canonical import lines_to_json, sha256
from verifier.record.rows import document_rows


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of documents ready to be written: its lines, their canonical JSON, and the hash of that."""

    lines: tuple[DocumentLine, ...]
    text: str
    sha256: str


def listing(lines: Sequence[DocumentLine]) -> Listing:
    """The list of some documents. DatabaseError for what SQLite could not hold, such as half a surrogate pair."""
    text = lines_to_json(lines)
    with translated("the list of documents"):
        return Listing(tuple(lines), text, sha256(text))


def keep(database: sqlite_utils.Database, listed: Listing) -> int:
    """Keeps a list unless it is there, and gives its number. Call it while writing."""
    rows = ([row[name] for name in COLUMNS] for row in document_rows(listed.lines))
    return kept_list(database, listed.sha256) or keep_list(database, listed.text, rows)


class Stored:
    """The reports of a file as the JSON they were recorded as, with the list that was needed last remembered."""

    def __init__(self, database: sqlite_utils.Database) -> None:
        self._database = database
        self._number: int | None = None
        self._text = ""

    def whole(self, text: str, number: int, at: int | None) -> str:
        """A stored report with list `number` put in at its place. ValueError where the list cannot be read, or is not
        wanted there; nothing to do where `at` is None."""
        if at is None:
            return text
        if number != self._number:
            self._text, self._number = list_text(self._database, number), number
        end = at + len(NO_LIST)
        if text[at:end] != NO_LIST:
            raise ValueError(f"no list of documents belongs at {at}")
        return text[:at] + self._text + text[end:]
