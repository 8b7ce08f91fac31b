"""`verify sources add` and `verify sources fetch`: the registry grows by a table, the library by pages."""

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from verifier import config as settings
from verifier import database, library
from verifier.cli import options, output
from verifier.cli.progress import Progress
from verifier.errors import UsageError, VerifierError
from verifier.report.inert import one_line
from verifier.report.wording import count

AT_HAND = ("read", "not_modified")


@dataclass(frozen=True, slots=True)
class Entry:
    """A source to be registered, as given on the command line; what is empty is left out of the table."""

    id: str
    name: str
    kind: str = ""
    reliability: str = ""
    url: str = ""
    aliases: Sequence[str] = ()
    documents: Sequence[str] = ()


def add(entry: Entry, config: Path | None) -> int:
    """Append a table to config.toml, which is made where there is none. Nothing else in the file changes.

    UsageError where the id is taken; ConfigError, and an untouched file, where the table may not stand in it.
    """
    path = config or settings.find(Path.cwd()) or Path(settings.FILE_NAME)
    before = path.read_bytes().decode("utf-8") if path.exists() else ""
    if path.exists() and entry.id in {source.id for source in settings.load(path).sources}:
        raise UsageError(f"{path} has a source {entry.id!r} already: change it there, or take another id")
    gap = "" if not before.strip() else "\n" if before.endswith("\n") else "\n\n"
    after = f"{before}{gap}{_table(entry)}"
    try:
        settings.parse(tomllib.loads(after.removeprefix("\ufeff")), path=path)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} cannot take another source ({error}): add it by hand") from None
    output.write(path, after)
    output.show(f"registered {one_line(entry.name)} as {one_line(entry.id)} in {one_line(str(path))}\n")
    return 0


def _table(entry: Entry) -> str:
    key = entry.id if re.fullmatch(r"[A-Za-z0-9_-]+", entry.id) else _quoted(entry.id)
    rows = [f"[sources.{key}]", f"name = {_quoted(entry.name)}"]
    for name, value in (("kind", entry.kind), ("reliability", entry.reliability), ("url", entry.url)):
        if value:
            rows.append(f"{name} = {_quoted(value)}")
    for name, values in (("aliases", entry.aliases), ("documents", entry.documents)):
        if values:
            rows.append(f"{name} = [{', '.join(map(_quoted, values))}]")
    return "\n".join(rows) + "\n"


def _quoted(text: str) -> str:
    """The text as a TOML basic string: JSON's escapes are among TOML's, which wants DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


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
