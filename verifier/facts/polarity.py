"""Polarity: which words of a text stand under a negation, and what the cue was."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from verifier.facts import lexicon
from verifier.facts.lexicon import several
from verifier.facts.wording import Words
from verifier.model import Fact

_REACH = 12
"""Words a negation reaches at most: no news sentence puts its verb farther from its "not"."""


class Cue(NamedTuple):
    """A negation over words [first, last) that reaches over words [start, stop). `name` is the cue in the lexicon."""

    first: int
    last: int
    start: int
    stop: int
    name: str
    shallow: bool = False


_TAILS = several(
    "with in on at for from about against between over by during under as than why how when where who which whom"
)


@cache
def _cues() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, reach in lexicon.rows("negations"):
        cut = tuple(Words.of(name).low)
        found.setdefault(cut[0], []).append((cut, reach[0], name))
    return {first: tuple(sorted(all_, key=lambda row: -len(row[0]))) for first, all_ in found.items()}


@cache
def _exempt() -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lexicon.entries("not_negations"):
        cut = tuple(line.split())
        found.setdefault(cut[0], []).append(cut)
    return {first: tuple(all_) for first, all_ in found.items()}


_STOPS = frozenset('.!?;:()[]—"“”\n')
_CONJUNCTIONS = frozenset(
    ["but", "although", "though", "while", "whereas", "because", "however", "yet", "except", "until", "unless"]
)
_PREPOSITIONS = several(
    "against in on at for with by from of about before after the a an all every everyone each because since "
    "as under over during"
)
_LIGHT = several("get gets getting got receive receives receiving received given offered allowed")
"""Verbs that say little without their object: who will not "get a refund" is denied the refund."""
_BE = several("is are was were be been being 's 're am")


def cues(words: Words) -> list[Cue]:
    """The negations of a text in order."""
    found: list[Cue] = []
    table, exempt, low = _cues(), _exempt(), words.low
    free = 0
    first = _first_words()
    for i in [i for i, word in enumerate(low) if word in first or word.endswith("n't")]:
        if i < free:
            continue
        word = low[i]
        if word.endswith("n't"):
            found.append(_forward(words, i, i + 1, "not", commas=False)._replace(shallow=True))
            continue
        skip = next((len(cut) for cut in exempt.get(word, ()) if tuple(low[i : i + len(cut)]) == cut), 0)
        if skip:
            free = i + skip
            continue
        for cut, reach, name in table.get(word, ()):
            if tuple(low[i : i + len(cut)]) == cut and (cue := _cue(words, i, i + len(cut), name, reach)):
                found.append(cue)
                free = i + len(cut)
                break
    return found


@cache
def _first_words() -> frozenset[str]:
    """Words with which a negation, or a run of words that looks like one, may begin."""
    return frozenset([*_cues(), *_exempt()])


def _cue(words: Words, first: int, last: int, name: str, reach: str) -> Cue | None:
    low = words.low
    if reach == "word":
        if words.word(last) in ("-", "‑") and last + 1 < len(low):
            return Cue(first, last, last + 1, last + 2, name + "-")
        return None
    if name == "no" and (
        words.word(last) in (".", ",", "") or words.word(last)[:1].isdecimal() or words.word(last) == "one"
    ):
        return None
    if name == "not" and words.word(last) in _PREPOSITIONS:
        return None  # "not against the verdict" denies no predicate
    if reach == "verb" and words.word(first - 1) in _BE and words.word(last) not in ("that", "any"):
        return Cue(first, last, _clause_start(words, first), first, name)
    opens = first == 0 or not words.low[first - 1][0].isalnum() or words.low[first - 1] in ("that", "and", "but")
    commas = (
        reach == "subject" and opens and not (words.word(last) == "of" and words.word(last + 1) in ("whom", "which"))
    )
    return _forward(words, first, last, name, commas=commas)._replace(shallow=reach == "shallow")


def _forward(words: Words, first: int, last: int, name: str, *, commas: bool) -> Cue:
    low = words.low
    stop = last
    while stop < len(low) and stop < last + _REACH:
        word = low[stop]
        if word in _STOPS or (word in _CONJUNCTIONS and stop > last):
            break
        if word == "and" and stop > last and _begins_clause(words, stop + 1):
            break
        if word == "." or (
            word == "," and (not commas or words.word(stop + 1) in ("and", "which", "who", "so", "then"))
        ):
            break
        if word in ("-", "–") and not words.glued(stop):
            break
        stop += 1
    return Cue(first, last, last, stop, name)


_SUBJECTS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "there", "this", "that", "the", "a", "his", "her", "their"}
)


def _begins_clause(words: Words, i: int) -> bool:
    """Does a new clause begin at i, after "and": "... and insisted", "... and he left", "... and Ann wants"?"""
    word = words.word(i)
    named = (
        i < len(words) and words.raw[i][0].isupper() and words.word(i + 1).isalpha() and words.raw[i + 1][0].islower()
    )
    return word.endswith("ed") or word in _SUBJECTS or named


def _clause_start(words: Words, i: int) -> int:
    start = i
    while start > 0 and start > i - _REACH:
        word = words.low[start - 1]
        if word in _STOPS or word in _CONJUNCTIONS or word in (",", "and"):
            break
        start -= 1
    return start


def signs(words: Words, found: Sequence[Cue]) -> list[int]:
    """+1 or -1 for every word: how many negations reach over it, taken two by two."""
    sign = [1] * len(words)
    for cue in found:
        for i in range(cue.start, cue.stop):
            sign[i] = -sign[i]
    return sign


def reached(words: Words, cue: Cue) -> list[int]:
    """Indexes of the content words that a negation denies, the nearest first.

    After "not" that is the verb alone (or an adverb before it): whether the rest holds is open. "No", "nobody" and the
    verbs of denial take their noun and its verb along.
    """
    found = [i for i in range(cue.start, cue.stop) if words.content[i]]
    if cue.start < cue.first:
        return found[::-1][:3]
    if cue.shallow:
        light = found and (words.low[found[0]].endswith("ly") or words.low[found[0]] in _LIGHT)
        return found[: 2 if light else 1]
    behind = words.word(cue.first - 1) in ("of", "with", "for", "in", "at", "on", "by")
    if behind:
        found = found[:2]
    if cue.name.startswith(("no", "zero")):
        # "no policing issues" denies issues: of words that stand together the last is the noun
        found = [i for n, i in enumerate(found) if n + 1 == len(found) or found[n + 1] != i + 1]
    for n, i in enumerate(found):
        if n and any(word in _TAILS for word in words.low[found[n - 1] + 1 : i]):
            return found[:n]  # "no fault with the track" says nothing against the track
    return found[:4]


def find(words: Words) -> list[Fact]:
    """A fact for every negation: its cue, and in `parts` the stems of what it denies."""
    facts = []
    for cue in cues(words):
        start, end = words.starts[cue.first], words.ends[cue.last - 1]
        denied = " ".join(words.stems[i] for i in reached(words, cue))
        facts.append(Fact("polarity", start, end, words.text[start:end], cue.name, "negation", (("denies", denied),)))
    return facts
