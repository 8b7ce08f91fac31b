"""The step to version 5: batches, the articles planned in each, and what became of each article."""

import sqlite_utils

from verifier.database.history import OF_BATCHES, refusal

BATCHES: tuple[str, ...] = (
    """CREATE TABLE batches (
    -- Many articles checked as one piece of work, one row a batch, written when the work begins.
    number INTEGER PRIMARY KEY, -- order in which the batches were begun
    id TEXT NOT NULL UNIQUE CHECK (id <> ''), -- from the articles' hashes: the same articles give the same id
    inputs TEXT NOT NULL CHECK (json_valid(inputs)), -- what was named on the command line
    items INTEGER NOT NULL CHECK (items > 0), -- articles planned
    items_sha256 TEXT NOT NULL CHECK (length(items_sha256) = 64), -- of the articles' hashes, in order
    config_sha256 TEXT,
    library_sha256 TEXT NOT NULL CHECK (length(library_sha256) = 64), -- of the list of the sources' documents
    version TEXT NOT NULL, -- of the program
    started TEXT NOT NULL -- ISO 8601 UTC
) STRICT""",
    """CREATE INDEX batches_by_articles ON batches(items_sha256)""",
    """CREATE TABLE batch_items (
    -- The articles planned in a batch.
    batch_id TEXT NOT NULL REFERENCES batches(id),
    position INTEGER NOT NULL CHECK (position >= 1), -- in the batch, from 1
    item TEXT NOT NULL CHECK (item <> ''), -- hash of the article's name and content
    name TEXT NOT NULL, -- path, address, or file and id of a row
    PRIMARY KEY (batch_id, position),
    UNIQUE (batch_id, name)
) STRICT""",
    """CREATE TABLE batch_outcomes (
    -- What became of an article of a batch; no row yet where the work was interrupted before.
    batch_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    run_id TEXT UNIQUE REFERENCES runs(id), -- NULL where it failed
    state TEXT NOT NULL CHECK (state <> ''), -- 'done', or the named reason why it failed
    detail TEXT NOT NULL, -- the reason in a sentence
    PRIMARY KEY (batch_id, position),
    FOREIGN KEY (batch_id, position) REFERENCES batch_items(batch_id, position),
    CHECK ((state = 'done') = (run_id IS NOT NULL))
) STRICT""",
)


def fifth_schema(database: sqlite_utils.Database) -> None:
    """The step from version 4 to version 5."""
    for statement in BATCHES:
        database.conn.execute(statement)
    for table in OF_BATCHES:
        for act in ("UPDATE", "DELETE"):
            database.conn.execute(refusal(table, act))
