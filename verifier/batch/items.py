"""One article of a batch, as it is handed from the one who lists it to the one who verifies it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from verifier import reading
from verifier.errors import DocumentError
from verifier.model import Document


@dataclass(frozen=True, slots=True)
class Item:
    """An article to verify: its name (path, address, or file and id of a row) and its bytes, or why there are none.

    `media_type` is what a server or a table said of the bytes; the fields after it are known from beside the text and
    win over what the text says of itself. `kept` is the document itself where it was read already. `state` is "" for an
    article that can be worked on, else the named state of the failure, with its sentence in `why`.
    """

    name: str
    data: bytes = b""
    media_type: str | None = None
    url: str | None = None
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    kept: Document | None = None
    state: str = ""
    why: str = ""

    @property
    def id(self) -> str:
        """A hash of the name and all content: equal where, and only where, the same work gives the same result."""
        beside = (self.name, self.media_type, self.url, self.title, self.published, self.publisher, self.state)
        whole = hashlib.sha256(
            "\n".join("" if part is None else f"+{part}" for part in beside).encode(errors="replace")
        )
        whole.update(b"\n\n" + (self.kept.text.encode(errors="replace") if self.kept else self.data))
        return whole.hexdigest()[:24]

    def named(self, name: str) -> "Item":
        """The same article under another name."""
        return replace(self, name=name)

    def document(self) -> Document:
        """The article as a document. DocumentError with its named state where it cannot be read."""
        if self.state:
            raise DocumentError(self.why, state=self.state)
        if self.kept:
            return self.kept
        found = reading.read_bytes(self.data, name=self.name, media_type=self.media_type, url=self.url)
        return replace(
            found,
            title=self.title or found.title,
            published=self.published or found.published,
            publisher=self.publisher or found.publisher,
        )


def failed(name: str, error: DocumentError) -> Item:
    """The item that stands for an article that could not even be read from its place."""
    return Item(name, state=error.state, why=str(error).removeprefix(f"{name}: "))
