"""Plain texts and Markdown: encodings, headers, dates, places, and each thing that is no text."""

import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from verifier import reading
from verifier.errors import DocumentError, InputError
from verifier.model import Document
from verifier.reading import dates, files, text


def plain(content: str | bytes, name: str = "a.txt") -> Document:
    data = content.encode() if isinstance(content, str) else content
    return reading.read_bytes(data, name=name)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-06-12", date(2025, 6, 12)),
        ("2025-06-12T08:00:00+09:00", date(2025, 6, 12)),
        ("2025/06/12", date(2025, 6, 12)),
        ("20250612", date(2025, 6, 12)),
        ("12 June 2025", date(2025, 6, 12)),
        ("12th of June, 2025", date(2025, 6, 12)),
        ("Thursday, 12 Jun. 2025", date(2025, 6, 12)),
        ("Thu, 12 Jun 2025 10:00:00 +0000", date(2025, 6, 12)),
        ("June 12, 2025", date(2025, 6, 12)),
        ("Sept 3 2025", date(2025, 9, 3)),
        ("Published: 11 September 2025, 10:04", date(2025, 9, 11)),
        ("13.11.2025", date(2025, 11, 13)),
        ("05.06.2025", date(2025, 6, 5)),
        ("25/12/2025", date(2025, 12, 25)),
        ("12/25/2025", date(2025, 12, 25)),
        ("06/06/2025", date(2025, 6, 6)),
        ("05/06/2025", None),
        ("June 2025", None),
        ("31 February 2025", None),
        ("12 June", None),
        ("version 2.2025.06.12.7", None),
        ("", None),
    ],
)
def test_a_date_is_read_where_it_is_full_and_plain(written: str, expected: date | None) -> None:
    assert dates.parse(written) == expected


def test_a_header_block_is_read_and_stays_in_the_text() -> None:
    content = "Title: A message\nDate: 12 June 2025\nByline: Jo Ko\nURL: https://k.example/1\nPublisher: KCNA\n\nSo.\n"
    document = plain(content)
    assert document.text == content
    assert document.text[document.body :] == "So.\n"
    assert (document.title, document.author, document.publisher) == ("A message", "Jo Ko", "KCNA")
    assert document.published == date(2025, 6, 12)
    assert document.url == "https://k.example/1"


def test_a_header_may_fold_and_hold_keys_nobody_knows() -> None:
    document = plain("Title: A very long\n  message\nDOI: 10.1/x\r\n\r\nBody.")
    assert document.title == "A very long message"
    assert document.text[document.body :] == "Body."


def test_front_matter_is_a_header() -> None:
    document = plain('---\ntitle: "A message"\ndate: 2025-06-12\n---\n\n# Heading\n\nBody.', "a.md")
    assert (document.title, document.published) == ("A message", date(2025, 6, 12))
    assert document.text[document.body :].startswith("# Heading")


@pytest.mark.parametrize(
    "content",
    [
        "Fact and friction: what the figures say\n\nThe rate fell.",
        "He said: no.\n\nThen he left.",
        "Title: only\nA line of prose without a key.\n\nBody.",
        "---\nA rule, not front matter.\n\nBody.",
    ],
)
def test_prose_with_a_colon_is_no_header(content: str) -> None:
    assert plain(content).body == 0


def test_a_masthead_gives_title_date_and_author() -> None:
    document = plain(
        "Fifty-two seconds\nTarsia Herald, 5 December 2025\nBy Wenna Croall, transport\n\nWhen the alarm rang."
    )
    assert (document.title, document.author) == ("Fifty-two seconds", "Wenna Croall")
    assert document.published == date(2025, 12, 5)
    assert document.body == 0


def test_a_dateline_gives_the_date() -> None:
    lead = "NEW YORK, 24 June 2025 — Ketaria shipped coal abroad last year in defiance of an embargo. " * 3
    assert plain(f"Coal kept leaving\n\n{lead}").published == date(2025, 6, 24)


def test_a_date_inside_the_first_paragraph_is_no_date_of_publication() -> None:
    assert plain("The ministry said on 3 May 2025 that the talks had failed. Nobody disagreed.").published is None


@pytest.mark.parametrize(
    "data",
    [
        "“Naïve” – façade €5".encode(),
        "“Naïve” – façade €5".encode("utf-8-sig"),
        "“Naïve” – façade €5".encode("utf-16"),
        b"\xfe\xff" + "“Naïve” – façade €5".encode("utf-16-be"),
        "“Naïve” – façade €5".encode("utf-32"),
        "“Naïve” – façade €5".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 marked", "utf-16", "utf-16-be", "utf-32", "cp1252"],
)
def test_an_encoding_is_told(data: bytes) -> None:
    assert plain(data).text == "“Naïve” – façade €5"


def test_a_declared_encoding_is_used() -> None:
    data = "Министр заявил об этом.".encode("koi8-r")
    assert reading.read_bytes(data, name="a", media_type="text/plain; charset=KOI8-R").text.startswith("Министр")


def test_line_ends_stay_as_they_are() -> None:
    assert plain("One.\r\n\r\nTwo.\rThree.\n").text == "One.\r\n\r\nTwo.\rThree.\n"


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t \n", "empty"),
    "NUL bytes": (b"abc\0def", "binary"),
    "control characters": (bytes(range(1, 9)) * 20, "binary"),
    "an image": (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "unsupported"),
    "a zip archive": (b"PK\x03\x04" + b"x" * 50, "unsupported"),
    "a gzip archive": (b"\x1f\x8b\x08" + b"x" * 50, "unsupported"),
    "Cyrillic of an unknown encoding": ("Министр заявил об этом вчера.".encode("cp1251"), "encoding"),
    "damaged UTF-8": ("“One” – “two” – “three”".encode()[:-1] + b" and on", "encoding"),
    "half a UTF-16 text": ("text".encode("utf-16")[:-1], "encoding"),
    "too many characters": (b"word " * (text.MOST_CHARACTERS // 5 + 1), "too_large"),
}


@pytest.mark.parametrize(("data", "state"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused_with_its_state(data: bytes, state: str) -> None:
    with pytest.raises(DocumentError) as caught:
        plain(data, "sources/a.txt")
    assert caught.value.state == state
    assert state in reading.STATES
    assert "\n" not in str(caught.value) and str(caught.value).startswith("sources/a.txt: ")


def test_an_article_that_cannot_be_read_is_an_input_error(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "none.txt", "no such file"), (tmp_path, "is a folder"), (tmp_path / "\0", "no")):
        with pytest.raises(InputError, match=words):
            reading.read(str(path))


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")

    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(DocumentError) as caught:
        reading.read_document(str(path))
    assert caught.value.state == "not_permitted"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.eml"])
def test_a_file_of_200_mb_is_refused_unread(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(200_000_000)
    with pytest.raises(DocumentError, match="has 200 MB, more than the") as caught:
        reading.read_document(str(path))
    assert caught.value.state == "too_large"


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="is a device or a pipe"):
        reading.read_document(str(tmp_path / "pipe"))


def test_standard_input_is_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Title: T\n\nBody.")))
    document = reading.read("-")
    assert (document.path, document.title) == ("standard input", "T")


def test_standard_input_without_an_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_TEXT_BYTES", 1000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * 1001)))
    with pytest.raises(InputError, match="standard input: has"):
        reading.read("-")


def test_paragraphs_are_counted_and_headings_named() -> None:
    document = plain("Title: T\n\nMain points\n\nFirst paragraph here.\n\nSecond one\nwrapped.\n")
    assert [entry.label for entry in document.locators] == ["§ Main points", "¶ 1", "¶ 2", "¶ 3"]
    at = document.text.index("wrapped")
    assert reading.place(document.locators, at) == "§ Main points, ¶ 3"


def test_numbers_of_their_own_name_the_paragraphs() -> None:
    document = plain("41. The Panel estimates.\n\n42. It recommends.\n\nIt goes on.\n\n43. It ends.\n")
    assert [entry.label for entry in document.locators] == ["para. 41", "para. 42", "para. 43"]
    assert reading.place(document.locators, document.text.index("goes")) == "para. 42"


def test_a_list_inside_prose_does_not_number_the_paragraphs() -> None:
    document = plain("One.\n\nTwo.\n\nThree.\n\nFour.\n\n1. First.\n\n2. Second.\n\nFive.\n")
    assert {entry.label[0] for entry in document.locators} == {"¶"}


def test_a_place_before_the_first_locator_has_no_name() -> None:
    assert reading.place(plain("Title: T\n\nBody.").locators, 0) is None


@pytest.mark.parametrize(
    "content",
    ["a:" * 50_000, "Title: " + "x" * 100_000, "\n" * 100_000 + "x", " \n" * 50_000 + "x", "1. x\n\n" * 20_000,
     "A, " * 40_000 + "—", "12 " * 40_000, "#" * 100_000, "- " * 50_000, "Key:\n" * 20_000],
    ids=["colons", "long value", "breaks", "blank lines", "numbers", "commas", "digits", "marks", "dashes", "keys"],
)  # fmt: skip
def test_a_hostile_text_is_read_in_linear_time(content: str) -> None:
    assert plain(content).text == content
