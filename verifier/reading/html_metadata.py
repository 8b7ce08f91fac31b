"""What a page says of itself: JSON-LD first, then OpenGraph and other meta tags, then `<time>`, title and address."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from bs4 import BeautifulSoup, Tag

from verifier.reading import dates

_ARTICLES = frozenset((
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "OpinionNewsArticle", "ReviewNewsArticle", "LiveBlogPosting", "BlogPosting", "SocialMediaPosting", "Report",
    "ScholarlyArticle", "TechArticle", "DiscussionForumPosting", "WebPage",
))  # fmt: skip
_DATES = (
    "article:published_time", "og:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publication_date",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date",
)  # fmt: skip
_MOST_JSON = 1_000_000
_MOST_OBJECTS = 2_000
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")
_MOST_FIELD = 500


@dataclass(frozen=True, slots=True)
class Described:
    """The fields found, None where there is none. `free` is whether everybody may read all of it, `words` how many
    words it says it has."""

    title: str | None = None
    published: date | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    free: bool | None = None
    words: int | None = None


def read(page: BeautifulSoup, *, url: str | None = None) -> Described:
    """What a page says of itself. `url` is where it was fetched; the canonical address it names wins."""
    meta = _meta(page)
    linked = _linked(page)
    address = _address(page, meta) or url
    return Described(
        title=_text(linked.get("headline")) or meta.get("og:title") or _heading(page),
        published=_published(page, meta, linked, address),
        author=_names(linked.get("author")) or meta.get("author") or meta.get("article:author_name"),
        publisher=_names(linked.get("publisher")) or meta.get("og:site_name") or meta.get("application-name"),
        url=address,
        language=_language(page, linked),
        free=_is_free(linked),
        words=_count(linked.get("wordCount")),
    )


def _is_free(linked: dict[str, Any]) -> bool | None:
    said = str(linked.get("isAccessibleForFree", "")).strip().lower().rpartition("/")[2]
    return {"true": True, "false": False}.get(said)


def _count(value: object) -> int | None:
    said = str(value).strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else None


def day(content: object) -> date | None:
    """The day in a machine-written date, which may be followed by a time."""
    return dates.parse(content) if isinstance(content, str) else None


def _meta(page: BeautifulSoup) -> dict[str, str]:
    """The first content of each meta tag, by its lower-case name or property."""
    found: dict[str, str] = {}
    for tag in page.find_all("meta", limit=_MOST_OBJECTS):
        key = str(tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        content = _text(tag.get("content"))
        if key and content:
            found.setdefault(key, content)
    return found


def _linked(page: BeautifulSoup) -> dict[str, Any]:
    """The first article in the page's JSON-LD, else an empty mapping."""
    fallback: dict[str, Any] = {}
    for script in page.find_all("script", type="application/ld+json", limit=20):
        try:
            tree = json.loads(script.get_text()[:_MOST_JSON])
        except (ValueError, RecursionError):
            continue
        for thing in _objects(tree):
            sorts = thing.get("@type")
            named = {sort for sort in (sorts if isinstance(sorts, list) else [sorts]) if isinstance(sort, str)}
            if named & _ARTICLES:
                if "WebPage" not in named:
                    return thing
                fallback = fallback or thing
    return fallback


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting.extend(thing[:_MOST_OBJECTS])
        elif isinstance(thing, dict):
            yield thing
            waiting.extend(value for value in list(thing.values())[:200] if isinstance(value, (dict, list)))


def _published(page: BeautifulSoup, meta: dict[str, str], linked: dict[str, Any], address: str | None) -> date | None:
    candidates: list[object] = [linked.get("datePublished")]
    candidates.extend(meta.get(key) for key in _DATES)
    marked = page.find(True, attrs={"itemprop": "datePublished"})
    if isinstance(marked, Tag):
        candidates.extend([marked.get("datetime"), marked.get("content"), marked.get_text()[:100]])
    first = page.select_one("article time[datetime], main time[datetime]") or page.find("time", datetime=True)
    if isinstance(first, Tag):
        candidates.append(first.get("datetime"))
    for candidate in candidates:
        if found := day(candidate):
            return found
    in_address = _IN_ADDRESS.search((address or "")[:2000])
    return dates.parse("-".join(in_address.groups())) if in_address else None


def _address(page: BeautifulSoup, meta: dict[str, str]) -> str | None:
    link = page.find("link", rel="canonical", href=True)
    named = (str(link["href"]) if isinstance(link, Tag) else None, meta.get("og:url"))
    return next((url.strip()[:2000] for url in named if url and url.lower().startswith(("http://", "https://"))), None)


def _heading(page: BeautifulSoup) -> str | None:
    """The only first-level heading, else the title element without the name of the site behind a bar."""
    headings = page.find_all("h1", limit=2)
    if len(headings) == 1 and (words := _text(headings[0].get_text(" "))):
        return words
    words = _text(page.title.get_text(" ")) if page.title else None
    for heading in page.find_all(("h1", "h2"), limit=20):
        named = _text(heading.get_text(" "))
        if named and words and words.startswith(named) and re.match(r" ?[-|–—:·] ", words[len(named) :]):
            return named
    return re.split(r" [|–—] ", words)[0] or words if words else None


def _names(value: Any) -> str | None:
    """The names in a JSON-LD person, organisation, text, or list of them."""
    names = []
    for thing in (value if isinstance(value, list) else [value])[:20]:
        name = _text(thing.get("name") if isinstance(thing, dict) else thing)
        if name and not name.startswith(("http://", "https://")):
            names.append(name)
    return ", ".join(dict.fromkeys(names))[:_MOST_FIELD] or None


def _language(page: BeautifulSoup, linked: dict[str, Any]) -> str | None:
    tag = page.find("html")
    declared = (tag.get("lang") if isinstance(tag, Tag) else None) or linked.get("inLanguage")
    code = str(declared or "").strip().lower().split("-")[0]
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _text(value: object) -> str | None:
    return " ".join(value[: 4 * _MOST_FIELD].split())[:_MOST_FIELD] or None if isinstance(value, str) else None
