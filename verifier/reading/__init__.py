"""Reading: a path, a page's bytes, standard input -> a Document: its text, what it says of itself, its places."""

import importlib
from collections.abc import Callable
from dataclasses import replace
from importlib import metadata
from typing import cast

from verifier.errors import DocumentError, InputError
from verifier.model import Document
from verifier.reading import files, kinds, text
from verifier.reading.locators import place
from verifier.reading.states import STATES, refuse

__all__ = ["STATES", "VERSION", "extractor", "from_text", "place", "read", "read_bytes", "read_document"]

VERSION = 2
"""Raised when the text or the metadata that a reader takes out of the same bytes changes."""

_READERS = {kinds.HTML: "html", kinds.PDF: "pdf", kinds.DOCX: "docx", kinds.EMAIL: "email"}
"""Types whose readers bring heavy packages: each is imported when the first document of its type comes."""


def read(path: str) -> Document:
    """The article at a path, or from standard input for "-". InputError (one line) where it cannot be read."""
    try:
        return read_document(path)
    except DocumentError as error:
        raise InputError(str(error)) from error


def read_document(path: str) -> Document:
    """The document at a path. DocumentError with its named state (see `STATES`) where it cannot be read."""
    return read_bytes(files.read_bytes(path), name="standard input" if path == files.STDIN else path)


def from_text(content: str, *, path: str = "") -> Document:
    """A document from a text in memory, header block and all. DocumentError where it is empty or too long."""
    return text.document(content, path=path)


def read_bytes(data: bytes, *, name: str, media_type: str | None = None, url: str | None = None) -> Document:
    """The document in some bytes. `name` (a path or address) stands in messages and becomes its path.

    The bytes decide what it is before `media_type` (as a server declares it, with or without a charset) and the name
    do. `url` is where it was fetched; an address that the document gives of itself wins. DocumentError with its state
    where it cannot be read.
    """
    kind, foreign = kinds.tell(data, name, media_type)
    if not data.strip():
        raise refuse("empty", name, "is empty", "give a file with text in it")
    if foreign:
        raise refuse("unsupported", name, f"is {foreign}", "give the text, HTML, PDF or DOCX of it")
    if len(data) > files.limit(kind):
        raise refuse("too_large", name, f"has more than {files.limit(kind) // 1_000_000} MB", "split it")
    charset = _charset(media_type)
    if kind not in _READERS:
        found = text.read(data, name=name, media_type=kind, charset=charset)
    else:
        found = _reader(kind)(data, name=name, charset=charset, url=url)
    return replace(found, url=url) if url and not found.url else found


def extractor(media_type: str) -> str:
    """Name and version of what makes the text of a document of that type, for the record."""
    package = {kinds.HTML: "trafilatura", kinds.PDF: "pypdfium2", kinds.DOCX: "python-docx"}.get(media_type)
    own = f"verifier reading {VERSION}"
    return f"{own}, {package} {metadata.version(package)}" if package else own


def _reader(kind: str) -> Callable[..., Document]:
    module = importlib.import_module(f"verifier.reading.{_READERS[kind]}")
    return cast(Callable[..., Document], module.read)


def _charset(media_type: str | None) -> str | None:
    for part in (media_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None
