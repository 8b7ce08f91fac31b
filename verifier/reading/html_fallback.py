"""The plain way to the text of a page: its densest part, block by block; for pages that a cleverer way leaves empty."""

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from verifier.reading import html_parts

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
ASIDE = frozenset((
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg", "iframe",
    "head", "menu", "dialog",
))  # fmt: skip
LAYOUT = 300
"""Code points from which a table cell with several paragraphs or a table in it is no entry of a table."""
LINKS = 200
"""Code points up to which a block that is all links is a menu."""
_SORTS = {"li": "item", "tr": "row", **{f"h{level}": "heading" for level in range(1, 7)}}


def blocks(page: BeautifulSoup) -> list[tuple[str, str]]:
    """The blocks of the densest part of a page in order, each with its sort; no text of menus, forms and scripts.

    Captions and short blocks that are all links are left out. Tables that only lay out a page are none: their cells are
    parts of it.
    """
    return list(_of(html_parts.densest(page)))


def _of(part: Tag) -> Iterator[tuple[str, str]]:
    """Runs of text that share their nearest block, as one block each; the cells of a table row share the row."""
    words: list[str] = []
    own = 0  # code points outside links
    current, known = _Place(), {id(part): _Place(block=part)}
    for piece in part.descendants:
        if isinstance(piece, Tag):
            if piece.name == "br" and words:
                words.append("\n")
            continue
        if not isinstance(piece, NavigableString) or isinstance(piece, PreformattedString) or not piece.strip():
            continue
        place = _place(piece.parent, known) if piece.parent is not None else _Place()
        if place.outside or place.block is None:
            continue
        if place.block is not current.block:
            yield from _flush(words, current.block, own)
            words, own = [], 0
        elif place.cell is not current.cell:
            words.append(" | ")
        current = place
        words.append(str(piece))
        own += 0 if place.linked else len(piece.strip())
    yield from _flush(words, current.block, own)


class _Place(NamedTuple):
    """Where a tag stands: the block it is or stands in, the table cell, whether it is outside the body's text, and
    whether it is in a link."""

    block: Tag | None = None
    cell: Tag | None = None
    row: Tag | None = None
    outside: bool = False
    linked: bool = False


def _place(tag: Tag, known: dict[int, _Place]) -> _Place:
    """The place of a tag; each tag is worked out once, so that depth costs nothing."""
    waiting: list[Tag] = []
    climb: Tag | None = tag
    while climb is not None and id(climb) not in known:
        waiting.append(climb)
        climb = climb.parent
    place = known[id(climb)] if climb is not None else _Place()
    for inner in reversed(waiting):
        place = known[id(inner)] = _inside(inner, place)
    return place


def _inside(tag: Tag, outer: _Place) -> _Place:
    name = tag.name
    if outer.outside or name in ASIDE:
        return _Place(outside=True)
    if name == "a":
        return outer._replace(linked=True)
    if name == "table":
        return _Place(block=tag)
    if name == "tr":
        return _Place(block=tag, row=tag)
    if name in ("td", "th") and outer.row is not None and outer.cell is None:
        if _is_layout(tag):
            return _Place(block=tag)
        return _Place(block=outer.row, cell=tag, row=outer.row)
    if name in BLOCKS and outer.cell is None:
        return _Place(block=tag)
    return outer


def _is_layout(cell: Tag) -> bool:
    """Whether a table cell is a part of the page rather than an entry of a table: it holds what no entry holds."""
    return len(cell.get_text()) > LAYOUT and (
        len(cell.find_all(("p", "br"), limit=3)) > 2 or cell.find("table") is not None
    )


def _flush(words: list[str], block: Tag | None, own: int) -> Iterator[tuple[str, str]]:
    if block is None:
        return
    sort = _SORTS.get(block.name, "paragraph")
    whole = "".join(words)
    if block.name in ("figure", "figcaption") or (not own and len(whole) < LINKS and sort != "row"):
        return
    for line in whole.split("\n") if sort != "row" else [whole]:
        content = " ".join(line.split()).removesuffix(" |")
        if content:
            yield (f"- {content}" if sort == "item" else content), sort
