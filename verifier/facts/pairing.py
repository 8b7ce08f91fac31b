"""Which fact of the passage speaks of the same thing as a fact of the claim: by the words around both."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache

from verifier.facts import lexicon
from verifier.facts.wording import Words, family
from verifier.language.tokens import stem

NEAR, WIDE = 7, 14
"""How many words to each side count as near, and as the wider surroundings, within the sentence."""


@cache
def _senses() -> dict[str, str]:
    """Family -> the sense that it shares with other words ("resign" and "quit")."""
    senses: dict[str, str] = {}
    for line in lexicon.rows("same_sense"):
        key = line[0]
        for word in (key, *line[1]):
            if " " not in word:
                senses.setdefault(family(stem(word)), key)
    return senses


@lru_cache(maxsize=1 << 15)
def sense(stemmed: str) -> str:
    """What a stem stands for in a comparison: its sense where it has one in the lexicon, else its word family."""
    kin = family(stemmed)
    return _senses().get(kin, kin)


@lru_cache(maxsize=1 << 13)
def count_class(stemmed: str) -> str:
    """The class of things a counted noun belongs to ("person" for guest), or the noun's own sense."""
    return _classes().get(stemmed, "")


@cache
def _classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    for member, key in lexicon.members("counted").items():
        if " " not in member:
            classes.setdefault(stem(member), key)
    return classes


def senses(words: Words) -> list[str]:
    """For every word its sense; "" for words that do not say what a sentence is about."""
    return words.once("senses", _senses_of)


def _senses_of(words: Words) -> list[str]:
    return [sense(stemmed) if told else "" for stemmed, told in zip(words.stems, words.content, strict=True)]


def senses_by_sentence(words: Words) -> dict[int, set[str]]:
    """The senses of each sentence that has any."""
    found: dict[int, set[str]] = {}
    for number, key in zip(words.sentences, senses(words), strict=True):
        if key:
            found.setdefault(number, set()).add(key)
    return found


def surroundings(words: Words, start: int, end: int, *, reach: int = WIDE) -> Mapping[str, float]:
    """Senses of the content words around [start, end) in its sentence, with 1 for near words and less for far ones."""
    return words.once(("surroundings", start, end, reach), lambda words: _surroundings(words, start, end, reach))


def _surroundings(words: Words, start: int, end: int, reach: int) -> dict[str, float]:
    keys, sentences = senses(words), words.sentences
    if not keys:
        return {}
    first, last = words.at(start), words.at(end)
    here = sentences[min(first, len(keys) - 1)]
    begin = max(0, first - reach, bisect_left(sentences, here))
    stop = min(last + reach, bisect_right(sentences, here))
    near = max(begin, first - NEAR), min(stop, last + NEAR)
    found = dict.fromkeys(keys[begin : near[0]], 0.6)
    found |= dict.fromkeys(keys[near[0] : first] + keys[last : near[1]], 1.0)
    for key in keys[max(last, near[1]) : stop]:
        found.setdefault(key, 0.6)
    found.pop("", None)
    return found


def overlap(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    """How much two surroundings share: the sum of the lesser weights of what stands in both."""
    if len(one) > len(two):
        one, two = two, one
    shared = 0.0
    for key in one:
        if key in two:
            shared += min(one[key], two[key])
    return shared
