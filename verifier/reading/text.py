"""Plain text and Markdown: the decoded file is the text, a header block at its top tells title, date and author."""

import hashlib

from verifier.model import Document
from verifier.reading import decoding, headers, kinds, locators
from verifier.reading.states import refuse

MOST_CHARACTERS = 5_000_000
"""The longest text that is read, in code points: a long book has a million."""


def read(data: bytes, *, name: str, media_type: str = kinds.TEXT, charset: str | None = None) -> Document:
    """The document in the bytes of a text. DocumentError with a named state where they are none."""
    text, _ = decoding.decode(data, name=name, charset=charset)
    return document(text, path=name, sha256=hashlib.sha256(data).hexdigest(), media_type=media_type)


def document(text: str, *, path: str = "", sha256: str | None = None, media_type: str = kinds.TEXT) -> Document:
    """The document in a decoded text, with what its header says and the places in it. DocumentError where it is empty
    or too long."""
    if not text.strip():
        raise refuse("empty", path or "the text", "is empty", "give a file with text in it")
    if len(text) > MOST_CHARACTERS:
        what = f"has more than {MOST_CHARACTERS // 1_000_000} million characters"
        raise refuse("too_large", path or "the text", what, "split it")
    header = headers.read(text)
    return Document(
        text=text,
        path=path,
        sha256=sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        title=header.title,
        published=header.published,
        author=header.author,
        url=header.url,
        publisher=header.publisher,
        language=header.language or "en",
        body=header.body,
        media_type=media_type,
        locators=locators.paragraphs(text, header.body),
    )
