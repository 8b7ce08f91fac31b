"""The trained judge of kind: three linear models over hashed features of a sentence, read from one small file."""

from __future__ import annotations

from array import array
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple
from zipfile import ZipFile
from zlib import crc32

from verifier.claims.features import features
from verifier.language import tokens

_FILE = files("verifier") / "resources" / "models" / "claims" / "weights.zip"


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
    buckets = {_bucket(name, len(model.features[0])) for name in features(text)}
    norm = sqrt(len(buckets))
    known = [
        place
        for token in tokens.words(text[:2000])
        if model.words[0][place := _bucket(tokens.stem(token.text), len(model.words[0]))]
    ]
    odds = []
    for table, words, (scale, word_scale, bias) in zip(model.features, model.words, model.scales, strict=True):
        value = bias + scale * sum(map(table.__getitem__, buckets)) / norm
        if known:
            value += word_scale * sum(map(words.__getitem__, known)) / len(known)
        odds.append(value)
    return Scores(*odds)


def _bucket(name: str, size: int) -> int:
    return crc32(name.encode("utf-8", "replace")) & (size - 1)


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
