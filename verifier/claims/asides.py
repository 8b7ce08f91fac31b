"""What of an article is no claim: header, title, byline, headings, live-blog times, captions and boilerplate."""

import re
from dataclasses import dataclass

from verifier.claims import boilerplate, clauses
from verifier.language import blocks as layout
from verifier.language import sentences, tokens
from verifier.model import Aside, Document, Span

_TERMINAL = re.compile(r"[.!?…;:]|[.!?…,;:][\"'”’»)\]]+$|[\"”’»)\]]$")
_LAST = re.compile(r"[.!?…;][\"'”’»)\]*_]*$|[.!?…;:,]$")
_LIST_MARK = re.compile(r"\s*(?:[•◦‣▪●○·*>+]|[-–—](?=\s)|#{1,6}(?=\s)|\(?\d{1,3}[.)](?=\s)|\(?[a-zA-Z][.)](?=\s))\s*")
_HEADING_LENGTH = 160
DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*[ ,/]+){1,6}(?:\((?P<agency>[A-Z][\w &.]{1,30})\)\s*)?(?P<rest>[^—–\n]{0,40}?)\s*(?:—|–|--| -)\s"
)
"""Place, perhaps a date, perhaps an agency in brackets, and a dash."""
_SHORT_QUESTION = 9
"""A question of up to this many words that stands alone in its paragraph is a heading of an explainer."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may hold claims: its span without a list mark, and the block that it stands in (by number)."""

    span: Span
    block: int
    item: bool = False


def set_aside(document: Document) -> tuple[list[Sentence], list[Aside]]:
    """The sentences of the story in text order, and what was left out with the reason, in text order."""
    text = document.text
    kept: list[Sentence] = []
    asides: list[Aside] = []
    if document.body:
        head = _trimmed(text, 0, document.body)
        if head.start < head.end:
            asides.append(Aside(head, "the header of the file"))
    story = False
    blocks = layout.blocks(text, document.body)
    for number, block in enumerate(blocks):
        why = _block_reason(document, block, first=not story, last=number == len(blocks) - 1)
        if why is not None:
            asides.append(Aside(block, why))
            continue
        story = (
            story or block.end - block.start > _HEADING_LENGTH or _LAST.search(text, block.start, block.end) is not None
        )
        for span in sentences.split_block(text, block):
            _sort_sentence(text, span, number, kept, asides)
    return kept, asides


def _block_reason(document: Document, block: Span, *, first: bool, last: bool) -> str | None:
    """Why a whole block is left out. `first`: no prose came before it."""
    text = document.text[block.start : block.end]
    if document.title and _plain(text) == _plain(document.title):
        return "the headline"
    why = boilerplate.reason(text)
    if why is not None and len(text) < 400:
        return why
    if len(text) > _HEADING_LENGTH:
        return None
    clock = layout.clock_end(text)
    if clock and _LAST.search(text) is None:
        return "the time and heading of a live-blog entry"
    if _LAST.search(text) is None and (first or not _is_item(text)) and not text.endswith(("”", '"', "’", "»")):
        if not first:
            return "a heading"
        return "the headline" if block.start <= document.body + 2 else "a line of the masthead"
    found = tokens.texts(text)
    count = len(found)
    if first and block.start <= document.body + 2 and is_headline(document.text, block):
        return "the headline"
    if text.endswith("?") and count <= _SHORT_QUESTION and not last and "“" not in text and '"' not in text:
        return "a heading"
    if text.endswith(":") and count <= 6:
        return "a heading"
    return None


def is_headline(text: str, block: Span) -> bool:
    """Whether the first block, though it ends like a sentence, is a headline: its longer words are capitalised, or
    a dateline follows it."""
    if block.end - block.start > _HEADING_LENGTH or DATELINE.match(text[block.end : block.end + 120].lstrip()):
        return block.end - block.start <= _HEADING_LENGTH
    longer = [word for word in tokens.texts(text[block.start : block.end]) if len(word) > 3 and word.isalpha()]
    return 3 <= len(longer) <= 20 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _is_item(text: str) -> bool:
    """Whether a block is a list item or table row that says something: those need no full stop."""
    if "|" in text or "\t" in text:
        return any(char.isdigit() for char in text)
    return _LIST_MARK.match(text) is not None and not text.startswith("#") and len(tokens.texts(text)) >= 4


def _sort_sentence(text: str, span: Span, number: int, kept: list[Sentence], asides: list[Aside]) -> None:
    mark = _LIST_MARK.match(text, span.start, span.end)
    start = mark.end() if mark is not None and mark.end() < span.end else span.start
    piece = text[start : span.end]
    count = len(tokens.texts(piece))
    why = boilerplate.reason(piece)
    if count == 0:
        why = "no words"
    elif start == span.start and layout.clock_end(text[span.start : span.end]) == span.end - span.start:
        why = "the time of a live-blog entry"
    elif why is None and count <= 2 and piece[0] not in "“\"‘'«„" and piece[-1] in ".:" and _names_only(piece):
        why = "a label"
    if why is not None:
        asides.append(Aside(span, why))
    else:
        kept.append(Sentence(Span(start, span.end), number, mark is not None))


def _names_only(piece: str) -> bool:
    """Whether a few words say nothing of what they name: no finite verb."""
    return not clauses.finite([word.lower() for word in tokens.texts(piece)])


def _plain(text: str) -> str:
    return " ".join(word.lower() for word in tokens.texts(text[:1000]))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
