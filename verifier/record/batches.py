"""Batches in the file: what was planned, what became of each article, which batch to go on with."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlite_utils

from verifier.database import place, translated, writing
from verifier.errors import UsageError

DONE = "done"
"""The state of an article that was verified; every other state names why it was not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a batch is begun with: the hashes of configuration and library, the program's version, the time."""

    config_sha256: str | None
    library_sha256: str
    version: str
    started: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch as `verify batches` lists it. `done` and `failed` count its articles; `runs_of` is what its runs' ids
    begin with."""

    id: str
    inputs: tuple[str, ...]
    items: int
    items_sha256: str
    standing: Standing
    done: int
    failed: int

    @property
    def finished(self) -> bool:
        """Whether every article planned has an outcome."""
        return self.done + self.failed >= self.items


@dataclass(frozen=True, slots=True)
class Planned:
    """An article planned in a batch: its place from 1, the hash of its name and content, its name."""

    position: int
    item: str
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the article at a position: the run, or the state and the reason of its failure."""

    position: int
    state: str
    detail: str = ""
    run_id: str | None = None


def run_id(batch_id: str, position: int) -> str:
    """The id of the run of the article at a position: the same on every machine and after every interruption."""
    return f"{batch_id}-{position:05d}"


def digest(items: Iterable[str]) -> str:
    """The hash of the articles of a batch by their own hashes, in order."""
    whole = hashlib.sha256()
    for item in items:
        whole.update(item.encode() + b"\n")
    return whole.hexdigest()


def begin(
    database: sqlite_utils.Database, inputs: Sequence[str], items: Sequence[tuple[str, str]], standing: Standing
) -> BatchLine:
    """Records what a batch is to do, in one transaction: (hash, name) of every article, in order.

    Its id comes from the articles alone, with a number behind for how often they were a batch in this file.
    """
    whole = digest(item for item, _ in items)
    with writing(database):
        earlier = database.conn.execute("SELECT count(*) FROM batches WHERE items_sha256 = ?", (whole,)).fetchone()[0]
        identity = f"{whole[:8]}-{earlier + 1}"
        database.conn.execute(
            "INSERT INTO batches (id, inputs, items, items_sha256, config_sha256, library_sha256, version, started)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                identity,
                json.dumps(list(inputs), ensure_ascii=False),
                len(items),
                whole,
                standing.config_sha256,
                standing.library_sha256,
                standing.version,
                standing.started,
            ),
        )
        database.conn.executemany(
            "INSERT INTO batch_items (batch_id, position, item, name) VALUES (?, ?, ?, ?)",
            ((identity, position, item, name) for position, (item, name) in enumerate(items, 1)),
        )
    return BatchLine(identity, tuple(inputs), len(items), whole, standing, 0, 0)


def conclude(database: sqlite_utils.Database, batch_id: str, outcomes: Sequence[Outcome]) -> None:
    """Records what became of some articles; called inside the transaction that records their runs."""
    with writing(database):
        database.conn.executemany(
            "INSERT INTO batch_outcomes (batch_id, position, run_id, state, detail) VALUES (?, ?, ?, ?, ?)",
            [(batch_id, one.position, one.run_id, one.state, one.detail) for one in outcomes],
        )


def batches(database: sqlite_utils.Database) -> Sequence[BatchLine]:
    """All batches, the one begun last first."""
    with translated(place(database)):
        rows = database.execute(
            """SELECT id, inputs, items, items_sha256, config_sha256, library_sha256, version, started,
                (SELECT count(*) FROM batch_outcomes WHERE batch_id = batches.id AND run_id IS NOT NULL),
                (SELECT count(*) FROM batch_outcomes WHERE batch_id = batches.id AND run_id IS NULL)
            FROM batches ORDER BY number DESC"""
        ).fetchall()
    return [
        BatchLine(row[0], tuple(json.loads(row[1])), row[2], row[3], Standing(*row[4:8]), row[8], row[9])
        for row in rows
    ]


def batch(database: sqlite_utils.Database, batch_id: str | None = None) -> BatchLine:
    """The batch with that id or that beginning of an id, or the one begun last. UsageError where there is none such."""
    listed = batches(database)
    if batch_id is None:
        if not listed:
            raise UsageError(f"there is no batch in {place(database)}; verify a folder first")
        return listed[0]
    exact = [line for line in listed if line.id == batch_id]
    fitting = exact or [line for line in listed if batch_id and line.id.startswith(batch_id)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise UsageError(f"{batch_id} is the beginning of several batches; give more of the id")
    raise UsageError(f"there is no batch {batch_id!r} in {place(database)}; `verify batches` lists them")


def to_resume(database: sqlite_utils.Database, inputs: Sequence[str], items_sha256: str) -> BatchLine | None:
    """The batch to go on with: the last unfinished one of these inputs or of these articles, else the last finished
    one of these articles, else None."""
    listed = batches(database)
    same = [line for line in listed if line.inputs == tuple(inputs) or line.items_sha256 == items_sha256]
    unfinished = [line for line in same if not line.finished]
    finished = [line for line in same if line.items_sha256 == items_sha256]
    return next(iter((*unfinished, *finished)), None)


def articles(database: sqlite_utils.Database, batch_id: str) -> Iterator[tuple[str, str]]:
    """(hash, name) of every article planned in a batch, in order."""
    query = "SELECT item, name FROM batch_items WHERE batch_id = ? ORDER BY position"
    return ((item, name) for item, name in database.execute(query, (batch_id,)))


def planned(database: sqlite_utils.Database, batch_id: str) -> Iterator[Planned]:
    """The articles of a batch that have no outcome yet, in order."""
    rows = database.execute(
        """SELECT position, item, name FROM batch_items WHERE batch_id = ?1 AND NOT EXISTS (
            SELECT 1 FROM batch_outcomes
            WHERE batch_outcomes.batch_id = ?1 AND batch_outcomes.position = batch_items.position
        ) ORDER BY position""",
        (batch_id,),
    )
    return (Planned(*row) for row in rows)
