"""`verify doctor`: what is installed, configured, held and reachable. Nothing is contacted with --offline."""

import hashlib
import platform
import socket
import sqlite3
import sys
from collections.abc import Iterator
from importlib import metadata, resources
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from verifier.cli import options, output
from verifier.errors import VerifierError
from verifier.report.inert import one_line
from verifier.report.wording import count

SIGN = {"ok": "✓", "note": "·", "broken": "✗"}
TIMEOUT = 5.0
MOST_HOSTS = 20


class Line(NamedTuple):
    """One thing looked at: "ok", "note" (works, but worth knowing) or "broken"."""

    state: str
    what: str
    detail: str


def examine(config: Path | None, db: Path | None, *, offline: bool) -> int:
    """Print one line a thing; 2 if something is broken."""
    broken = False
    for line in _lines(config, db, offline):
        broken = broken or line.state == "broken"
        output.show(f"{SIGN[line.state]} {line.what:<14} {one_line(line.detail)}\n")
    return 2 if broken else 0


def _lines(config: Path | None, db: Path | None, offline: bool) -> Iterator[Line]:
    yield Line("ok", "verifier", metadata.version("verifier"))
    yield Line(
        "ok", "Python", f"{platform.python_version()} ({platform.system()} {platform.machine()}, {sys.executable})"
    )
    yield _sqlite()
    yield from _packages()
    yield from _models()
    yield from _configuration(config, db, offline)


def _sqlite() -> Line:
    held = sqlite3.connect(":memory:")
    try:
        held.execute("CREATE VIRTUAL TABLE probe USING fts5(text)")
    except sqlite3.OperationalError:
        return Line("broken", "SQLite", f"{sqlite3.sqlite_version} lacks full-text search (FTS5): use another Python")
    finally:
        held.close()
    return Line("ok", "SQLite", f"{sqlite3.sqlite_version}, with full-text search")


def _packages() -> Iterator[Line]:
    have: list[str] = []
    lacking: list[str] = []
    extras: list[str] = []
    for need in metadata.requires("verifier") or []:
        name = need.split(";")[0].strip()
        for mark in "<>=!~[ (":
            name = name.split(mark)[0]
        try:
            label = f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            if "extra ==" not in need:
                lacking.append(name)
            continue
        (extras if "extra ==" in need else have).append(label)
    yield Line("ok", "packages", ", ".join(have))
    if lacking:
        yield Line("broken", "packages", f"not installed: {', '.join(lacking)}; install verifier again")
    if extras:
        yield Line("ok", "extras", ", ".join(extras))


def _models() -> Iterator[Line]:
    folder = resources.files("verifier") / "resources" / "models"
    found = (
        sorted((entry for entry in folder.iterdir() if entry.is_dir()), key=lambda e: e.name) if folder.is_dir() else []
    )
    for model in found:
        files = sorted((f for f in model.iterdir() if f.is_file()), key=lambda f: f.name)
        if not files:
            yield Line("broken", "model", f"{model.name}: its folder is empty; install verifier again")
            continue
        digest = hashlib.sha256()
        size = 0
        for file in files:
            data = file.read_bytes()
            size += len(data)
            digest.update(f"{file.name}\0{len(data)}\0".encode() + data)
        yield Line("ok", "model", f"{model.name}: sha256 {digest.hexdigest()[:16]}, {size / 1e6:.1f} MB")
    if not found:
        yield Line("note", "model", "none: attribution and checking go by rules alone")


def _configuration(config: Path | None, db: Path | None, offline: bool) -> Iterator[Line]:
    try:
        in_force = options.configuration(config)
    except VerifierError as error:
        yield Line("broken", "config", str(error))
        if db:
            yield _database(db)
        return
    if in_force.path:
        yield Line("ok", "config", f"{in_force.path}, sha256 {(in_force.sha256 or '')[:16]}")
    else:
        yield Line("note", "config", "no config.toml here or above: no source of yours is registered")
    yield _database(db or in_force.database)
    try:
        from verifier import library

        listed = library.listed(in_force)
    except VerifierError as error:
        yield Line("broken", "documents", str(error))
        return
    missing = [entry.path for entry in listed if entry.file is not None and not entry.file.exists()]
    bare = [s.name for s in in_force.sources if not s.documents]
    yield Line("ok", "sources", f"{count(len(in_force.sources), 'source')}, {count(len(listed), 'document')}")
    if bare:
        yield Line("note", "sources", f"without a document: {', '.join(bare[:20])}{', …' if len(bare) > 20 else ''}")
    for path in missing[:20]:
        yield Line("broken", "document", f"{path}: there is no such file; mend `documents` in the configuration")
    hosts = sorted({_host(entry.path) for entry in listed if entry.file is None})
    yield from _network(hosts, offline or in_force.settings.offline)


def _database(path: Path) -> Line:
    from verifier import database, record

    if not path.exists():
        return Line("note", "database", f"{path}: not there yet; the first check makes it")
    try:
        with database.connect(path, create=False, readonly=True) as held:
            number = len(record.runs(held))
    except VerifierError as error:
        return Line("broken", "database", str(error))
    return Line("ok", "database", f"{path}, schema version {database.VERSION}, {count(number, 'run')}")


def _host(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def _network(hosts: list[tuple[str, int]], offline: bool) -> Iterator[Line]:
    if not hosts:
        yield Line("ok", "network", "not needed: every document is a file")
        return
    if offline:
        yield Line("note", "network", f"offline: nothing contacted; documents come from {count(len(hosts), 'host')}")
        return
    for host, port in hosts[:MOST_HOSTS]:
        try:
            socket.create_connection((host, port), timeout=TIMEOUT).close()
        except (OSError, UnicodeError) as error:
            yield Line("broken", "network", f"{host}:{port} does not answer ({error})")
        else:
            yield Line("ok", "network", f"{host}:{port} answers")
