"""What was named -> the articles of a batch: folders, globs, lists, tables of texts, web archives, files, addresses."""

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from verifier.batch import inputs_tables, inputs_warc
from verifier.batch.items import Item, failed
from verifier.config import is_url
from verifier.errors import DocumentError, UsageError
from verifier.reading import files, kinds

MOST_FILES = 2_000_000
"""A glob that matches more is taken for a mistake, such as ** at the root of a disk."""
MOST_LISTED = 1_000
"""Code points of one line of a list: no path or address is longer."""

Page = Callable[[str], Item]
"""Gives the item of an address: fetched once, and from then on as it was kept."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the articles of a batch are taken from: `named` are paths, folders, globs, tables, archives and addresses;
    `lists` are files that name one such a line."""

    named: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """As it is recorded with the batch, so that the same command finds it again."""
        return (*self.named, *(f"--from-file={name}" for name in self.lists))


def is_several(name: str) -> bool:
    """Whether a word of the command line stands for many articles: a folder, a glob, a table or an archive."""
    if name == files.STDIN or is_url(name):
        return False
    path = Path(name)
    if path.is_dir():
        return True
    return _table(name) is not None or (glob.has_magic(name) and not path.exists())


def items(given: Given, *, page: Page, beside: Set[str] = frozenset()) -> Iterator[Item]:
    """Every article named, each under a name of its own, in the same order each time: files of a folder by path.

    `beside` are real paths of files that a folder may hold beside its articles: the sources' documents. A file that
    is named twice counts once. What cannot be read is an item that says why. UsageError for a word that names nothing
    at all, for a folder or glob without articles, and for a table without a column of texts.
    """
    seen: dict[str, int] = {}
    for item, is_file in _all(given, page, beside):
        times = seen.get(item.name, 0)
        seen[item.name] = times + 1
        if times == 0:
            yield item
        elif not is_file:
            numbered = f"{item.name} ({times + 1})"
            seen[numbered] = 1
            yield replace(item, name=numbered)


def _all(given: Given, page: Page, beside: Set[str]) -> Iterator[tuple[Item, bool]]:
    for name in given.named:
        yield from _of(name, page, beside)
    for listing in given.lists:
        for name in _lines(listing):
            if is_url(name):
                yield page(name), True
            elif (table := _table(name)) is not None and Path(name).is_file():
                yield from ((item, False) for item in table(name))
            elif Path(name).is_dir():
                yield from ((read(path), True) for path in _folder(name, beside))
            else:
                yield read(name), True


def _of(name: str, page: Page, beside: Set[str]) -> Iterator[tuple[Item, bool]]:
    path = Path(name)
    if is_url(name):
        yield page(name), True
    elif path.is_dir():
        found = list(_folder(name, beside))
        if not found:
            raise UsageError(f"{name}: no article in this folder (looked for {', '.join(kinds.SUFFIXES)})")
        yield from ((read(file), True) for file in found)
    elif path.exists():
        table = _table(name)
        yield from ((item, False) for item in table(name)) if table else [(read(name), True)]
    elif glob.has_magic(name):
        for file in _matching(name):
            yield from _of(file, page, beside)
    else:
        raise UsageError(f"{name}: no such file or folder; check the path")


def read(name: str) -> Item:
    """The item of a file."""
    try:
        return Item(name, files.read_bytes(name))
    except DocumentError as error:
        return failed(name, error)


def _table(name: str) -> Callable[[str], Iterable[Item]] | None:
    """What reads a file that holds many articles; None for a file that is one."""
    lower = name.lower()
    if lower.endswith((".jsonl", ".ndjson")):
        return inputs_tables.json_lines
    if lower.endswith(".csv"):
        return inputs_tables.csv_rows
    if lower.endswith((".warc", ".warc.gz")):
        return inputs_warc.pages
    return None


def _folder(name: str, beside: Set[str]) -> Iterator[str]:
    """The readable files in a folder and all folders below, by path; hidden ones and links to folders left out."""
    for place, folders, names in os.walk(name):
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        for file in sorted(names):
            if not file.startswith(".") and Path(file).suffix.lower() in kinds.SUFFIXES:
                path = Path(place) / file
                if not beside or str(path.resolve()) not in beside:
                    yield path.as_posix()


def _matching(pattern: str) -> Sequence[str]:
    found = sorted(islice(glob.iglob(pattern, recursive=True), MOST_FILES + 1))  # noqa: PTH207 - absolute patterns too
    if not found:
        raise UsageError(f'"{pattern}" matches no file; mend the pattern')
    if len(found) > MOST_FILES:
        raise UsageError(f'"{pattern}" matches more than {MOST_FILES:,} files; narrow it')
    whole = [Path(path).as_posix() for path in found if not Path(path).is_dir()]
    return whole or [Path(path).as_posix() for path in found]


def _lines(listing: str) -> Iterator[str]:
    """The names in a list; empty lines and lines that start with # are left out."""
    try:
        text = files.read_bytes(listing).decode("utf-8-sig", "surrogateescape")
    except DocumentError as error:
        raise UsageError(f"--from-file {error}") from None
    for line in text.splitlines():
        name = line.strip()
        if name and not name.startswith("#"):
            yield name[:MOST_LISTED]
