"""Web pages: the body by trafilatura, with bs4 behind it for what that leaves empty; paragraphs, lists, table rows."""

import hashlib
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from verifier.model import Document, Locator
from verifier.reading import (
    decoding,
    html_fallback,
    html_merge,
    html_metadata,
    html_parts,
    html_walls,
    kinds,
    locators,
    text,
)
from verifier.reading.states import refuse

LEAST = 0.4
"""Where trafilatura keeps less than this share of what the densest part of a page holds, that part is taken instead:
it drops tables and short paragraphs of reports that are all content. On whole articles it keeps over 0.9."""
SHORT = 250
"""Of a page this short trafilatura keeps loose pieces of sentences, so its densest part is taken as it stands."""
MOST_TAGS = 150_000
"""A long live blog has 30,000; reading costs up to 60 microseconds a tag."""
_EXTRACTOR_FAULTS = (RecursionError, ValueError, TypeError, AttributeError, LookupError, AssertionError)
"""What third-party extraction may raise on a page made to break it; the page is then read by the simpler way."""


def read(data: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Document:
    """The document in the bytes of a page: its title on the first line, then the text of its body.

    The title line is left out where the body opens with it. Everything outside the body (menus, comments, other
    stories) is left out. DocumentError with its named state where there is no text.
    """
    page = decoding.decode_page(data, name=name, charset=charset)
    if len(page) > text.MOST_CHARACTERS:
        what = f"has more than {text.MOST_CHARACTERS // 1_000_000} million characters"
        raise refuse("too_large", name, what, "save the article alone")
    if page.count("<") > MOST_TAGS:
        raise refuse("too_large", name, f"has more than {MOST_TAGS:,} tags", "save the article alone")
    soup = BeautifulSoup(page, "lxml")
    described = html_metadata.read(soup, url=url)
    words = soup.get_text(" ")
    if html_parts.strip(soup):
        page = soup.decode()
    blocks, guessed = _body(page, soup, url)
    wall = html_walls.state(blocks, words, described)
    if wall is not None:
        what = "shows only its opening" if wall == "paywalled" else "asks for something else before it shows its text"
        raise refuse(wall, name, what, "save the whole text and give that")
    if not blocks:
        raise refuse("no_text", name, "is a page without text", "save the page as the browser shows it, or its text")
    title = described.title
    lines = [block for block, _ in blocks]
    if title and " ".join(lines[0].split()).casefold() != title.casefold():
        blocks.insert(0, (title, "title"))
    content, places = _joined(blocks)
    return Document(
        text=content,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=title,
        published=described.published or html_metadata.day(guessed.get("date")),
        author=described.author or guessed.get("author"),
        url=described.url,
        publisher=described.publisher or guessed.get("sitename"),
        language=described.language or "en",
        media_type=kinds.HTML,
        locators=locators.merged(places, (entry for entry in locators.paragraphs(content) if entry.label[0] != "§")),
    )


def _body(page: str, soup: BeautifulSoup, url: str | None) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """The blocks of the body, each with its sort, and what trafilatura says of the page."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(
            page,
            url=url,
            include_comments=False,
            include_tables=True,
            include_images=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except _EXTRACTOR_FAULTS:
        found = None
    body = getattr(found, "body", None)
    blocks = list(_blocks(body)) if body is not None else []
    guessed: dict[str, str] = {}
    if found is not None:
        names = ("date", "author", "sitename")
        guessed = {key: str(getattr(found, key)) for key in names if getattr(found, key, None)}
    dense = html_fallback.blocks(soup)
    return (html_merge.numbered(dense) if _is_better(dense, blocks) else html_merge.merged(blocks, dense)), guessed


def _is_better(dense: list[tuple[str, str]], blocks: list[tuple[str, str]]) -> bool:
    """Whether the densest part of a page, taken as it stands, is to be preferred to what trafilatura found."""
    if not dense:
        return False
    if _size(blocks) < max(LEAST * _size(dense), SHORT) or _is_table(dense) != _is_table(blocks):
        return True  # the one drops tables, the other takes a page that is laid out in one for a table
    # The same paragraphs with more headings: the entries of a live blog, whose headings and times trafilatura drops.
    return _paragraphs(dense) == _paragraphs(blocks) and _headings(dense) > _headings(blocks)


def _paragraphs(blocks: list[tuple[str, str]]) -> set[str]:
    return {block for block, sort in blocks if sort != "heading" and len(block) >= html_merge.PARAGRAPH}


def _headings(blocks: list[tuple[str, str]]) -> int:
    return sum(sort == "heading" for _, sort in blocks)


def _is_table(blocks: list[tuple[str, str]]) -> bool:
    """Whether most of some blocks are rows of a table."""
    return sum(len(block) for block, sort in blocks if sort == "row") > _size(blocks) / 2


def _size(blocks: list[tuple[str, str]]) -> int:
    return sum(len(block) for block, _ in blocks)


def _joined(blocks: list[tuple[str, str]]) -> tuple[str, list[Locator]]:
    """The text of all blocks and the places of headings and tables. Rows and items of one list follow each other."""
    parts: list[str] = []
    places = []
    at = tables = 0
    before = ""
    for block, sort in blocks:
        if parts:
            gap = "\n" if sort == before and sort in ("row", "item") else "\n\n"
            parts.append(gap)
            at += len(gap)
        if sort == "row" and before != "row":
            tables += 1
            places.append(Locator(at, f"table {tables}"))
        if sort == "heading":
            places.append(Locator(at, f"§ {block[:80]}"))
        parts.append(block)
        at += len(block)
        before = sort
    return "".join(parts), places


_INLINE = frozenset(("hi", "ref", "del", "lb", "code", "span"))


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """Paragraphs, headings, list items and table rows of trafilatura's tree, in order."""
    loose = [body.text or ""]
    for element in body:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _INLINE:
            loose.append("\n" if tag == "lb" else "".join(element.itertext()))
        else:
            yield from _lines(loose, "paragraph")
            loose = []
            yield from _block(element, tag)
        loose.append(element.tail or "")
    yield from _lines(loose, "paragraph")


def _block(element: Any, tag: str) -> Iterator[tuple[str, str]]:
    if tag == "head":
        yield from _some(element, "heading")
    elif tag == "table":
        for row in element.iter("row"):
            cells = [_flat(" ".join(cell.itertext())) for cell in row.iter("cell")]
            while cells and not cells[-1]:  # a caption comes as a row with one cell filled
                cells.pop()
            if cells:
                yield " | ".join(cells), "row"
    elif tag == "list":
        for item in element.iter("item"):
            yield from (("- " + words, sort) for words, sort in _some(item, "item"))
    elif tag in ("quote", "div", "body", "ab") and len(element):
        yield from _blocks(element)
    elif tag not in ("graphic", ""):
        yield from _some(element, "paragraph")


def _some(element: Any, sort: str) -> Iterator[tuple[str, str]]:
    """The text of an element, cut at its line breaks."""
    pieces = [element.text or ""]
    for inner in element.iterdescendants():
        if inner.tag == "lb":
            pieces.append("\n")
        elif inner.tag == "item" and sort == "item":
            return
        elif isinstance(inner.tag, str):
            pieces.append(inner.text or "")
        pieces.append(inner.tail or "")
    yield from _lines(pieces, sort)


def _lines(pieces: list[str], sort: str) -> Iterator[tuple[str, str]]:
    for line in "".join(pieces).split("\n") if sort != "heading" else ["".join(pieces)]:
        if words := _flat(line):
            yield words, sort


def _flat(content: str) -> str:
    return " ".join(content.split())
