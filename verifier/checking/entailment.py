"""Claim and passage read together by a small network: does the passage say it, say otherwise, or neither; and which
words of the claim it does not bear out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.checking import parts
from verifier.language.encoder import MODELS, Encoder
from verifier.language.tokens import stem

FOLDER = MODELS / "entailment"
MOST_CLAIM = 64
"""Sub-words of a claim that are read."""
MOST_PIECES = 128
"""Sub-words of claim, passage and their marks together."""
MOST_LETTERS = 1500
"""Code points of a text that are looked at: what follows is beyond MOST_PIECES in any language of words."""
SPEAKS = 0.25
"""Coverage of the claim by its best passage from which the passages are read at all."""
TOGETHER = 3
"""Passages that are read as one."""
NAMES = ("read_supports", "read_refutes", "read_neutral", "read_turn", "read_mean_supports", "read_mean_refutes",
         "read_first_supports", "read_first_refutes", "read_doubt", "read_mean_doubt", "read_fact_doubt", "read_unread",
         *parts.NAMES)  # fmt: skip
MET, NEAR, NOT_MET, MARK = 3, 2, 1, 0
SEGMENT = 4
"""What the network is told of a sub-word: does its word stand in the other text as it is, in another form, or not; the
passage's codes lie SEGMENT higher."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The sub-words of a text: ids, offsets, and the word that each belongs to."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What the network is given; `cut` is the place of the mark between claim and passage."""

    ids: Numbers
    codes: Numbers
    cut: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Three probabilities that sum to one, and for each word of the claim (offsets) how likely it is not borne out."""

    supports: float
    refutes: float
    neutral: float
    words: tuple[tuple[int, int, float], ...] = ()


def pieces(encoder: Encoder, text: str) -> Pieces:
    """The sub-words of a text; lone surrogates count as question marks."""
    clean = text[:MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")
    coded = encoder.tokenizer.encode(clean, add_special_tokens=False)
    words: list[str] = []
    for _, group in groupby(zip(coded.word_ids, coded.offsets, strict=True), key=lambda item: item[0]):
        members = list(group)
        word = clean[members[0][1][0] : members[-1][1][1]].lower()
        words += [word] * len(members)
    return Pieces(tuple(coded.ids), tuple(coded.offsets), tuple(words), tuple(stem(word) for word in words))


def code(claim: Pieces, passage: Pieces, *, begin: int, end: int) -> Coded:
    """Ids and codes of the pair, cut to MOST_PIECES; `begin` and `end` are the ids of the marks."""
    kept = min(len(claim.ids), MOST_CLAIM)
    room = min(len(passage.ids), MOST_PIECES - 3 - kept)
    ids = [begin, *claim.ids[:kept], end, *passage.ids[:room], end]
    codes = [MARK, *_met(claim, passage, kept, room), MARK]
    codes += [SEGMENT + number for number in (*_met(passage, claim, room, kept), MARK)]
    return Coded(np.array(ids, np.int64), np.array(codes, np.int64), kept + 1)


def _met(mine: Pieces, other: Pieces, kept: int, seen: int) -> list[int]:
    words, stems = frozenset(other.words[:seen]), frozenset(other.stems[:seen])
    return [
        MET if word in words else NEAR if key in stems else NOT_MET
        for word, key in zip(mine.words[:kept], mine.stems[:kept], strict=True)
    ]


class Reader:
    """The network of one folder, loaded at its first use."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._encoder = Encoder(folder)
        self._kept = lru_cache(maxsize=2048)(self._pieces)
        self.read = lru_cache(maxsize=4096)(self._read)

    def _pieces(self, text: str) -> Pieces:
        return pieces(self._encoder, text)

    def _read(self, claim: str, passage: str) -> Reading:
        """What a passage says of a claim; only the first MOST_PIECES sub-words are read. Never raises for its input."""
        said = self._kept(claim)
        begin, end = self._encoder.special("[CLS]"), self._encoder.special("[SEP]")
        coded = code(said, self._kept(passage), begin=begin, end=end)
        if coded.cut == 1 or len(coded.ids) == coded.cut + 2:
            return Reading(0.0, 0.0, 1.0)
        classes, tokens = self._encoder.run({"ids": coded.ids, "codes": coded.codes, "cut": np.array([coded.cut])})
        chances = np.exp(classes - classes.max())
        chances /= chances.sum()
        doubts = 1 / (1 + np.exp(-np.clip(tokens, -30, 30)))
        return Reading(float(chances[0]), float(chances[1]), float(chances[2]), _by_word(said, doubts))


def _by_word(said: Pieces, doubts: NDArray[np.floating[Any]]) -> tuple[tuple[int, int, float], ...]:
    """One entry a run of sub-words without a gap between them: the most doubtful of them counts."""
    out: list[tuple[int, int, float]] = []
    for (start, end), doubt in zip(said.offsets, doubts, strict=False):
        if out and out[-1][1] == start:
            out[-1] = (out[-1][0], end, max(out[-1][2], float(doubt)))
        else:
            out.append((start, end, float(doubt)))
    return tuple(out)


@cache
def reader() -> Reader:
    """The reader that ships."""
    return Reader()


def measure(apart: Sequence[parts.Part], score: float, *, read_by: Reader | None = None) -> dict[str, float]:
    """What the network makes of the sentences of a claim and their passages, by NAMES; `score`: how far the best
    passage covers the whole claim.

    The passages of a sentence are read as one and the first one alone; the least supported sentence counts, and one
    without passages has nothing that supports it.
    """
    out = dict.fromkeys(NAMES, 0.0)
    out["read_unread"] = float(score < SPEAKS or not any(passages for _, passages in apart))
    if out["read_unread"]:
        return out
    network = read_by or reader()
    joined = [network.read(part, " ".join(near[:TOGETHER])) for part, near in apart]
    first = [network.read(part, "".join(near[:1])) for part, near in apart]
    out["read_supports"] = min(one.supports for one in joined)
    out["read_refutes"] = max(one.refutes for one in joined)
    out["read_neutral"] = max(one.neutral for one in joined)
    out["read_turn"] = out["read_refutes"] / (out["read_refutes"] + out["read_neutral"] + 1e-6)
    out["read_mean_supports"] = sum(one.supports for one in joined) / len(joined)
    out["read_mean_refutes"] = sum(one.refutes for one in joined) / len(joined)
    out["read_first_supports"] = min(one.supports for one in first)
    out["read_first_refutes"] = max(one.refutes for one in first)
    doubts = [
        min(together[2], alone[2])
        for one, other in zip(joined, first, strict=True)
        for together, alone in zip(one.words, other.words, strict=False)  # a text without words has none
    ]
    facts = [
        doubt
        for (part, _), one in zip(apart, joined, strict=True)
        for start, end, doubt in one.words
        if _FACT.match(part[start:end]) and start
    ]
    out["read_doubt"] = max(doubts, default=0.0)
    out["read_mean_doubt"] = sum(doubts) / (len(doubts) or 1)
    out["read_fact_doubt"] = max(facts, default=0.0)
    out.update(parts.measure([(part, near[:TOGETHER]) for part, near in apart]))
    return out


_FACT = re.compile(r"[A-Z0-9$£€]")
