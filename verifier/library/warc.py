"""The fetched pages as a WARC file, which archives and their readers understand (extra `warc`)."""

import io
import json
import uuid
from collections.abc import Iterable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from verifier import database as files
from verifier.errors import UsageError
from verifier.library import store

_LEFT_OUT = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection"))
"""Headers of the way over the wire, which do not describe the bytes that are kept."""


def export(database: store.Database, path: Path, sources: Iterable[str] = ()) -> int:
    """Write every kept page (of the sources named, of all where none is) to a new .warc.gz; gives how many.

    All versions are written, each with its address, time, status and headers; local files are written as resources. The
    same database gives the same records. UsageError where warcio is not installed or the file is there already.
    """
    try:
        from warcio.warcwriter import WARCWriter
    except ImportError:
        raise UsageError("writing WARC needs warcio; install it with: pip install 'verifier[warc]'") from None
    wanted = set(sources)
    rows = database.query(
        "SELECT id, source_id, path, sha256, fetched, final_url, http_status, headers, media_type FROM documents"
        " WHERE sha256 IS NOT NULL ORDER BY id"
    )
    written = 0
    try:
        with path.open("xb") as stream:
            writer = WARCWriter(stream, gzip=True)
            for row in rows:
                if not wanted or row["source_id"] in wanted:
                    writer.write_record(_record(writer, row, files.blob(database, row["sha256"])))
                    written += 1
    except FileExistsError:
        raise UsageError(f"{path} is there already; name another file") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}); name another file") from None
    return written


def _record(writer: Any, row: dict[str, Any], data: bytes) -> Any:
    from warcio.statusandheaders import StatusAndHeaders

    named = f"{row['id']} {row['path']} {row['sha256']}"
    described = {
        "WARC-Date": (row["fetched"] or "1970-01-01T00:00:00.000Z")[:19] + "Z",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}>",
    }
    if row["http_status"] is None:
        address = f"file:{row['path']}"
        described["Content-Type"] = row["media_type"]
        return writer.create_warc_record(
            address, "resource", payload=io.BytesIO(data), length=len(data), warc_headers_dict=described
        )
    status = int(row["http_status"])
    phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else ""
    kept = [(key, value) for key, value in json.loads(row["headers"] or "[]") if key not in _LEFT_OUT]
    headers = StatusAndHeaders(f"{status} {phrase}", [*kept, ("content-length", str(len(data)))], protocol="HTTP/1.1")
    return writer.create_warc_record(
        row["final_url"] or row["path"],
        "response",
        payload=io.BytesIO(data),
        length=len(data),
        http_headers=headers,
        warc_headers_dict=described,
    )
