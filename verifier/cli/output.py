"""Where a report goes: standard output, or a file that appears whole or not at all."""

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from verifier.errors import UsageError

PIPED_WIDTH = 100
NAME = "{name}"


def colour(environment: Mapping[str, str]) -> bool:
    """Whether standard output shows colour: a terminal that is not dumb, unless NO_COLOR says no or FORCE_COLOR yes."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and environment.get("TERM") != "dumb"


def width(asked: int | None) -> int:
    """Columns to print in: as asked, as wide as the terminal, or a fixed width where there is none."""
    if asked is not None:
        return asked
    return shutil.get_terminal_size((PIPED_WIDTH, 40)).columns if sys.stdout.isatty() else PIPED_WIDTH


def show(text: str) -> None:
    """Write to standard output: UTF-8 unless a terminal speaks something else; a reader that went away is no error."""
    encoding = (sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode(encoding, "replace" if encoding.lower() != "utf-8" else "strict"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def named(pattern: Path, article: str) -> Path:
    """The output file of an article: {name} in the pattern becomes the article's file name without its ending."""
    if NAME not in str(pattern):
        return pattern
    stem = "standard-input" if article == "-" else Path(article.rstrip("/").rsplit("/", 1)[-1]).stem or "article"
    return Path(str(pattern).replace(NAME, stem))


def check_target(target: Path, article: str) -> None:
    """UsageError where a report could not be written there, or would overwrite the article."""
    if target.is_dir():
        raise UsageError(f"--output {target} is a folder; name a file")
    if not target.parent.is_dir():
        raise UsageError(f"--output {target}: there is no folder {target.parent}; make it first")
    if target.exists() and Path(article).exists() and target.samefile(article):
        raise UsageError(f"--output {target} is the article itself; name another file")


def write(target: Path, text: str) -> None:
    """Write a file as UTF-8 so that it appears whole: drafted beside itself, then renamed. Devices are written to."""
    data = text.encode("utf-8")
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(draft).chmod(mode)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
