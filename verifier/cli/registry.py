"""`verify sources list|show|audit|missing`: the registry, what is held of it, and what a person should look after."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime

from verifier import database, record
from verifier.cli import options, output
from verifier.config import Config
from verifier.library import registry
from verifier.library.registry import Entry, Held
from verifier.library.store import Database
from verifier.report import overview
from verifier.report.inert import one_line
from verifier.report.wording import ADMIRALTY, count, kind

STATES = {"not_fetched": "not read yet"}


def listing(where: options.Place) -> int:
    """Print one line a source of the user's, and how many are built in."""
    config = options.configuration(where.config)
    with _shelf(where, config) as held:
        entries = registry.overview(config, held)
    lines = [f"{_line(entry)}\n" for entry in entries]
    lines.append(f"{count(len(entries), 'source')} registered in {one_line(_file(config))}; ")
    lines.append(f"{count(len(config.known), 'well-known name')} built in, without documents\n")
    output.show("".join(lines))
    return 0


def show(source_id: str, where: options.Place) -> int:
    """Print everything about one source: names, grade, documents and what is held of each."""
    config = options.configuration(where.config)
    with _shelf(where, config) as held:
        entry = registry.entry(config, held, source_id)
    source = entry.source
    grade = f"{source.reliability}, {ADMIRALTY.get(source.reliability, '')}" if source.reliability else "not graded"
    rows = [
        ("id", source.id),
        ("name", source.name),
        ("also called", ", ".join(source.aliases)),
        ("kind", kind(source.kind)),
        ("reliability", grade),
        ("speaks for", ", ".join(source.affiliations)),
        ("home page", source.url or ""),
        *(("document", _document(held_one)) for held_one in entry.documents),
    ]
    output.show("".join(f"{name:<12} {one_line(value)}\n" for name, value in rows if value))
    return 0


def audit(where: options.Place, run: str | None) -> int:
    """Print how the claims credited to each source fared in a run, and what about the sources needs looking after."""
    config = options.configuration(where.config)
    with where.opened() as held:
        found = record.load(held, run)
        concerns = registry.audit(config, held, datetime.now(UTC))
    borne = overview.borne_out(found)
    output.show(f"run {one_line(found.run.id)}\n")
    for source in found.sources:
        good, checked = borne.get(source.id, (0, 0)) if source.id else (0, 0)
        fared = f"{good} of {checked} checked borne out" if checked else "nothing checked"
        known = "" if source.registered else ", not registered"
        numbers = f"{count(source.claims, 'claim')}, {count(source.documents, 'document')}"
        output.show(f"  {one_line(source.name)}{known}: {numbers}, {fared}\n")
    if concerns:
        output.show("to look after\n")
    for concern in concerns:
        output.show(f"  {one_line(concern.source_id)} {one_line(concern.what)}: {one_line(concern.advice)}\n")
    return 0


def missing(where: options.Place, run: str | None) -> int:
    """Print the sources that claims of a run rest on and no document is held of, with what to look for."""
    config = options.configuration(where.config)
    with where.opened() as held:
        found = registry.missing(record.load(held, run), config.registry)
    for gap in found:
        rest = "rests" if len(gap.claims) == 1 else "rest"
        output.show(f"{one_line(gap.name)}, {kind(gap.kind)}: {count(len(gap.claims), 'claim')} {rest} on it")
        output.show(f" ({', '.join(map(str, gap.claims))})\n  look for {gap.look_for}")
        output.show(f"; the article is of {gap.published.isoformat()}" if gap.published else "")
        output.show(f"; it publishes at {one_line(gap.where)}\n" if gap.where else "\n")
        for unread in gap.unread:
            output.show(f"  registered, but not read: {one_line(unread)}\n")
    if not found:
        output.show("no named source lacks a document\n")
    return 0


def _shelf(where: options.Place, config: Config) -> AbstractContextManager[Database | None]:
    """The database if it is there; the registry can be shown without one."""
    path = where.db or config.database
    return database.connect(path, create=False, readonly=True) if path.exists() else nullcontext()


def _line(entry: Entry) -> str:
    source = entry.source
    grade = f" [{source.reliability}]" if source.reliability else ""
    about = f"{one_line(source.id)}  {one_line(source.name)}{grade}, {kind(source.kind)}"
    return f"{about}: {', '.join(_numbers(entry)) or 'no document'}"


def _numbers(entry: Entry) -> Iterator[str]:
    states = [held.line.state for held in entry.documents]
    if states:
        yield count(len(states), "document")
    for state in dict.fromkeys(states):
        if state not in ("read", "not_modified"):
            yield f"{states.count(state)} {STATES.get(state, one_line(state))}"


def _document(held: Held) -> str:
    line = held.line
    if line.state not in ("read", "not_modified"):
        return f"{line.path}: {STATES.get(line.state, line.state)}{f' ({line.detail})' if line.detail else ''}"
    title = f", “{line.title}”" if line.title else ""
    dated = f", {line.published.isoformat()}" if line.published else ""
    digest = f", sha256 {line.sha256[:16]}" if line.sha256 else ""
    versions = f", version {held.versions}" if held.versions > 1 else ""
    return f"{line.path}{title}{dated}, {line.characters} characters{digest}{versions}"


def _file(config: Config) -> str:
    return str(config.path) if config.path else "no config.toml"
