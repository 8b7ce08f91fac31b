"""The parts of a page: how much text each holds, which are plainly none of the body, and where the body is."""

import re
from collections import Counter
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

UNSEEN = frozenset(("script", "style", "noscript", "template", "head", "svg", "iframe", "button", "select", "option"))
"""Tags whose text is no text of the page."""
LAYERS = frozenset(("dialog", "cookie", "consent", "cmp", "cmp2", "gdpr", "onetrust", "modal"))
"""Names of what is laid over a page; it may be longer than the text under it."""
NAMED = frozenset((
    "related", "relatedposts", "newsletter", "breadcrumb", "breadcrumbs", "paywall", "share", "sharing", "sharedaddy",
    "social", "comment", "comments", "advert", "advertisement", "ad", "ads", "promo", "promotion", "signature",
    "postprofile", "recommended", "recommendations", "outbrain", "taboola", "catlinks", "editsection", "toc",
    "topic", "topics", "pagination", "feedback", "sidebar", "widget", "navigation", "complementary", "search",
))  # fmt: skip
"""Words in the class names, ids and roles of parts that are none of the body; benchmarks/library_pages.py has pages."""
MOST_NAMED = 0.3
"""Share of a page's text up to which all parts of one such name are left out: where it is more, it is the page."""
MOST_LAYERS = 0.95
CONTAINING = 0.75
"""Share of the text that a part must hold to be looked into instead of the whole."""
_CONTAINERS = frozenset(("body", "main", "article", "section", "div", "form", "center", "td", "table", "tbody", "tr"))
_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def weights(page: Tag) -> Counter[int]:
    """The code points of text, links aside, in each tag, by its id()."""
    held: Counter[int] = Counter()
    tags: list[Tag] = [page]
    dead: set[int] = set()
    linked: set[int] = set()
    for piece in page.descendants:
        parent = piece.parent
        if isinstance(piece, Tag):
            tags.append(piece)
            if piece.name in UNSEEN or (parent is not None and id(parent) in dead):
                dead.add(id(piece))
            if piece.name == "a" or (parent is not None and id(parent) in linked):
                linked.add(id(piece))
        elif isinstance(piece, NavigableString) and not isinstance(piece, PreformattedString):
            mute = id(parent) in dead or id(parent) in linked
            held[id(parent)] += 0 if mute else len(" ".join(piece.split()))
    for tag in reversed(tags):
        if tag.parent is not None and tag is not page:
            held[id(tag.parent)] += held[id(tag)]
    return held


def strip(page: BeautifulSoup) -> bool:
    """Take the parts out of a page that are plainly none of its body; whether there were any."""
    body = page.body or page
    held = weights(body)
    whole = held[id(body)] or 1
    named: dict[str, list[Tag]] = {}
    total: Counter[str] = Counter()
    for tag, name in _outermost(body):
        named.setdefault(name, []).append(tag)
        total[name] += held[id(tag)]
    done = False
    for name, tags in named.items():
        if total[name] <= whole * (MOST_LAYERS if name in LAYERS else MOST_NAMED):
            for tag in tags:
                tag.extract()
            done = True
    return done


def _outermost(body: Tag) -> Iterator[tuple[Tag, str]]:
    """The outermost parts that bear such a name, with the name."""
    inside: set[int] = set()
    for tag in body.descendants:
        if not isinstance(tag, Tag):
            continue
        if tag.parent is not None and id(tag.parent) in inside:
            inside.add(id(tag))
            continue
        name = _telling(tag)
        if name:
            inside.add(id(tag))
            yield tag, name


def _telling(tag: Tag) -> str:
    """The name that says that a tag is none of the body, or nothing."""
    if tag.name in ("p", "body", "html", "main", "h1", "article"):
        return ""
    given: list[str] = []
    for key in ("class", "id", "role", "data-component", "data-testid"):
        given.extend(str(value) for value in tag.get_attribute_list(key)[:10] if value)
    if str(tag.get("aria-modal") or "").lower() == "true" or tag.name == "dialog":
        given.append("dialog")
    for value in given:
        for word in _WORD.findall(_CAMEL.sub("-", value[:100]).lower()):
            if word in LAYERS or word in NAMED:
                return str(word)
    return ""


def densest(page: BeautifulSoup) -> Tag:
    """The narrowest part that holds nearly all text of a page."""
    part: Tag = page.body or page
    held = weights(part)
    while True:
        inner = [tag for tag in part.find_all(True, recursive=False) if tag.name in _CONTAINERS]
        heaviest = max(inner, key=lambda tag: held[id(tag)], default=None)
        if heaviest is None or held[id(heaviest)] < CONTAINING * held[id(part)] or not held[id(part)]:
            return part
        part = heaviest
