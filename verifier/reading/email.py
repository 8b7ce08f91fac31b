"""E-mail messages (.eml): subject on the first line, then the text of the message; attachments are not opened."""

import email
import email.header
import email.message
import hashlib
import re
from email.errors import MessageError
from email.utils import parseaddr

from verifier.errors import DocumentError
from verifier.model import Document
from verifier.reading import dates, decoding, kinds, locators, text
from verifier.reading.states import refuse

MOST_PARTS = 200
_MOST_FIELD = 1_000
_BOUNDARY = re.compile(rb"^Content-Type:[ \t]*multipart/", re.IGNORECASE | re.MULTILINE)
_MOST_NESTED = 50


def read(data: bytes, *, name: str, charset: str | None = None, url: str | None = None) -> Document:
    """The document in the bytes of a message. DocumentError where it is none or has no text of its own."""
    if len(_BOUNDARY.findall(data)) > _MOST_NESTED:
        raise refuse("damaged", name, f"has more than {_MOST_NESTED} parts within parts", "save the message's text")
    try:
        message = email.message_from_bytes(data)
        plain, page = _parts(message)
    except (MessageError, LookupError, ValueError, RecursionError):
        raise refuse("damaged", name, "is no e-mail message, or a broken one", "save the message's text") from None
    if not plain and page is not None:
        from verifier.reading import html

        found = html.read(page, name=name)
        plain = found.text
    if not plain.strip():
        raise refuse("no_text", name, "is a message without text", "save the attachment itself")
    subject = _field(message, "Subject")
    content = f"{subject}\n\n{plain.strip()}" if subject else plain.strip()
    if len(content) > text.MOST_CHARACTERS:
        raise refuse("too_large", name, "has more text than is read", "split it")
    sender, address = parseaddr(_field(message, "From") or "")
    return Document(
        text=content,
        path=name,
        sha256=hashlib.sha256(data).hexdigest(),
        title=subject,
        published=dates.parse(_field(message, "Date") or ""),
        author=sender or address or None,
        url=url,
        media_type=kinds.EMAIL,
        locators=locators.paragraphs(content),
    )


def _parts(message: email.message.Message) -> tuple[str, bytes | None]:
    """The plain text of a message, and its first part in HTML."""
    plain: list[str] = []
    page: bytes | None = None
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        if part.get_content_type() == "text/plain":
            plain.append(_decoded(payload, part.get_content_charset()))
        elif part.get_content_type() == "text/html" and page is None:
            page = payload
    return "\n\n".join(plain), page


def _decoded(payload: bytes, charset: str | None) -> str:
    try:
        content, _ = decoding.decode(payload, name="message", charset=charset)
    except DocumentError:
        return ""
    return content.replace("\r\n", "\n")


def _field(message: email.message.Message, key: str) -> str | None:
    """A header field in plain words. Only its start is looked at: decoding is quadratic in its length."""
    raw = str(message.get(key, ""))[:_MOST_FIELD]
    pieces = []
    try:
        for content, charset in email.header.decode_header(raw):
            pieces.append(content.decode(charset or "ascii", "replace") if isinstance(content, bytes) else content)
    except (MessageError, LookupError, ValueError):
        pieces = [raw]
    return " ".join("".join(pieces).split()) or None
