"""PDF with a text layer: extracted in a bounded child process, lines joined to paragraphs, pages kept as places."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from verifier.model import Document, Locator
from verifier.reading import headers, kinds, locators, pages, text
from verifier.reading import pdf_worker as worker
from verifier.reading.states import refuse

SECONDS = 60
"""For one document; a text layer of 500 pages takes one second."""
LEAST = 10
"""Letters and digits below which a document counts as a scan without a text layer."""


def read(data: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Document:
    """The document in the bytes of a PDF, with "p. 3" for its pages. DocumentError with its named state where it cannot
    be read: "encrypted", "damaged", "no_text", "timed_out", "too_large"."""
    found = _extracted(data, name)
    content, starts = pages.joined(found["pages"])
    if sum(char.isalnum() for char in content[:10_000]) < LEAST:
        what = "has no text layer (a scan?)"
        raise refuse("no_text", name, what, "run it through character recognition (OCR) first")
    header = headers.read(content)
    places = [Locator(start, f"p. {number}") for number, start in enumerate(starts, start=1) if start < len(content)]
    return Document(
        text=content,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=header.title if header.body else _title(found["metadata"]) or header.title,
        published=header.published,
        author=header.author or _field(found["metadata"], "Author"),
        url=header.url,
        publisher=header.publisher,
        language=header.language or "en",
        body=header.body,
        media_type=kinds.PDF,
        locators=locators.merged(places, locators.paragraphs(content, header.body)),
    )


def _extracted(data: bytes, name: str) -> dict[str, Any]:
    """What the child process found: the text of each page, and the metadata."""
    script = Path(worker.__file__)
    command = [sys.executable, "-I", str(script), str(SECONDS), str(text.MOST_CHARACTERS)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS + 10, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise refuse("timed_out", name, f"took more than {SECONDS} seconds to read", "print it to a new PDF") from None
    if done.returncode == worker.ENCRYPTED:
        raise refuse("encrypted", name, "is protected by a password", "save it without the password")
    if done.returncode in (worker.PAGES, worker.LARGE):
        raise refuse("too_large", name, "has more pages or text than are read", "split it")
    if done.returncode in (-24, -9):  # the processor time ran out
        raise refuse("timed_out", name, f"took more than {SECONDS} seconds to read", "print it to a new PDF")
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        found = {}
    if done.returncode or not found:
        raise refuse("damaged", name, "is cut off or broken", "get the file again, or print it to a new PDF")
    if found["broken"] and found["broken"] == len(found["pages"]):
        raise refuse("damaged", name, "has no page that can be opened", "get the file again")
    return found


def _title(metadata: dict[str, str]) -> str | None:
    """The title in the metadata, unless it is what a word processor left there."""
    title = _field(metadata, "Title")
    named = title is not None and (title.lower().startswith(("microsoft word", "untitled")) or "." in title[-6:-2])
    return None if named else title


def _field(metadata: dict[str, str], key: str) -> str | None:
    return " ".join(str(metadata.get(key, ""))[:500].split()) or None
