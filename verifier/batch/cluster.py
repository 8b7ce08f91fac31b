"""A batch on many machines by dask.distributed: the library goes once to each worker, then parts of articles; rows come
back.

    running.run(given, order, progress=..., engine=cluster.engine("tcp://scheduler:8786"))

The one writer stays here, so the database is what the same batch on this machine gives, but for times. A worker that
dies costs nothing but time. A part that kills every worker it meets is cut into smaller ones, until the article that
does it stands alone and is named.
"""

import queue
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import dask
from distributed import Client, Future, KilledWorker, LocalCluster

from verifier.batch import cluster_library, cluster_work
from verifier.batch.running import Engine
from verifier.batch.working import Outcome, Setting, Task, timed_out
from verifier.errors import UsageError, VerifierError
from verifier.model import Failure

FIRST, LARGEST = 5, 100
"""Articles of the first parts and of the largest: parts double in size, so that a small batch keeps everybody busy too.
The scheduler spends about 2 ms on a part."""
MOST_BYTES = 16_000_000
"""Bytes of the articles of a part, but for a single one that is larger."""
AHEAD = 3
"""Parts for each thread of the workers that are out at a time: the next one is there when one is done, and a slow one
does not stop the others at once. What came back before its turn is held in memory, some 60 kB an article."""
PIECES = 10
"""Into how many a part is cut that killed its workers."""
DEATHS = 2
"""Workers that a part may kill in a local cluster before it is cut; elsewhere the scheduler's setting counts."""
LOST = 15.0
"""Seconds after which a local cluster gives up a worker that died and did not come back; `_look` has it replaced."""
START = 120.0
"""Seconds to wait for a scheduler, and for a worker while there is none."""
FETCH = 2.0
"""Seconds that the outcomes of a part may take on their way at first, twice as many each time that they are asked for
again: they may have died with their worker, and another needs the library to work them out; or the line is slow."""
LOOK = 0.5
WORKERS_AGAIN = 1.0
"""Seconds after which it is asked again which workers there are: new ones are brought the library."""
WHERE = "use tcp://HOST:PORT of a scheduler (`dask scheduler` starts one), or local:N for N processes on this machine"


def engine(where: str, *, time_limit: float | None = None) -> Engine:
    """The engine that works on the cluster at an address, or on `local:N`. UsageError for what is neither.

    An article that takes more than `time_limit` seconds on the clock has failed, and ends its worker.
    """
    _processes(where)

    def work(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        with connected(where) as client:
            yield from outcomes(client, setting, tasks, time_limit=time_limit)

    return work


@contextmanager
def connected(where: str) -> Iterator[Client]:
    """A client of the cluster, closed at the end, and the cluster too where it is a local one.

    VerifierError where no scheduler answers.
    """
    count = _processes(where)
    if count is None:
        try:
            client = Client(where, timeout=START, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise VerifierError(f"no scheduler answers at {where}; {WHERE}") from error
        with client:
            yield client
        return
    settings = {
        "distributed.scheduler.allowed-failures": DEATHS - 1,
        "distributed.deploy.lost-worker-timeout": f"{LOST:g} s",
    }
    with dask.config.set(settings):
        local = LocalCluster(
            n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
        )
        with local, Client(local, set_as_default=False) as client:
            yield client


def _processes(where: str) -> int | None:
    """N of `local:N`, None for an address. UsageError for anything else."""
    scheme, _, rest = where.partition(":")
    if scheme == "local" and rest.isascii() and rest.isdigit() and 0 < int(rest[:9]) <= 1_000:
        return int(rest)
    if scheme in ("tcp", "tls", "ws", "wss") and rest.startswith("//") and rest.strip("/"):
        return None
    raise UsageError(f"--cluster: {where[:80]!r} is no cluster; {WHERE}")


def outcomes(
    client: Client, setting: Setting, tasks: Iterator[Task], *, time_limit: float | None = None
) -> Iterator[Outcome | None]:
    """The outcome of each task, in their order, None now and then in between.

    VerifierError where the cluster is lost or its workers cannot work: what has an outcome is recorded by then.
    """
    with tempfile.TemporaryDirectory(prefix="verifier-") as folder, _translated(client):
        packed = cluster_library.pack(setting, Path(folder))
        yield from _Run(client, packed, time_limit).outcomes(tasks)


@contextmanager
def _translated(client: Client) -> Iterator[None]:
    try:
        yield
    except (CancelledError, OSError, TimeoutError) as error:
        raise VerifierError(
            f"the connection to the scheduler at {_address(client)} is lost: it ended or was started anew; "
            "what was done is recorded, go on with --resume"
        ) from error


def _address(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler else "its address"


class _Run:
    """One batch on a cluster."""

    def __init__(self, client: Client, packed: cluster_library.Packed, limit: float | None) -> None:
        self._client = client
        self._address = _address(client)
        self._packed = packed
        self._limit = limit
        self._out: dict[Future, Sequence[Task]] = {}
        self._ended: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._done: dict[int, Outcome] = {}
        self._order: deque[int] = deque()
        self._suspects: deque[Task] = deque()
        self._alone: set[int] = set()
        self._asked_for: Counter[Future] = Counter()
        self._parts = 0
        self._threads = 1
        self._wanted = len(client.cluster.worker_spec) if client.cluster is not None else 0
        self._asked = -WORKERS_AGAIN
        self._served: set[str] = set()
        self._without = time.monotonic()

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        """As the module's `outcomes`."""
        try:
            self._client.wait_for_workers(1, timeout=START)
        except TimeoutError:
            raise VerifierError(_NOBODY.format(self._address, "try again")) from None
        try:
            more = True
            while True:
                self._look()
                if self._suspects:
                    if not self._out:
                        self._submit([self._suspects.popleft()])
                elif not any(part[0].position in self._alone for part in self._out.values()):
                    while more and len(self._out) < AHEAD * self._threads:
                        more = self._next(tasks)
                while self._order and self._order[0] in self._done:
                    yield self._done.pop(self._order.popleft())
                if not self._order:
                    if not more:
                        return
                    continue
                try:
                    self._settle(self._ended.get(timeout=LOOK))
                except queue.Empty:
                    yield None
        finally:
            self._client.cancel(list(self._out))

    def _next(self, tasks: Iterator[Task]) -> bool:
        """Send out the next part; False where there are no more tasks."""
        part: list[Task] = []
        size = min(LARGEST, FIRST * 2 ** min(10, self._parts // self._threads))
        held = 0
        while len(part) < size and held < MOST_BYTES:
            task = next(tasks, None)
            if task is None:
                break
            self._order.append(task.position)
            if task.item.state:
                failure = Failure(task.item.name, task.position, task.item.state, task.item.why)
                self._done[task.position] = failure
                continue
            part.append(task)
            held += len(task.item.data)
        self._parts += 1
        if part:
            self._submit(part)
        return task is not None

    def _submit(self, part: Sequence[Task]) -> None:
        future = self._client.submit(
            cluster_work.verify,
            self._packed.ticket,
            part,
            self._limit,
            pure=False,
            retries=0,
            priority=-part[0].position,
        )
        self._out[future] = part
        future.add_done_callback(self._ended.put)

    def _settle(self, future: Future) -> None:
        """Take what a part came to: outcomes, a worker without the library, a worker that died, a fault."""
        part = self._out.pop(future, None)
        if part is None:
            return
        try:
            answer = future.result(timeout=FETCH * 2 ** self._asked_for[future])
        except TimeoutError as error:
            if future.status == "error":  # the worker's own
                raise VerifierError(_USELESS.format(f"{type(error).__name__}: {error}")) from error
            self._asked_for[future] = min(self._asked_for[future] + 1, 10)
            self._out[future] = part
            future.add_done_callback(self._ended.put)
            return
        except KilledWorker:
            self._cut(part)
            return
        except CancelledError:
            raise
        except Exception as error:
            why = " ".join(str(error).split())[:300] or type(error).__name__
            raise VerifierError(_USELESS.format(why)) from error
        if isinstance(answer, cluster_work.Missing):
            self._ship([answer.address])
            self._submit(part)
            return
        if isinstance(answer, cluster_work.Late):
            future.release()  # or it would be worked out once more when its worker is gone
            self._part_late(part, answer)
            return
        del self._asked_for[future]
        for outcome in answer:
            self._done[outcome.position] = outcome

    def _part_late(self, part: Sequence[Task], answer: cluster_work.Late) -> None:
        """One article failed on time: its worker is sent away, the rest of the part goes to another."""
        for outcome in answer.done:
            self._done[outcome.position] = outcome
        assert self._limit is not None
        late, rest = part[len(answer.done)], part[len(answer.done) + 1 :]
        self._done[late.position] = timed_out(late, self._limit)
        self._client.run(cluster_work.leave, workers=[answer.address], on_error="ignore")
        if rest:
            self._submit(rest)

    def _cut(self, part: Sequence[Task]) -> None:
        """After a part killed its workers: smaller parts. The scheduler blames what waited on a dead worker too, so an
        article is done once more with nobody else at work before it is named."""
        task = part[0]
        if len(part) == 1 and task.position not in self._alone:
            self._alone.add(task.position)
            self._suspects.append(task)
            return
        if len(part) == 1:
            why = "every worker that was at work on it died; try it alone with verify"
            self._done[task.position] = Failure(task.item.name, task.position, "crashed", why)
            return
        size = -(-len(part) // PIECES)
        for start in range(0, len(part), size):
            self._submit(part[start : start + size])

    def _ship(self, addresses: Sequence[str]) -> None:
        """Bring the library to the workers that do not have it. One that dies meanwhile is asked for it again later."""
        ticket = self._packed.ticket
        there = self._client.nthreads()  # to call one that died meanwhile would take the half minute of a connection
        if not (called := [address for address in addresses if address in there]):
            return
        asked = self._client.run(cluster_library.lacking, ticket, workers=called, on_error="return")
        wanting: dict[str, list[str]] = {name: [] for name in ticket.names}
        for address, answer in asked.items():
            if isinstance(answer, OSError):
                continue
            if isinstance(answer, BaseException):
                raise VerifierError(
                    f"the worker at {address} cannot take part ({type(answer).__name__}: {answer}); "
                    f"install verifier {version('verifier')} there too"
                )
            theirs, names = answer
            if theirs != version("verifier"):
                raise VerifierError(
                    f"the worker at {address} has verifier {theirs}, here is {version('verifier')}; "
                    "results would differ: install the same"
                )
            for name in names:
                wanting[name].append(address)
        for name, workers in wanting.items():
            for offset, piece in self._packed.pieces(name) if workers else ():
                self._client.run(cluster_library.receive, name, offset, piece, workers=workers, on_error="return")

    def _look(self) -> None:
        """See now and then how many workers there are. VerifierError where there has been none for `START` seconds."""
        now = time.monotonic()
        if now - self._asked < WORKERS_AGAIN:
            return
        self._asked = now
        if self._client.cluster is not None:  # a local one forgets a worker that is long in coming back
            self._client.cluster.scale(self._wanted)
        workers = self._client.nthreads()
        if new := workers.keys() - self._served:
            self._ship(sorted(new))
        self._served = set(workers)
        if threads := sum(workers.values()):
            self._threads, self._without = threads, now
        elif now - self._without > START:
            raise VerifierError(_NOBODY.format(self._address, "go on with --resume"))


_NOBODY = "there is no worker at {}; start some (`dask worker ADDRESS` on each machine), then {}"
_USELESS = "a worker of the cluster cannot verify articles: {}; see its log"
