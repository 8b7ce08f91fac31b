"""Whatever the text holds: no exception, spans inside the text, and time linear in its length."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.attribution import engine, find_attributions, read_discourse
from verifier.model import Document, Source

MARKS = tuple("\"'“”‘’«»„.,;:—–-()[]?!…\n\t•")
WORDS = (
    "he",
    "she",
    "it",
    "they",
    "said",
    "says",
    "told",
    "that",
    "who",
    "which",
    "citing",
    "according",
    "to",
    "by",
    "of",
)
NOUNS = ("and", "the", "a", "Kim", "Norrcell's", "report", "ministry", "Reuters", "\u200b", "e\u0301", "😀", "\n\n")
GROUPS = ("as quoted by", "was quoted as saying", "Asked by", "Q:", "A:", "DR SANDS:", "the claim that")
NAMES = ("Anne Roy", "the Roys", "Sen.", "Kim v.", "Chief of Staff", "one agency, the", "two of the people", "she'd")
PIECES = (*MARKS, *WORDS, *NOUNS, *GROUPS, *NAMES)
SOURCES = (
    Source("norrcell", "Norrcell", ("the company",), "company"),
    Source("kim", "Kim Sands", (), "person"),
    Source("odd", "&", ("", "the", "'s"), "unknown"),
)


def article(text: str) -> Document:
    return Document(text, "", "")


def held(text: str) -> None:
    """Every span lies inside the text, in order, and none is empty."""
    found = read_discourse(article(text), SOURCES)
    for one in found.attributions:
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)
        assert one.content
        assert list(one.content) == sorted(one.content)
        for link in one.chain:
            assert link.span is None or 0 <= link.span.start < link.span.end <= len(text)
    for referent in found.referents:
        assert 0 <= referent.span.start < referent.span.end <= len(text)


@pytest.fixture(autouse=True)
def rules_alone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tagger has hostile tests of its own; here it would only cost time."""
    if "tagger" not in request.keywords and "with_the_tagger" not in request.node.name:
        monkeypatch.setattr(engine, "_tagged", lambda page: [])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_words_and_marks_in_any_order_are_read(text: str) -> None:
    engine_tagged, engine._tagged = engine._tagged, lambda page: []
    try:
        held(text)
    finally:
        engine._tagged = engine_tagged


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_any_characters_are_read(text: str) -> None:
    held(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", '"', "said", "he said", "Q:", ":", "’s said", "\x00", "\ud800 said Kim."]
)
def test_a_short_text_is_read_with_the_tagger(text: str) -> None:
    for one in find_attributions(text):
        for span in (*one.source, *one.cue, *one.content):
            assert 0 <= span.start < span.end <= len(text)


REPEATED = (
    ('"', "“", "'", "said ", "he said, ", "Kim ", "Kim, ", "the report, ", "and ", "who said ", ", which "),
    ("according to ", "as quoted by ", "( ", ": ", "said that he said that ", "the claim that ", "a b, c d, said e, "),
    ("A. ", "told the ", "Kim said. ", "“Yes,” he said. “No,” she said. ", "in a statement ", "Kim's ", "citing "),
    ("It said the agency told the agency ", "Ministry of the ", "x" * 50 + " ", "1 ", "Mr. "),
)


@pytest.mark.parametrize("unit", [unit for row in REPEATED for unit in row])
def test_time_grows_with_the_length_only(unit: str) -> None:
    def taken(size: int) -> float:
        text = unit * (size // len(unit))
        started = time.process_time()
        read_discourse(article(text), SOURCES)
        return time.process_time() - started

    taken(2_000)
    small, large = taken(10_000), taken(40_000)
    # four times the length: quadratic time would be sixteen times as long
    assert large < 9 * small + 0.2, f"{small:.2f} s, then {large:.2f} s"


def test_the_same_text_gives_the_same_answer() -> None:
    numbers = random.Random(7)
    text = " ".join(numbers.choice(PIECES) for _ in range(400))
    assert read_discourse(article(text), SOURCES) == read_discourse(article(text), SOURCES)
