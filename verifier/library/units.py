"""Documents -> references: the sentences, headings and table rows that a search finds."""

from collections.abc import Iterable

from verifier.language import sentences
from verifier.model import Document, Reference, Span


def cut(document: Document) -> tuple[Span, ...]:
    """The units of a document's body in text order, without overlap: spans into `document.text`."""
    return tuple(sentences.split(document.text, document.body))


def references(documents: Iterable[Document], *, source_id: str = "") -> tuple[Reference, ...]:
    """References to documents in memory; each one's id is its index in the order given, from 0."""
    return tuple(Reference(number, source_id, document, cut(document)) for number, document in enumerate(documents))
