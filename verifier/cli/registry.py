"""`verify sources list|show`: the registry of config.toml and what is held of it."""

from pathlib import Path

from verifier import library
from verifier.cli import options, output
from verifier.config import Config
from verifier.errors import UsageError
from verifier.model import Source
from verifier.report.inert import one_line
from verifier.report.wording import ADMIRALTY, count, kind


def listing(config: Path | None, db: Path | None) -> int:
    """Print one line a source of the user's, and how many are built in."""
    in_force = options.configuration(config)
    documents = _documents(in_force)
    lines = [_line(source, len(documents.get(source.id, ()))) for source in in_force.sources]
    lines.append(f"{count(len(in_force.sources), 'source')} registered in {one_line(_where(in_force))}; ")
    lines.append(f"{count(len(in_force.known), 'well-known name')} built in, without documents\n")
    output.show("".join(lines))
    return 0


def show(source_id: str, config: Path | None, db: Path | None) -> int:
    """Print everything about one source: names, grade, documents and whether each is there."""
    in_force = options.configuration(config)
    source = next((s for s in in_force.registry if s.id == source_id), None)
    if source is None:
        raise UsageError(f"there is no source {source_id!r} in {_where(in_force)}; `verify sources list` lists them")
    grade = f"{source.reliability}, {ADMIRALTY.get(source.reliability, '')}" if source.reliability else "not graded"
    rows = [
        ("id", source.id),
        ("name", source.name),
        ("also called", ", ".join(source.aliases)),
        ("kind", kind(source.kind)),
        ("reliability", grade),
        ("speaks for", ", ".join(source.affiliations)),
        ("home page", source.url or ""),
    ]
    output.show("".join(f"{name:<12} {one_line(value)}\n" for name, value in rows if value))
    for path, there in _documents(in_force).get(source.id, ()):
        output.show(f"{'document':<12} {one_line(path)}{'' if there else ' (missing)'}\n")
    return 0


def _documents(in_force: Config) -> dict[str, list[tuple[str, bool]]]:
    """Path and whether it is there, for every listed document by source id; an address counts as there."""
    found: dict[str, list[tuple[str, bool]]] = {}
    for entry in library.listed(in_force):
        found.setdefault(entry.source.id, []).append((entry.path, entry.file is None or entry.file.exists()))
    return found


def _line(source: Source, documents: int) -> str:
    grade = f" [{source.reliability}]" if source.reliability else ""
    return (
        f"{one_line(source.id)}  {one_line(source.name)}{grade}, {kind(source.kind)}: {count(documents, 'document')}\n"
    )


def _where(in_force: Config) -> str:
    return str(in_force.path) if in_force.path else "no config.toml"
