"""config.toml: the settings and the registered sources, read, checked and explained.

`Settings` and `SOURCE_KEYS` are the only tables of what may be written; help, checks and docs are printed from them.
"""

import difflib
import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from verifier.errors import ConfigError
from verifier.model import SOURCE_KINDS, Source

FILE_NAME = "config.toml"
GRADES = ("A", "B", "C", "D", "E", "F")
MOST_BYTES = 10_000_000
"""A registry of 20,000 sources is about 5 MB; a larger file is a mistake in the path."""


def _setting(name: str, default: Any, meaning: str, allowed: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"name": name, "help": meaning, "allowed": allowed})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that config.toml may set outside [sources]: one field a key, with its default and its help."""

    database_path: str = _setting("database.path", "verifier.db", "SQLite file, relative to config.toml")
    engine: str = _setting(
        "search.engine",
        "fts5",
        "index that searches over the whole library go to: fts5, or tantivy (extra `tantivy`)",
        ("fts5", "tantivy"),
    )
    offline: bool = _setting("network.offline", False, "make no network connection, as --offline")
    timeout: float = _setting("network.timeout", 20.0, "seconds for one request, all redirects included")
    pause: float = _setting("network.pause", 1.0, "seconds between two requests to one host")
    attempts: int = _setting("network.attempts", 3, "tries at a request that fails in a way that may pass")
    most_bytes: int = _setting("network.most_bytes", 20_000_000, "largest answer, on the wire and inflated, in bytes")
    redirects: int = _setting("network.redirects", 5, "redirects followed, each one checked")
    contact: str = _setting("network.contact", "", "address or page for site owners, sent in the User-Agent")
    allow_hosts: tuple[str, ...] = _setting(
        "network.allow_hosts", (), "hosts inside the own network that may be fetched (name, or name:port)"
    )


class Row(NamedTuple):
    """One line of the tables of settings and of source keys, as the docs print them."""

    name: str
    kind: str
    default: str
    help: str


SOURCE_KEYS: tuple[Row, ...] = (
    Row("name", "text", "required", "the name that articles use"),
    Row("aliases", "list of texts", "[]", "other names and descriptions that articles use"),
    Row("kind", "text", '"unknown"', f"one of {', '.join(SOURCE_KINDS)}"),
    Row("reliability", "text", "none", "Admiralty code, A (completely reliable) to F (cannot be judged)"),
    Row("affiliations", "list of texts", "[]", "ids of sources whose words this one may carry"),
    Row("url", "text", "none", "home page, http or https"),
    Row("documents", "list of texts", "[]", "paths or globs relative to config.toml, or URLs"),
    Row("published", "date", "none", "date of its documents where they give none, as 2025-06-12"),
)


@dataclass(frozen=True, slots=True)
class Config:
    """A checked config.toml. `path`, `sha256` and `data` (the file's bytes) are None where the built-in defaults are in
    force.

    `sources` are the user's, in file order; `known` are the built-in ones that no source of the user's replaces.
    """

    path: Path | None
    sha256: str | None
    settings: Settings
    sources: tuple[Source, ...] = ()
    known: tuple[Source, ...] = ()
    data: bytes | None = field(default=None, repr=False)

    @property
    def database(self) -> Path:
        """The SQLite file: [database] path, relative to config.toml (to the working directory without one)."""
        return self.folder / self.settings.database_path

    @property
    def folder(self) -> Path:
        """What relative paths are relative to."""
        return self.path.parent if self.path else Path()

    @property
    def registry(self) -> tuple[Source, ...]:
        """All sources that a name may resolve to, the user's first."""
        return self.sources + self.known


def allowing(config: Config, hosts: Iterable[str]) -> Config:
    """The same configuration with further hosts of the own network that may be fetched (`--allow-host`)."""
    allowed = (*config.settings.allow_hosts, *hosts)
    return replace(config, settings=replace(config.settings, allow_hosts=tuple(dict.fromkeys(allowed))))


def settings_table() -> tuple[Row, ...]:
    """The settings with kind, default and help, in the order of `Settings`."""
    kinds = {str: "text", bool: "true or false", int: "whole number", float: "number", tuple: "list of texts"}
    rows = []
    for entry in fields(Settings):
        shown = list(entry.default) if isinstance(entry.default, tuple) else entry.default
        default = f'"{shown}"' if isinstance(shown, str) else str(shown).lower()
        rows.append(Row(entry.metadata["name"], kinds[type(entry.default)], default, entry.metadata["help"]))
    return tuple(rows)


def find(start: Path) -> Path | None:
    """The nearest config.toml in `start` or a folder above it; None where there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        candidate = folder / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def load(path: Path | None) -> Config:
    """Read and check a config.toml; None gives the defaults. ConfigError (one line) for whatever is wrong with it."""
    if path is None:
        return Config(None, None, Settings(), (), builtin_sources())
    data = _bytes_of(path)
    try:
        tables = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_toml_fault(path, str(error))) from None
    except RecursionError:
        raise ConfigError(f"{path}: nested too deeply to be a config; remove the nested brackets") from None
    return replace(parse(tables, path=path, sha256=hashlib.sha256(data).hexdigest()), data=data)


def parse(tables: Mapping[str, Any], *, path: Path, sha256: str | None = None) -> Config:
    """The `Config` in parsed TOML; `path` stands in error messages and anchors relative paths."""
    entries = {entry.metadata["name"]: entry for entry in fields(Settings)}
    sections = {name.split(".")[0] for name in entries}
    values: dict[str, Any] = {}
    for section, content in tables.items():
        if section == "sources":
            continue
        _known(path, f"[{section}]", section, {*sections, "sources"})
        if not isinstance(content, dict):
            raise ConfigError(f'{path}: {section} must be a table; write it as "[{section}]"')
        for key, value in content.items():
            allowed = {name.split(".")[1] for name in entries if name.startswith(f"{section}.")}
            _known(path, f"[{section}] {key}", key, allowed)
            entry = entries[f"{section}.{key}"]
            values[entry.name] = _value(path, f"[{section}] {key}", value, entry.default)
            if entry.metadata["allowed"] and value not in entry.metadata["allowed"]:
                allowed_values = ", ".join(entry.metadata["allowed"])
                raise ConfigError(f"{path}: [{section}] {key} {_shown(value)}: allowed: {allowed_values}")
    sources = _sources(path, tables.get("sources", {}))
    return Config(path, sha256, Settings(**values), sources, _unshadowed(sources))


@lru_cache(maxsize=1)
def builtin_sources() -> tuple[Source, ...]:
    """The built-in table of widely known agencies, state media, broadcasters and international bodies, by id."""
    place = resources.files("verifier") / "resources" / "sources.toml"
    if not place.is_file():
        return ()
    tables = tomllib.loads(place.read_text(encoding="utf-8"))
    return tuple(
        Source(
            id=key,
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            kind=row["kind"],
            url=f"https://{row['domains'][0]}" if row.get("domains") else None,
            builtin=True,
        )
        for key, row in sorted(tables.get("sources", {}).items())
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ConfigError(f"{path}: is a folder; name the config.toml in it")
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; check --config") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None
    if len(data) > MOST_BYTES:
        raise ConfigError(f"{path}: over {MOST_BYTES // 1_000_000} MB, so not a config; check --config")
    return data


def _toml_fault(path: Path, message: str) -> str:
    """tomllib's message in the words of this file."""
    what, _, place = message.partition(" (at ")
    place = place.rstrip(")")
    where = f"{path} {place}" if place else str(path)
    twice = what.removeprefix("Cannot declare (").removesuffix(") twice")
    if twice != what:
        keys = [part.strip(" '\"") for part in twice.split(",") if part.strip()]
        if len(keys) == 2 and keys[0] == "sources":
            return f'{where}: the source "{keys[1]}" is declared twice; give one another id or merge the two'
        return f"{where}: [{'.'.join(keys)}] is declared twice; merge the two"
    return f"{where}: not valid TOML: {what[:1].lower()}{what[1:]}"


def _known(path: Path, place: str, key: str, allowed: Iterable[str]) -> None:
    names = sorted(allowed)
    if key in names:
        return
    near = difflib.get_close_matches(key[:100], names, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise ConfigError(f"{path}: {place[:120]} is not a known key; {hint}allowed: {', '.join(names)}")


def _value(path: Path, place: str, value: Any, default: Any) -> Any:
    """A setting's value, checked against the type of its default."""
    if isinstance(default, tuple):
        return _texts(path, place, value)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise ConfigError(f"{path}: {place} must be true or false, not {_shown(value)}")
        return value
    if isinstance(default, str):
        if not isinstance(value, str) or "\0" in value or (default and not value.strip()):
            raise ConfigError(f"{path}: {place} must be a text in quotation marks, not {_shown(value)}")
        return value
    whole = isinstance(default, int)
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or not 0 <= value <= 10**12:
        raise ConfigError(f"{path}: {place} must be a {'whole ' if whole else ''}number from 0, not {_shown(value)}")
    return value if whole else float(value)


def _shown(value: Any) -> str:
    shown = f'"{value}"' if isinstance(value, str) else str(value)
    return " ".join(shown.split())[:60] or '""'


def _texts(path: Path, place: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise ConfigError(f'{path}: {place} must be a list of texts, as ["…", "…"], not {_shown(value)}')
    return tuple(dict.fromkeys(item.strip() for item in value))


def _sources(path: Path, tables: Any) -> tuple[Source, ...]:
    if not isinstance(tables, dict) or not all(isinstance(row, dict) for row in tables.values()):
        raise ConfigError(f'{path}: each source is a table of its own; write it as "[sources.ID]"')
    for key in tables:
        if not key.strip() or any(not char.isprintable() or char.isspace() for char in key) or len(key) > 100:
            raise ConfigError(f"{path}: [sources.{_shown(key)}]: an id has no spaces and 1 to 100 characters")
    return tuple(_source(path, key, row) for key, row in tables.items())


def _source(path: Path, key: str, row: dict[str, Any]) -> Source:
    place = f"[sources.{key}]"
    for name in row:
        _known(path, f"{place} {name}", name, (entry.name for entry in SOURCE_KEYS))
    if not isinstance(row.get("name"), str) or not row["name"].strip():
        raise ConfigError(f'{path}: {place} needs a name, as name = "KCNA"')
    lists = {name: _texts(path, f"{place} {name}", row.get(name, [])) for name in _LISTS}
    kind = row.get("kind", "unknown")
    if kind not in SOURCE_KINDS:
        near = difflib.get_close_matches(str(kind), SOURCE_KINDS, n=1)
        hint = f'did you mean "{near[0]}"? ' if near else ""
        raise ConfigError(f"{path}: {place} kind {_shown(kind)}: {hint}allowed: {', '.join(SOURCE_KINDS)}")
    grade = row.get("reliability")
    if grade is not None and grade not in GRADES:
        raise ConfigError(f"{path}: {place} reliability {_shown(grade)}: allowed: {', '.join(GRADES)}")
    url = row.get("url")
    if url is not None and not is_url(url):
        raise ConfigError(f"{path}: {place} url {_shown(url)}: must start with http:// or https://")
    return Source(
        id=key,
        name=row["name"].strip(),
        aliases=lists["aliases"],
        kind=kind,
        reliability=grade,
        affiliations=lists["affiliations"],
        url=url,
        documents=lists["documents"],
        published=_date(path, f"{place} published", row.get("published")),
    )


_LISTS = ("aliases", "affiliations", "documents")


def is_url(text: object) -> bool:
    """Whether a document entry is fetched rather than opened."""
    return isinstance(text, str) and text.lower().startswith(("http://", "https://"))


def _date(path: Path, place: str, value: Any) -> date | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ConfigError(f"{path}: {place} {_shown(value)}: must be a date such as 2025-06-12") from None


def _unshadowed(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """The built-in sources whose id and name no source of the user's takes: the user's entries win."""
    ids = {source.id for source in sources}
    names = {name.casefold() for source in sources for name in (source.name, *source.aliases)}
    return tuple(
        source
        for source in builtin_sources()
        if source.id not in ids and not names & {name.casefold() for name in (source.name, *source.aliases)}
    )
