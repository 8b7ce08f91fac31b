"""A report as canonical JSON, and back: equal reports give equal bytes, and nothing is lost on the way."""

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

from verifier.errors import DatabaseError
from verifier.model import Report

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def adapter() -> "TypeAdapter[Report]":
    """The (slow to build) description of a report, made when first needed."""
    from pydantic import TypeAdapter

    return TypeAdapter(Report)


def to_json(report: Report) -> str:
    """The report as JSON with sorted keys and no spaces. DatabaseError where it holds a number that is none."""
    plain = adapter().dump_python(report, mode="json")
    try:
        return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError as error:
        raise DatabaseError(f"run {report.run.id} cannot be recorded: {error}; report this as a fault") from error


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
