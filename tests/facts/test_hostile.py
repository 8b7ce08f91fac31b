"""Whatever the text, the finders answer, and in linear time."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.facts import compare, compare_quotation, find_names, read

SIZE = 20_000
TRAPS = [
    "a ", "one ", "a hundred ", "not ", "1", "1,", "1 ", '"', "“a ” ", "Aa ", "A.", "[", "Bank of the ", "May ",
    "Monday ", "5% ", "one and a half ", "per cent ", "said by Xx ", "\n", "AB: ", "...", "\u0301", "2020/21 ",
    "between 1 and ", "thousand million ", "Xa attacked Yb ", "1 to ", "a-", "nobody, ", "5 kg and 3 g ", "q", "if ",
    "1/2/", "3 to 4 May ", "9-4 ", "4 votes to ", "all mills ", "neither mill ",
    "all but ", "12 Ab and ", "the rest, ", "the chief executive Xa, ", "“a” said Xa, ",
]  # fmt: skip
SEASONING = st.sampled_from(
    ["not ", "no ", "5%", "$1.3bn ", "“", "”", '"', "...", "[", "]", "12 March 2025", "two-thirds ", "Mr ", "Xa Yb ",
     "said ", "was attacked by ", "’s ", "1,2,3.4.5 ", "9.99.99", "½", "²", "٣ ", "\n\n", "half ", "all but ",
     "every ", "Monday ", "1:99 ", "9-4 ", "A", ": ", "president "]
)  # fmt: skip
TEXTS = st.lists(st.one_of(SEASONING, st.text(max_size=8)), max_size=40).map("".join)


@pytest.mark.parametrize("trap", TRAPS)
def test_repeated_words_take_linear_time(trap: str) -> None:
    text = (trap * SIZE)[:SIZE]
    begun = time.process_time()
    read(text)
    compare(read(text[:2000]), read(text[:2000]))
    compare_quotation(text[:1000] + " xyz", text)
    # Measured at most 0.4 s on one shared core; a quadratic step would take minutes at this size.
    assert time.process_time() - begun < 4


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_no_text_raises(claim: str, passage: str) -> None:
    mine, theirs = read(claim, published=date(2025, 1, 31)), read(passage)
    for found in compare(mine, theirs):
        assert found.claim_span is not None
        assert 0 <= found.claim_span.start < found.claim_span.end <= len(claim)
        if found.evidence_span is not None:
            assert 0 <= found.evidence_span.start < found.evidence_span.end <= len(passage)
        assert found.hard <= (found.result == "different")
    match = compare_quotation(claim, passage)
    assert all(0 <= span.start < span.end <= len(passage) for span in match.spans)
    find_names(passage)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_facts_lie_in_the_text_in_order_and_reading_is_deterministic(text: str) -> None:
    reading = read(text, published=date(2025, 1, 31))
    assert all(text[fact.start : fact.end] == fact.text for fact in reading.facts)
    assert [fact.start for fact in reading.facts] == sorted(fact.start for fact in reading.facts)
    assert read(text, published=date(2025, 1, 31)).facts == reading.facts
