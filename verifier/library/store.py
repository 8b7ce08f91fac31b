"""The documents' tables in the SQLite file: versions written once, the one in force marked, units indexed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlite_utils import Database as Database

from verifier import database as files
from verifier.library import units
from verifier.model import Document, DocumentLine, Locator, Reference, Span

_LINE = "id, source_id, path, state, title, sha256, published, url, length(text) AS characters, detail"
_STANDING = "text_sha256, fetched, extractor, version, etag, last_modified, stat, checked, final_url, author, publisher"


@dataclass(frozen=True, slots=True)
class Capture:
    """What one attempt to get a document brought: a document, or the state and detail that say why there is none.

    `facts` are the columns of the proof (final_url, http_status, headers as JSON, certificate …); `standing` are those
    that may change later (etag, last_modified, stat, checked).
    """

    source_id: str
    path: str
    state: str
    document: Document | None = None
    data: bytes = b""
    detail: str = ""
    published: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    standing: Mapping[str, Any] = field(default_factory=dict)


def current(database: Database, source_id: str, path: str) -> dict[str, Any] | None:
    """The newest readable version's row without its text, or None."""
    return _row(database, source_id, path, "state = 'read' AND superseded_by IS NULL")


def current_of(database: Database, asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], dict[str, Any]]:
    """As `current` for many documents at once, by (source id, path); those that are not held are left out."""
    found = database.execute(
        "WITH asked(source, place) AS"  # noqa: S608
        " (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
        f" SELECT {_LINE}, {_STANDING} FROM asked CROSS JOIN documents"
        " ON source_id = source AND path = place AND state = 'read' AND superseded_by IS NULL ORDER BY id",
        (json.dumps(list(asked)),),
    )
    names = [column[0] for column in found.description]
    rows = (dict(zip(names, row, strict=True)) for row in found)
    return {(row["source_id"], row["path"]): row for row in rows}


def failure(database: Database, source_id: str, path: str) -> dict[str, Any] | None:
    """The row of the last attempt if that failed, else None."""
    return _row(database, source_id, path, "state <> 'read' AND superseded_by IS NULL")


def _row(database: Database, source_id: str, path: str, condition: str) -> dict[str, Any] | None:
    rows = database.query(
        f"SELECT {_LINE}, {_STANDING} FROM documents"  # noqa: S608
        f" WHERE source_id = ? AND path = ? AND {condition} ORDER BY id DESC LIMIT 1",
        (source_id, path),
    )
    return next(iter(rows), None)


def line(row: Mapping[str, Any]) -> DocumentLine:
    """A row as reports list it."""
    return DocumentLine(
        id=row["id"],
        source_id=row["source_id"],
        path=row["path"],
        state=row["state"],
        title=row["title"],
        sha256=row["sha256"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        url=row["url"],
        characters=row["characters"] or 0,
        detail=row["detail"],
    )


def keep(database: Database, capture: Capture) -> DocumentLine:
    """Write the outcome of one attempt, in one transaction: a new version, a note of failure, or nothing new.

    A document whose bytes and metadata are those in force costs an update of its standing. A failure never supersedes
    what could be read before; a failure that is already noted is not noted twice.
    """
    with files.writing(database):
        held = current(database, capture.source_id, capture.path)
        noted = failure(database, capture.source_id, capture.path)
        if capture.document is None:
            if noted is None or (noted["state"], noted["detail"]) != (capture.state, capture.detail):
                new = _insert(database, capture)
                if noted is not None:
                    _supersede(database, noted["id"], new)
                noted = failure(database, capture.source_id, capture.path)
            assert noted is not None
            _stand(database, noted["id"], capture.standing)
            return line(noted)
        if held is None or _differs(held, capture):
            new = _insert(database, capture)
            _index(database, new, capture.document, capture.published)
            if held is not None:
                _supersede(database, held["id"], new)
        else:
            new = held["id"]
            _stand(database, new, capture.standing)
        if noted is not None:
            _supersede(database, noted["id"], new)
        held = current(database, capture.source_id, capture.path)
        assert held is not None
        return line(held)


def unchanged(database: Database, held: Mapping[str, Any], standing: Mapping[str, Any]) -> DocumentLine:
    """Note that the version in force was found unchanged, which ends a failure that was noted since."""
    with files.writing(database):
        _stand(database, held["id"], standing)
        noted = failure(database, held["source_id"], held["path"])
        if noted is not None:
            _supersede(database, noted["id"], held["id"])
    return line(held)


def _stand(database: Database, document_id: int, standing: Mapping[str, Any]) -> None:
    if standing:
        columns = ", ".join(f"{column} = ?" for column in standing)
        database.execute(f"UPDATE documents SET {columns} WHERE id = ?", (*standing.values(), document_id))  # noqa: S608


def _differs(held: Mapping[str, Any], capture: Capture) -> bool:
    """Whether what was read is another version than the one in force: other bytes, or another reading of the same."""
    document = capture.document
    assert document is not None
    published = document.published or capture.published
    fetched = "http_status" in capture.facts  # the bytes of a live page differ at every look, its text does not
    return (
        (held["sha256"] != document.sha256 and not fetched)
        or held["text_sha256"] != _digest(document.text)
        or held["published"] != (published.isoformat() if published else None)
        or (held["title"], held["author"], held["publisher"]) != (document.title, document.author, document.publisher)
    )


def _insert(database: Database, capture: Capture) -> int:
    document = capture.document
    row: dict[str, Any] = {
        "source_id": capture.source_id,
        "path": capture.path,
        "state": capture.state,
        "detail": capture.detail,
        "version": _next_version(database, capture),
        **capture.facts,
        **capture.standing,
    }
    if document is not None:
        published = document.published or capture.published
        row |= {
            "sha256": document.sha256,
            "text_sha256": _digest(document.text),
            "title": document.title,
            "published": published.isoformat() if published else None,
            "author": document.author,
            "url": document.url,
            "publisher": document.publisher,
            "language": document.language,
            "media_type": document.media_type,
            "body": document.body,
            "text": document.text,
            "locators": json.dumps([[entry.start, entry.label] for entry in document.locators], ensure_ascii=False),
        }
    if capture.data:
        digest = files.keep_blob(database, capture.data)
        row.setdefault("sha256", digest)
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    made = database.execute(f"INSERT INTO documents({names}) VALUES ({marks})", tuple(row.values()))  # noqa: S608
    assert made.lastrowid is not None
    return int(made.lastrowid)


def _next_version(database: Database, capture: Capture) -> int:
    row = database.execute(
        "SELECT coalesce(max(version), 0) + 1 FROM documents WHERE source_id = ? AND path = ?",
        (capture.source_id, capture.path),
    ).fetchone()
    return int(row[0])


def _supersede(database: Database, old: int, new: int) -> None:
    database.execute("UPDATE documents SET superseded_by = ? WHERE id = ?", (new, old))


def _index(database: Database, document_id: int, document: Document, published: date | None) -> None:
    """Write the units of a document and index them."""
    rows = _units(database, document_id, document, published)
    database.conn.executemany(
        "INSERT INTO units_fts(rowid, text, facts) VALUES (?, ?, ?)", ((row[0], row[5], row[6]) for row in rows)
    )


def _units(database: Database, document_id: int, document: Document, published: date | None) -> list[tuple[Any, ...]]:
    """Write the units of a document with the keys of their facts, and give them back."""
    text = document.text
    first = int(database.execute("SELECT coalesce(max(id), 0) + 1 FROM units").fetchone()[0])
    spans = units.cut(document)
    keys = units.keys(document, spans, published=published)
    rows = [
        (first + position, document_id, position, start, end, text[start:end], keys[position])
        for position, (start, end) in enumerate(spans)
    ]
    database.conn.executemany(
        'INSERT INTO units(id, document_id, position, start, "end", text, facts) VALUES (?, ?, ?, ?, ?, ?, ?)', rows
    )
    database.execute("UPDATE documents SET indexed_by = ? WHERE id = ?", (units.MADE_BY, document_id))
    return rows


def complete(database: Database, progress: Callable[[str, int, int], None] | None = None) -> int:
    """Make the units anew of documents whose units an older program made, and give the number of these documents.

    All in one transaction: an end at any moment leaves the old units, which are searched by their words. Costs a look
    where there is nothing to do.
    """
    older = "state = 'read' AND (indexed_by IS NULL OR indexed_by < ? OR indexed_by > ?)"
    made_by = (units.MADE_BY, units.MADE_BY)
    if database.execute(f"SELECT 1 FROM documents WHERE {older} LIMIT 1", made_by).fetchone() is None:  # noqa: S608
        return 0
    with files.writing(database):
        numbers = [row[0] for row in database.execute(f"SELECT id FROM documents WHERE {older} ORDER BY id", made_by)]  # noqa: S608
        database.execute("DELETE FROM units WHERE document_id IN (SELECT value FROM json_each(?))", (str(numbers),))
        for done, number in enumerate(numbers):
            if progress:
                progress("reading the facts of documents held", done, len(numbers))
            _units(database, number, load(database, number).document, None)
        database.execute("INSERT INTO units_fts(units_fts) VALUES ('rebuild')")
    return len(numbers)


def keys_of(database: Database, document_id: int) -> list[str]:
    """The keys of the facts in each unit of a document, in order."""
    rows = database.execute("SELECT facts FROM units WHERE document_id = ? ORDER BY position", (document_id,))
    return [keys or "" for (keys,) in rows]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def load(database: Database, document_id: int) -> Reference:
    """The reference with that id; KeyError where there is none or it could not be read."""
    columns = (
        "source_id, text, path, sha256, title, published, author, url, publisher, language, body, media_type, locators"
    )
    asked = f"SELECT {columns} FROM documents WHERE id = ? AND state = 'read'"  # noqa: S608
    row = database.conn.execute(asked, (document_id,)).fetchone()
    if row is None:
        raise KeyError(document_id)
    source_id, text, path, sha256, title, published, author, url, publisher, language, body, media_type, locators = row
    document = Document(
        text=text,
        path=path,
        sha256=sha256,
        title=title,
        published=date.fromisoformat(published) if published else None,
        author=author,
        url=url,
        publisher=publisher,
        language=language,
        body=body,
        media_type=media_type,
        locators=tuple(Locator(start, label) for start, label in json.loads(locators)),
    )
    asked = 'SELECT start, "end" FROM units WHERE document_id = ? ORDER BY position'
    return Reference(
        document_id, source_id, document, tuple(map(Span._make, database.conn.execute(asked, (document_id,))))
    )
