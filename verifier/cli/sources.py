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
