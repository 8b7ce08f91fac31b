"""Processes at work on tasks: outcomes come in the order of the tasks, whoever dies or hangs on the way.

Each worker has a pipe of its own, so that it is known who was at work on what. A worker that dies fails its article
alone: that one is tried once more with nobody else at work (memory may have been short), and then named. A worker that
takes too long over an article is ended. Another takes its place.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from verifier.batch.serving import READY, serve
from verifier.batch.working import Outcome, Setting, Task, timed_out
from verifier.errors import VerifierError
from verifier.model import Failure

AHEAD = 8
"""Tasks a worker that may be taken before the first of them is given back: a slow article does not stop the others."""
MOST_WAITING = 64_000_000
"""Bytes of articles that are held at a time, but for a single one that is larger."""
SMALL = 32_000
"""Bytes of an article that is handed to a worker while it is still busy: it fits into the pipe, so nobody waits."""
START = 600.0
"""Seconds that a worker may take to load what it needs."""
LOOK = 0.5
"""Seconds after which the pool looks up from waiting."""

Serving = Callable[[Connection, Setting], None]
"""What a process runs: see `serving.serve`."""


@dataclass(slots=True)
class _Hand:
    """A worker as the pool sees it. `held` are its tasks, the first of which it is at work on since `since`."""

    process: BaseProcess
    connection: Connection
    since: float
    ready: bool = False
    held: deque[Task] = field(default_factory=deque)


class Pool:
    """`jobs` processes that verify articles after one setting. Use it in a `with` block, which ends them."""

    def __init__(
        self, setting: Setting, jobs: int, *, time_limit: float | None = None, serving: Serving = serve
    ) -> None:
        """`time_limit` is in seconds an article, on the clock and from when a worker begins with it. The processes
        start at the first task, with `serving` in each."""
        self._serving = serving
        self._setting = setting
        self._jobs = jobs
        self._limit = time_limit
        self._hands: list[_Hand] = []
        self._suspects: deque[Task] = deque()
        self._tried: set[int] = set()
        self._waiting: deque[Task] = deque()
        self._deaths_at_start = 0

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *_: object) -> None:
        for hand in self._hands:
            self._end(hand)
        self._hands.clear()

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        """The outcome of each task, in their order; None now and then in between, so that the caller can look up.

        VerifierError where no worker can be started at all.
        """
        order: deque[int] = deque()
        done: dict[int, Outcome] = {}
        size = 0
        sizes: dict[int, int] = {}
        more = True
        while True:
            while more and len(order) < AHEAD * self._jobs and (size < MOST_WAITING or not order):
                task = next(tasks, None)
                if task is None:
                    more = False
                    break
                order.append(task.position)
                if task.item.state:
                    done[task.position] = Failure(task.item.name, task.position, task.item.state, task.item.why)
                    continue
                sizes[task.position] = len(task.item.data)
                size += sizes[task.position]
                self._waiting.append(task)
            while order and order[0] in done:
                size -= sizes.pop(order[0], 0)
                yield done.pop(order.popleft())
            if not order:
                if not more:
                    return
                continue
            self._hand_out()
            gathered = self._gather()
            for outcome in gathered:
                done[outcome.position] = outcome
            if not gathered:
                yield None

    def _hand_out(self) -> None:
        """Gives every worker something to do; a task that killed one is done alone."""
        if self._suspects:
            if not any(hand.held for hand in self._hands):
                self._give(self._free() or self._start(), self._suspects.popleft())
            return
        alone = any(task.position in self._tried for hand in self._hands for task in hand.held)
        while self._waiting and not alone:
            hand = self._free()
            if hand is None and len(self._hands) < self._jobs:
                hand = self._start()
            if hand is None and len(self._waiting[0].item.data) <= SMALL:
                hand = next((one for one in self._hands if one.ready and len(one.held) == 1), None)
            if hand is None:
                return
            self._give(hand, self._waiting.popleft())

    def _free(self) -> _Hand | None:
        return next((hand for hand in self._hands if not hand.held), None)

    def _start(self) -> _Hand:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=self._serving, args=(theirs, self._setting), daemon=True)
        process.start()
        theirs.close()
        hand = _Hand(process, ours, time.monotonic())
        self._hands.append(hand)
        return hand

    def _give(self, hand: _Hand, task: Task) -> None:
        if not hand.held and hand.ready:
            hand.since = time.monotonic()
        hand.held.append(task)
        try:
            hand.connection.send(task)
        except OSError:  # it died; what it leaves is dealt with where its end is seen
            return

    def _gather(self) -> list[Outcome]:
        """What became known within the next moment: outcomes, and workers that died or took too long."""
        gathered: list[Outcome] = []
        found = wait([hand.connection for hand in self._hands], timeout=LOOK)
        for hand in [hand for hand in self._hands if hand.connection in found]:
            gathered.extend(self._received(hand))
        now = time.monotonic()
        for hand in [hand for hand in self._hands if hand.held]:
            limit = self._limit if hand.ready else START
            if limit is not None and now - hand.since > limit:
                gathered.extend(self._late(hand, limit))
        return gathered

    def _received(self, hand: _Hand) -> list[Outcome]:
        gathered: list[Outcome] = []
        try:
            while hand.connection.poll():
                said = hand.connection.recv()
                hand.since = time.monotonic()
                if isinstance(said, str):
                    if said != READY:
                        raise VerifierError(said)
                    hand.ready, self._deaths_at_start = True, 0
                else:
                    hand.held.popleft()
                    gathered.append(said)
        except (EOFError, OSError):
            gathered.extend(self._died(hand))
        return gathered

    def _died(self, hand: _Hand) -> list[Outcome]:
        """What a dead worker leaves: the article it was at work on is suspect, the one it had not begun is not."""
        self._end(hand)
        self._hands.remove(hand)
        if not hand.ready:
            self._deaths_at_start += 1
            if self._deaths_at_start > 2 * self._jobs + 2:
                raise VerifierError("the processes that verify articles die as they start; run `verify doctor`")
            self._waiting.extendleft(reversed(hand.held))
            return []
        if not hand.held:
            return []
        suspect = hand.held.popleft()
        self._waiting.extendleft(reversed(hand.held))
        if suspect.position in self._tried:
            why = f"the process at work on it died twice ({_end_of(hand.process)}); try it alone with verify"
            return [Failure(suspect.item.name, suspect.position, "crashed", why)]
        self._tried.add(suspect.position)
        self._suspects.append(suspect)
        return []

    def _late(self, hand: _Hand, limit: float) -> list[Outcome]:
        self._end(hand)
        self._hands.remove(hand)
        if not hand.ready:
            raise VerifierError(
                f"a process that verifies articles was not ready within {limit:g} s; run `verify doctor`"
            )
        late = hand.held.popleft()
        self._waiting.extendleft(reversed(hand.held))
        return [timed_out(late, limit)]

    def _end(self, hand: _Hand) -> None:
        hand.process.kill()
        hand.process.join()
        hand.connection.close()


def _end_of(process: BaseProcess) -> str:
    code = process.exitcode
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
