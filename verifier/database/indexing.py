"""The step to version 6: units carry the keys of their facts, and the search index has a column for them."""

import sqlite_utils

SIXTH_SCHEMA: tuple[str, ...] = (
    # Comments of this sort, as what follows an added column is put behind it on the same line.
    "ALTER TABLE units ADD COLUMN facts TEXT /* keys of the facts in it; NULL before they are read */",
    "ALTER TABLE documents ADD COLUMN indexed_by TEXT /* what made its units; not part of the record */",
    "CREATE INDEX documents_by_indexing ON documents(indexed_by) WHERE state = 'read'",
    "DROP TABLE units_fts",
    """CREATE VIRTUAL TABLE units_fts
    USING fts5(text, facts, content='units', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')""",
    "INSERT INTO units_fts(units_fts) VALUES ('rebuild')",
)
"""The keys themselves are read by the library, which stands above this room: `indexed_by` is NULL until then, and the
units of such documents are found by their words."""


def sixth_schema(database: sqlite_utils.Database) -> None:
    """The step from version 5 to version 6."""
    for statement in SIXTH_SCHEMA:
        database.conn.execute(statement)
