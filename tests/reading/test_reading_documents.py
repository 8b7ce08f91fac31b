"""PDF, Word documents and e-mail: their text and places, and each way in which a hostile or broken one ends."""

import random
import time
from datetime import date
from pathlib import Path

import pytest
import samples

from verifier import reading
from verifier.errors import DocumentError
from verifier.reading import archives, pages, pdf, pdf_worker

LONG = "The Panel estimates that in the year under report the country exported coal against the resolution"


def refused(data: bytes, name: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        reading.read_bytes(data, name=name)
    assert "\n" not in str(caught.value) and str(caught.value).startswith(f"{name}: ")
    return caught.value


def test_a_pdf_is_read_with_its_pages_as_places() -> None:
    document = reading.read_bytes(
        samples.pdf([[LONG, "and to no other state."], ["It was published in June."]]), name="a.pdf"
    )
    assert document.text == f"{LONG} and to no other state.\n\nIt was published in June."
    at = document.text.index("published")
    assert reading.place(document.locators, at) == "p. 2, ¶ 2"
    assert document.media_type == "application/pdf"


def test_a_sentence_that_runs_over_a_page_break_stays_whole() -> None:
    document = reading.read_bytes(samples.pdf([[LONG], ["and to no other state at all."]]), name="a.pdf")
    assert document.text == f"{LONG} and to no other state at all."
    assert reading.place(document.locators, document.text.index("no other")) == "p. 2, ¶ 1"


def test_running_heads_and_page_numbers_are_left_out() -> None:
    words = ("one", "two", "three")
    sheets = [["S/2025/171", LONG, f"of it in part {word}.", str(number)] for number, word in enumerate(words, 1)]
    text = reading.read_bytes(samples.pdf(sheets), name="a.pdf").text
    assert "S/2025" not in text and "part three." in text and "\n2\n" not in text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The mem-", "bers met."], "The members met."),
        (["The mem\u0002", "bers met."], "The members met."),
        (["It met. 41. Then"], "It met. 41. Then"),
        (["It met.", "41. The Panel met."], "It met.\n\n41. The Panel met."),
        (["MAIN POINTS", "The rate fell in the quarter to May"], "MAIN POINTS\n\nThe rate fell in the quarter to May"),
    ],
)  # fmt: skip
def test_lines_of_a_page_are_joined(lines: list[str], expected: str) -> None:
    assert pages.joined(["\r\n".join(lines)])[0] == expected


def test_offsets_of_pages_are_those_of_the_text() -> None:
    draw = random.Random(4)
    words = ("coal", "mem-", "bers", "Panel", "met.", "41.", "ships", "-", "x")
    for _ in range(200):
        texts = ["\n".join(" ".join(draw.choices(words, k=5)) for _ in range(draw.randint(0, 6))) for _ in range(4)]
        content, starts = pages.joined(texts)
        assert len(starts) == len(texts)
        assert starts == sorted(starts) and all(0 <= start <= len(content) for start in starts)


def test_the_header_block_of_a_pdf_is_read() -> None:
    document = reading.read_bytes(samples.pdf([["Daily report", "3 March 2026", LONG]]), name="a.pdf")
    assert document.published == date(2026, 3, 3)


WHOLE = samples.pdf([["A line of text that is long enough."]])
PDFS = {
    "with a password": (samples.pdf([["Secret text."]], password="k"), "encrypted"),
    "without text": (samples.pdf([[]]), "no_text"),
    "cut to a third": (WHOLE[: len(WHOLE) // 3], "damaged"),
    "a head alone": (b"%PDF-1.7\n", "damaged"),
    "noise after the head": (b"%PDF-1.4\n" + random.Random(1).randbytes(50_000), "damaged"),
}


@pytest.mark.parametrize(("data", "state"), PDFS.values(), ids=PDFS)
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, state: str) -> None:
    assert refused(data, "a.pdf").state == state


def test_a_pdf_with_the_wrong_extension_is_a_pdf() -> None:
    assert reading.read_bytes(WHOLE, name="a.txt").media_type == "application/pdf"


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(pdf_worker, "__file__", str(worker))
    monkeypatch.setattr(pdf, "SECONDS", -9)
    assert refused(WHOLE, "a.pdf").state == "timed_out"


def test_a_crash_of_the_pdf_reader_is_no_crash_of_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(pdf_worker, "__file__", str(worker))
    assert refused(WHOLE, "a.pdf").state == "damaged"


def test_a_word_document_is_read_with_tables_footnotes_and_insertions() -> None:
    table = "<w:tbl><w:tr><w:tc>{0}</w:tc><w:tc>{1}</w:tc></w:tr></w:tbl>"
    body = (
        samples.paragraph("Main points", "Heading1")
        + "<w:p><w:r><w:t xml:space='preserve'>The rate fell </w:t></w:r><w:ins><w:r><w:t>to 4.7%</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>to 5%</w:delText></w:r></w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        + table.format(samples.paragraph("Year"), samples.paragraph("Rate"))
        + "<w:sdt><w:sdtContent>" + samples.paragraph("Inside a control.") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    note = samples.paragraph("Seasonally adjusted.")
    notes = f"<w:footnote w:type='separator' w:id='0'/><w:footnote w:id='2'>{note}</w:footnote>"
    document = reading.read_bytes(samples.word(body, notes=notes), name="a.docx")
    assert document.text == (
        "Main points\n\nThe rate fell to 4.7%[2]\n\nYear | Rate\n\nInside a control.\n\n[2] Seasonally adjusted."
    )
    place = reading.place(document.locators, document.text.index("Seasonally"))
    assert place is not None and place.endswith("note 2") and "§ Main points" in place


DEEP = "<w:x>" * 50_000 + "</w:x>" * 50_000
WORDS = {
    "no archive": (b"PK\x03\x04word/" + b"x" * 200, "damaged"),
    "cut in half": (samples.word(samples.paragraph("Text."))[:600] + b"word/", "damaged"),
    "no text": (samples.word(samples.paragraph("")), "no_text"),
    "entities that expand": (
        samples.word(samples.paragraph("&b;"), prolog='<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
        "damaged",
    ),
    "an entity that names a file": (
        samples.word(samples.paragraph("&f;"), prolog='<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
        "damaged",
    ),
    "entities in UTF-16": (
        samples.word(samples.paragraph("x"), extra={"word/styles.xml": "<!DOCTYPE d><d/>".encode("utf-16")}),
        "damaged",
    ),
    "a zip bomb": (samples.word(samples.paragraph("x"), extra={"word/media/a.png": b"\0" * 20_000_000}), "too_large"),
    "too many parts": (
        samples.word(samples.paragraph("x"), extra={f"p{number}": b"" for number in range(archives.MOST_PARTS)}),
        "too_large",
    ),
    "broken XML": (samples.word("<w:p><w:r>"), "damaged"),
    "50,000 nested tags": (samples.word(DEEP), "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "state"), WORDS.values(), ids=WORDS)
def test_a_word_document_that_cannot_be_read_says_why(data: bytes, state: str) -> None:
    start = time.monotonic()
    assert refused(data, "a.docx").state == state
    assert time.monotonic() - start < 5


def test_notes_nested_without_end_are_read_as_far_as_they_go() -> None:
    deep = samples.word(samples.paragraph("The text."), notes=f"<w:footnote><w:p>{DEEP}</w:p></w:footnote>")
    assert reading.read_bytes(deep, name="a.docx").text == "The text."


def test_another_office_file_is_not_taken_for_a_word_document() -> None:
    assert refused(b"PK\x03\x04xl/workbook.xml" + b"x" * 100, "a.docx").state == "unsupported"
    assert refused(b"\xd0\xcf\x11\xe0" + b"x" * 100, "a.doc").state == "unsupported"


MESSAGE = b"""From: Press Office <press@ministry.example>
Subject: =?utf-8?q?Statement_on_the_=C3=89lys=C3=A9e_talks?=
Date: Thu, 12 Jun 2025 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The ministry welcomes the talks in the caf=E9.
--b
Content-Type: text/html

<p>The ministry welcomes.</p>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="a.pdf"

%PDF-
--b--
"""


@pytest.mark.parametrize("name", ["a.eml", "a.txt"])
def test_a_message_is_read(name: str) -> None:
    document = reading.read_bytes(MESSAGE, name=name)
    assert document.text == "Statement on the Élysée talks\n\nThe ministry welcomes the talks in the café."
    assert (document.title, document.author) == ("Statement on the Élysée talks", "Press Office")
    assert document.published == date(2025, 6, 12)


def test_a_message_in_html_alone_is_read() -> None:
    data = b"Subject: S\nMIME-Version: 1.0\nContent-Type: text/html\n\n<html><p>The ministry welcomes the talks.</p>"
    assert "welcomes the talks." in reading.read_bytes(data, name="a.eml").text


NESTED = b"MIME-Version: 1.0\n" + b"".join(
    b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(5000)
)


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (NESTED, "damaged"),
        (b"MIME-Version: 1.0\nSubject: x\nContent-Type: application/pdf\n\n%PDF", "no_text"),
        (b"MIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\n\xff\x81\x8d", "no_text"),
    ],
    ids=["nested parts", "attachment alone", "unknown encoding"],
)
def test_a_message_that_cannot_be_read_says_why(data: bytes, state: str) -> None:
    assert refused(data, "a.eml").state == state


def test_a_message_with_an_endless_header_is_read_in_time() -> None:
    data = b"MIME-Version: 1.0\nSubject: " + b"=?utf-8?q?a?= " * 50_000 + b"\n\nText of the message.\n"
    start = time.monotonic()
    assert reading.read_bytes(data, name="a.eml").text.endswith("Text of the message.")
    assert time.monotonic() - start < 2
