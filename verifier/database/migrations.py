"""The numbered steps from an empty file to the newest schema. A released step is never edited: a new one follows it.

`PRAGMA user_version` holds the number of the last step. It is written in the same transaction as the step, so that
a file is always exactly at one version; sqlite-utils' own bookkeeping table would be a second truth beside it.
"""

from collections.abc import Callable

import sqlite_utils

from verifier.database.auditing import third_schema
from verifier.database.batches import fifth_schema
from verifier.database.blobs import second_schema
from verifier.database.history import TRIGGERS
from verifier.database.indexing import sixth_schema
from verifier.database.lists import seventh_schema
from verifier.database.packing import fourth_schema
from verifier.database.tables import TABLES
from verifier.database.views import FIRST_VIEWS

APPLICATION_ID = 0x56524659
"""Bytes 68 to 71 of the file ("VRFY"): how a file is told from everybody else's."""


def first_schema(database: sqlite_utils.Database) -> None:
    """Library, runs, claims, verdicts, people, ledger; two views; the triggers that keep history."""
    for statement in (*TABLES, *FIRST_VIEWS, *TRIGGERS):
        database.conn.execute(statement)


STEPS: tuple[Callable[[sqlite_utils.Database], None], ...] = (
    first_schema,
    second_schema,
    third_schema,
    fourth_schema,
    fifth_schema,
    sixth_schema,
    seventh_schema,
)
VERSION = len(STEPS)
"""The schema version that this program writes."""


def migrate(database: sqlite_utils.Database, *, upto: int = VERSION) -> None:
    """Takes a database from its version to `upto`, inside the transaction that the caller holds.

    The caller rolls back on an error, so that a file is at its old version or at the new one, never between.
    """
    assert database.conn.in_transaction
    reached = version_of(database)
    for number, step in enumerate(STEPS[reached:upto], start=reached + 1):
        step(database)
        database.conn.execute(f"PRAGMA user_version = {number}")
    database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def version_of(database: sqlite_utils.Database) -> int:
    """The schema version of an open database, 0 for an empty one."""
    return int(database.execute("PRAGMA user_version").fetchone()[0])
