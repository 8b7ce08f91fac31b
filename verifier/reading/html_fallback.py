"""The plain way to the text of a page: its densest part, block by block; for pages that a cleverer way leaves empty."""

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
ASIDE = frozenset((
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "svg", "iframe",
    "head", "menu", "dialog",
))  # fmt: skip
NAMED_ASIDE = (
    "paywall",
    "newsletter",
    "related",
    "share",
    "social-",
    "comment",
    "advert",
    "promo",
    "cookie",
    "breadcrumb",
)
"""How class names and ids of parts begin that are none of the body; the figure is in benchmarks/library_pages.py."""
_SORTS = {"li": "item", "tr": "row", **{f"h{level}": "heading" for level in range(1, 7)}}


def blocks(page: BeautifulSoup) -> list[tuple[str, str]]:
    """The blocks of the densest part of a page in order, each with its sort; no text of menus, forms and scripts."""
    part = _densest(page)
    return list(_of(part)) if part is not None else []


def _densest(page: BeautifulSoup) -> Tag | None:
    """The narrowest of article, main and body that holds most of the page's paragraph text."""
    best: Tag | None = page.body or page
    whole = _weight(best) if best is not None else 0
    for name in ("main", "article"):
        found = page.find_all(name, limit=50)
        if not found:
            continue
        heaviest = max(found, key=_weight)
        if _weight(heaviest) >= 0.6 * whole:
            best = heaviest
    return best


def _weight(part: Tag) -> int:
    return sum(len(paragraph.get_text()) for paragraph in part.find_all("p", limit=20_000))


def _of(part: Tag) -> Iterator[tuple[str, str]]:
    """Runs of text that share their nearest block, as one block each; the cells of a table row share the row."""
    words: list[str] = []
    current, known = _Place(), dict[int, _Place]()
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
            yield from _flush(words, current.block)
            words = []
        elif place.cell is not current.cell:
            words.append(" | ")
        current = place
        words.append(str(piece))
    yield from _flush(words, current.block)


class _Place(NamedTuple):
    """Where a tag stands: the block it is or stands in, the table cell, whether it is outside the body's text."""

    block: Tag | None = None
    cell: Tag | None = None
    row: Tag | None = None
    outside: bool = False


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
    if outer.outside or name in ASIDE or (name in ("div", "section", "ul") and _is_named_aside(tag)):
        return _Place(outside=True)
    if name == "table":
        return _Place(block=tag)
    if name == "tr":
        return _Place(block=tag, row=tag)
    if name in ("td", "th") and outer.row is not None and outer.cell is None:
        return _Place(block=outer.row, cell=tag, row=outer.row)
    if name in BLOCKS and outer.cell is None:
        return _Place(block=tag)
    return outer


def _is_named_aside(tag: Tag) -> bool:
    """Whether the page's own names for a part say that it is none of the body."""
    names = [*(tag.get_attribute_list("class") or ())[:10], *tag.get_attribute_list("id")[:1]]
    return any(isinstance(name, str) and name.lower().startswith(NAMED_ASIDE) for name in names)


def _flush(words: list[str], block: Tag | None) -> Iterator[tuple[str, str]]:
    if block is None:
        return
    sort = _SORTS.get(block.name, "paragraph")
    for line in "".join(words).split("\n") if sort != "row" else ["".join(words)]:
        content = " ".join(line.split())
        if content:
            yield (f"- {content}" if sort == "item" else content), sort
