"""Folding: what counts as the same, and the way back to the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.language.folding import fold, fold_text

CASES = {
    "Kim’s “bond”": 'kim\'s "bond"',
    "a – b — c‑d": "a - b - c-d",
    "oﬃcer": "officer",
    "a\u00a0\u2009b\n\n c": "a b c",
    "wait…": "wait...",
    "STRAßE": "strasse",
    "re\u00adport\u200bs": "reports",
    "cafe\u0301": "café",
    "１２％": "12%",
    "": "",
}


@pytest.mark.parametrize(("text", "folded"), CASES.items())
def test_marks_case_and_spaces_are_folded(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_a_folded_stretch_leads_back_to_its_words() -> None:
    text = "The  “ﬁnal”\u00a0—  offer"
    folded = fold(text)
    for words, original in (('"final"', "“ﬁnal”"), ("final", "ﬁnal"), ("offer", "offer"), ("- o", "—  o")):
        at = folded.text.index(words)
        assert text.__getitem__(slice(*folded.span(at, at + len(words)))) == original


@given(st.text(max_size=60) | st.text(alphabet="aA \n\u00a0“’e\u0301ﬁ…ß\u00ad", max_size=40))
def test_every_folded_code_point_has_an_ordered_place(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    before = 0
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert before <= start < end <= len(text)
        before = start
    assert "  " not in folded.text


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text.lower()).text
    assert len(fold(once).text) <= len(once)


@given(st.text(max_size=40) | st.text(alphabet="aA \n`\u00a0“’e\u0301ﬁ…ßİΣς\u00ad\uff40", max_size=40))
def test_the_folded_text_alone_is_the_same(text: str) -> None:
    assert fold_text(text) == fold(text).text
