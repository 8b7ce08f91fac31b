"""Bytes -> text: UTF-8, UTF-16 and UTF-32 by their marks, Windows-1252 where that is plausible; no further guesses."""

import codecs
import re

from verifier.reading.states import refuse

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž“”‘’„‚…–—•«»€£§°´·½¼¾©®™²³ªº¡¿±×\u00a0\u00ad"
)
_IN_PAGE = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_MOST_CONTROLS = 0.001
"""A text may hold a stray control character or two (an escape, a delete); a binary file is full of them."""
_MOST_HIGH = 0.3
"""Western text has accents and quotation marks in under a tenth of its letters; Cyrillic or Greek read as
Windows-1252 has them nearly everywhere."""


def decode(data: bytes, *, name: str, charset: str | None = None) -> tuple[str, str]:
    """The text and the encoding it was read in; a byte order mark is not part of the text, line ends stay as they are.

    `charset` is what a server or a page declares; it is tried after the marks and UTF-8. DocumentError with state
    "binary" or "encoding".
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name=name), encoding
    if b"\0" in data:
        raise refuse("binary", name, "holds NUL bytes, so it is not a text", "give the text, HTML, PDF or DOCX of it")
    try:
        return _plain(data.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError as error:
        fault = error
    if charset and (known := _known(charset)):
        try:
            return _plain(data.decode(known), name), known
        except (UnicodeDecodeError, ValueError):
            pass
    if _is_damaged_utf8(data):
        raise refuse("encoding", name, f"is UTF-8 with a fault at byte {fault.start}", "save the file again as UTF-8")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if text and _is_western(text):
        return _plain(text, name), "cp1252"
    raise refuse("encoding", name, f"is not UTF-8 (byte {fault.start})", "save the file as UTF-8")


def decode_page(data: bytes, *, name: str, charset: str | None = None) -> str:
    """The text of a web page, as a browser would read it: marks, UTF-8 where it fits, then what the server or the page
    declares, then Windows-1252. Stray NUL bytes are dropped. DocumentError (state "binary") where it is no page."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data.count(b"\0") > len(data) * _MOST_CONTROLS + 2:
        raise refuse("binary", name, "is full of NUL bytes, so it is not a page", "save the page again")
    data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _IN_PAGE.search(data[:4096])
    for candidate in (charset, declared.group(1).decode("ascii") if declared else None):
        known = _known(candidate) if candidate else None
        if known and known != "utf-8":
            return data.decode(known, "replace")
    if _is_damaged_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode("cp1252", "replace")


def _strict(data: bytes, encoding: str, *, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        what = f"is marked as {encoding.upper()} and is broken at byte {error.start}"
        raise refuse("encoding", name, what, "save the file as UTF-8") from None
    return _plain(text, name)


def _plain(text: str, name: str) -> str:
    """The text, unless control characters show that these bytes were never a text."""
    if len(_CONTROL.findall(text)) > len(text) * _MOST_CONTROLS + 2 or "\0" in text:
        raise refuse("binary", name, "is full of control characters, so it is not a text", "give the text of it")
    return text


def _known(charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset.strip("\"' ")[:40])
    except (LookupError, ValueError):
        return None
    return codec.name if codec._is_text_encoding else None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether multi-byte sequences are mostly valid UTF-8, so that reading them as anything else would garble them."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for char in text if ord(char) > 127) - broken
    return whole > broken


def _is_western(text: str) -> bool:
    high = [char for char in text if ord(char) > 127]
    letters = sum(1 for char in text if not char.isspace()) or 1
    return len(high) <= letters * _MOST_HIGH + 2 and sum(char in _WESTERN for char in high) >= 0.9 * len(high)
