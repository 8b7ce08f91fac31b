"""`verify sources`: the registered sources and their documents."""

from typing import Annotated

import typer

from verifier.cli import options

sources = typer.Typer(
    help="The registered sources and their documents.",
    rich_markup_mode=None,
    add_completion=False,
)


@sources.command(name="list", epilog="\b\nExamples:\n  verify sources list")
def list_sources(config: options.ConfigFile = None, db: options.DatabaseFile = None) -> int:
    """List the registered sources."""
    from verifier.cli import registry

    return registry.listing(config, db)


@sources.command(epilog="\b\nExamples:\n  verify sources show kcna")
def show(
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Show one source: its names, its grade, its documents."""
    from verifier.cli import registry

    return registry.show(source, config, db)


@sources.command(epilog="\b\nExamples:\n  verify sources audit\n  verify sources audit 20250612-0930")
def audit(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="Which run; default: the last.")] = None,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Show how the claims credited to each source fared in a run."""
    from verifier.cli import records

    return records.sources(options.Place(config, db), run)


@sources.command(
    epilog="""\b
Examples:
  verify sources add kcna "KCNA" --kind state_media --reliability D --document 'sources/kcna*.txt'
  verify sources add ecb "European Central Bank" --alias ECB --document https://www.ecb.europa.eu/press/x.html
"""
)
def add(
    source: Annotated[str, typer.Argument(metavar="ID", help="The id of the new source.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name that articles use.")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Such as government, company, person.")] = "",
    reliability: Annotated[str, typer.Option("--reliability", metavar="A-F", help="Admiralty code.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Home page.")] = "",
    alias: Annotated[list[str] | None, typer.Option("--alias", metavar="NAME", help="Another name.")] = None,
    document: Annotated[
        list[str] | None, typer.Option("--document", metavar="PATH|URL", help="Path, glob or address.")
    ] = None,
    config: options.ConfigFile = None,
) -> int:
    """Register a source: append it to config.toml, which is made where there is none."""
    from verifier.cli import registering

    entry = registering.Entry(source, name, kind, reliability, url, alias or (), document or ())
    return registering.add(entry, config)


@sources.command(epilog="\b\nExamples:\n  verify sources fetch\n  verify sources fetch ecb --refresh")
def fetch(
    source: Annotated[list[str] | None, typer.Argument(metavar="ID", hidden=True)] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Also ask again for what is held.")] = False,
    config: options.ConfigFile = None,
    db: options.DatabaseFile = None,
) -> int:
    """Fetch the documents at addresses: of the sources named, or of all."""
    from verifier.cli import registering

    return registering.fetch(source or (), options.Place(config, db), refresh=refresh)
