"""Numbers as written: digits, words, fractions, "nine in ten", "dozens" -> a value and how finely it was stated."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from verifier.facts.lexicon import several
from verifier.facts.wording import Words

Style = Literal["digits", "words", "fraction", "ratio", "vague"]


class Numeral(NamedTuple):
    """A number over words [first, last). `quantum` is what its last place is worth: 0.1 million in "1.3 million"."""

    first: int
    last: int
    value: float
    quantum: float
    style: Style


SMALL = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
}  # fmt: skip
"""The numbers below twenty in words."""

_ONES = SMALL
_TENS = {
    word: n * 10
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
    "trn": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
_PARTS = {
    "half": 2,
    "halves": 2,
    **{name + end: n for n, name in enumerate(["third", "quarter"], 3) for end in ("", "s")},
    **{
        name + end: n
        for n, name in enumerate(["fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 5)
        for end in ("", "s")
    },
    "twentieth": 20,
    "hundredth": 100,
}
_VULGAR = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅛": 0.125}
_VAGUE = {
    "couple": (2.0, 1.0),
    "handful": (5.0, 3.0),
    "dozens": (24.0, 12.0),
    "scores": (40.0, 20.0),
    "hundreds": (200.0, 100.0),
    "thousands": (2000.0, 1000.0),
    "millions": (2e6, 1e6),
    "billions": (2e9, 1e9),
}
_AFTER_FRACTION = several(
    "of the as above below more less higher lower fewer said say were was are is had have in on to from since "
    "by full empty a"
)
ORDINALS = {
    **{
        word: n
        for n, word in enumerate(
            [
                "first",
                "second",
                "third",
                "fourth",
                "fifth",
                "sixth",
                "seventh",
                "eighth",
                "ninth",
                "tenth",
                "eleventh",
                "twelfth",
                "thirteenth",
                "fourteenth",
                "fifteenth",
                "sixteenth",
                "seventeenth",
                "eighteenth",
                "nineteenth",
                "twentieth",
            ],
            1,
        )
    },
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
}
"""Ordinals in words, up to twentieth and the round ones."""

STARTERS: frozenset[str] = frozenset(
    [*_ONES, *_TENS, *_SCALES, *_VULGAR, *_VAGUE, "half", "dozen", "hundred", "third", "quarter", "tens", "two"]
)
"""Lower-case words at which a number in words may begin (after an optional "a" or "an")."""


def digits(word: str) -> tuple[float, float]:
    """Value and quantum of a number in digits: 1,300 -> (1300, 100); 3.75 -> (3.75, 0.01).

    Also continental writing: 1.300.000 and 3,75. At most 40 digits count.
    """
    return _digits(word[:40])


@lru_cache(maxsize=1 << 12)
def _digits(word: str) -> tuple[float, float]:
    groups = word.split(",")
    if len(groups) > 1 and all(len(group.split(".")[0]) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
        word = "".join(groups)
    elif len(groups) > 1:
        word = ".".join(groups) if len(groups) == 2 else "".join(groups)
    if word.count(".") > 1:
        word = word.replace(".", "")
    whole, _, decimals = word.partition(".")
    value = float(word)
    if decimals:
        return value, 10.0 ** -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0"))
    # Zeros may be rounding or not: 10,000 stands for no more than a twentieth to each side.
    return value, max(1.0, min(10.0**zeros, 0.1 * value))


def numeral(words: Words, i: int) -> Numeral | None:
    """The number that begins at word i, the longest reading; None where none does."""
    low = words.low
    word = low[i]
    if word[0].isdecimal():
        return _ratio(words, _digital(words, i))
    start = i
    article = word in ("a", "an") and i + 1 < len(low)
    if article:
        i += 1
        word = low[i]
    if word not in (_AFTER_ARTICLE if article else _BEGINNING):
        return None
    found = _vague(words, start, i) or _fraction(words, start, i, article=article)
    if found is None and (word in _ONES or word in _TENS or ((article or word == "half") and word in _STARTS_AFTER_A)):
        found = _spelled(words, start, i)
    return _ratio(words, found) if found is not None else None


_STARTS_AFTER_A = several("hundred thousand million billion trillion dozen half")
_AFTER_ARTICLE = frozenset(["tens", *_VAGUE, *_VULGAR, *_PARTS, *_STARTS_AFTER_A])
"""Words that make a number with the article before them: "a dozen", "a third"."""
_BEGINNING = frozenset(["tens", "half", *_VAGUE, *_VULGAR, *_ONES, *_TENS])
"""Words that a number in words may begin with."""


def counted_by_article(words: Words, i: int) -> bool:
    """May a number begin with the article at i?"""
    return words.word(i + 1) in _AFTER_ARTICLE


def _hyphen(low: Sequence[str], i: int) -> int:
    """Index after an optional hyphen at i."""
    return i + 1 if i < len(low) and low[i] in "-‐‑" else i


def _scaled(words: Words, i: int) -> tuple[int, float]:
    """Scale words from i on ("hundred thousand", "million"), as (next index, factor)."""
    factor = 1.0
    low = words.low
    while i < len(low):
        at = _hyphen(low, i)
        if at < len(low) and low[at] in _SCALES:
            factor *= _SCALES[low[at]]
            i = at + 1
        else:
            break
        if factor > 1e15:
            break
    return i, factor


def _digital(words: Words, i: int) -> Numeral:
    value, quantum = digits(words.low[i])
    last = i + 1
    if last < len(words) and words.low[last] in _VULGAR and words.glued(i):
        return Numeral(i, last + 1, value + _VULGAR[words.low[last]], 0.25, "digits")
    if last < len(words) and words.low[last] == "k" and words.glued(i):
        return Numeral(i, last + 1, value * 1e3, quantum * 1e3, "digits")
    if last + 2 < len(words) and words.low[last] == "dozen":
        return Numeral(i, last + 1, value * 12, 6, "words")
    last, factor = _scaled(words, last)
    if factor > 1:
        # "1,300 million" is as fine as it reads; "200 million" is not finer than it reads.
        quantum = min(quantum, 10.0) if quantum > 1 else quantum
    return Numeral(i, last, value * factor, quantum * factor, "digits")


def _spelled(words: Words, start: int, i: int) -> Numeral | None:
    low = words.low
    total, current, quantum, seen = 0.0, 0.0, 1.0, False
    while i < len(low):
        word = low[i]
        if word in _TENS:
            current += _TENS[word]
            after = _hyphen(low, i + 1)
            if after < len(low) and 0 < _ONES.get(low[after], 0) < 10:
                current += _ONES[low[after]]
                i = after
        elif word in _ONES and not (seen and current % 100 > 0):
            current += _ONES[word]
        elif word == "hundred":
            if current >= 100:
                break
            current = (current or 1.0) * 100
        elif word == "dozen":
            return Numeral(start, i + 1, (current or 1.0) * 12, 6.0, "words")
        elif word in _SCALES:
            if (current == 0 and seen) or total > 1e15:
                break
            total += (current or 1.0) * _SCALES[word]
            current, quantum = 0.0, _SCALES[word]
        elif word == "half" and not seen:
            return _half(words, start, i)
        elif word in "-‐‑" and seen and i + 1 < len(low) and low[i + 1] in ("hundred", *_SCALES):
            pass
        elif word == "and" and seen and i + 2 < len(low) and low[i + 1] == "a" and low[i + 2] in ("half", "quarter"):
            current += 0.5 if low[i + 2] == "half" else 0.25
            last, factor = _scaled(words, i + 3)
            return Numeral(start, last, (total + current) * factor, 0.5 * factor, "words")
        elif (
            word == "and"
            and seen
            and low[i - 1] in ("hundred", "thousand", "million")
            and i + 1 < len(low)
            and (low[i + 1] in _ONES or low[i + 1] in _TENS)
        ):
            pass
        else:
            break
        seen = True
        i += 1
    if not seen:
        return None
    value = total + current
    if current and total:
        quantum = 1.0
    elif current >= 100 and current % 100 == 0:
        quantum = 100.0
    return Numeral(start, i, value, quantum, "words")


def _half(words: Words, start: int, i: int) -> Numeral | None:
    """ "half a million", "half a dozen", "half an hour"; a bare half is a fraction."""
    low = words.low
    if i + 2 < len(low) and low[i + 1] in ("a", "an"):
        if low[i + 2] == "dozen":
            return Numeral(start, i + 3, 6.0, 1.0, "words")
        last, factor = _scaled(words, i + 2)
        return Numeral(start, last if factor > 1 else i + 2, 0.5 * factor, 0.1 * factor, "words")
    return None


def _fraction(words: Words, start: int, i: int, *, article: bool) -> Numeral | None:
    low = words.low
    word = low[i]
    if word in _VULGAR:
        return Numeral(start, i + 1, _VULGAR[word], 0.05, "fraction")
    count, at = 1, i
    if word in _ONES and 0 < _ONES[word] < 20 and not article:
        count = _ONES[word]
        at = _hyphen(low, i + 1)
    elif word not in _PARTS or (not article and word != "half"):
        return None
    part = _PARTS.get(low[at]) if at < len(low) else None
    if part is None or count >= part or (at > i and count > 1 and not low[at].endswith(("s", "half"))):
        return None
    before, after = words.word(start - 1), words.word(at + 1)
    if before == "-" or (part == 2 and after == "-"):
        return None
    if part == 2 and (
        before in ("first", "second", "other", "better", "and") or after in ("a", "an", "-", "year", "time")
    ):
        return None
    if low[at].startswith("quarter") and (after in ("past", "to", "final", "finals") or before in ("first", "last")):
        return None
    # "a third attempt", "a fifth man" are ordinals: what follows a fraction is a small word or a mark.
    if count == 1 and part > 2 and after.isalpha() and after not in _AFTER_FRACTION:
        return None
    return Numeral(start, at + 1, count / part, 0.04, "fraction")


def _vague(words: Words, start: int, i: int) -> Numeral | None:
    low = words.low
    word = low[i]
    if word == "tens" and words.word(i + 1) == "of" and words.word(i + 2) in ("thousands", "millions", "billions"):
        factor = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}[low[i + 2]]
        return Numeral(start, i + 3, 20 * factor, 10 * factor, "vague")
    if word not in _VAGUE:
        return None
    value, quantum = _VAGUE[word]
    last = i + 1
    if words.word(last) == "of" and words.word(last + 1) in ("thousands", "millions", "billions"):
        factor = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}[low[last + 1]]
        return Numeral(start, last + 2, value * factor, quantum * factor, "vague")
    return Numeral(start, last, value, quantum, "vague")


def _ratio(words: Words, found: Numeral | None) -> Numeral | None:
    """ "nine in ten", "three in every five", "one out of 25", "four in five" as a share."""
    if found is None or found.style not in ("digits", "words") or found.value > 99 or found.value < 1:
        return found
    low = words.low
    at = found.last
    if words.word(at) == "in":
        at += 1
    elif words.word(at) == "out" and words.word(at + 1) == "of":
        at += 2
    else:
        return found
    at += words.word(at) == "every"
    if at >= len(low):
        return found
    whole = (
        _digital(words, at)
        if low[at][0].isdecimal()
        else _spelled(words, at, at)
        if low[at] in (*_ONES, *_TENS)
        else None
    )
    if whole is None or whole.value <= found.value or whole.value > 1000 or whole.value != int(whole.value):
        return found
    return Numeral(found.first, whole.last, found.value / whole.value, 0.5 / whole.value, "ratio")


def in_words(value: float) -> tuple[str, ...]:
    """A whole number in words as running text has it: up to a hundred, and whole hundreds; empty for any other."""
    if value != int(value) or not 0 < value < 1000:
        return ()
    hundreds, below = divmod(int(value), 100)
    if hundreds:
        return () if below else (f"{_IN_WORDS[hundreds]} hundred",)
    if below in _IN_WORDS:
        return (_IN_WORDS[below],)
    return (f"{_IN_WORDS[below // 10 * 10]}-{_IN_WORDS[below % 10]}",)


_IN_WORDS = {n: word for word, n in (*SMALL.items(), *_TENS.items())}
