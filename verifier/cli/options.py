"""The options that several commands share, and what follows from them: the configuration and the database in force."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verifier.errors import UsageError
from verifier.model import VERDICTS

if TYPE_CHECKING:
    from verifier.config import Config
    from verifier.library.store import Database

FORMATS = "terminal|markdown|html|json|csv|sarif"
FAIL_ON = "contradicted,misattributed"

ConfigFile = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="Configuration; default: the nearest config.toml upward from here."),
]
DatabaseFile = Annotated[
    Path | None,
    typer.Option("--db", metavar="FILE", help="Database; default: that of the configuration, else verifier.db."),
]
Format = Annotated[str, typer.Option("--format", metavar=FORMATS, help="What the report looks like.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", metavar="FILE", help="Write the report there; {name} stands for the article's name."),
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="HOST", help="A host inside the own network that may be fetched; repeatable."),
]
Offline = Annotated[bool, typer.Option("--offline", help="Make no network connection.")]
FailOn = Annotated[
    str,
    typer.Option("--fail-on", metavar="VERDICT[,VERDICT]", help="Leave with 1 if a claim has one of these verdicts."),
]
NoFail = Annotated[bool, typer.Option("--no-fail", help="Leave with 0 whatever the verdicts.")]
ShowAll = Annotated[bool, typer.Option("--all", help="Show every claim in full (terminal).")]
Width = Annotated[
    int | None, typer.Option("--width", min=40, max=1000, metavar="COLUMNS", help="Width of the terminal report.")
]

FromFile = Annotated[
    list[Path] | None,
    typer.Option("--from-file", metavar="LIST", help="Check all that a file names: a path or URL a line; - is stdin."),
]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", min=0, max=1000, metavar="N", help="Batch: processes at work; 0: one a core.  [default: 1]"),
]
TimeLimit = Annotated[
    float,
    typer.Option("--time-limit", min=1, metavar="SECONDS", help="Batch: an article that takes longer has failed."),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster", metavar="WHERE", help="Batch: work on a dask cluster, tcp://HOST:PORT or local:N (extra dask)."
    ),
]
Resume = Annotated[bool, typer.Option("--resume", help="Batch: go on with the interrupted one of these articles.")]


def configuration(config: Path | None) -> "Config":
    """The configuration in force: the given file, the nearest config.toml, or the built-in defaults."""
    from verifier import config as settings

    return settings.load(config or settings.find(Path.cwd()))


def database_path(config: Path | None, db: Path | None) -> Path:
    """The database file in force; the configuration is not read where a file is given."""
    return db or configuration(config).database


def opened(config: Path | None, db: Path | None) -> "Database":
    """The database in force, which must be there. DatabaseError where it is not or cannot be used."""
    import os

    from verifier import database

    path = database_path(config, db)
    return database.connect(path, create=False, readonly=path.exists() and not os.access(path, os.W_OK))


def verdicts(fail_on: str, *, no_fail: bool) -> frozenset[str]:
    """The verdicts that make the exit status 1. UsageError for a word that is no verdict."""
    if no_fail:
        return frozenset()
    wanted = [word.strip() for word in fail_on.split(",") if word.strip()]
    for word in wanted:
        if word not in VERDICTS:
            raise UsageError(f"--fail-on: {word!r} is not a verdict: use {', '.join(VERDICTS)}")
    return frozenset(wanted)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the database is to be looked for: the options --config and --db as given."""

    config: Path | None
    db: Path | None

    def opened(self) -> "Database":
        """The database, as `opened`."""
        return opened(self.config, self.db)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a command may go into the network: the options --offline and --allow-host as given."""

    offline: bool = False
    allow_hosts: tuple[str, ...] = ()
