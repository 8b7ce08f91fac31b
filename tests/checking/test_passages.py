"""The passage that speaks to a claim is found also where its number or its day is written otherwise."""

from datetime import date

import pytest

from verifier import library, reading
from verifier.checking import passages

FILLER = "\n\n".join(
    f"Item {number} of the list names nobody and tells nothing of weight." for number in range(1000, 1500)
)
LARGE = f"{FILLER}\n\nOutlay came to 1,300 million.\n\nEleven backed it.\n\nThe vote fell on 2025-06-12.\n\n{FILLER}"


@pytest.mark.parametrize(
    ("claim", "unit"),
    [
        ("The bridge cost $1.3bn.", "Outlay came to 1,300 million."),
        ("It was supported by 11 members.", "Eleven backed it."),
        ("They decided yesterday.", "The vote fell on 2025-06-12."),
    ],
)
def test_a_unit_without_a_word_of_the_claim_is_found_by_its_number(claim: str, unit: str) -> None:
    shelf = library.open_shelf([reading.from_text(LARGE)])
    found = passages.find(passages.query(claim, published=date(2025, 6, 13)), shelf)
    assert any(unit in passage.text for passage in found)
    bare = passages.query(claim)
    words = passages.Query(bare.terms, bare.stems, bare.weights)
    assert not any(unit in passage.text for passage in passages.find(words, shelf))


def test_the_ways_of_writing_are_bounded() -> None:
    asked = passages.query("Between 1,100,000 and 2,200,000 people. " * 50)
    assert 0 < len(asked.keys) <= passages.MOST_TERMS
