"""Bringing the documents that config.toml lists into the database: what is unchanged costs a look, what changed is a
new version, what cannot be read is noted with its reason."""

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from verifier import reading
from verifier.config import Config
from verifier.errors import DocumentError
from verifier.library import collecting, store
from verifier.library.collecting import Clock, Progress, reason, stamp
from verifier.library.listing import Listed, listed
from verifier.model import DocumentLine
from verifier.reading import files

Row = dict[str, Any]
Look = dict[str, Any]

READABLE = ("read", "not_modified")
"""The states of a document that is on the shelf."""
AT_ONCE = 500
"""Documents whose rows are read with one statement: a statement a document costs more than the look at its file."""
SETTLED = timedelta(seconds=2)
"""A file changed within this time of the last look may change again under the same time stamp, so it is read anew."""


def sync(
    database: store.Database,
    config: Config,
    *,
    offline: bool,
    clock: Clock,
    progress: Progress | None = None,
) -> list[DocumentLine]:
    """One line for each document of each source, in the order of config.toml, after bringing the database up to date.

    A document that cannot be read now but was read before has two lines: why not now, and the version that is held.
    A document that cannot be read is noted with its named state and never raised. An address is fetched when it is not
    held yet, and not at all when `offline`. Each document is written in a transaction of its own, so that an end at any
    moment leaves whole documents only. ConfigError for a glob that matches nothing, before anything is written.
    """
    entries = listed(config)
    offline = offline or config.settings.offline
    store.complete(database, progress)
    lines = []
    folders: dict[str, str] = {}
    with ExitStack() as open_until_done:
        fetcher = None
        for done, (entry, held) in enumerate(_with_held(database, entries)):
            if progress:
                progress("reading the sources' documents", done, len(entries))
            line = None if entry.file is not None else collecting.held(database, entry, offline=offline, now=clock())
            if entry.file is not None:
                line = _file(database, entry, held, _look(entry, entry.file, folders), clock())
            elif line is None:
                fetcher = fetcher or open_until_done.enter_context(collecting.fetcher(config))
                line = collecting.collect(database, entry, fetcher, clock)
            lines.extend(_with_older(database, line))
    if progress:
        progress("reading the sources' documents", len(entries), len(entries))
    return lines


@dataclass(frozen=True, slots=True)
class Renewed:
    """One document looked at again: its line, and what that brought."""

    line: DocumentLine
    outcome: Literal["new", "changed", "unchanged", "failed"]


def refresh(
    database: store.Database,
    config: Config,
    ids: Iterable[str] = (),
    *,
    clock: Clock,
    offline: bool = False,
    progress: Progress | None = None,
) -> list[Renewed]:
    """Look at every document again of the sources named (of all, where none is), in the order of config.toml.

    Addresses are asked for on condition that they changed, files are read where they changed. What changed is a new
    version; the old one stays. With `offline` files alone are looked at, and addresses are left out.
    """
    wanted = frozenset(ids)
    entries = [entry for entry in listed(config) if not wanted or entry.source.id in wanted]
    entries = [entry for entry in entries if entry.file is not None or not offline]
    renewed = []
    folders: dict[str, str] = {}
    with ExitStack() as open_until_done:
        fetcher = None
        for done, (entry, before) in enumerate(_with_held(database, entries)):
            if progress:
                progress("looking at the sources' documents again", done, len(entries))
            if entry.file is not None:
                line = _file(database, entry, before, _look(entry, entry.file, folders), clock())
            else:
                fetcher = fetcher or open_until_done.enter_context(collecting.fetcher(config))
                line = collecting.collect(database, entry, fetcher, clock)
            renewed.append(Renewed(line, _outcome(before, line)))
    if progress:
        progress("looking at the sources' documents again", len(entries), len(entries))
    return renewed


def _outcome(before: Mapping[str, Any] | None, line: DocumentLine) -> Literal["new", "changed", "unchanged", "failed"]:
    if line.state not in READABLE:
        return "failed"
    if before is None:
        return "new"
    return "unchanged" if before["id"] == line.id else "changed"


def _with_older(database: store.Database, line: DocumentLine) -> list[DocumentLine]:
    """A line, and after a failure the line of what was read before and stays on the shelf."""
    older = None if line.state in READABLE else store.current(database, line.source_id, line.path)
    return [line] if older is None else [line, replace(store.line(older), detail=f"as read on {older['fetched']}")]


def _with_held(database: store.Database, entries: Sequence[Listed]) -> Iterator[tuple[Listed, Row | None]]:
    """Each entry with the row of its version in force, if one is held: read for many at a time, none too early."""
    for first in range(0, len(entries), AT_ONCE):
        some = entries[first : first + AT_ONCE]
        rows = store.current_of(database, ((entry.source.id, entry.path) for entry in some))
        for entry in some:
            yield entry, rows.get((entry.source.id, entry.path))


def _file(database: store.Database, entry: Listed, held: Row | None, look: Look | None, now: datetime) -> DocumentLine:
    """Bring one local file up to date."""
    if held is not None and look is not None and _settled(held, look, now):
        return store.line(held)
    file = entry.file
    assert file is not None
    try:
        data = files.read_bytes(str(file))
        document = reading.read_bytes(data, name=entry.path)
    except DocumentError as error:
        failed = store.Capture(
            entry.source.id,
            entry.path,
            error.state,
            detail=reason(error, str(file), entry.path),
            facts={"fetched": stamp(now)},
        )
        return store.keep(database, failed)
    standing = {"stat": json.dumps(look, sort_keys=True), "checked": stamp(now)}
    facts = {"fetched": stamp(now), "extractor": reading.extractor(document.media_type)}
    return store.keep(
        database,
        store.Capture(
            entry.source.id,
            entry.path,
            "read",
            document=document,
            data=data,
            published=entry.source.published,
            facts=facts,
            standing=standing,
        ),
    )


def _look(entry: Listed, file: Path, folders: dict[str, str]) -> Look | None:
    """What tells that a file need not be read again: its size and time, and what else goes into its row.

    `folders` keeps where each folder really lies, so that a link on the way is followed once for all files in it.
    """
    name = str(file)
    try:
        status = os.lstat(name)
        link = stat.S_ISLNK(status.st_mode)
        if link:
            status = os.stat(name)  # noqa: PTH116 - as the line above
    except (OSError, ValueError):
        return None
    folder, last = os.path.split(name)
    if not link and folder not in folders:
        folders[folder] = os.path.realpath(folder or os.curdir)
    place = os.path.realpath(name) if link else os.path.join(folders[folder], last)  # noqa: PTH118 - a thousand a run
    published = entry.source.published
    return {
        "size": status.st_size,
        "time": status.st_mtime_ns,
        "place": hashlib.sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:16],
        "published": published.isoformat() if published else None,
        "reading": reading.VERSION,
    }


def _settled(held: Row, look: Look, now: datetime) -> bool:
    if not held["stat"] or not held["checked"] or json.loads(held["stat"]) != look:
        return False
    changed = datetime.fromtimestamp(look["time"] / 1e9, tz=UTC)
    return changed + SETTLED < datetime.fromisoformat(held["checked"]) <= now
