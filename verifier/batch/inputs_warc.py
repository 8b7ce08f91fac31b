"""Web archives (WARC, ISO 28500) -> items: the pages in them, read as if they had just been fetched (extra `warc`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verifier.batch.items import Item
from verifier.errors import UsageError
from verifier.reading import files, kinds

PAGES = (kinds.HTML, "application/xhtml+xml", kinds.TEXT, kinds.PDF)
"""The types of what is taken from an archive; pictures, styles and scripts are passed over."""


def pages(name: str) -> Iterator[Item]:
    """One item a page that was answered with status 200, named by its address. UsageError where warcio is missing."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise UsageError("reading WARC needs warcio; install it with: pip install 'verifier[warc]'") from None
    number = 0
    try:
        with Path(name).open("rb") as stream:
            for record in ArchiveIterator(stream):
                number += 1
                item = _page(record)
                if item is not None:
                    yield item
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        why = f"cannot be read on after record {number} ({str(error)[:200]}); get the archive again"
        yield Item(f"{name}#{number + 1}", state="damaged", why=why)
    except OSError as error:
        raise UsageError(f"{name}: cannot be read ({error.strerror or error}); check the path") from None


def _page(record: Any) -> Item | None:
    if record.rec_type not in ("response", "resource"):
        return None
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    described = record.http_headers or record.rec_headers
    declared = described.get_header("Content-Type") or ""
    if declared.split(";")[0].strip().lower() not in PAGES or not address:
        return None
    if record.rec_type == "response" and not (record.http_headers and record.http_headers.get_statuscode() == "200"):
        return None
    data = record.content_stream().read(files.MOST_BYTES + 1)
    if len(data) > files.MOST_BYTES:
        return Item(address, state="too_large", why="is larger than what is read")
    url = address if address.startswith(("http://", "https://")) else None
    return Item(address, data, media_type=declared, url=url)
