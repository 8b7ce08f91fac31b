"""The desk: takes the inputs in, has them verified, stamps the run and records it.

What the command line, the Python door and batches share. The only room that touches the working directory.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from verifier import config as settings
from verifier import database, library, pipeline, reading, record
from verifier.library.store import Database
from verifier.model import CheckedClaim, Document, DocumentLine, Report, Run, Shelf

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The clock of everyday use."""
    return datetime.now(UTC)


def settled(config: Path | None, db: Path | None, allow_hosts: Sequence[str] = ()) -> tuple[settings.Config, Path]:
    """The configuration and the database file of a run: `config` None stands for the nearest config.toml upward from
    the working directory, `db` None for the configured one; `allow_hosts` are hosts of the own network that may be
    fetched beside the configured ones. ConfigError where the file is missing or wrong."""
    found = settings.allowing(settings.load(config or settings.find(Path.cwd())), allow_hosts)
    return found, db or found.database


def shelf(held: Database, lines: Sequence[DocumentLine], config: settings.Config) -> Shelf:
    """The library as a run sees it: the documents of `lines`, searched by the engine that the settings name."""
    return library.open_shelf(held, lines, engine=config.settings.engine)


def check(
    article: str,
    *,
    config: Path | None = None,
    db: Path | None = None,
    offline: bool = False,
    allow_hosts: Sequence[str] = (),
    clock: Clock = utc_now,
    progress: pipeline.Progress | None = None,
) -> Report:
    """Verify one article (a path, an address, or "-" for standard input), record the run, and return its report.

    Inputs are read before the database is opened, so that a bad article or configuration leaves no file behind; only a
    page needs the database first, which keeps its bytes. Decisions that people made on the same claims in earlier
    runs come back with the report, stale where the verdict changed.
    Errors: InputError, ConfigError, DocumentError, DatabaseError.
    """
    started = clock()
    in_force, file = settled(config, db, allow_hosts)
    document = None if settings.is_url(article) else reading.read(article)
    with database.connect(file) as held:
        document = document or library.read_article(held, article, in_force, offline=offline, clock=clock)
        lines = library.sync(held, in_force, offline=offline, clock=clock, progress=progress)
        found = pipeline.verify(
            document,
            in_force.registry,
            shelf(held, lines, in_force),
            progress=progress,
        )
        stamp = Stamp(_run_id(found.article, started), started, clock(), offline)
        made = report(found, lines, in_force, stamp)
        record.save(held, made, config=in_force.data)
        return record.with_reviews(held, made)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh came to: the run looked at, its claims that no longer rested on what is in force, and the run
    that follows it (None where nothing had to be recorded)."""

    old: Report
    loose: tuple[record.Loosened, ...]
    new: Report | None


def refresh(
    run: str | None,
    *,
    config: Path | None = None,
    db: Path | None = None,
    offline: bool = False,
    allow_hosts: Sequence[str] = (),
    clock: Clock = utc_now,
    progress: pipeline.Progress | None = None,
) -> Refreshed:
    """Bring the sources up to date and check the claims of a run again that no longer rest on what is in force.

    The article is taken as recorded. The other claims are carried over unchanged, with the versions of documents that
    they were checked against. The outcome is a run of its own that names the one it follows; the old one stays. Nothing
    is recorded where no claim is loose, or where checking again gives the same against the same documents.
    Errors: UsageError for an unknown run, ConfigError, DatabaseError.
    """
    started = clock()
    in_force, file = settled(config, db, allow_hosts)
    with database.connect(file, create=False) as held:
        old = record.load(held, run)
        no_network = offline or in_force.settings.offline
        library.refresh(held, in_force, clock=clock, offline=no_network, progress=progress)
        lines = library.sync(held, in_force, offline=True, clock=clock, progress=progress)
        loose = tuple(record.loosened(held, old))
        if not loose:
            return Refreshed(old, loose, None)
        numbers = {one.claim.claim.id for one in loose}
        on_shelf = shelf(held, lines, in_force)
        found = pipeline.verify_again(old, numbers, in_force.registry, on_shelf, progress=progress)
        note = (
            f"follows run {old.run.id}: {len(numbers)} of {len(old.claims)} claims checked again after their sources' "
            "documents changed, the others carried over"
        )
        found = replace(found, problems=(note, *found.problems))
        lines = [*_carried(old, found.claims, lines), *lines]
        if _bare(old.claims) == _bare(found.claims) and {line.id for line in lines} <= {x.id for x in old.documents}:
            return Refreshed(old, loose, None)
        stamp = Stamp(_run_id(found.article, started), started, clock(), offline)
        new = report(found, lines, in_force, stamp)
        record.save(held, new, config=in_force.data)
        return Refreshed(old, loose, record.with_reviews(held, replace(new, claims=_bare(new.claims))))


def _carried(old: Report, claims: Sequence[CheckedClaim], lines: Sequence[DocumentLine]) -> list[DocumentLine]:
    """The lines of earlier versions that passages carried over stand in; they are on no shelf any more."""
    passages = [p for item in claims for p in (*item.verdict.evidence, *item.verdict.considered)]
    missing = {passage.document_id for passage in passages} - {line.id for line in lines}
    return [replace(line, detail="an earlier version") for line in old.documents if line.id in missing]


def _bare(claims: Sequence[CheckedClaim]) -> tuple[CheckedClaim, ...]:
    """The claims without people's decisions, which are kept apart from a run."""
    return tuple(replace(item, reviews=()) for item in claims)


class Stamp(NamedTuple):
    """What makes findings a run: its id, when it began and ended, and whether the network was left alone."""

    run_id: str
    started: datetime
    finished: datetime
    offline: bool


def report(found: pipeline.Findings, lines: Sequence[DocumentLine], config: settings.Config, stamp: Stamp) -> Report:
    """The report of a run: what was found, the documents that were on the shelf, and when."""
    unread = [line for line in lines if line.state not in ("read", "not_modified")]
    run = Run(
        id=stamp.run_id,
        started=_stamp(stamp.started),
        finished=_stamp(stamp.finished),
        version=version("verifier"),
        config_sha256=config.sha256,
        config_kept=config.data is not None,
        offline=stamp.offline,
        coverage=found.coverage,
        problems=found.problems
        + tuple(f"{line.path}: {line.state}{': ' + line.detail if line.detail else ''}" for line in unread),
    )
    return Report(
        run=run,
        article=found.article,
        sources=found.sources,
        documents=tuple(lines),
        claims=found.claims,
        asides=found.asides,
    )


def _stamp(moment: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond, with a final Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _run_id(article: Document, started: datetime) -> str:
    """Sortable by time and short enough to type: the second, then six hex digits of article and microsecond."""
    moment = started.astimezone(UTC)
    salt = hashlib.sha256(f"{article.sha256} {article.path} {moment.isoformat()}".encode()).hexdigest()[:6]
    return f"{moment:%Y%m%d-%H%M%S}-{salt}"
