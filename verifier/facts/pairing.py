"""Which fact of the passage speaks of the same thing as a fact of the claim: by the words around both."""

from functools import cache, lru_cache

from verifier.facts import lexicon
from verifier.facts.wording import Words, family, is_content
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


@lru_cache(maxsize=1 << 13)
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


def surroundings(words: Words, start: int, end: int, *, reach: int = WIDE) -> dict[str, float]:
    """Senses of the content words around [start, end) in its sentence, with 1 for near words and less for far ones."""
    first, last = words.at(start), words.at(end)
    sentences, low, stems = words.sentences, words.low, words.stems
    here = sentences[min(first, len(low) - 1)] if low else 0
    found: dict[str, float] = {}
    for i in range(max(0, first - reach), min(len(low), last + reach)):
        if first <= i < last or sentences[i] != here or not low[i][0].isalpha() or not is_content(low[i]):
            continue
        distance = first - i if i < first else i - last + 1
        weight = 1.0 if distance <= NEAR else 0.6
        key = sense(stems[i])
        if found.get(key, 0.0) < weight:
            found[key] = weight
    return found


def overlap(one: dict[str, float], two: dict[str, float]) -> float:
    """How much two surroundings share: the sum of the lesser weights of what stands in both."""
    if len(one) > len(two):
        one, two = two, one
    return sum(min(weight, two[key]) for key, weight in one.items() if key in two)
