"""Modality: what is possible, planned, alleged or unknown, how much of a thing is meant, what is called a cause."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facts import lexicon
from verifier.facts.lexicon import several
from verifier.facts.numerals import STARTERS
from verifier.facts.wording import Words
from verifier.model import Fact


class Cue(NamedTuple):
    """A cue of some class over words [first, last)."""

    first: int
    last: int
    kind: str
    name: str


_LISTS = ("modal_cues", "scope_cues", "causal_cues")


@cache
def _table(name: str) -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for kind, listed in lexicon.rows(name):
        for cue in listed:
            cut = tuple(cue.split())
            found.setdefault(cut[0], []).append((cut, kind, cue))
    return {first: tuple(sorted(all_, key=lambda row: -len(row[0]))) for first, all_ in found.items()}


_EXEMPT = tuple(
    tuple(run.split())
    for run in (
        "in all", "after all", "at all", "above all", "all but", "all over", "first of all", "all right",
        "once and for all", "not all", "not every", "any more", "some of the time", "as if", "percentage points to",
        "basis points to",
    )
)  # fmt: skip


@cache
def _exempt() -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """The exempt runs by each of their words, with where that word first stands in them."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for run in _EXEMPT:
        for word in dict.fromkeys(run):
            found.setdefault(word, []).append((run, run.index(word)))
    return found


_NOT_AFTER = {"may": several("in last next this since of early late mid until from by to and between during")}


def cues(words: Words, name: str) -> tuple[Cue, ...]:
    """The cues of one list ("modal_cues", "scope_cues", "causal_cues") in text order, the longest reading first."""
    return words.once(name, lambda words: tuple(_cues(words, name)))


def _cues(words: Words, name: str) -> Iterator[Cue]:
    table, low = _table(name), words.low
    free = 0
    for i in words.once("cue places", _places):
        if i < free or low[i] not in table:
            continue
        for cut, kind, cue in table[low[i]]:
            if tuple(low[i : i + len(cut)]) == cut and not _is_exempt(words, i, cut):
                yield Cue(i, i + len(cut), kind, cue)
                free = i + len(cut)
                break


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word for name in _LISTS for word in _table(name))


def _places(words: Words) -> tuple[int, ...]:
    """Where words stand with which a cue of any list may begin."""
    first = _first_words()
    return tuple([i for i, word in enumerate(words.low) if word in first])


def _is_exempt(words: Words, i: int, cut: tuple[str, ...]) -> bool:
    low = words.low
    word = cut[0]
    if word == "may" and (words.raw[i] != "may" or words.word(i - 1) in _NOT_AFTER["may"]):
        return words.raw[i] != "MAY"
    following = words.word(i + 1)
    if word in ("every", "each"):
        # "every six months", "each day", "three in every five"
        counted = following[:1].isdecimal() or following in STARTERS
        if counted or following in _TIMES or words.word(i + 2) in _TIMES:
            return following != "one"
    if cut == ("one", "of") and words.word(i - 1) == "every":
        return True
    if word in ("some", "all", "any") and words.word(i + 1)[:1].isdecimal():
        return word == "some"  # "some 140 observers" is a rounding
    return any(
        len(cut) < len(run) and i >= at and tuple(low[i - at : i - at + len(run)]) == run
        for run, at in _exempt().get(word, ())
    )


_TIMES = several(
    "day days week weeks month months year years hour hours minute minutes time times morning evening night"
)


def find(words: Words) -> list[Fact]:
    """A fact for every cue of modality and scope; `value` is its class."""
    facts = []
    for name in _LISTS:
        for cue in cues(words, name):
            start, end = words.starts[cue.first], words.ends[cue.last - 1]
            rule = {"modal_cues": "modal", "scope_cues": "scope", "causal_cues": "cause"}[name]
            facts.append(Fact("modality", start, end, words.text[start:end], cue.kind, rule))
    return facts
