"""The texts that a run's passages stand in, as the library keeps them."""

import sqlite_utils

from verifier.database import place, translated
from verifier.model import Report


def kept_texts(database: sqlite_utils.Database, report: Report) -> dict[int, str]:
    """The kept text of each document of a report by its id, of the version that the run had before it."""
    texts: dict[int, str] = {}
    with translated(place(database)):
        for number in sorted({line.id for line in report.documents if line.id is not None}):
            row = database.execute("SELECT text FROM documents WHERE id = ?", (number,)).fetchone()
            if row is not None and row[0]:
                texts[number] = str(row[0])
    return texts
