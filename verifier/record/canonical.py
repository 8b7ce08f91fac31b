"""A report as canonical JSON, and back: equal reports give equal bytes, and nothing is lost on the way."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from verifier.database.lists import NO_LIST
from verifier.errors import DatabaseError
from verifier.model import DocumentLine, Report

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def adapter() -> "TypeAdapter[Report]":
    """The (slow to build) description of a report, made when first needed."""
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


@cache
def lines_adapter() -> "TypeAdapter[tuple[DocumentLine, ...]]":
    """The description of a list of documents."""
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[DocumentLine, ...])


def to_json(report: Report) -> str:
    """The report as JSON with sorted keys and no spaces. DatabaseError where it holds a number that is none."""
    text, at = to_json_without_list(report)
    return text[:at] + lines_to_json(report.documents) + text[at + len(NO_LIST) :]


def to_json_without_list(report: Report) -> tuple[str, int]:
    """As `to_json` with no document in the list of documents, and the code point where that empty list stands."""
    plain = adapter().dump_python(replace(report, documents=()), mode="json")
    try:
        parts = [f"{_dumped(name)}:{_dumped(plain[name])}" for name in sorted(plain)]
    except ValueError as error:
        raise DatabaseError(f"run {report.run.id} cannot be recorded: {error}; report this as a fault") from error
    before = parts[: sorted(plain).index("documents") + 1]
    return f"{{{','.join(parts)}}}", len(f"{{{','.join(before)}") - len(NO_LIST)


def lines_to_json(lines: Sequence[DocumentLine]) -> str:
    """A list of documents as the report's JSON has it."""
    return _dumped(lines_adapter().dump_python(tuple(lines), mode="json"))


def lines_from_json(text: str) -> tuple[DocumentLine, ...]:
    """The list back from its JSON. ValueError where it is not one."""
    return lines_adapter().validate_json(text)


def _dumped(plain: object) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


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
