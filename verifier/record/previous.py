"""The run before a run: the last one that checked the same article."""

import sqlite_utils

from verifier.database import place, translated
from verifier.record.store import resolve


def previous(database: sqlite_utils.Database, run_id: str | None) -> str | None:
    """The id of the run recorded last before this one on the same article (its path or address, whatever its words
    were then); None for the first. UsageError where there is no such run."""
    with translated(place(database)):
        row = database.execute(
            """SELECT earlier.id FROM runs AS earlier
            JOIN articles AS was ON was.run_id = earlier.id
            JOIN articles AS now ON now.run_id = :run
            WHERE earlier.number < (SELECT number FROM runs WHERE id = :run)
                AND (was.sha256 = now.sha256 OR was.url = now.url OR (was.path = now.path AND now.path <> '-'))
            ORDER BY earlier.number DESC LIMIT 1""",
            {"run": resolve(database, run_id)},
        ).fetchone()
    return None if row is None else str(row[0])
