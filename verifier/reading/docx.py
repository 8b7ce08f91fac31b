"""Word documents: paragraphs, lists, tables, footnotes and text boxes in order, insertions in and deletions out."""

import hashlib
import io
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from docx import api
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError

from verifier.model import Document, Locator
from verifier.reading import archives, headers, kinds, locators, text
from verifier.reading.states import refuse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = frozenset(f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "fldChar", "rPr", "pPr"))
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_FAULTS = (*archives.FAULTS, OpcError, PythonDocxError, TypeError, AttributeError, SyntaxError)
"""What python-docx and the XML parser under it raise on a package made to break them (XML faults are SyntaxErrors)."""
_MOST_DEPTH = 100


def read(data: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Document:
    """The document in the bytes of a .docx: table rows as "cell | cell", footnotes at the end, each with its number.

    DocumentError with its named state where it cannot be read: "damaged", "encrypted", "too_large", "no_text".
    """
    archive = archives.checked(data, name)
    for part in archive.namelist():
        if part.endswith((".xml", ".rels")):
            archives.xml(archive, part, name)
    notes = _notes(archives.xml(archive, "word/footnotes.xml", name), name)
    try:
        package = api.Document(io.BytesIO(data))
        blocks = list(_blocks(package.element.body, 0))
        properties = package.core_properties
        title, author = _field(properties.title), _field(properties.author)
    except _FAULTS:
        raise refuse("damaged", name, "is no Word document, or a broken one", "save it again") from None
    content, places = _joined(blocks, notes)
    if not content:
        raise refuse("no_text", name, "holds no text", "give the document with its text")
    if len(content) > text.MOST_CHARACTERS:
        raise refuse("too_large", name, "has more text than is read", "split it")
    header = headers.read(content)
    return Document(
        text=content,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=header.title if header.body else title or header.title,
        published=header.published,
        author=header.author or author,
        url=header.url,
        publisher=header.publisher,
        language=header.language or "en",
        body=header.body,
        media_type=kinds.DOCX,
        locators=locators.merged(places, locators.paragraphs(content, header.body)),
    )


def _blocks(part: Any, depth: int) -> Iterator[tuple[str, str]]:
    """The paragraphs and table rows under an element, in order, each with its sort."""
    for element in part:
        if element.tag in _LEFT_OUT or not isinstance(element.tag, str) or depth > _MOST_DEPTH:
            continue
        if element.tag == f"{_W}p":
            words = "".join(_words(element, 0)).strip()
            if words:
                yield words, _sort(element)
            for box in element.iter(f"{_W}txbxContent"):
                yield from _blocks(box, depth + 1)
        elif element.tag == f"{_W}tbl":
            yield from _rows(element)
        else:
            yield from _blocks(element, depth + 1)


def _rows(table: Any) -> Iterator[tuple[str, str]]:
    for row in table.iter(f"{_W}tr"):
        cells = []
        for cell in row.iter(f"{_W}tc"):
            pieces = ("".join(_words(paragraph, 0)) for paragraph in cell.iter(f"{_W}p"))
            cells.append(" ".join(" ".join(pieces).split()))
        if any(cells):
            yield " | ".join(cells), "row"


def _words(part: Any, depth: int) -> Iterator[str]:
    """The text of a paragraph as it is printed: links and insertions in, deletions and field codes out."""
    for element in part:
        tag = element.tag
        if tag == f"{_W}t":
            yield element.text or ""
        elif tag in _BREAKS:
            yield _BREAKS[tag]
        elif tag == f"{_W}footnoteReference":
            yield f"[{element.get(f'{_W}id')}]"
        elif tag not in _LEFT_OUT and tag != f"{_W}txbxContent" and isinstance(tag, str) and depth < _MOST_DEPTH:
            yield from _words(element, depth + 1)


def _sort(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = "" if style is None else str(style.get(f"{_W}val") or "")
    if named.lower().startswith(("heading", "title", "berschrift")):
        return "heading"
    return "item" if paragraph.find(f"{_W}pPr/{_W}numPr") is not None else "paragraph"


def _notes(data: bytes, name: str) -> list[tuple[str, str]]:
    """Number and text of each footnote."""
    if not data:
        return []
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314 - declarations are refused before, so nothing can expand
        notes = []
        for note in tree.iter(f"{_W}footnote"):
            words = " ".join("".join(_words(paragraph, 0)) for paragraph in note.iter(f"{_W}p")).strip()
            if words and note.get(f"{_W}type") in (None, "normal"):
                notes.append((str(note.get(f"{_W}id")), words))
    except (ElementTree.ParseError, RecursionError):
        raise refuse("damaged", name, "has broken footnotes", "save it again") from None
    return notes


def _joined(blocks: list[tuple[str, str]], notes: list[tuple[str, str]]) -> tuple[str, list[Locator]]:
    parts: list[str] = []
    places: list[Locator] = []
    at = tables = 0
    before = ""
    for words, sort in [*blocks, *((f"[{number}] {words}", f"note {number}") for number, words in notes)]:
        if parts:
            parts.append("\n" if sort == before and sort in ("row", "item") else "\n\n")
            at += len(parts[-1])
        if sort == "row" and before != "row":
            tables += 1
            places.append(Locator(at, f"table {tables}"))
        if sort == "heading":
            places.append(Locator(at, f"§ {words[:80]}"))
        if sort.startswith("note"):
            places.append(Locator(at, sort))
        shown = f"- {words}" if sort == "item" else words
        parts.append(shown)
        at += len(shown)
        before = sort
    return "".join(parts), places


def _field(value: str | None) -> str | None:
    return " ".join((value or "")[:500].split()) or None
