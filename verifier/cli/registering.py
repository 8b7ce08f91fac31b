"""`verify sources add|remove|fetch`: the registry in config.toml changed, and pages brought into the library."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from verifier import config as settings
from verifier import database, library
from verifier.cli import options, output
from verifier.cli.progress import Progress
from verifier.errors import UsageError, VerifierError
from verifier.library import editing
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


def fetch(ids: Sequence[str], where: options.Place, *, refresh: bool) -> int:
    """Fetch the addresses of sources into the database and say what came of each; 2 if one could not be read."""
    in_force = options.configuration(where.config)
    known = {source.id for source in in_force.sources}
    for one in ids:
        if one not in known:
            raise UsageError(f"there is no source {one!r} in the configuration; `verify sources list` lists them")
    with database.connect(where.db or in_force.database) as held, Progress() as progress:
        lines = library.fetch(held, in_force, ids, clock=lambda: datetime.now(UTC), refresh=refresh, progress=progress)
    for line in lines:
        detail = f" ({one_line(line.detail)})" if line.detail else ""
        output.show(f"{one_line(line.source_id)}  {one_line(line.path)}: {one_line(line.state)}{detail}\n")
    failed = sum(line.state not in AT_HAND for line in lines)
    if not lines:
        output.show("no document of these sources is at an address\n")
    if failed:
        raise VerifierError(f"{failed} of {count(len(lines), 'document')} could not be fetched")
    return 0


def _file(config: Path | None) -> Path:
    return config or settings.find(Path.cwd()) or Path(settings.FILE_NAME)
