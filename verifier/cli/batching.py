"""`verify FOLDER`, `verify --from-file LIST`, `verify batches`: batches begun, gone on with, listed, summed up."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

from verifier import record
from verifier.batch import inputs, running
from verifier.cli import options, output
from verifier.cli.checking import Wish
from verifier.cli.progress import BatchProgress
from verifier.errors import UsageError
from verifier.model.batches import BatchSummary
from verifier.record import batch_summaries
from verifier.record.batches import BatchLine
from verifier.report import batch_tables, terminal_batch
from verifier.report.inert import clip, one_line
from verifier.report.wording import count

FORMATS = ("terminal", "html", "csv", "json")
INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Work:
    """How a batch is to be worked on: the options --jobs (0: one process a core), --time-limit, --resume, --cluster as
    given."""

    jobs: int | None = None
    time_limit: float | None = None
    resume: bool = False
    cluster: str | None = None


def batch(given: inputs.Given, wish: Wish, where: options.Place, reach: options.Reach, work: Work) -> int:
    """Verify all that is given as one batch, on this machine or on a cluster."""
    jobs = 1 if work.jobs is None else work.jobs or os.cpu_count() or 1
    order = running.Order(
        config=where.config,
        db=where.db,
        offline=reach.offline,
        allow_hosts=reach.allow_hosts,
        jobs=jobs,
        time_limit=work.time_limit,
        resume=work.resume,
    )
    return check(given, wish, order, engine=_engine(work))


def _engine(work: Work) -> running.Engine | None:
    """The cluster that was asked for. UsageError where it cannot be."""
    if work.cluster is None:
        return None
    if work.jobs is not None:
        raise UsageError("--jobs is for processes of this machine alone: leave it out with --cluster, or use local:N")
    try:
        from verifier.batch import cluster
    except ImportError as error:
        raise UsageError('--cluster needs a package that is not installed: pip install "verifier[dask]"') from error
    return cluster.engine(work.cluster, time_limit=work.time_limit)


def check(given: inputs.Given, wish: Wish, order: running.Order, *, engine: running.Engine | None = None) -> int:
    """Verify all articles of what is given as one batch and deliver its summary.

    1 where a claim has a verdict of `wish.fail_on`; 2 where no article could be verified at all; 130 where it was
    stopped, with a line that says how to go on.
    """
    _refuse(wish)
    with BatchProgress() as progress, _stopping() as stop:
        ended = running.run(given, order, progress=progress, stop=stop, engine=engine)
    for note in ended.notes:
        _say(note)
    if ended.stopped:
        reached = ended.line.done + ended.line.failed
        _say(
            f"{reached} of {count(ended.line.items, 'article')} of batch {ended.line.id} are recorded, "
            "nothing is lost; the same command with --resume goes on"
        )
        return INTERRUPTED
    with options.Place(order.config, order.db).opened() as held:
        summary = batch_summaries.summary(held, ended.line)
    _deliver(summary, wish)
    return _status(summary, wish)


def batches(batch: str | None, wish: Wish, where: options.Place) -> int:
    """List the batches, the newest first, or deliver the summary of one."""
    _refuse(wish)
    with where.opened() as held:
        if batch is None:
            lines = record.batches.batches(held)
            output.show("".join(_line(line) for line in lines) or "no batch is recorded yet\n")
            return 0
        summary = batch_summaries.summary(held, record.batches.batch(held, batch))
    _deliver(summary, wish)
    return _status(summary, wish)


def _line(line: BatchLine) -> str:
    when = line.standing.started[:16].replace("T", " ")
    left = line.items - line.done - line.failed
    parts = [f"{line.done} of {count(line.items, 'article')} verified"]
    parts += [f"{line.failed} failed"] if line.failed else []
    parts += [f"{left} to go: --resume goes on"] if left else []
    return f"{one_line(line.id)}  {when}  {clip(', '.join(line.inputs), 80)}\n  {', '.join(parts)}\n"


def _refuse(wish: Wish) -> None:
    if wish.format not in FORMATS:
        raise UsageError(f"--format: the summary of a batch comes as {', '.join(FORMATS)}, not as {wish.format!r}")
    if wish.output:
        if output.NAME in str(wish.output):
            raise UsageError("a batch has one summary: leave {name} out of --output (`verify report RUN` has the rest)")
        output.check_target(wish.output, "")


def _deliver(summary: BatchSummary, wish: Wish) -> None:
    text = _rendered(summary, wish)
    if wish.output:
        output.write(wish.output, text)
    else:
        output.show(text)


def _rendered(summary: BatchSummary, wish: Wish) -> str:
    if wish.format == "html":
        from verifier.report import html_batch

        return html_batch.render(summary)
    tables: dict[str, Callable[[BatchSummary], str]] = {
        "csv": batch_tables.render_csv,
        "json": batch_tables.render_json,
    }
    if wish.format in tables:
        return tables[wish.format](summary)
    to_file = wish.output is not None
    return terminal_batch.render(
        summary,
        width=(wish.width or output.PIPED_WIDTH) if to_file else output.width(wish.width),
        color=not to_file and output.colour(os.environ),
        show_all=wish.show_all,
    )


def _status(summary: BatchSummary, wish: Wish) -> int:
    if not summary.articles:
        return 2
    return int(any(label in wish.fail_on for label, _ in summary.verdicts))


def _say(message: str) -> None:
    import typer

    typer.echo(f"verify: {one_line(message)}", err=True)


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that the first interrupt sets, so that what is done is recorded; a second one stops at once."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return

    def told(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        sys.stderr.write("\nstopping: what is done is being recorded\n")

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
