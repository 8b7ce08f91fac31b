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
