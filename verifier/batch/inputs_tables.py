"""Tables of texts -> items: JSON lines and CSV with the fields id, text, title, published, url, publisher."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from verifier.batch.items import Item
from verifier.errors import UsageError
from verifier.reading import files, kinds

FIELDS = ("id", "text", "title", "published", "url", "publisher")
"""The fields that are read; others are passed over."""
MOST_ID = 200


def json_lines(name: str) -> Iterator[Item]:
    """One item a line that is not empty, named `FILE#ID` (the number of the line where it has no id)."""
    with _opened(name).open("rb") as stream:
        number = 0
        while line := stream.readline(files.MOST_TEXT_BYTES + 1):
            number += 1
            place = f"{name}#{number}"
            if len(line) > files.MOST_TEXT_BYTES and not line.endswith(b"\n"):
                yield Item(place, state="too_large", why=f"line {number} is longer than what is read; split it")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(files.MOST_TEXT_BYTES)
                continue
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError):
                yield Item(place, state="damaged", why=f"line {number} is not JSON in UTF-8; mend the line")
                continue
            if not isinstance(row, dict):
                yield Item(place, state="damaged", why=f'line {number} is not an object; write {{"id": …, "text": …}}')
                continue
            yield item(name, number, row)


def csv_rows(name: str) -> Iterator[Item]:
    """One item a row, named `FILE#ID` (the number of the row where it has no id). UsageError without a column text."""
    with _opened(name).open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        rows = csv.DictReader(stream)
        number = 0
        # The limit is one for the whole interpreter: what any other text may have, for as long as this table is read.
        before = csv.field_size_limit(min(files.MOST_TEXT_BYTES, sys.maxsize))
        try:
            columns = [(column or "").strip().lower() for column in rows.fieldnames or ()]
            if "text" not in columns:
                raise UsageError(
                    f"{name}: has no column text; the first line names the columns, of {', '.join(FIELDS)}"
                )
            rows.fieldnames = columns
            for row in rows:
                number += 1
                yield item(name, number, row)
        except csv.Error as error:
            why = f"cannot be read on after row {number} ({error}); mend the file"
            yield Item(f"{name}#{number + 1}", state="damaged", why=why)
        finally:
            csv.field_size_limit(before)


def item(name: str, number: int, row: Mapping[str, Any]) -> Item:
    """The item of a row; what is wrong with the row becomes its failure."""
    identity = row.get("id")
    known = isinstance(identity, (str, int)) and str(identity).strip()
    place = f"{name}#{str(identity).strip()[:MOST_ID] if known else number}"
    text = row.get("text")
    if not isinstance(text, str) or not text.strip():
        return Item(place, state="empty", why=f"row {number} has no text; give one")
    data = text.encode("utf-8", "replace")
    if len(data) > files.MOST_TEXT_BYTES:
        return Item(place, state="too_large", why=f"row {number} has a text longer than what is read; split it")
    published = _text(row, "published")
    day = None
    if published:
        try:
            day = date.fromisoformat(published[:10])
        except ValueError:
            return Item(place, state="damaged", why=f"row {number}: published is no date such as 2025-06-12; mend it")
    return Item(
        place,
        data,
        media_type=f"{kinds.TEXT}; charset=utf-8",
        url=_text(row, "url"),
        title=_text(row, "title"),
        published=day,
        publisher=_text(row, "publisher"),
    )


def _text(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    return value.strip() or None if isinstance(value, str) else None


def _opened(name: str) -> Path:
    """The file, if it may be read. UsageError where not: without its table there is no batch."""
    path = Path(name)
    try:
        path.open("rb").close()
    except OSError as error:
        raise UsageError(f"{name}: cannot be read ({error.strerror}); check the path and its permissions") from None
    return path
