"""A claim part by part: its sentences, and how far their words stand in passages as they are and in order."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import LCSseq

from verifier.language import sentences
from verifier.language.tokens import STOP, stem, texts

MOST_PARTS = 4
"""Sentences of a claim that are looked at apart; a claim of the program is one sentence, a summary has several."""
FEWEST_WORDS = 3
"""Words of a part that stands alone."""
MOST_WORDS = 300
"""Words of a part and of a passage that are put in order."""
MEASURES = ("plain", "runs2", "runs3", "runs4", "order", "breaks")
NAMES = (*(f"part_least_{one}" for one in MEASURES), *(f"part_mean_{one}" for one in MEASURES), "parts")
Part = tuple[str, Sequence[str]]
"""A sentence of a claim and the texts of its passages, best first."""
_MARK = re.compile(r"(?<=\s)[.!?](?=\s)")


def split(claim: str) -> list[str]:
    """The sentences of a claim, at most MOST_PARTS, also where a mark stands apart from the words around it ("in may .
    prices fell .") and a sentence begins in lower case, as summaries that a machine has written have it."""
    out: list[str] = []
    for span in sentences.split(claim):
        sentence = claim[span.start : span.end]
        at = 0
        for end in [*(mark.end() for mark in _MARK.finditer(sentence)), len(sentence)]:
            piece = sentence[at:end].strip()
            if len(piece.split()) > FEWEST_WORDS:
                out.append(piece)
                at = end
                if len(out) == MOST_PARTS:
                    return out
        rest = sentence[at:].strip()
        if rest and out:
            out[-1] += f" {rest}"
        elif rest:
            out.append(rest)
    return out


@lru_cache(maxsize=1024)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in texts(text))[:MOST_WORDS]


def measure(parts: Sequence[Part]) -> dict[str, float]:
    """NAMES for the parts of a claim, each with its nearest passages: the worst part, and the mean of all. Linear in
    the passages, quadratic only in at most MOST_WORDS words."""
    out = dict.fromkeys(NAMES, 0.0)
    if not parts:
        return out
    found = [_one(part, passages) for part, passages in parts]
    for number, name in enumerate(MEASURES):
        values = [one[number] for one in found]
        out[f"part_least_{name}"] = max(values) if name == "breaks" else min(values)
        out[f"part_mean_{name}"] = sum(values) / len(values)
    out["parts"] = float(np.log1p(len(parts)))
    return out


def _one(part: str, passages: Sequence[str]) -> tuple[float, ...]:
    """As MEASURES: content words held, runs of two to four words held, words in the order of one passage, and how
    often two neighbours of the part are no neighbours anywhere."""
    mine = _stems(part)
    held = [_stems(passage) for passage in passages]
    words = frozenset(word for one in held for word in one)
    content = [key for key, word in zip(mine, texts(part), strict=False) if word.lower() not in STOP]
    plain = sum(key in words for key in content) / (len(content) or 1)
    shares = [_share(_runs([mine], size), _runs(held, size)) for size in (2, 3, 4)]
    pairs = _runs(held, 2)
    breaks = sum(mine[at : at + 2] not in pairs for at in range(len(mine) - 1))
    order = max((LCSseq.similarity(mine, one) for one in held), default=0) / (len(mine) or 1)
    return plain, *shares, order, float(np.log1p(breaks))


def _runs(texts_of: Sequence[tuple[str, ...]], size: int) -> set[tuple[str, ...]]:
    return {one[at : at + size] for one in texts_of for at in range(len(one) - size + 1)}


def _share(wanted: set[tuple[str, ...]], held: set[tuple[str, ...]]) -> float:
    return len(wanted & held) / (len(wanted) or 1)
