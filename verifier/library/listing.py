"""What config.toml lists: each document entry of each source, globs expanded, addresses told from paths."""

import glob
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from verifier.config import Config, is_url
from verifier.errors import ConfigError
from verifier.model import Source

MOST_FILES = 100_000
"""A glob that matches more is taken for a mistake, such as ** at the root of a disk."""


class Listed(NamedTuple):
    """One document of one source: `path` as reports show it, `file` where it lies (None for an address)."""

    source: Source
    path: str
    file: Path | None


def listed(config: Config) -> tuple[Listed, ...]:
    """All documents of all sources, in the order of config.toml, files of a glob by name, none twice for one source.

    ConfigError for a glob that matches nothing. A plain path is listed whether it is there or not.
    """
    return tuple(
        entry for source in config.sources for entry in {one.path: one for one in _of_source(config, source)}.values()
    )


def _of_source(config: Config, source: Source) -> Iterator[Listed]:
    for pattern in source.documents:
        if is_url(pattern):
            yield Listed(source, pattern, None)
        elif not glob.has_magic(pattern) or (config.folder / pattern).is_file():
            yield Listed(source, pattern, config.folder / pattern)
        else:
            yield from _matching(config, source, pattern)


def _matching(config: Config, source: Source, pattern: str) -> Iterator[Listed]:
    place = f"{config.path or 'config.toml'}: [sources.{source.id}] documents"
    folder = config.folder
    found = islice(glob.iglob(pattern, root_dir=folder, recursive=True), MOST_FILES + 1)  # noqa: PTH207 - absolute too
    # a Path made for each of a thousand files costs more than the look at them
    paths = sorted(path for path in found if not os.path.isdir(os.path.join(folder, path)))  # noqa: PTH112, PTH118
    if not paths:
        raise ConfigError(f'{place}: "{pattern}" matches no file; mend the pattern or put the documents there')
    if len(paths) > MOST_FILES:
        raise ConfigError(f'{place}: "{pattern}" matches more than {MOST_FILES:,} files; narrow it')
    for path in map(Path, paths):
        yield Listed(source, path.as_posix(), folder / path)
