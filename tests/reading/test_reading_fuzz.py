"""Documents with random faults: whatever is done to the bytes, there is a document or a named state, no other error."""

import random

import pytest
import samples

from verifier import reading
from verifier.errors import DocumentError

TEXT = "Title: T\nDate: 2025-06-12\n\n41. “Naïve” – façade.\n\n42. It was so.\n\n43. And so on.\n".encode()
PAGE = samples.page(
    "<article><h1>A title</h1><p>One paragraph &amp; more.</p><ul><li>x</li></ul><table><tr><td>1</td></tr></table>",
    '<script type="application/ld+json">{"@type":"Article","author":"A","datePublished":"2025-06-12"}</script>',
)
WORD = samples.word(
    samples.paragraph("A heading", "Heading1") + samples.paragraph("Some text."), notes="<w:footnote w:id='1'/>"
)
MAIL = (
    b"From: A <a@b.example>\nSubject: =?utf-8?q?S=C3=A9?=\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n"
    b"Content-Transfer-Encoding: base64\n\nU29tZSB0ZXh0Lg==\n--b--\n"
)
PIECES = (
    b"\0",
    b"\xff\xfe",
    b"<",
    b">",
    b"&#",
    b"--b",
    b"=?",
    b"\r\n\r\n",
    b"<!--",
    b"]]>",
    b'"',
    b"PK\x05\x06",
    b"\x80",
    b"{",
)


def faulty(data: bytes, draw: random.Random) -> bytes:
    """The bytes with a handful of random changes: bytes replaced, pieces put in, stretches cut, doubled or moved."""
    broken = bytearray(data)
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(broken) + 1)
        act = draw.randrange(5)
        if act == 0 and broken:
            broken[min(at, len(broken) - 1)] = draw.randrange(256)
        elif act == 1:
            broken[at:at] = draw.choice(PIECES)
        elif act == 2:
            del broken[at : at + draw.randrange(60)]
        elif act == 3:
            broken[at:at] = broken[at : at + draw.randrange(200)] * draw.randint(1, 20)
        else:
            broken[at:at] = draw.randbytes(draw.randrange(30))
    return bytes(broken)


@pytest.mark.parametrize(
    ("data", "name"),
    [(TEXT, "a.txt"), (TEXT.decode().encode("utf-16"), "a.md"), (PAGE, "a.html"), (WORD, "a.docx"), (MAIL, "a.eml")],
    ids=["text", "utf-16", "page", "word", "mail"],
)
def test_a_faulty_document_is_read_or_refused_with_a_state(data: bytes, name: str) -> None:
    draw = random.Random(name)
    for _ in range(60):
        broken = faulty(data, draw)
        try:
            document = reading.read_bytes(broken, name=name)
        except DocumentError as error:
            assert error.state in reading.STATES
            continue
        assert document.text.strip() and 0 <= document.body <= len(document.text)
        document.text.encode("utf-8")
        starts = [locator.start for locator in document.locators]
        assert starts == sorted(starts) and all(0 <= start < len(document.text) for start in starts)


def test_a_word_document_with_faults_inside_its_parts_is_read_or_refused_with_a_state() -> None:
    draw = random.Random(9)
    body = samples.paragraph("A heading", "Heading1") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    for _ in range(60):
        broken = faulty(body.encode(), draw).decode("latin-1")
        try:
            assert reading.read_bytes(samples.word(broken, notes=broken), name="a.docx").text
        except DocumentError as error:
            assert error.state in reading.STATES
