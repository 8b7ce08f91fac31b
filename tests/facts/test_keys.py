"""Keys of facts: one for each number, day and name, however it is written."""

import random
import time
from datetime import date

import pytest

from verifier import facts

FRIDAY = date(2025, 6, 13)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12,000 soldiers", "n12000 r12e3"),
        ("12 thousand troops", "n12000 r12e3"),
        ("$1.3bn", "n1300000000 r13e8"),
        ("1,312 million crowns", "n1312000000 r13e8"),
        ("half of them", "n50"),
        ("4.7%", "n4p7"),
        ("between 5 and 7 per cent", "n5 n7"),
        ("on 12 June 2025", "d20250612 m202506 e0612"),
        ("June 12", "e0612"),
        ("yesterday", "d20250612 m202506 e0612"),
        ("last Tuesday", "d20250610 m202506 e0610"),
        ("on Tuesday", "d20250610 e0610"),
        ("last week", "w20250602"),
        ("in March last year", "m202403"),
        ("the first quarter of 2025", "q20251"),
        ("The WHO said", "awho"),
        ("the World Health Organization said", "swho awho"),
        ("Korean Central News Agency", "skcna akcna"),
        ("KCNA", "skcna akcna"),
        ("the U.N. said", "aun"),
        ("France", "cfrance"),
        ("the French said", "cfrance"),
        ("North Korea's army", "ank cnorthkorea"),
        ("the Democratic People's Republic of Korea", "adp ark cnorthkorea"),
        ("the US's plan", "cunitedstates"),
        ("an American plan", "cunitedstates"),
        ("He told us.", ""),
        ("KIM HAILS PUTIN IN MESSAGE", "akhpim"),
        ("", ""),
    ],
)
def test_a_fact_has_its_keys(text: str, expected: str) -> None:
    assert " ".join(facts.keys(text, published=FRIDAY)) == expected


@pytest.mark.parametrize("text", ["1.3 billion crowns", "11 people", "25,000 men", "7 million votes"])
def test_every_way_of_writing_a_number_has_its_key(text: str) -> None:
    key = facts.keys(text)[0]
    (fact,) = facts.read(text).of("quantity")
    for way in facts.writings(fact):
        if not way.endswith(("m", "k", " thousand")):  # by themselves these may be metres, or a year
            assert key in facts.keys(f"There were {way} of them"), way


def test_without_a_date_what_is_relative_has_no_key() -> None:
    assert facts.keys("It met yesterday and last Tuesday.") == ()


def test_the_keys_of_a_text_are_few_words_of_letters_and_figures() -> None:
    draw = random.Random(5)
    pieces = ("12", "June", "U.N.", "é", "1.3bn", "-", "½", "North", "Korea", "last", "Tuesday", "\0", "5%", "“")
    for _ in range(200):
        found = facts.keys(" ".join(draw.choices(pieces, k=30)), published=FRIDAY)
        assert all(key.isascii() and key.isalnum() for key in found) and len(found) == len(set(found)) <= 64


@pytest.mark.parametrize("piece", ["A.", "US ", "12 ", "North ", "1e5 ", "last ", "U.S. ", "(", "\0", "12 June "])
def test_a_text_made_to_be_slow_is_not(piece: str) -> None:
    start = time.process_time()
    facts.keys(piece * (100_000 // len(piece)), published=FRIDAY)
    assert time.process_time() - start < 8
