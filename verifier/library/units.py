"""Documents -> references: the sentences, headings and table rows that a search finds, by their words and facts."""

from collections.abc import Iterable, Iterator
from datetime import date

from verifier import facts
from verifier.facts.keys import VERSION as KEYS
from verifier.language import sentences
from verifier.model import Document, Reference, Span

MADE_BY = f"units 1, keys {KEYS}"
"""Raised when the same document gives other units; those of an older making are then made anew."""
LONGEST = 2_000
"""Code points of the longest unit. The longest sentences of official reports have 1,200; a text without full stops (a
list of names, a machine's output) is cut at its spaces, so that nothing that reads a unit has to read a book."""


def cut(document: Document) -> tuple[Span, ...]:
    """The units of a document's body in text order, without overlap: spans into `document.text`."""
    whole = sentences.split(document.text, document.body)
    return tuple(piece for span in whole for piece in _pieces(document.text, span))


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """A span, cut after at most `LONGEST` code points at the last white space before, or right there without one."""
    start, end = span
    while end - start > LONGEST:
        stop = start + LONGEST
        while stop > start and not text[stop].isspace():
            stop -= 1
        stop = stop if stop > start else start + LONGEST
        yield Span(start, stop)
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)


def references(documents: Iterable[Document], *, source_id: str = "") -> tuple[Reference, ...]:
    """References to documents in memory; each one's id is its index in the order given, from 0."""
    return tuple(Reference(number, source_id, document, cut(document)) for number, document in enumerate(documents))


def keys(document: Document, spans: Iterable[Span], *, published: date | None = None) -> list[str]:
    """The keys of the facts in each unit, parted by spaces; days are counted from the document's date, else from
    `published`."""
    day = document.published or published
    return [" ".join(facts.keys(document.text[start:end], published=day)) for start, end in spans]
