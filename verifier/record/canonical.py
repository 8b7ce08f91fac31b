"""A report as canonical JSON, and back: equal reports give equal bytes, and nothing is lost on the way."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from verifier.database.lists import NO_LIST
from verifier.errors import DatabaseError
from verifier.model import DocumentLine, Report

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def adapter() -> "TypeAdapter[Report]":
    """The (slow to build) description of a report, made when first needed: to read one back."""
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


@cache
def lines_adapter() -> "TypeAdapter[tuple[DocumentLine, ...]]":
    """The (slow to build) description of a list of documents, made when first needed."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[DocumentLine, ...])


def to_json(report: Report) -> str:
    """The report as JSON with sorted keys and no spaces. DatabaseError where it holds a number that is none."""
    text, at = to_json_without_list(report)
    return text[:at] + lines_to_json(report.documents) + text[at + len(NO_LIST) :]


def to_json_without_list(report: Report) -> tuple[str, int]:
    """As `to_json` with no document in the list of documents, and the code point where that empty list stands."""
    bare = replace(report, documents=())
    names = sorted(_fields(Report)[0])
    try:
        parts = [f"{_dumped(name)}:{_dumped(getattr(bare, name))}" for name in names]
    except ValueError as error:
        raise DatabaseError(f"run {report.run.id} cannot be recorded: {error}; report this as a fault") from error
    before = parts[: names.index("documents") + 1]
    return f"{{{','.join(parts)}}}", len(f"{{{','.join(before)}") - len(NO_LIST)


def lines_to_json(lines: Sequence[DocumentLine]) -> str:
    """A list of documents as the report's JSON has it."""
    return _dumped(tuple(lines))


def lines_from_json(text: str) -> tuple[DocumentLine, ...]:
    """The list back from its JSON. ValueError where it is not one."""
    return lines_adapter().validate_json(text)


def _dumped(value: object) -> str:
    return json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: object) -> object:
    """What JSON has no form for: a date as ISO 8601, anything else of the model as its fields. A measure that happens
    to be whole is written as it will be read back, 1.0."""
    if isinstance(value, date):
        return value.isoformat()
    kind: Any = type(value)
    names, measures = _fields(kind)
    plain = {name: getattr(value, name) for name in names}
    for name in measures:
        plain[name] = float(plain[name])
    return plain


@cache
def _fields(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of a dataclass's fields, and of those among them that are measures. TypeError for anything else."""
    held = fields(kind)
    return tuple(field.name for field in held), tuple(field.name for field in held if field.type is float)


def from_json(text: str, run_id: str) -> Report:
    """The report back from its JSON. DatabaseError where it is not one."""
    from pydantic import ValidationError

    try:
        return adapter().validate_json(text)
    except (ValidationError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise DatabaseError(f"the report of run {run_id} cannot be read ({first}); run `verify audit`") from error


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hex. UnicodeEncodeError for half a surrogate pair."""
    return hashlib.sha256(text.encode()).hexdigest()
