"""Words, stems and stop words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.language.tokens import STOP, stem, stems, words


def test_numbers_and_contractions_stay_whole_and_hyphens_part() -> None:
    text = "U.S. troops don't hold 1,234.5 at 14:05, said the third-quarter G7 note of $40m."
    whole = "U.S. troops don't hold 1,234.5 at 14:05 said the third quarter G7 note of 40m"
    assert " ".join(token.text for token in words(text)) == whole


@given(st.text(max_size=60))
def test_a_word_is_the_text_at_its_offsets(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in words(text))


FAMILIES = [
    "say says said saying",
    "tell tells told telling",
    "announce announces announced announcing",
    "agree agrees agreed agreeing",
    "stop stops stopped stopping",
    "study studies studied studying",
    "missile missiles missile's",
    "supply supplies supplied supplying",
    "hold holds held",
    "country countries",
    "make makes made making",
    "quick quickly",
    "woman women",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_forms_of_a_word_meet(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("new", "news"), ("unit", "united"), ("famine", "family"), ("bed", "be")])
def test_different_words_do_not_meet(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_stop_words_are_left_out_of_stems() -> None:
    assert stems("The missiles were held by them.") == ["missil", "hold"]
    assert {"the", "of", "it's"} <= STOP
