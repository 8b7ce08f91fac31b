"""What a plain text says of itself: a header block of `Key: value` lines, front matter, or a masthead."""

import re
from dataclasses import dataclass
from datetime import date

from verifier.reading import dates

_KEYS = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "date": "published",
    "published": "published",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "by": "author",
    "url": "url",
    "link": "url",
    "publisher": "publisher",
    "publication": "publisher",
    "language": "language",
}
_LINE = re.compile(r"([A-Za-z][A-Za-z -]{0,30}?)[ \t]*:(?:[ \t]+|$)")
_BREAK = re.compile(r"\r\n|\r|\n")
_DATELINE = re.compile(r"[A-Z][\w .,'’()/-]{2,90}?\s?[-–—]\s")
_MOST_LINES = 40
_MOST_LENGTH = 2_000
_SHORT = 160
"""A masthead line is short: a headline, a byline, a paper's name, a date."""


@dataclass(frozen=True, slots=True)
class Header:
    """The fields found, None where there is none; `body` is the offset at which the text proper starts."""

    title: str | None = None
    published: date | None = None
    author: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    body: int = 0


def read(text: str) -> Header:
    """The header of a text.

    A block of `Key: value` lines with at least one known key, ended by a blank line or the end (or YAML front matter
    between two lines of dashes), gives its fields and the offset of the body. Without one, the title, date and author
    are taken from the masthead, where they stand plainly, and the body starts at 0.
    """
    lines = _head(text)
    block = _front_matter(lines) or _block(lines, len(text))
    if block is None:
        return _masthead(lines)
    rows, body = block
    found: dict[str, str] = {}
    for key, value in rows:
        field = _KEYS.get(key.lower())
        if field and value and field not in found:
            found[field] = value
    while body < len(text) and text[body].isspace():
        body += 1
    return Header(
        title=found.get("title"),
        published=dates.parse(found.get("published", "")),
        author=found.get("author"),
        url=found.get("url"),
        publisher=found.get("publisher"),
        language=(found.get("language") or "").lower()[:2] or None,
        body=body,
    )


def _head(text: str) -> list[tuple[str, int]]:
    """The first lines with the offset after each one's break."""
    lines: list[tuple[str, int]] = []
    at = 0
    limit = min(len(text), _MOST_LINES * _MOST_LENGTH)
    for found in _BREAK.finditer(text, 0, limit):
        lines.append((text[at : found.start()], found.end()))
        at = found.end()
        if len(lines) == _MOST_LINES:
            return lines
    lines.append((text[at : at + _MOST_LENGTH], len(text)))
    return lines


def _front_matter(lines: list[tuple[str, int]]) -> tuple[list[tuple[str, str]], int] | None:
    if not lines or lines[0][0].strip() != "---":
        return None
    rows: list[tuple[str, str]] = []
    for line, after in lines[1:]:
        if line.strip() in ("---", "..."):
            return rows, after
        found = _LINE.match(line[:_MOST_LENGTH])
        if found:
            rows.append((found.group(1).strip(), line[found.end() :].strip().strip("\"'")))
    return None


def _block(lines: list[tuple[str, int]], length: int) -> tuple[list[tuple[str, str]], int] | None:
    rows: list[tuple[str, str]] = []
    for line, after in lines:
        if not line.strip():
            return (rows, after) if _has_known(rows) else None
        found = _LINE.match(line[:_MOST_LENGTH])
        if rows and line[0] in " \t":
            key, value = rows[-1]
            rows[-1] = (key, f"{value} {line.strip()}"[:_MOST_LENGTH])
        elif found and len(found.group(1).split()) <= 3:
            rows.append((found.group(1).strip(), line[found.end() : found.end() + _MOST_LENGTH].strip()))
        else:
            return None
    ended = bool(lines) and lines[-1][1] == length
    return (rows, length) if ended and _has_known(rows) else None


def _has_known(rows: list[tuple[str, str]]) -> bool:
    return bool(rows) and rows[0][0].lower() in _KEYS


def _masthead(lines: list[tuple[str, int]]) -> Header:
    """Title, date and author from the short lines before the first paragraph."""
    title: str | None = None
    published: date | None = None
    author: str | None = None
    for number, (line, _) in enumerate(lines[:8]):
        words = line.strip().lstrip("#").strip()
        if not words:
            continue
        long = len(words.split()) > (12 if number else 6)
        if len(words) > _SHORT or words[-1] == "." or (words[-1] in '!?”"' and long):
            dateline = _DATELINE.match(words)
            if published is None and dateline:
                published = dates.parse(dateline.group())
            break
        if title is None:
            title = words if not dates.parse(words) else None
        if published is None:
            published = dates.parse(words)
        if author is None and words[:3] in ("By ", "BY "):
            author = re.split(r"\s*[|,]\s*|\s+in\s+[A-Z]", words[3:])[0].strip() or None
    return Header(title=title, published=published, author=author)
