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
