"""Claim and passage as the network is given them."""

from itertools import pairwise

import pytest

from verifier.checking import entailment
from verifier.checking.entailment import MARK, MET, MOST_CLAIM, MOST_PIECES, NEAR, NOT_MET, SEGMENT, Coded
from verifier.language.encoder import MODELS, Encoder

ENCODER = Encoder(MODELS / "tagger")


def coded(claim: str, passage: str) -> Coded:
    return entailment.code(entailment.pieces(ENCODER, claim), entailment.pieces(ENCODER, passage), begin=1, end=2)


def test_each_word_is_told_whether_it_stands_in_the_other_text() -> None:
    made = coded("Prices rose today", "prices rise")
    assert made.codes.tolist() == [MARK, MET, NEAR, NOT_MET, MARK, SEGMENT + MET, SEGMENT + NEAR, SEGMENT + MARK]


def test_the_cut_is_the_mark_between_the_texts() -> None:
    made = coded("Prices rose", "They did")
    assert (made.ids[0], made.ids[made.cut], made.ids[-1]) == (1, 2, 2)


@pytest.mark.parametrize(
    ("claim", "passage"), [("word " * 500, "text"), ("text", "word " * 500), ("a " * 500, "b " * 500)]
)
def test_long_texts_are_cut(claim: str, passage: str) -> None:
    made = coded(claim, passage)
    assert len(made.ids) == len(made.codes) <= MOST_PIECES
    assert made.cut <= MOST_CLAIM + 1


@pytest.mark.parametrize("text", ["", " ", "\ud800 x", "😀" * 30, "word" * 5000])
def test_any_text_has_pieces_that_fit_it(text: str) -> None:
    made = entailment.pieces(ENCODER, text)
    assert len(made.ids) == len(made.offsets) == len(made.words) == len(made.stems)
    assert all(a[0] <= b[0] for a, b in pairwise(made.offsets))


@pytest.mark.parametrize(
    ("claim", "passage", "label"),
    [
        ("Officials denied the report.", "Officials denied the report on Monday.", "supports"),
        ("Officials denied the report.", "Officials confirmed the report.", "refutes"),
        ("Prices rose by 5%.", "Prices fell by 5%, the office said.", "refutes"),
        ("The bridge reopened in March.", "The council sold three vans to a school in Leeds.", "neutral"),
    ],
)
def test_plain_pairs_are_read_as_a_person_would(claim: str, passage: str, label: str) -> None:
    made = entailment.reader().read(claim, passage)
    chances = {"supports": made.supports, "refutes": made.refutes, "neutral": made.neutral}
    assert max(chances, key=lambda one: chances[one]) == label
    assert sum(chances.values()) == pytest.approx(1)


def test_the_word_that_differs_is_the_doubtful_one() -> None:
    claim = "Officials denied the report."
    words = entailment.reader().read(claim, "Officials confirmed the report.").words
    start, end, doubt = max(words, key=lambda word: word[2])
    assert (claim[start:end], doubt > 0.5) == ("denied", True)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "word " * 50_000, "“" * 100_000, "1 " * 50_000])
def test_any_text_can_be_read(text: str) -> None:
    reader = entailment.reader()
    for made in (reader.read(text, "Prices rose."), reader.read("Prices rose.", text)):
        assert 0 <= made.supports <= 1


def test_passages_that_cover_little_are_not_read() -> None:
    made = entailment.measure([("Prices rose.", ["The bridge is old."])], 0.1)
    assert made == {**dict.fromkeys(entailment.NAMES, 0.0), "read_unread": 1.0}


def test_of_a_claim_of_two_sentences_the_less_supported_counts() -> None:
    denied = ("Officials denied the report.", ["Officials denied the report on Monday."])
    rose = ("Prices rose sharply.", ["Prices fell sharply."])
    alone, both = entailment.measure([denied], 1.0), entailment.measure([denied, rose], 1.0)
    assert both["read_supports"] < alone["read_supports"]
    assert both["read_refutes"] > alone["read_refutes"]


def test_a_sentence_without_passages_is_not_supported() -> None:
    denied = ("Officials denied the report.", ["Officials denied the report on Monday."])
    assert entailment.measure([denied, ("Prices rose.", [])], 1.0)["read_supports"] == 0
