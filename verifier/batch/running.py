"""A batch from what was named to what is recorded: planned, worked through, gone on with after an interruption."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from verifier import database, desk, library, record
from verifier.batch.inputs import Given, items
from verifier.batch.items import Item
from verifier.batch.pool import Pool
from verifier.batch.recording import Writer
from verifier.batch.working import Outcome, Setting, Task
from verifier.config import Config
from verifier.errors import UsageError, VerifierError
from verifier.library.store import Database
from verifier.model import DocumentLine
from verifier.record.batches import BatchLine, Standing

Progress = Callable[[str, int, int], None]
Engine = Callable[[Setting, Iterator[Task]], Iterator[Outcome | None]]
"""What verifies the tasks of a batch and gives their outcomes in the same order, None in between to let look up."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a batch is wanted. `jobs` is a number of processes; `time_limit` is in seconds an article, None for none."""

    config: Path | None = None
    db: Path | None = None
    offline: bool = False
    allow_hosts: tuple[str, ...] = ()
    jobs: int = 1
    time_limit: float | None = None
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """How a batch stands when its work ended: `stopped` where it was asked to stop before all was done. `notes` are
    what has to be told beside: what changed since it began, what else is there."""

    line: BatchLine
    stopped: bool
    notes: tuple[str, ...]


def run(
    given: Given,
    order: Order,
    *,
    progress: Progress,
    stop: threading.Event | None = None,
    engine: Engine | None = None,
) -> Ended:
    """Verify all that is named and record it; the database holds the batch from its first moment on.

    With `order.resume` the batch of the same inputs that was interrupted is gone on with: what has an outcome is left
    alone, what was planned and has none is done. Errors: UsageError, ConfigError, DatabaseError; never for an article.
    """
    config, file = desk.settled(order.config, order.db, order.allow_hosts)
    beside = {str(entry.file.resolve()) for entry in library.listed(config) if entry.file}
    # A slip in the first name shows before a database is made; only a page needs it, to be kept there.
    next(items(given, page=Item, beside=beside), None)
    with database.connect(file) as held:
        pages = Pages(held, config, order)
        found = partial(items, given, page=pages.page, beside=beside)
        listed = [(item.id, item.name) for item in _told(found(), "reading the articles", progress)]
        if not listed:
            raise UsageError("there is no article in what was named")
        lines = library.sync(held, config, offline=order.offline, clock=desk.utc_now, progress=progress)
        standing = Standing(config.sha256, _digest(lines), version("verifier"), _stamp(desk.utc_now()))
        line, notes = _begun(held, given, listed, standing, resume=order.resume)
        setting = Setting(file, config, tuple(lines), line.id, order.offline)
        desk.shelf(held, lines, config)
        writer = Writer(held, setting)
        waiting = list(record.batches.planned(held, line.id))
        tasks = _tasks(waiting, {name: item for item, name in listed}, found())
        work = engine or _processes(order)
        stopped = _work(work(setting, tasks), writer, line, progress, stop or threading.Event())
        return Ended(record.batches.batch(held, line.id), stopped, notes)


def _work(
    outcomes: Iterator[Outcome | None], writer: Writer, line: BatchLine, progress: Progress, stop: threading.Event
) -> bool:
    """Record outcomes as they come. True where it was asked to stop before the end."""
    reached = line.done + line.failed
    try:
        progress("checking articles", reached, line.items)
        for outcome in outcomes:
            if stop.is_set():
                return True
            if outcome is None:
                writer.look()
                continue
            writer.add(outcome)
            reached += 1
            progress("checking articles", reached, line.items)
        return False
    finally:
        close = getattr(outcomes, "close", None)
        if close:
            close()
        writer.flush()


def _processes(order: Order) -> Engine:
    """The engine on this machine."""

    def work(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        with Pool(setting, order.jobs, time_limit=order.time_limit) as pool:
            yield from pool.outcomes(tasks)

    return work


def _begun(
    held: Database, given: Given, listed: Sequence[tuple[str, str]], standing: Standing, *, resume: bool
) -> tuple[BatchLine, tuple[str, ...]]:
    """The batch to work on, new or gone on with, and what has to be told about that."""
    whole = record.batches.digest(item for item, _ in listed)
    earlier = record.batches.to_resume(held, given.words, whole)
    if not resume:
        line = record.batches.begin(held, given.words, listed, standing)
        if earlier is None or earlier.finished:
            return line, ()
        return line, (f"batch {earlier.id} of the same articles was interrupted; --resume would have gone on with it",)
    if earlier is None:
        raise UsageError("no batch of these articles was interrupted; leave --resume out (`verify batches` lists all)")
    return earlier, tuple(_changes(held, earlier, listed, whole, standing))


def _changes(
    held: Database, line: BatchLine, listed: Sequence[tuple[str, str]], whole: str, now: Standing
) -> Iterator[str]:
    """What is not as it was when the batch began."""
    if line.items_sha256 != whole:
        then = {name: item for item, name in record.batches.articles(held, line.id)}
        today = {name: item for item, name in listed}
        changed = sum(1 for name, item in today.items() if name in then and then[name] != item)
        new, gone = len(today.keys() - then.keys()), len(then.keys() - today.keys())
        what = ", ".join(f"{n} {word}" for n, word in ((changed, "changed"), (new, "new"), (gone, "gone")) if n)
        yield f"articles since batch {line.id} began: {what}; those that are not as planned are named failures"
    if line.standing.config_sha256 != now.config_sha256:
        yield f"the configuration is not the one batch {line.id} began with; each run names its own"
    if line.standing.library_sha256 != now.library_sha256:
        yield f"the sources' documents are not those batch {line.id} began with; each run lists its own"
    if line.standing.version != now.version:
        yield f"batch {line.id} began with version {line.standing.version} of the program"


def _tasks(waiting: Sequence[record.batches.Planned], today: dict[str, str], found: Iterator[Item]) -> Iterator[Task]:
    """The articles that have no outcome yet, as they were planned; one that is not what it was is a failure."""
    left = {planned.name: planned for planned in waiting}
    for planned in waiting:
        if planned.name not in today:
            del left[planned.name]
            yield Task(planned.position, Item(planned.name, state="missing", why="it was there when the batch began"))
    for item in found:
        planned_one = left.pop(item.name, None)
        if planned_one is None:
            continue
        if item.id != planned_one.item:
            why = "it is not what it was when the batch began; check it in a new batch"
            item = Item(item.name, state="changed", why=why)
        yield Task(planned_one.position, item)
    for planned in left.values():  # gone between the first look and this one
        yield Task(planned.position, Item(planned.name, state="missing", why="it was there when the batch began"))


class Pages:
    """Where the pages at addresses come from: fetched by this process alone, once, and kept."""

    def __init__(self, held: Database, config: Config, order: Order) -> None:
        self._held = held
        self._config = config
        self._order = order
        self._read: set[str] = set()
        self._failed: dict[str, Item] = {}

    def page(self, url: str) -> Item:
        """The item of an address. The second time, and when a batch is gone on with, it is what was kept before."""
        if url in self._failed:
            return self._failed[url]
        kept = None
        if url in self._read or self._order.resume:
            kept = self._from(url, offline=True)
        if kept is None or (kept.state and not self._order.offline):
            kept = self._from(url, offline=self._order.offline)
        if kept.state:
            self._failed[url] = kept
        self._read.add(url)
        return kept

    def _from(self, url: str, *, offline: bool) -> Item:
        try:
            found = library.read_article(self._held, url, self._config, offline=offline, clock=desk.utc_now)
        except VerifierError as error:
            why = str(error).removeprefix(f"{url}: ")
            state, _, detail = why.partition(": ")
            return Item(url, state=state, why=detail) if state.isidentifier() else Item(url, state="fetching", why=why)
        return Item(url, kept=found)


def _told(found: Iterator[Item], what: str, progress: Progress) -> Iterator[Item]:
    for number, item in enumerate(found, 1):
        progress(what, number, 0)
        yield item


def _digest(lines: Sequence[DocumentLine]) -> str:
    """The hash of what is on the shelf: source, path, state and bytes of each document, in order."""
    whole = hashlib.sha256()
    for line in lines:
        whole.update("\n".join((line.source_id, line.path, line.state, line.sha256 or "", "")).encode(errors="replace"))
    return whole.hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
