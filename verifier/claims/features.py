"""What the classifier of claims looks at in a sentence: words, pairs, shapes, endings, and a few facts about the
whole."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

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
_MARKS = frozenset('!?“"(:—…%$')


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """Word -> the groups of the lexicon that hold it."""
    out: dict[str, tuple[str, ...]] = {}
    for name, entries in lexicons.groups("claim_cues").items():
        for word in entries:
            out[word] = tuple(sorted((*out.get(word, ()), name)))
    return out


def pieces(text: str) -> list[str]:
    """The first 120 words and marks of a sentence, as written."""
    return _PIECE.findall(text[:2000])[:_MOST_PIECES]


def features(text: str) -> Iterator[str]:
    """The names of all features that hold for a sentence, some more than once."""
    raw = pieces(text)
    low = [fold(piece) for piece in raw]
    for word in low:
        yield from of_word(word)
    yield from of_context(raw, low)


def of_word(word: str) -> Iterator[str]:
    """Features of a folded word wherever it stands."""
    yield f"w {word}"
    stem = tokens.stem(word)
    if stem != word:
        yield f"s {stem}"
    if len(word) > 5 and word.isalpha():
        yield f"h {word[:4]}"
        yield f"e {word[-3:]}"
        yield f"e {word[-4:]}"
    for ending in _ENDINGS:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            yield f"ending {ending}"


def of_context(raw: list[str], low: list[str]) -> Iterator[str]:
    """Features of neighbours and of the sentence as a whole; `raw` as written, `low` folded."""
    yield "bias"
    before, stem_before = "^", "^"
    for place, word in enumerate(low):
        yield f"b {before} {word}"
        if place < 3:
            yield f"p{place} {word}"
        if word in tokens.STOP:
            yield f"f {_kind(before)} {word}"
            stem = word
        else:
            stem = tokens.stem(word)
            yield f"k {stem_before} {stem}"
        before, stem_before = word, stem
    yield from _whole(raw, low)


def _whole(raw: list[str], low: list[str]) -> Iterator[str]:
    words = {*low}
    yield f"length {min(len(low) // 4, 12)}"
    yield f"end {raw[-1] if raw else ''}"
    figures = low.count("#")
    names = sum(piece[0].isupper() for piece in raw[1:])
    yield f"figures {min(figures, 4)}"
    yield f"names {min(names, 6)}"
    people = {_PRONOUNS[word] for word in words & _PRONOUNS.keys()}
    modals = {_MODALS[word] for word in words & _MODALS.keys()}
    for person in people:
        yield f"person {person}"
    for modal in modals:
        yield f"modal {modal}"
        for person in people:
            yield f"modal {modal} {person}"
    if not modals:
        yield "no modal"
    past = any(word.endswith("ed") for word in low)
    yield f"past {past} figures {figures > 0} names {names > 0}"
    for mark in words & _MARKS:
        yield f"mark {mark}"
    groups = _groups()
    hits = Counter(name for word in low if word in groups for name in groups[word])
    for name, count in hits.items():
        yield f"group {name}"
        yield f"group {name} {min(count, 3)}"
        yield f"group {name} figures {figures > 0}"


def fold(piece: str) -> str:
    """Lower case, with plain apostrophes; all figures alike, but years told apart."""
    if piece[0].isdigit():
        return "#" if not (len(piece) == 4 and piece[:2] in ("19", "20") and piece.isdigit()) else "#year"
    return piece.lower().replace("’", "'")


@lru_cache(maxsize=16_384)
def _kind(word: str) -> str:
    if word in tokens.STOP or not word[0].isalpha():
        return word
    for ending in ("ly", "ing", "ed", "s"):
        if word.endswith(ending):
            return "*" + ending
    return "*"
