"""What kind of document some bytes are: by the bytes before the name, so that a wrong extension misleads nobody."""

import re
from pathlib import PurePosixPath

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMAIL = "message/rfc822"

SUFFIXES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".docx": DOCX,
    ".eml": EMAIL,
}
_FOREIGN = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or image file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or film file"),
)
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[ \t][^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,50}){2}")
_MAIL_KEYS = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|DKIM-Signature):", re.I | re.M)


def tell(data: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """The media type of a document and, for a type that is not read, a description of it (else an empty string).

    `declared` is what a server says; it counts less than the bytes and more than the name.
    """
    head = data[:4096]
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return PDF, ""
    if head.startswith(b"PK\x03\x04"):
        return (DOCX, "") if b"word/" in data else ("application/zip", "a zip archive or another Office file")
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            return "application/octet-stream", what
    if head[4:8] == b"ftyp":
        return "application/octet-stream", "a film or sound file"
    if _PAGE.match(head.lstrip(b"\xef\xbb\xbf")):
        return HTML, ""
    by_name = SUFFIXES.get(PurePosixPath(name.lower().split("?")[0]).suffix)
    declared = (declared or "").split(";")[0].strip().lower() or None
    if declared in ("application/xhtml+xml", HTML):
        return HTML, ""
    if by_name == EMAIL or declared == EMAIL or (_MAIL.match(head) and _MAIL_KEYS.search(head)):
        return EMAIL, ""
    if declared == MARKDOWN:
        return MARKDOWN, ""
    if by_name in (PDF, DOCX):
        return by_name, "" if head.strip() else "an empty file"
    return by_name or TEXT, ""
