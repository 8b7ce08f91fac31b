"""Changing config.toml for the user: sources and documents added and removed, comments kept, never half-written."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from verifier import config as settings
from verifier.config import is_url
from verifier.errors import ConfigError, UsageError


@dataclass(frozen=True, slots=True)
class Edit:
    """What was changed: the file, the source, whether it is new or gone, and the entries that were added or removed."""

    path: Path
    source_id: str
    documents: tuple[str, ...]
    whole_source: bool = False


def add(
    path: Path, source_id: str, documents: Sequence[str], *, name: str | None = None, kind: str | None = None
) -> Edit:
    """Register documents (paths, globs, addresses) for a source, which is made where it is new.

    Paths are taken from the working directory and written relative to config.toml. Entries that are there already are
    not added twice. The file is made where there is none. UsageError for a path that is not there; ConfigError where
    the result would not be a config.
    """
    held = _open(path) if path.exists() else tomlkit.document()
    sources = held.setdefault("sources", tomlkit.table(is_super_table=True))
    new = source_id not in sources
    if new:
        table = tomlkit.table()
        table["name"] = name or source_id
        if kind:
            table["kind"] = kind
        sources[source_id] = table
    table = sources[source_id]
    listed = table.setdefault("documents", tomlkit.array())
    added = [entry for document in documents if (entry := _entry(document, path)) not in list(listed)]
    for entry in added:
        listed.append(entry)
    _write(path, held)
    return Edit(path, source_id, tuple(added), new)


def remove(path: Path, source_id: str, documents: Sequence[str] = ()) -> Edit:
    """Take documents off a source, or with none named the whole source. What the database holds stays there.

    UsageError where the source or a document is not registered.
    """
    held = _open(path)
    sources: Any = held.get("sources", {})
    if source_id not in sources:
        raise UsageError(f'there is no source "{source_id}" in {path}; `verify sources list` lists them')
    if not documents:
        del sources[source_id]
        for other in sources.values():
            affiliations = other.get("affiliations", [])
            while source_id in affiliations:
                affiliations.remove(source_id)
        _write(path, held)
        return Edit(path, source_id, (), True)
    listed = sources[source_id].get("documents", [])
    gone = []
    for document in documents:
        entry = next((entry for entry in (document, _relative(document, path)) if entry in list(listed)), None)
        if entry is None:
            raise UsageError(
                f'"{document}" is no document of "{source_id}" in {path}; it has {", ".join(listed) or "none"}'
            )
        listed.remove(entry)
        gone.append(entry)
    _write(path, held)
    return Edit(path, source_id, tuple(gone))


def _open(path: Path) -> tomlkit.TOMLDocument:
    settings.load(path)  # says what is wrong with it better than a parser can
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8-sig"))
    except (TOMLKitError, OSError) as error:
        raise ConfigError(f"{path}: cannot be edited ({str(error).splitlines()[0]}); edit it by hand") from None


def _entry(document: str, path: Path) -> str:
    """A document as it is written into the file."""
    if is_url(document):
        return document
    if "://" in document:
        raise UsageError(f"{document}: only http and https addresses are fetched; save the document and add its path")
    here = Path(document)
    if not any(char in document for char in "*?[") and not here.exists():
        raise UsageError(f"{document}: no such file; check the path")
    if here.is_dir():
        raise UsageError(f'{document}: is a folder; add what is in it with "{document.rstrip("/")}/*"')
    return _relative(document, path)


def _relative(document: str, path: Path) -> str:
    if is_url(document) or Path(document).is_absolute():
        return document
    return Path(os.path.relpath(document, path.parent)).as_posix()


def _write(path: Path, held: tomlkit.TOMLDocument) -> None:
    """Check the result as a config, then put it in place of the old file in one step."""
    text = tomlkit.dumps(held)
    settings.parse(held.unwrap(), path=path)
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}-", delete=False
        ) as draft:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
        target = Path(draft.name)
        target.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        target.replace(path.resolve())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); check its permissions") from None
