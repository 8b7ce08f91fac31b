"""`verify sources`: the commands for the registered sources and their documents; names, help and options."""

from pathlib import Path
from typing import Annotated

import typer

from verifier.cli import options

sources = typer.Typer(help="The registered sources and their documents.", rich_markup_mode=None, add_completion=False)

Run = Annotated[str | None, typer.Argument(metavar="[RUN]", help="Which run; default: the last.")]
Sources = Annotated[list[str] | None, typer.Argument(metavar="ID", hidden=True)]
Documents = Annotated[list[str] | None, typer.Argument(metavar="DOCUMENT", hidden=True)]


@sources.command(name="list", epilog="\b\nExamples:\n  verify sources list")
def list_sources(config: options.ConfigFile = None, db: options.DatabaseFile = None) -> int:
    """List the registered sources and what is held of each."""
    from verifier.cli import registry

    return registry.listing(options.Place(config, db))


@sources.command(epilog="\b\nExamples:\n  verify sources show kcna")
def show(
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Show one source: its names, its grade, its documents."""
    from verifier.cli import registry

    return registry.show(source, options.Place(config, db))


@sources.command(
    epilog="""\b
Examples:
  verify sources add kcna 'sources/kcna*.txt' --name KCNA --kind state_media
  verify sources add ecb https://www.ecb.europa.eu/press/pr/date/2025/html/x.en.html
DOCUMENT is a path, a glob or an address. A source that is new is made; so is config.toml.
"""
)
def add(
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of the source.")],
    documents: Documents = None,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="The name that articles use.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="KIND", help="Such as government, person.")] = None,
    config: options.ConfigFile = None,
) -> int:
    """Register a source, or documents of one, in config.toml."""
    from verifier.cli import registering

    return registering.add(source, documents or (), config, name=name, kind=kind)


@sources.command(
    epilog="""\b
Examples:
  verify sources remove kcna sources/kcna_old.txt
  verify sources remove kcna                  the whole source
"""
)
def remove(
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of the source.")],
    documents: Documents = None,
    config: options.ConfigFile = None,
) -> int:
    """Take documents off a source, or the source out of config.toml."""
    from verifier.cli import registering

    return registering.remove(source, documents or (), config)


@sources.command(epilog="\b\nExamples:\n  verify sources fetch\n  verify sources fetch ecb --refresh")
def fetch(
    source: Sources = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Also ask again for what is held.")] = False,
    allow_host: options.AllowHost = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Fetch the documents at addresses: of the sources named, or of all."""
    from verifier.cli import registering

    reach = options.Reach(allow_hosts=tuple(allow_host or ()))
    return registering.fetch(source or (), options.Place(config, db), reach, refresh=refresh)


@sources.command(
    epilog="""\b
Examples:
  verify sources refresh
  verify sources refresh ecb kcna
  verify sources refresh --offline            files only
What changed is a new version; the old one stays for the runs that rest on it.
"""
)
def refresh(
    source: Sources = None,
    offline: options.Offline = False,
    allow_host: options.AllowHost = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Look at documents again, and list the claims of recorded runs that rested on what changed."""
    from verifier.cli import registering

    reach = options.Reach(offline, tuple(allow_host or ()))
    return registering.refresh(source or (), options.Place(config, db), reach)


@sources.command(epilog="\b\nExamples:\n  verify sources audit\n  verify sources audit 20250612-0930")
def audit(run: Run = None, config: options.ConfigFile = None, db: options.DatabaseFile = None) -> int:
    """Show how the claims credited to each source fared in a run, and what to look after."""
    from verifier.cli import registry

    return registry.audit(options.Place(config, db), run)


@sources.command(epilog="\b\nExamples:\n  verify sources missing")
def missing(run: Run = None, config: options.ConfigFile = None, db: options.DatabaseFile = None) -> int:
    """List the sources that a run lacks documents of, with what to look for."""
    from verifier.cli import registry

    return registry.missing(options.Place(config, db), run)


@sources.command(
    epilog="""\b
Examples:
  verify sources search "12,000 troops" --source kcna
  verify sources search ferry closed --since 2025-03-01 --until 2025-03-31
Numbers, days and names are found however they are written. Exit status: 1 where nothing matches.
"""
)
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", hidden=True)],
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="ID", help="In this source; repeatable.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DAY", help="Published on this day or later.")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help="Published on this day or before.")
    ] = None,
    versions: Annotated[bool, typer.Option("--versions", help="Also in superseded versions.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, metavar="N", help="Passages, at most.")] = 10,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Show the passages held that match some words best."""
    from verifier.cli import searching

    limits = searching.Limits(tuple(source or ()), since, until, versions, limit)
    return searching.search(words, limits, options.Place(config, db))


@sources.command(
    epilog="""\b
Examples:
  verify sources export pages.warc.gz
  verify sources export pages.warc.gz kcna
Needs the extra warc: pip install 'verifier[warc]'
"""
)
def export(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, as pages.warc.gz.")],
    source: Sources = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Write the pages and files that are kept, in all versions, to a WARC file."""
    from verifier.cli import searching

    return searching.export(target, source or (), options.Place(config, db))
