"""Words with their offsets, their stems, and the stop words."""

import re
from functools import lru_cache
from typing import NamedTuple

from verifier.language import lexicons

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S., e.g., D.C.
    r"|\d+(?:[.,:]\d+)*[^\W\d_]*"  # 1,234.5  14:05  40m  11th  5G
    r"|[^\W_]+(?:['’][^\W\d_]+)*"  # words, with the apostrophe inside: don't, Kim's, O'Brien; G7
)
_VOWEL = re.compile("[aeiouy]")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")

STOP: frozenset[str] = lexicons.words("stop_words")
"""Function words, lower case."""


class Token(NamedTuple):
    """A word or number: text == source[start:end]."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Token]:
    """The words and numbers of a text in order. A number is whole (1,234.5), a hyphen parts words, an apostrophe inside
    a word does not, punctuation and symbols are left out."""
    return [Token(found.start(), found.end(), found.group()) for found in _WORD.finditer(text)]


def texts(text: str) -> list[str]:
    """The words and numbers of `words` without their offsets: a good deal faster where only the words count."""
    return _WORD.findall(text)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """A key under which the forms of a word meet: lower case, without possessive, plural, -ed, -ing, -ly and final e;
    irregular forms by table ("said" -> "say"). Not a word for people: "announced" -> "announc". Numbers stay."""
    low = word.lower().replace("’", "'").rstrip(".")
    for ending in ("'s", "'"):
        low = low.removesuffix(ending)
    if not low.isalpha() or len(low) < 3:
        return low
    known = lexicons.table("irregular_stems").get(low)
    return _close(known if known is not None else _strip(low))


def stems(text: str, *, stop: bool = False) -> list[str]:
    """The stems of a text's words in order; stop words left out unless `stop`."""
    return [stem(word) for word in texts(text) if stop or word.lower().replace("’", "'") not in STOP]


def _strip(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        word = word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed") and len(word) > 5:
        return word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and _VOWEL.search(base) and (base.endswith("ee") or base[-1] != "e"):
            return _DOUBLED.sub(r"\1", base)
    if word.endswith("ly") and len(word) > 5:
        return word[:-2]
    return word


def _close(word: str) -> str:
    """The last step for regular and irregular stems alike, so that make, makes and making meet."""
    if len(word) > 3 and word.endswith("e") and not word.endswith("ee"):
        return word[:-1]
    return word
