"""The word lists of this room, in the shapes its finders ask for.

A missing file is a broken installation: FileNotFoundError.
"""

from functools import cache

from verifier.language import lexicons


def _split(entries: str) -> tuple[str, ...]:
    return tuple(entry for entry in (part.strip() for part in entries.split(",")) if entry)


@cache
def entries(name: str) -> frozenset[str]:
    """The entries of a list as a set; several on a line are parted by commas."""
    return frozenset(entry for line in lexicons.lines(f"facts/{name}") for entry in _split(line))


@cache
def members(name: str) -> dict[str, str]:
    """Lines of the form `key: member, member` as member -> key; the key is a member of itself."""
    found: dict[str, str] = {}
    for key, values in rows(name):
        for value in (key, *values):
            found.setdefault(value, key)
    return found


@cache
def rows(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Lines of the form `key: value, value`, in file order."""
    cut = (line.partition(":") for line in lexicons.lines(f"facts/{name}"))
    return tuple((key.strip(), _split(values)) for key, _, values in cut)


@cache
def sides(name: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Lines of the form `word, word | word, word`: two sides that stand against each other."""
    cut = (line.partition("|") for line in lexicons.lines(f"facts/{name}"))
    return tuple((_split(left), _split(right)) for left, _, right in cut)


def several(listing: str) -> frozenset[str]:
    """A small set of words written as one string, for sets that belong beside their rule and not in a file."""
    return frozenset(listing.split())
