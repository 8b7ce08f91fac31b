"""Texts and where they come from: article, source, reference, and the library as the checking room sees it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from verifier.model.vocabulary import SourceKind


class Span(NamedTuple):
    """A half-open range of code points, [start, end)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Locator:
    """A place name for people ("p. 12", "para. 34", "§ Findings") that holds from `start` up to the next of its
    sort."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read: the article, or what a source published. `text` is the decoded file and never changes.

    `body` is the offset at which the text proper starts (after a header block). `published` is None where no
    date is given.
    """

    text: str
    path: str
    sha256: str
    title: str | None = None
    published: date | None = None
    author: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    body: int = 0
    media_type: str = "text/plain"
    locators: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A registered source. `affiliations` are ids of sources whose words it may carry; `documents` are paths,
    globs or URLs."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind = "unknown"
    reliability: str | None = None
    affiliations: tuple[str, ...] = ()
    url: str | None = None
    documents: tuple[str, ...] = ()
    published: date | None = None
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a source published, as held in the library. `units` are its sentences, headings and table rows,
    in text order, without overlap: spans into `document.text`."""

    id: int
    source_id: str
    document: Document
    units: tuple[Span, ...]

    def text_of(self, unit: int) -> str:
        """The words of a unit, by its index."""
        start, end = self.units[unit]
        return self.document.text[start:end]


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit of a reference that a search found, with its text. A score ranks hits of one search and judges
    nothing."""

    reference_id: int
    unit: int
    score: float
    text: str


class Shelf(Protocol):
    """The library as the checking room sees it: references by source, and a search over their units."""

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Ids of the readable references of each source that has any, by source id, in id order."""

    def reference(self, reference_id: int) -> Reference:
        """The reference with that id; KeyError where there is none."""

    def size(self, reference_id: int) -> int:
        """How many units the reference has, without reading it; KeyError where there is none."""

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The units that match the most telling of `terms` (words, any case), best first, ties by reference and unit.

        `sources` limits the search to those source ids; None searches everything held.
        """
