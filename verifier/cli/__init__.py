"""The command `verify`: arguments in, exit status out. No logic, and nothing heavy loaded before it is needed."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from verifier.cli.commands import app
from verifier.cli.order import with_command
from verifier.cli.process import Leaving
from verifier.errors import VerifierError
from verifier.processes import collect_seldom, keep_to_one
from verifier.report.inert import one_line

__all__ = ["main", "run"]

FAILED = 2
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""

WrongArguments: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")
"""What the argument parser raises. Found through typer, which brings its own copy of click in some versions."""


def run() -> NoReturn:
    """Run the command line of this process and leave with its exit status."""
    leaving = Leaving()
    collect_seldom()
    # sqlite-utils loads pandas where it is installed: 0.2 s a command, for nothing. This process is ours alone.
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]
    keep_to_one()
    status = main(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        hush()
    leaving.status = status
    sys.exit(status)


def main(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status. Every error the user can mend is one line on standard error."""
    try:
        status = app(args=with_command(arguments) or ["--help"], prog_name="verify", standalone_mode=False)
    except WrongArguments as error:
        return failed(f"{error.format_message().rstrip('.')} (see `{_help_for(error)}`)")  # type: ignore[attr-defined]
    except VerifierError as error:
        return failed(str(error))
    except typer.Exit as leaving:
        return int(leaving.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except BrokenPipeError:
        hush()
        return 0
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return failed(f"{where}{error.strerror or error}")
    if status == INTERRUPTED:  # typer turns an interrupt into this status
        failed("stopped")
    if not arguments:
        return FAILED
    return status if isinstance(status, int) else 0


def failed(message: str) -> int:
    """Print one line on standard error and return the exit status of a failure."""
    typer.echo(f"verify: {one_line(message)}", err=True)
    return FAILED


def hush() -> None:
    """Nobody reads the output any more: let the interpreter's last flush go nowhere instead of complaining."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _help_for(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    return f"{context.command_path if context else 'verify'} --help"
