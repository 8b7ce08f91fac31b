"""`verify sources search` and `export`: looking into what the library holds, and taking it elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from verifier import facts, library, reading
from verifier.cli import options, output
from verifier.errors import UsageError
from verifier.library import registry, warc
from verifier.report.inert import clip, one_line
from verifier.report.wording import count


@dataclass(frozen=True, slots=True)
class Limits:
    """What a search is limited to: sources (all where none is named), days of publication, versions, hits."""

    sources: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    every_version: bool = False
    most: int = 10


def search(words: Sequence[str], limits: Limits, where: options.Place) -> int:
    """Print the passages held that match some words best, each with its document and place. 1 where there is none."""
    since, until = (_day(given, name) for given, name in ((limits.since, "--since"), (limits.until, "--until")))
    asked = " ".join(words)
    with where.opened() as held:
        numbers = registry.choose(
            held, sources=limits.sources or None, since=since, until=until, every_version=limits.every_version
        )
        shelf = library.StoredShelf(held, numbers)
        hits = shelf.search([*asked.split(), *facts.keys(asked)], limit=limits.most)
        for hit in hits:
            reference = shelf.reference(hit.reference_id)
            document, (start, end) = reference.document, reference.units[hit.unit]
            dated = f", {document.published.isoformat()}" if document.published else ""
            place = reading.place(document.locators, start)
            at = f", {one_line(place)}" if place else ""
            output.show(f"{one_line(reference.source_id)}  {one_line(document.path)}{dated}{at}\n")
            output.show(f"  {clip(document.text[start:end], 400)}\n")
    if not hits:
        output.show("nothing held matches\n")
    return 0 if hits else 1


def export(target: Path, sources: Sequence[str], where: options.Place) -> int:
    """Write the bytes that are kept to a WARC file, all versions, of the sources named or of all."""
    with where.opened() as held:
        written = warc.export(held, target, sources)
    output.show(f"{count(written, 'record')} written to {one_line(str(target))}\n")
    return 0


def _day(given: str | None, option: str) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise UsageError(f"{option}: {given[:40]!r} is not a day; write it as 2025-06-12") from None
