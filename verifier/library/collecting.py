"""Addresses -> documents in the database: fetched, read, and kept with the proof of where they came from."""

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from verifier import reading
from verifier.config import Config
from verifier.errors import DocumentError, InputError, UsageError
from verifier.library import store
from verifier.library.listing import Listed, listed
from verifier.model import Document, DocumentLine, Source

if TYPE_CHECKING:
    from verifier.library.fetching import Answer, Fetcher

Clock = Callable[[], datetime]
Progress = Callable[[str, int, int], None]

AGAIN = timedelta(hours=1)
"""A run does not ask again for what failed within this time; `verify sources fetch` does."""
ARTICLES = "@articles"
"""The source id under which articles from addresses are kept; it is no source, and never on a shelf."""
_SHOWN = 300
"""Characters of an article's address that stand in a message."""


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC to the millisecond, with a final Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def reason(error: DocumentError, *names: str) -> str:
    """Why a document cannot be read, without its name, which stands beside it in every list."""
    message = str(error)
    for name in names:
        message = message.removeprefix(f"{name}: ")
    return message


def fetcher(config: Config) -> "AbstractContextManager[Fetcher]":
    """A fetcher after the settings. Only here is the network's room loaded at all."""
    from verifier.library.fetching import Fetcher

    return Fetcher(config.settings)


def held(database: store.Database, entry: Listed, *, offline: bool, now: datetime) -> DocumentLine | None:
    """What is held of an address, if a run need not fetch it: a readable version, a recent failure, or no network."""
    found = store.current(database, entry.source.id, entry.path)
    if found is not None:
        return store.line(found)
    noted = store.failure(database, entry.source.id, entry.path)
    if noted is not None and (offline or datetime.fromisoformat(noted["checked"] or noted["fetched"]) + AGAIN > now):
        return store.line(noted)
    if not offline:
        return None
    detail = f"not held, and no network connection is allowed; run `verify sources fetch {entry.source.id}` without it"
    return DocumentLine(id=None, source_id=entry.source.id, path=entry.path, state="offline", detail=detail)


def fetch(
    database: store.Database,
    config: Config,
    ids: Iterable[str] = (),
    *,
    clock: Clock,
    refresh: bool = False,
    progress: Progress | None = None,
) -> list[DocumentLine]:
    """Fetch the addresses of the sources named (of all, where none is): what is not held yet, or with `refresh` all.

    What is held is asked for on condition that it changed; a changed page becomes a new version. One line for each
    address, in the order of config.toml. UsageError where the settings forbid it.
    """
    if config.settings.offline:
        raise UsageError(f"{config.path}: [network] offline = true; take that line out to fetch")
    wanted = set(ids)
    entries = [entry for entry in listed(config) if entry.file is None and (not wanted or entry.source.id in wanted)]
    lines = []
    with fetcher(config) as fetching:
        for done, entry in enumerate(entries):
            if progress:
                progress("fetching", done, len(entries))
            found = None if refresh else store.current(database, entry.source.id, entry.path)
            lines.append(store.line(found) if found is not None else collect(database, entry, fetching, clock))
    if progress:
        progress("fetching", len(entries), len(entries))
    return lines


def collect(database: store.Database, entry: Listed, fetching: "Fetcher", clock: Clock) -> DocumentLine:
    """Fetch one address and keep what came of it, in one transaction."""
    known = store.current(database, entry.source.id, entry.path)
    standing = known or {"etag": None, "last_modified": None}
    answer = fetching.fetch(entry.path, etag=standing["etag"], last_modified=standing["last_modified"])
    now = stamp(clock())
    if answer.state == "not_modified" and known is not None:
        return replace(store.unchanged(database, known, {"checked": now}), state="not_modified")
    capture = _captured(entry, answer, now)
    line = store.keep(database, capture)
    unchanged = known is not None and line.id == known["id"]
    return replace(line, state="not_modified") if unchanged else line


def _captured(entry: Listed, answer: "Answer", now: str) -> store.Capture:
    """An answer as it is kept: the document in it, or why there is none, with the proof."""
    facts: dict[str, Any] = {
        "fetched": now,
        "http_status": answer.status,
        "final_url": answer.final_url,
        "headers": json.dumps(answer.headers, ensure_ascii=False),
        "certificate": answer.certificate,
    }
    standing = {"checked": now, "etag": answer.header("etag"), "last_modified": answer.header("last-modified")}
    failed = store.Capture(
        entry.source.id, entry.path, answer.state, detail=answer.detail, facts=facts, standing={"checked": now}
    )
    if answer.state != "read":
        return failed
    try:
        document = reading.read_bytes(
            answer.data, name=entry.path, media_type=answer.header("content-type"), url=answer.final_url
        )
    except DocumentError as error:
        return replace(failed, state=error.state, detail=reason(error, entry.path), data=answer.data)
    facts["extractor"] = reading.extractor(document.media_type)
    return store.Capture(
        entry.source.id,
        entry.path,
        "read",
        document=document,
        data=answer.data,
        published=entry.source.published,
        facts=facts,
        standing=standing,
    )


def read_article(database: store.Database, url: str, config: Config, *, offline: bool, clock: Clock) -> Document:
    """The article at an address: fetched and kept, or with `offline` as it was kept last.

    InputError (one line) where it cannot be fetched or read. Where it is held and did not change, it is read from what
    is held; where it cannot be reached now, it is not silently taken from there.
    """
    entry = Listed(Source(id=ARTICLES, name=ARTICLES), url, None)
    if offline or config.settings.offline:
        found = store.current(database, ARTICLES, url)
        if found is None:
            cure = "run once without --offline" if offline else f"{config.path} says [network] offline = true"
            raise InputError(f"{url[:_SHOWN]}: offline: not held, and no network connection is allowed; {cure}")
        return store.load(database, found["id"]).document
    with fetcher(config) as fetching:
        line = collect(database, entry, fetching, clock)
    if line.id is None or line.state not in ("read", "not_modified"):
        raise InputError(f"{url[:_SHOWN]}: {line.state}: {line.detail or 'cannot be read'}")
    return store.load(database, line.id).document
