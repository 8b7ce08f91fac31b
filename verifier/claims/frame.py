"""The article's own frame: title, date, byline, publisher and language, where the reader of the file left them open."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from verifier.claims import boilerplate
from verifier.claims.asides import DATELINE, is_headline
from verifier.language import blocks as layout
from verifier.language import lexicons, tokens
from verifier.model import Document, Span
from verifier.reading import dates

_MOST_BLOCKS = 8
_SHORT = 200
_PROSE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_BYLINE = re.compile(
    r"by\s+((?:[A-Z][\w'’.-]+\s+){1,3}?[A-Z][\w'’.-]+)(?=$|[,|;(]| (?:in|at|for|and|of)\b)", re.IGNORECASE
)
_PUBLISHER = re.compile(r"((?:[A-Z][\w'’&.-]*\s+|(?:of|the|and|for)\s+){0,5}[A-Z][\w'’&.-]*)")
_FEW_WORDS = 25
"""A text of fewer words tells no language."""
_SCRIPTS = (
    ("el", "\u0370", "\u03ff"),
    ("ru", "\u0400", "\u04ff"),
    ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"),
    ("hi", "\u0900", "\u097f"),
    ("th", "\u0e00", "\u0e7f"),
    ("ja", "\u3040", "\u30ff"),
    ("zh", "\u4e00", "\u9fff"),
    ("ko", "\uac00", "\ud7af"),
)


def read_frame(document: Document) -> Document:
    """The document with title, published, author, publisher and language filled in where they are open and the text
    says them plainly: in a masthead, a byline, a dateline. What the reader found stays; a date that is not given in
    full (day, month, year) stays None. Never fails."""
    masthead, opening = _masthead(document)
    text = document.text
    lines = [text[span.start : span.end] for span in masthead]
    title = document.title or next((line for line in lines if _is_title(line)), None)
    others = [line for line in lines if line != title]
    return replace(
        document,
        title=title,
        published=document.published or _published([*others, *_header(document)], opening),
        author=document.author or _author([*others, *_header(document)]),
        publisher=document.publisher or _publisher(others, opening),
        language=_language(document),
    )


def _language(document: Document) -> str:
    """What the reader found, unless that is the default and the text plainly speaks another."""
    if document.language != "en":
        return document.language
    return language(document.text[document.body :]) or document.language


def language(text: str) -> str | None:
    """The language of a text as its two-letter code, by its script and its commonest small words; None where it is not
    plain. Looks at the first 20,000 code points."""
    head = text[:20_000]
    counted = Counter(head)
    letters = sum(count for char, count in counted.items() if char.isalpha())
    if not letters:
        return None
    for code, first, last in _SCRIPTS:
        if sum(count for char, count in counted.items() if first <= char <= last) > 0.3 * letters:
            return code
    found = tokens.texts(head.lower())
    if len(found) < _FEW_WORDS:
        return None
    said = Counter(found)
    counts = sorted(
        (
            (sum(said[word] for word in said.keys() & small), code)
            for code, small in lexicons.groups("languages").items()
        ),
        reverse=True,
    )
    (best, code), (second, _) = counts[0], counts[1]
    return code if best >= 0.12 * len(found) and best > 1.3 * second else None


def _masthead(document: Document) -> tuple[list[Span], str]:
    """The short blocks before the first paragraph, and the start of that paragraph; none where no paragraph follows."""
    text = document.text
    out: list[Span] = []
    end = min(len(text), document.body + 6_000)
    for block in layout.blocks(text, document.body, end)[: _MOST_BLOCKS + 1]:
        piece = text[block.start : block.end]
        prose = _PROSE.search(piece) is not None and (bool(out) or not is_headline(text, block))
        if len(piece) > _SHORT or prose or len(out) == _MOST_BLOCKS:
            return out, piece[:300]
        out.append(block)
    return [], ""


def _header(document: Document) -> list[str]:
    return [line.strip() for line in document.text[: min(document.body, 4_000)].splitlines() if line.strip()]


def _is_title(line: str) -> bool:
    if (
        line.endswith((".", ".”", '."'))
        or boilerplate.reason(line) is not None
        or dates.parse(line) is not None
        or "|" in line
    ):
        return False
    return len(tokens.texts(line)) >= 2 and layout.clock_end(line) == 0 and not _names_publisher(line)


def _published(lines: list[str], opening: str) -> date | None:
    for line in lines:
        found = dates.parse(line)
        if found is not None:
            return found
    dateline = DATELINE.match(opening)
    return dates.parse(dateline.group()) if dateline is not None else None


def _author(lines: list[str]) -> str | None:
    for line in lines:
        found = _BYLINE.match(line.removeprefix("Byline:").strip())
        if found is not None and found.group(1)[0].isupper():
            return found.group(1)
    return None


def _publisher(lines: list[str], opening: str) -> str | None:
    for line in lines:
        if _names_publisher(line):
            found = _PUBLISHER.match(line)
            return found.group(1).strip() if found is not None else None
    dateline = DATELINE.match(opening)
    return dateline.group("agency") if dateline is not None else None


def _names_publisher(line: str) -> bool:
    """Whether a masthead line opens with the name of a paper, agency or station: one telling word."""
    if line[:3].lower() == "by ":
        return False
    found = _PUBLISHER.match(line)
    if found is None or (
        found.end() < len(line) and line[found.end()] not in ",|·•-–—:" and not line[found.end() :].isspace()
    ):
        return False
    kinds = lexicons.words("publisher_words")
    return any(word.lower().strip(".'’") in kinds for word in found.group(1).split())
