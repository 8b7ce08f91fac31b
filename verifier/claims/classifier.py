"""The trained judge of kind: three linear models over hashed features of a sentence, read from one small file."""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from importlib.resources import files
from math import sqrt
from operator import itemgetter
from typing import NamedTuple
from zipfile import ZipFile
from zlib import crc32

from verifier.claims.features import fold, of_context, of_word, pieces
from verifier.language import tokens

_FILE = files("verifier") / "resources" / "models" / "claims" / "weights.zip"


FEATURE_MASK, WORD_MASK = 2**17 - 1, 2**18 - 1
"""The sizes of the tables, less one; the training uses the same."""


class Scores(NamedTuple):
    """Log-odds of a sentence: that it states the writer's view, that it asserts a fact, that its fact is worth a
    check."""

    subjective: float
    factual: float
    check_worthy: float


class _Model(NamedTuple):
    features: tuple[array[int], ...]
    words: tuple[array[int], ...]
    scales: tuple[tuple[float, float, float], ...]


def score(text: str) -> Scores:
    """The three log-odds of a sentence. The same text gives the same scores; bounded by its first 2,000 code points."""
    model = _model()
    raw = pieces(text)
    low = [fold(piece) for piece in raw]
    buckets: set[int] = set()
    for word in low:
        buckets.update(_word_buckets(word))
    buckets.update([crc32(name.encode("utf-8", "replace")) & FEATURE_MASK for name in of_context(raw, low)])
    norm = sqrt(len(buckets))
    pick = itemgetter(*buckets)
    seen = map(_stem_bucket, tokens.texts(text[:2000]))
    known = [place for place in seen if model.words[0][place]]
    odds = []
    for table, words, (scale, word_scale, bias) in zip(model.features, model.words, model.scales, strict=True):
        value = bias + scale * sum(pick(table)) / norm
        if known:
            value += word_scale * sum([words[place] for place in known]) / len(known)
        odds.append(value)
    return Scores(*odds)


@lru_cache(maxsize=32_768)
def _word_buckets(word: str) -> tuple[int, ...]:
    return tuple(crc32(name.encode("utf-8", "replace")) & FEATURE_MASK for name in of_word(word))


@lru_cache(maxsize=32_768)
def _stem_bucket(word: str) -> int:
    return crc32(tokens.stem(word).encode("utf-8", "replace")) & WORD_MASK


@cache
def _model() -> _Model:
    """Weights as signed bytes, two files a task (features, words), and a text file of `task scale scale bias` lines
    in the order of Scores. A word whose byte is zero is not known."""
    by_feature, by_word, scales = [], [], []
    with _FILE.open("rb") as handle, ZipFile(handle) as box:
        for line in box.read("tasks.txt").decode().splitlines():
            task, scale, word_scale, bias = line.split()
            by_feature.append(array("b", box.read(f"{task}.features")))
            by_word.append(array("b", box.read(f"{task}.words")))
            scales.append((float(scale), float(word_scale), float(bias)))
    return _Model(tuple(by_feature), tuple(by_word), tuple(scales))
