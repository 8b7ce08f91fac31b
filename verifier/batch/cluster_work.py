"""The work of a cluster's worker: the articles of one part, verified with the library it was sent."""

import os
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from distributed import get_worker

from verifier.batch import cluster_library
from verifier.batch.cluster_library import Ticket
from verifier.batch.pool import START
from verifier.batch.working import Outcome, Setting, Task, Worker

ARRIVAL = 20.0
"""Seconds that a worker waits for the library. It is brought to a new worker unasked; and a part that is given back
would be counted anew as one that killed no worker yet."""
AGAIN = 0.1
_OF_THREAD = threading.local()
"""The bench of the batch that this thread was last at work on."""


@dataclass(frozen=True, slots=True)
class Missing:
    """The answer of a worker that was not brought the library in time."""

    address: str


@dataclass(frozen=True, slots=True)
class Late:
    """The answer of a worker over whose article the time ran out: what it did before. A thread cannot be ended, so that
    the worker is to be sent away (`leave`)."""

    address: str
    done: list[Outcome]


def verify(ticket: Ticket, part: Sequence[Task], limit: float | None = None) -> list[Outcome] | Missing | Late:
    """What became of each article of a part, or of those before one that took more than `limit` seconds on the clock.
    Never raises for an article."""
    here = get_worker()
    patience = time.monotonic() + ARRIVAL
    while cluster_library.lacking(ticket, here)[1]:
        if time.monotonic() > patience:
            return Missing(here.address)
        time.sleep(AGAIN)
    bench = _bench(ticket)
    done: list[Outcome] = []
    for task in part:
        try:
            done.append(bench.verify(task, limit))
        except TimeoutError:
            del _OF_THREAD.kept
            return Late(here.address, done)
    return done


def leave() -> None:
    """On a worker: end the process at once. A nanny, where there is one, starts another."""
    os._exit(1)


class Bench:
    """A thread with a `Worker`, as a connection to SQLite belongs to one thread, and this one can be left behind."""

    def __init__(self, setting: Setting) -> None:
        """Starts the thread and waits until it is ready. Raises what kept it from it, RuntimeError after `START`."""
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._said: queue.SimpleQueue[Outcome | BaseException | None] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(setting,), daemon=True).start()
        try:
            said = self._said.get(timeout=START)
        except queue.Empty:
            raise RuntimeError(f"it was not ready within {START:g} s") from None
        if isinstance(said, BaseException):
            raise said

    def verify(self, task: Task, limit: float | None) -> Outcome:
        """What became of an article. TimeoutError after `limit` seconds: the thread goes on, and is of no more use."""
        self._tasks.put(task)
        try:
            said = self._said.get(timeout=limit)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(said, BaseException):
            raise said
        assert said is not None
        return said

    def close(self) -> None:
        """Ends the thread when it has done what it is at."""
        self._tasks.put(None)

    def _work(self, setting: Setting) -> None:
        try:
            worker = Worker(setting)
            worker.warm()
            self._said.put(None)
            while (task := self._tasks.get()) is not None:
                self._said.put(worker.verify(task))
            worker.close()
        except BaseException as error:  # noqa: BLE001 -- told to the thread that waits
            self._said.put(error)


def _bench(ticket: Ticket) -> Bench:
    kept: tuple[Ticket, Bench] | None = getattr(_OF_THREAD, "kept", None)
    if kept is not None and kept[0] == ticket:
        return kept[1]
    if kept is not None:
        kept[1].close()
        del _OF_THREAD.kept
    bench = Bench(cluster_library.load(ticket, cluster_library.place(get_worker())))
    _OF_THREAD.kept = (ticket, bench)
    return bench
