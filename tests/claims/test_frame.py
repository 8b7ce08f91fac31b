"""The article's own frame: what a masthead, byline or dateline says plainly, and nothing that they do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.claims import language, read_frame
from verifier.model import Document

BODY = "\n\nThe ship left the port on Monday with forty people on board, and nobody has seen it since.\n"


def framed(text: str, **fields: object) -> Document:
    return read_frame(Document(text, "article.txt", "0" * 64, **fields))  # type: ignore[arg-type]


MASTHEADS = {
    "a dated publication line": (
        "Fifty-two seconds\nTarsia Herald, 5 December 2025\nBy Wenna Croall, transport correspondent" + BODY,
        ("Fifty-two seconds", date(2025, 12, 5), "Wenna Croall", "Tarsia Herald"),
    ),
    "an American date": (
        "Ship lost\n\nTHE RIVERLAND EXAMINER\nTuesday, July 15, 2025" + BODY,
        ("Ship lost", date(2025, 7, 15), None, "THE RIVERLAND EXAMINER"),
    ),
    "a byline with a place": (
        "Ship lost at sea\n\nBy Tobin Ashgrove in Leuvenstad\n17 February 2026" + BODY,
        ("Ship lost at sea", date(2026, 2, 17), "Tobin Ashgrove", None),
    ),
    "a dateline": (
        "Ship lost at sea\n\nNEW YORK, 24 June 2025 — The ship left the port on Monday, nobody has seen it since.",
        ("Ship lost at sea", date(2025, 6, 24), None, None),
    ),
    "a dateline with its agency": (
        "Ship lost at sea\n\nCALDER (Reuters) - The ship left the port on Monday, nobody has seen it since.",
        ("Ship lost at sea", None, None, "Reuters"),
    ),
    "a dateline without a year is no date": (
        "Ship lost at sea\n\nHAVNBY, Jan 29 - The ship left the port on Monday, nobody has seen it since.",
        ("Ship lost at sea", None, None, None),
    ),
    "a court is no publisher": (
        "Boss jailed\nHarwick Crown Court, Thursday 13 November 2025" + BODY,
        ("Boss jailed", date(2025, 11, 13), None, None),
    ),
    "day and month that may be swapped": ("Ship lost\n05/06/2025" + BODY, ("Ship lost", None, None, None)),
    "no masthead": (BODY.strip(), (None, None, None, None)),
}


@pytest.mark.parametrize(("text", "expected"), MASTHEADS.values(), ids=MASTHEADS.keys())
def test_the_frame_is_what_the_page_says(
    text: str, expected: tuple[str | None, date | None, str | None, str | None]
) -> None:
    found = framed(text)
    assert (found.title, found.published, found.author, found.publisher) == expected


def test_what_the_reader_found_stays() -> None:
    found = framed(
        "Ship lost\n5 December 2025" + BODY, title="Other", published=date(2020, 1, 1), author="A", publisher="P"
    )
    assert (found.title, found.published, found.author, found.publisher) == ("Other", date(2020, 1, 1), "A", "P")


LANGUAGES = {
    "en": "The ministry said on Monday that the ship had left the port with forty people on board and that it was not "
    "known whether they were safe, as the coast guard would not say.",
    "de": "Das Ministerium teilte am Montag mit, dass das Schiff den Hafen mit vierzig Menschen an Bord verlassen habe "
    "und dass nicht bekannt sei, ob sie in Sicherheit sind, weil die Küstenwache sich nicht äußern wollte.",
    "fr": "Le ministère a annoncé lundi que le navire avait quitté le port avec quarante personnes à bord et que l'on "
    "ne savait pas si elles étaient en sécurité, car les garde-côtes ne se sont pas exprimés.",
    "es": "El ministerio dijo el lunes que el barco había salido del puerto con cuarenta personas a bordo y que no se "
    "sabía si estaban a salvo, porque la guardia costera no quiso hablar de lo que pasó.",
    "ru": "Министерство сообщило в понедельник, что судно покинуло порт с сорока людьми на борту.",
    "ja": "同省は月曜日、船が四十人を乗せて港を出たと発表した。",
}


@pytest.mark.parametrize(("code", "text"), LANGUAGES.items())
def test_the_language_is_told_by_script_and_small_words(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize("text", ["", "Short words.", "1 2 3 4 5 6 7 8 9", "Kim Putin Shoigu Kursk Tokyo " * 20])
def test_a_text_that_tells_no_language_is_left_open(text: str) -> None:
    assert language(text) is None


@given(st.text(max_size=300), st.integers(0, 20))
def test_any_text_has_a_frame(text: str, body: int) -> None:
    assert framed(text, body=min(body, len(text))).text == text
