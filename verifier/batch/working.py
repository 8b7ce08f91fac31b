"""One article verified by a worker: an item and the read-only library in, a run ready to be recorded out.

    worker = Worker(setting)          once a process: opens the library, loads nothing before it is needed
    outcome = worker.verify(task)     as often as there are articles; never raises for an article

`Setting`, `Task` and outcomes can be pickled: the same worker runs in a process beside the writer or on another machine
with a copy of the database file.
"""

from dataclasses import dataclass
from pathlib import Path

from verifier import database, desk, pipeline, record
from verifier.batch.items import Item
from verifier.batch.judged import Judged
from verifier.config import Config
from verifier.errors import DocumentError, VerifierError
from verifier.model import DocumentLine, Failure, Report


@dataclass(frozen=True, slots=True)
class Setting:
    """What all articles of a batch share: the database file to read the library from, the configuration, the documents
    on the shelf, the batch's id (its runs' ids begin with it), and whether reports are wanted back beside the rows."""

    database: Path
    config: Config
    lines: tuple[DocumentLine, ...]
    batch: str
    offline: bool = False
    reports: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """An article and its place in the batch, from 1."""

    position: int
    item: Item


@dataclass(frozen=True, slots=True)
class Verified:
    """A verified article: the run as it is to be recorded, without its list of documents; how many claims have each
    verdict; the seconds it took; and the report where it was asked for."""

    item: str
    position: int
    run: record.Prepared
    verdicts: tuple[tuple[str, int], ...]
    seconds: float
    report: Report | None = None


Outcome = Verified | Failure


def timed_out(task: Task, limit: float) -> Failure:
    """What becomes of an article that took longer than `limit` seconds."""
    why = f"took longer than {limit:g} s; raise --time-limit or split it"
    return Failure(task.item.name, task.position, "timed_out", why)


FIRST = (
    b"Title: Harbour\nDate: 2025-03-04\n\n"
    b"The harbour master, Ana Silva, said on Monday that 12 ships were waiting. The north basin has been closed.\n"
)
"""What is verified once before the first article, so that all that is loaded when needed is there."""


class Worker:
    """Verifies one article after the other against a library that nobody changes meanwhile."""

    def __init__(self, setting: Setting) -> None:
        """Opens the database for reading. DatabaseError where it cannot be."""
        self.setting = setting
        self._held = database.connect(setting.database, readonly=True)
        self._shelf = desk.shelf(self._held, setting.lines, setting.config)
        self._judge = Judged()
        self._listed: record.Listing | None = None

    def warm(self) -> None:
        """Loads what the first article would have to wait for, so that its time is its own."""
        self.verify(Task(0, Item("first", data=FIRST)))

    def verify(self, task: Task) -> Outcome:
        """What became of an article. Whatever goes wrong with it is a named failure."""
        item = task.item
        try:
            return self._verified(task)
        except DocumentError as error:
            return Failure(item.name, task.position, error.state, str(error).removeprefix(f"{item.name}: "))
        except VerifierError as error:
            return Failure(item.name, task.position, "refused", str(error))
        except MemoryError:
            return Failure(item.name, task.position, "too_large", "there was not enough memory for it; split it")
        except Exception as error:  # noqa: BLE001 -- one bad article is one named failure, never the end of a batch
            return Failure(
                item.name, task.position, "fault", f"{type(error).__name__}: {error}; report this as a fault"
            )

    def close(self) -> None:
        """Closes the database."""
        self._held.close()

    def _listing(self) -> record.Listing:
        """The list of documents, which is the same for all articles: made once, and kept out of what goes back."""
        if self._listed is None:
            self._listed = record.listing(self.setting.lines)
        return self._listed

    def _verified(self, task: Task) -> Verified:
        setting = self.setting
        started = desk.utc_now()
        found = pipeline.verify(task.item.document(), setting.config.registry, self._shelf, judge=self._judge)
        finished = desk.utc_now()
        stamp = desk.Stamp(record.batches.run_id(setting.batch, task.position), started, finished, setting.offline)
        report = desk.report(found, setting.lines, setting.config, stamp)
        counts: dict[str, int] = {}
        for checked in report.claims:
            counts[checked.verdict.label] = counts.get(checked.verdict.label, 0) + 1
        return Verified(
            task.item.name,
            task.position,
            record.prepare(report, self._listing()).without_list(),
            tuple(sorted(counts.items())),
            (finished - started).total_seconds(),
            report if setting.reports else None,
        )
