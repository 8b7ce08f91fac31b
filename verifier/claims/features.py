"""What the classifier of claims looks at in a sentence: words, pairs, shapes, endings, and a few facts about the
whole."""

import re
from collections.abc import Iterator
from functools import cache

from verifier.language import lexicons, tokens

_PIECE = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*[^\W\d_]*|[^\W_]+(?:['’][^\W\d_]+)*|[^\w\s]")
_MOST_PIECES = 120
_PRONOUNS = {
    "i": "first", "me": "first", "my": "first", "mine": "first", "myself": "first", "i'm": "first", "i've": "first",
    "i'd": "first", "i'll": "first", "we": "we", "our": "we", "us": "we", "ours": "we", "let's": "we", "we're": "we",
    "we've": "we", "we'll": "we", "you": "you", "your": "you", "yours": "you", "you're": "you",
    "he": "third", "she": "third", "they": "third", "his": "third", "her": "third", "their": "third", "it": "it",
    "its": "it",
}  # fmt: skip
_MODALS = {
    "will": "will", "won't": "will", "'ll": "will", "shall": "will", "would": "would", "could": "could", "may": "may",
    "might": "may", "can": "can", "can't": "can", "must": "norm", "should": "norm", "ought": "norm", "need": "norm",
    "needs": "norm", "deserve": "norm", "deserves": "norm",
}  # fmt: skip
_ENDINGS = ("ly", "est", "ful", "less", "ous", "ive", "able", "ible", "ing", "ed", "tion", "ism", "ness", "al")


@cache
def _groups() -> dict[str, frozenset[str]]:
    return lexicons.groups("claim_cues")


def features(text: str) -> Iterator[str]:
    """The names of the features that hold for a sentence, some more than once. Looks at its first 120 words and
    marks."""
    raw = _PIECE.findall(text[:2000])[:_MOST_PIECES]
    low = [_fold(piece) for piece in raw]
    yield "bias"
    before, stem_before = "^", "^"
    for place, word in enumerate(low):
        stem = word if not word[0].isalpha() else tokens.stem(word)
        yield f"w {word}"
        yield f"b {before} {word}"
        if stem != word:
            yield f"s {stem}"
        if place < 3:
            yield f"p{place} {word}"
        if len(word) > 5 and word.isalpha():
            yield f"h {word[:4]}"
            yield f"e {word[-3:]}"
            yield f"e {word[-4:]}"
        if place >= 2:
            yield f"t {low[place - 2]} {before} {word}"
        yield f"k {stem_before} {stem}" if word not in tokens.STOP else f"f {_kind(before)} {word}"
        before, stem_before = word, stem
    yield from _whole(raw, low)


def _whole(raw: list[str], low: list[str]) -> Iterator[str]:
    count = len(low)
    words = {*low}
    yield f"length {min(count // 4, 12)}"
    yield f"end {raw[-1] if raw else ''}"
    figures = sum(word == "#" for word in low)
    names = sum(piece[0].isupper() for piece in raw[1:])
    yield f"figures {min(figures, 4)}"
    yield f"names {min(names, 6)}"
    for word in words & _PRONOUNS.keys():
        yield f"person {_PRONOUNS[word]}"
    modals = sorted({_MODALS[word] for word in words & _MODALS.keys()})
    for modal in modals:
        yield f"modal {modal}"
        for word in words & _PRONOUNS.keys():
            yield f"modal {modal} {_PRONOUNS[word]}"
    if not modals:
        yield "no modal"
    past = any(word.endswith("ed") for word in low)
    yield f"past {past} figures {figures > 0} names {names > 0}"
    for ending in _ENDINGS:
        if any(len(word) > len(ending) + 2 and word.endswith(ending) for word in low):
            yield f"ending {ending}"
    for mark in ("!", "?", "“", '"', "(", ":", "—", "…", "%", "$"):
        if mark in words:
            yield f"mark {mark}"
    for name, entries in _groups().items():
        hits = sum(word in entries for word in low)
        if hits:
            yield f"group {name}"
            yield f"group {name} {min(hits, 3)}"
            yield f"group {name} figures {figures > 0}"


def _fold(piece: str) -> str:
    if piece[0].isdigit():
        return "#" if not (len(piece) == 4 and piece[:2] in ("19", "20") and piece.isdigit()) else "#year"
    return piece.lower().replace("’", "'")


def _kind(word: str) -> str:
    if word in tokens.STOP or not word[0].isalpha():
        return word
    for ending in ("ly", "ing", "ed", "s"):
        if word.endswith(ending):
            return "*" + ending
    return "*"
