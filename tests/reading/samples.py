"""Documents made from scratch for the tests: pages, PDFs (also encrypted ones), Word files, messages."""

import hashlib
import io
import zipfile
from collections.abc import Iterable

PARAGRAPHS = (
    "Kim Jong Un congratulated Vladimir Putin on Thursday in a message carried by the state news agency.",
    "The report was published by eleven nations after months of silence from everybody involved in the matter.",
    "Officials in the capital declined to comment when they were asked about the figures on Friday evening.",
)


def page(body: str, head: str = "") -> bytes:
    """A web page with the usual things around its body."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head><body>'
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World news</a></li></ul></nav>"
        f"<main>{body}</main><aside><h2>Most read</h2><p>Ten cats that look like ministers</p></aside>"
        "<footer><p>Copyright The Example. All rights reserved.</p></footer></body></html>"
    ).encode()


def pdf(pages: Iterable[Iterable[str]], *, password: str | None = None) -> bytes:
    """A PDF with one line of text each for the lines of each page; encrypted (RC4, 40 bits) with a password."""
    streams = [_stream(lines) for lines in pages]
    count = len(streams)
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(count))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()]
    key = owner = b""
    if password is not None:
        owner, key = _keys(password)
    font = 3 + 2 * count
    for number, stream in enumerate(streams):
        contents = 4 + 2 * number
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} 0 R"
            f" /Resources << /Font << /F1 {font} 0 R >> >> >>".encode()
        )
        if key:
            salted = hashlib.md5(key + contents.to_bytes(3, "little") + b"\0\0").digest()[:10]
            stream = _rc4(salted, stream)
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    trailer = b""
    if key:
        user = _rc4(key, _PADDING)
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (_hex(owner), _hex(user)))
        trailer = b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), _hex(_ID), _hex(_ID))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table))
    return out.getvalue()


def _stream(lines: Iterable[str]) -> bytes:
    shown = []
    for number, line in enumerate(lines):
        escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
        shown.append(b"BT /F1 10 Tf 50 %d Td (%s) Tj ET" % (750 - 14 * number, escaped))
    return b"\n".join(shown)


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_ID = b"0123456789abcdef"


def _hex(data: bytes) -> bytes:
    return data.hex().encode()


def _keys(password: str) -> tuple[bytes, bytes]:
    """The owner entry and the file key of the standard security handler, revision 2."""
    padded = (password.encode() + _PADDING)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + _ID).digest()[:5]
    return owner, key


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    at = 0
    for number in range(256):
        at = (at + box[number] + key[number % len(key)]) % 256
        box[number], box[at] = box[at], box[number]
    out = bytearray()
    first = second = 0
    for byte in data:
        first = (first + 1) % 256
        second = (second + box[first]) % 256
        box[first], box[second] = box[second], box[first]
        out.append(byte ^ box[(box[first] + box[second]) % 256])
    return bytes(out)


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: str, *, notes: str = "", prolog: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A .docx whose document holds the given WordprocessingML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        head = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}'
        archive.writestr("word/document.xml", f"{head}<w:document {_NAMESPACE}><w:body>{body}</w:body></w:document>")
        if notes:
            archive.writestr("word/footnotes.xml", f"{head}<w:footnotes {_NAMESPACE}>{notes}</w:footnotes>")
        for part, data in (extra or {}).items():
            archive.writestr(part, data)
    return out.getvalue()


def paragraph(text: str, style: str = "") -> str:
    """A paragraph in WordprocessingML."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"
