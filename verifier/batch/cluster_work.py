"""The work of a cluster's worker: the articles of one part, verified with the library it was sent."""

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from distributed import get_worker

from verifier.batch import cluster_library
from verifier.batch.cluster_library import Ticket
from verifier.batch.working import Outcome, Task, Worker

_OF_THREAD = threading.local()
"""The worker of the batch that this thread was last at work on: a connection to SQLite belongs to one thread."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The answer of a worker that does not have the library."""

    address: str


def verify(ticket: Ticket, part: Sequence[Task], limit: float | None = None) -> list[Outcome] | Missing:
    """What became of each article of a part. Never raises for an article; ends the whole process where one takes more
    than `limit` seconds, because a thread cannot be ended."""
    here = get_worker()
    if cluster_library.lacking(ticket, here)[1]:
        return Missing(here.address)
    worker = _worker(ticket)
    return [_within(limit, worker, task) for task in part]


def _within(limit: float | None, worker: Worker, task: Task) -> Outcome:
    if limit is None:
        return worker.verify(task)
    watch = threading.Timer(limit, os._exit, (1,))
    watch.daemon = True
    watch.start()
    try:
        return worker.verify(task)
    finally:
        watch.cancel()


def _worker(ticket: Ticket) -> Worker:
    kept: tuple[Ticket, Worker] | None = getattr(_OF_THREAD, "kept", None)
    if kept is not None and kept[0] == ticket:
        return kept[1]
    if kept is not None:
        kept[1].close()
    worker = Worker(cluster_library.load(ticket, cluster_library.place(get_worker())))
    _OF_THREAD.kept = (ticket, worker)
    return worker
