"""Word lists and tables from data files: plain text, one entry a line, `#` starts a comment line."""

from functools import cache
from importlib.resources import files

_FOLDER = files("verifier") / "resources" / "lexicons"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of resources/lexicons/<name>.txt in file order, stripped, without comments and empty lines.

    FileNotFoundError where the installation lacks the file.
    """
    raw = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in (part.strip() for part in raw.splitlines()) if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a word list as a set, as written."""
    return frozenset(lines(name))


@cache
def table(name: str) -> dict[str, str]:
    """The entries of a two-column list (`key: value`), the last of a key wins. Not to be changed by the caller."""
    return {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines(name))}


@cache
def groups(name: str) -> dict[str, frozenset[str]]:
    """A list cut by `[heading]` lines: heading -> its entries. Not to be changed by the caller."""
    out: dict[str, set[str]] = {}
    heading = ""
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
        else:
            out.setdefault(heading, set()).add(line)
    return {key: frozenset(entries) for key, entries in out.items()}
