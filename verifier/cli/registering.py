"""`verify sources add|remove|fetch|refresh`: the registry in config.toml changed, and documents brought up to date."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from verifier import config as settings
from verifier import database, library, record
from verifier.cli import options, output, refreshing
from verifier.cli.progress import Progress
from verifier.errors import UsageError, VerifierError
from verifier.library import editing
from verifier.library.store import Database
from verifier.model import CheckedClaim, DocumentLine
from verifier.report.inert import one_line
from verifier.report.wording import count

AT_HAND = ("read", "not_modified")


def add(
    source_id: str, documents: Sequence[str], config: Path | None, *, name: str | None = None, kind: str | None = None
) -> int:
    """Register documents for a source, which is made where it is new, as is config.toml."""
    done = editing.add(_file(config), source_id, documents, name=name, kind=kind)
    what = f"registered {one_line(done.source_id)}, " if done.whole_source else f"{one_line(done.source_id)}: "
    output.show(f"{what}{count(len(done.documents), 'document')} added in {one_line(str(done.path))}\n")
    if done.whole_source:
        output.show("its aliases, reliability and affiliations can be written there\n")
    return 0


def remove(source_id: str, documents: Sequence[str], config: Path | None) -> int:
    """Take documents off a source, or with none named the whole source. The database keeps what it has."""
    done = editing.remove(_file(config), source_id, documents)
    what = "removed" if done.whole_source else f"{count(len(done.documents), 'document')} removed"
    output.show(f"{one_line(done.source_id)}: {what} in {one_line(str(done.path))}; the database keeps what it holds\n")
    return 0


def fetch(ids: Sequence[str], where: options.Place, reach: options.Reach, *, refresh: bool) -> int:
    """Fetch the addresses of sources into the database and say what came of each; 2 if one could not be read."""
    in_force = _in_force(ids, where, reach)
    with database.connect(where.db or in_force.database) as held, Progress() as progress:
        lines = library.fetch(held, in_force, ids, clock=_now, refresh=refresh, progress=progress)
    for line in lines:
        output.show(_told(line, line.state))
    failed = sum(line.state not in AT_HAND for line in lines)
    if not lines:
        output.show("no document of these sources is at an address\n")
    if failed:
        raise VerifierError(f"{failed} of {count(len(lines), 'document')} could not be fetched")
    return 0


def refresh(ids: Sequence[str], where: options.Place, reach: options.Reach) -> int:
    """Look at the documents of sources again, say what came of each, and list the claims that rested on what changed.

    Listed are claims of the last run of each article. 2 if a document could not be read.
    """
    in_force = _in_force(ids, where, reach)
    offline = reach.offline or in_force.settings.offline
    with database.connect(where.db or in_force.database) as held:
        with Progress() as progress:
            renewed = library.refresh(held, in_force, ids, clock=_now, offline=offline, progress=progress)
        for one in renewed:
            output.show(_told(one.line, one.line.state if one.outcome == "failed" else one.outcome))
        if not renewed:
            output.show("no document of these sources can be looked at again\n")
        for said in _loose(held, frozenset(ids)):
            output.show(said)
    failed = sum(one.outcome == "failed" for one in renewed)
    if failed:
        raise VerifierError(f"{failed} of {count(len(renewed), 'document')} could not be read; what was held stays")
    return 0


def _loose(held: Database, ids: frozenset[str]) -> Iterator[str]:
    """What to tell of claims of recorded runs that no longer rest on what is in force: of these sources, or of all."""
    last = {line.path: line.id for line in reversed(record.runs(held))}
    for run in last.values():
        report = record.load(held, run)
        loose = [one for one in record.loosened(held, report) if not ids or ids & _sources(one.claim)]
        if loose:
            claims = f"{count(len(loose), 'claim')} of run {one_line(run)}, {one_line(report.article.path)}"
            yield f"\n{claims}: no longer on what is in force; to verify again: verify refresh {one_line(run)}\n"
            yield from (refreshing.loose(one) for one in loose)


def _sources(item: CheckedClaim) -> set[str]:
    """The sources whose documents a claim rests on: those of its passages, else those that it names."""
    if item.verdict.evidence:
        return {passage.source_id for passage in item.verdict.evidence if passage.source_id}
    chain = item.claim.attribution.chain if item.claim.attribution else ()
    return {link.source_id for link in chain if link.source_id}


def _told(line: DocumentLine, outcome: str) -> str:
    detail = f" ({one_line(line.detail)})" if line.detail else ""
    return f"{one_line(line.source_id)}  {one_line(line.path)}: {one_line(outcome)}{detail}\n"


def _in_force(ids: Sequence[str], where: options.Place, reach: options.Reach) -> settings.Config:
    """The configuration, which must know these sources, with the hosts that were allowed for this once."""
    found = settings.allowing(options.configuration(where.config), reach.allow_hosts)
    known = {source.id for source in found.sources}
    for one in ids:
        if one not in known:
            raise UsageError(f"there is no source {one!r} in the configuration; `verify sources list` lists them")
    return found


def _now() -> datetime:
    return datetime.now(UTC)


def _file(config: Path | None) -> Path:
    return config or settings.find(Path.cwd()) or Path(settings.FILE_NAME)
