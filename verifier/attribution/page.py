"""A text cut up for the attribution rules: words, sentences, paragraphs and quotations, as offsets into the text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from verifier.language import quotes as quotations
from verifier.language import sentences
from verifier.model import Span

# Words keep hyphens and apostrophes inside; every other visible sign is a word of its own.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*\w*|\w+(?:['’-]\w+)*(?:(?<=s)['’](?= \w))?|[^\w\s]")
_LONGEST = 60


class Word(NamedTuple):
    """A word or a sign; `low` is its lower-case form with a plain apostrophe."""

    start: int
    end: int
    text: str
    low: str


class Sentence(NamedTuple):
    """Words [first, last) of one sentence; `paragraph` counts paragraphs from 0."""

    first: int
    last: int
    paragraph: int


class Quote(NamedTuple):
    """An outermost quotation: words [first, last) with its marks, and what lies between them."""

    first: int
    last: int
    closed: bool
    continues: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The cut-up text. `quote_of[i]` is the number of the outermost quotation around word i, or -1."""

    text: str
    body: int
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    quote_of: tuple[int, ...]
    sentence_of: tuple[int, ...]
    starts: tuple[int, ...]

    def span(self, first: int, last: int) -> Span:
        """Offsets of words [first, last); an empty range gives an empty span."""
        if first >= last:
            at = self.words[first].start if first < len(self.words) else len(self.text)
            return Span(at, at)
        return Span(self.words[first].start, self.words[last - 1].end)

    def range(self, span: Span) -> tuple[int, int]:
        """The words that a span of offsets touches, as [first, last)."""
        first = bisect_right(self.starts, span.start) - 1
        if first < 0 or self.words[first].end <= span.start:
            first += 1
        return first, max(first, bisect_left(self.starts, span.end))


def _words(text: str, body: int) -> Iterator[Word]:
    lows: dict[str, str] = {}
    for found in _WORD.finditer(text, body):
        form = found.group()
        low = lows.get(form)
        if low is None:
            low = lows[form] = form[:_LONGEST].lower().replace("’", "'")
        yield Word(*found.span(), form, low)


def read_page(text: str, body: int = 0) -> Page:
    """Cut text[body:] up. Any text is allowed; linear in its length."""
    words = tuple(_words(text, body))
    starts = tuple(word.start for word in words)
    cut: list[Sentence] = []
    sentence_of = [0] * len(words)
    paragraph, before = 0, body
    for start, end in sentences.split(text, body, None):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if first >= last:
            continue
        if cut and text.count("\n", before, start):
            paragraph += 1
        before = end
        sentence_of[first:last] = [len(cut)] * (last - first)
        cut.append(Sentence(first, last, paragraph))
    found_quotes: list[Quote] = []
    quote_of = [-1] * len(words)
    for quotation in quotations.find_quotes(text):
        if quotation.level or quotation.start < body:
            continue
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        if first >= last:
            continue
        quote_of[first:last] = [len(found_quotes)] * (last - first)
        found_quotes.append(Quote(first, last, quotation.closed, quotation.continues))
    return Page(text, body, words, tuple(cut), tuple(found_quotes), tuple(quote_of), tuple(sentence_of), starts)
