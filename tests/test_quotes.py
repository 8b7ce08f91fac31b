"""Quotations: marks of many habits, nested, unclosed, continued, and apostrophes that are none."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.language.quotes import find_quotes

# text -> the words between the marks, in order of the opening mark
CASES = {
    'He said "hello" and left.': ["hello"],
    "He said “hello” and left.": ["hello"],
    "He said ‘hello’ and left.": ["hello"],
    "He said 'hello' and left.": ["hello"],
    "Il dit «bonjour» et sort.": ["bonjour"],
    "Er sagte „Guten Tag“ und ging.": ["Guten Tag"],
    "Er sagte »Guten Tag« und ging.": ["Guten Tag"],
    "Han sa ”hej” och gick.": ["hej"],
    "“He told me ‘no way’ twice,” she said.": ["He told me ‘no way’ twice,", "no way"],
    "\"He told me 'no way' twice,\" she said.": ["He told me 'no way' twice,", "no way"],
    "‘You spent it on the workers’ hall,’ she said.": ["You spent it on the workers’ hall,"],
    "the council's 'spending like there's no tomorrow' plan": ["spending like there's no tomorrow"],
    "It's the Joneses' dog, and the cats' tails.": [],
    "the '90s and rock 'n' roll": [],
    "the ’90s and ’twas": [],
    'a 6" pipe and a 5\' 3" door': [],
    '"We are good, he said. "They are not," he added.': ["We are good, he said.", "They are not,"],
    '("so")': ["so"],
    "“It is a ‘disgrace’, a ‘scandal’ and a ‘shame’.”": [
        "It is a ‘disgrace’, a ‘scandal’ and a ‘shame’.",
        "disgrace",
        "scandal",
        "shame",
    ],
    "no marks at all": [],
    '"': [],
}


@pytest.mark.parametrize(("text", "inner"), CASES.items())
def test_the_words_between_the_marks_are_found(text: str, inner: list[str]) -> None:
    assert [text[q.inner.start : q.inner.end] for q in find_quotes(text)] == inner


def test_a_quotation_that_runs_over_paragraphs_is_marked_as_continued() -> None:
    text = "“We go.\n\n“We stay.\n\n“We sleep,” he said. “Or not.”"
    quotes = find_quotes(text)
    assert [(q.closed, q.continues) for q in quotes] == [(False, False), (False, True), (True, True), (True, False)]


def test_single_marks_may_run_over_paragraphs_too() -> None:
    text = "‘We go.\n\n‘We don’t stay,’ he said."
    assert [(q.closed, q.continues) for q in find_quotes(text)] == [(False, False), (True, True)]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "She said “we will see\n\nNobody saw."
    (quote,) = find_quotes(text)
    assert (text[quote.start : quote.end], quote.closed) == ("“we will see", False)


def test_the_level_tells_the_outer_from_the_inner() -> None:
    assert [q.level for q in find_quotes("“a ‘b’ c” “d”")] == [0, 1, 0]


@given(st.text(alphabet="ab .,\n\"'“”‘’„«»‹›`1", max_size=60))
def test_spans_are_nested_in_order_and_inside_the_text(text: str) -> None:
    quotes = find_quotes(text)
    for quote in quotes:
        assert 0 <= quote.start < quote.end <= len(text)
        assert quote.start < quote.inner.start <= quote.inner.end <= quote.end
    for first, second in itertools.pairwise(quotes):
        assert second.start >= first.end or second.end <= first.end


@pytest.mark.parametrize("unit", ["'", '"', "“", "‘a ", "s' ", " 'a", "‘a s’ ", "«»", "“‘", "\n“", "''"])
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    find_quotes(text)
    assert time.process_time() - began < 2
