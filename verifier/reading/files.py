"""Paths and standard input -> bytes, under a limit and without surprises."""

import stat
import sys
from pathlib import Path

from verifier.errors import DocumentError
from verifier.reading import kinds
from verifier.reading.states import refuse

MOST_TEXT_BYTES = 20_000_000
"""Five million characters in the widest encoding."""
MOST_BYTES = 50_000_000
"""PDF, DOCX and HTML: a scanned report of 300 pages has about 30 MB."""
STDIN = "-"


def limit(media_type: str) -> int:
    """The most bytes of a document of that type that are read."""
    return MOST_TEXT_BYTES if media_type in (kinds.TEXT, kinds.MARKDOWN) else MOST_BYTES


def read_bytes(path: str) -> bytes:
    """The bytes of a file, or of standard input for "-". DocumentError with its state for what is no readable file."""
    if path == STDIN:
        return _bounded(sys.stdin.buffer.read(MOST_TEXT_BYTES + 1), MOST_TEXT_BYTES, "standard input")
    file = Path(path)
    most = limit(kinds.SUFFIXES.get(file.suffix.lower(), kinds.TEXT))
    try:
        status = file.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refuse("folder", path, "is a folder", "name a file in it")
        if not stat.S_ISREG(status.st_mode):
            raise refuse("unsupported", path, "is a device or a pipe", "use - to read standard input")
        if status.st_size > most:
            raise _too_large(path, status.st_size, most)
        with file.open("rb") as stream:
            return _bounded(stream.read(most + 1), most, path)
    except (FileNotFoundError, NotADirectoryError):
        cure = "only http and https addresses are fetched" if "://" in path else "check the path"
        raise refuse("missing", path, "no such file", cure) from None
    except PermissionError:
        raise refuse("not_permitted", path, "may not be read", "check its permissions") from None
    except OSError as error:
        raise refuse("not_permitted", path, f"cannot be read ({error.strerror})", "check the path") from None
    except ValueError:
        raise refuse("missing", repr(path)[:200], "is not a path", "check the path") from None


def _bounded(data: bytes, most: int, name: str) -> bytes:
    if len(data) > most:
        raise _too_large(name, len(data), most)
    if not data.strip():
        raise refuse("empty", name, "is empty", "give a file with text in it")
    return data


def _too_large(name: str, size: int, most: int) -> DocumentError:
    what = f"has {size / 1e6:.0f} MB, more than the {most // 1_000_000} MB that are read"
    return refuse("too_large", name, what, "split it")
