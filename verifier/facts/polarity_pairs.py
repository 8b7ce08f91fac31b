"""What a claim affirms or denies against what a passage does: negations, opposites, and which way a figure went."""

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from verifier.facts import lexicon, polarity
from verifier.facts.pairing import count_class, sense
from verifier.facts.polarity import Cue
from verifier.facts.wording import Words, is_content
from verifier.language.tokens import stem
from verifier.model import Comparison, ComparisonResult, Fact, Span

CONTEXT = 1.5
"""How much of the rest of the sentence must be shared before an opposite polarity is called hard (content words)."""


LEAST = 1.0
"""Below this, a negated word in both texts is chance."""


class _Side(NamedTuple):
    """A text with its negations worked out. `senses` maps a sense to the indexes of its content words."""

    words: Words
    cues: list[Cue]
    signs: list[int]
    senses: dict[str, list[int]]


def _side(words: Words) -> _Side:
    found = polarity.cues(words)
    senses: dict[str, list[int]] = {}
    for i, word in enumerate(words.low):
        if word[0].isalpha() and is_content(word):
            senses.setdefault(sense(words.stems[i]), []).append(i)
    return _Side(words, found, polarity.signs(words, found), senses)


def compare(claim_words: Words, words: Words) -> list[Comparison]:
    """Conflicts and agreements of polarity, at most one a cue."""
    claim, passage = _side(claim_words), _side(words)
    if not claim.senses or not passage.senses:
        return []
    doubtful = _calls_untrue(words) or _calls_untrue(claim_words)
    found: list[Comparison] = []
    done: set[int] = set()
    for cue in claim.cues:
        made = _of_cue(cue, claim, passage, doubtful=doubtful)
        if made is not None:
            found.append(made)
            done.update(range(cue.start, cue.stop))
    for cue in passage.cues:
        made = _of_passage_cue(cue, claim, passage, doubtful=doubtful)
        if made is not None:
            found.append(made)
    found.extend(_opposites(claim, passage, doubtful=doubtful))
    return found


@cache
def _untruths() -> tuple[str, ...]:
    return tuple(sorted(lexicon.entries("untruths")))


def _calls_untrue(words: Words) -> bool:
    text = " " + " ".join(words.low) + " "
    return any(f" {phrase} " in text for phrase in _untruths())


def _is_name(words: Words, i: int) -> bool:
    """A capitalised word inside a sentence: a name denies nothing."""
    return (
        words.raw[i][0].isupper()
        and i > 0
        and words.sentences[i - 1] == words.sentences[i]
        and words.low[i - 1] not in "\"“‘'"
    )


def shared_context(claim: _Side, passage: _Side, at: int, *, without: frozenset[str]) -> float:
    """How many senses of the claim stand in the passage's sentence around word `at` (and half of those beside it)."""
    total = 0.0
    here = passage.words.sentences[at]
    classes: set[str] = set()
    for key, places in passage.senses.items():
        if key in without:
            continue
        if key in claim.senses:
            near = any(passage.words.sentences[i] == here for i in places)
            total += 1.0 if near else 0.4
        else:
            classes.update(count_class(passage.words.stems[i]) for i in places)
    classes -= {""}
    if classes:
        mine = {
            count_class(claim.words.stems[i])
            for key, places in claim.senses.items()
            if key not in passage.senses
            for i in places
        }
        total += 0.5 * len(classes & mine)
    return total


def _places(side: _Side, stem_: str) -> list[int]:
    """Where a word stands in a text: the very word if it does, else words of the same sense."""
    places = side.senses.get(sense(stem_), [])
    same = [i for i in places if side.words.stems[i] == stem_]
    return same or places


_EMPTY_HANDED = frozenset({"no evidence", "no proof", "no sign", "no record", "no trace"})


def _along(side: _Side, cue: Cue, other: _Side, i: int) -> float:
    """Half a point for each further word under the negation that the other text has too: verb and object together."""
    keys = {sense(side.words.stems[k]) for k in range(cue.start, cue.stop) if k != i and is_content(side.words.low[k])}
    return 0.5 * len(keys & other.senses.keys())


def _same_cue(cue: Cue, other: _Side, at: int) -> float:
    """A point where both texts use the same cue over the word, one of them twice negated ("not rule out")."""
    return (
        1.0
        if any(c.start <= at < c.stop and (c.name == cue.name or c.name[:4] == cue.name[:4]) for c in other.cues)
        else 0.0
    )


def _of_cue(cue: Cue, claim: _Side, passage: _Side, *, doubtful: bool) -> Comparison | None:
    """A negation of the claim against the passage."""
    for i in polarity.reached(claim.words, cue):
        places = [] if _is_name(claim.words, i) else _places(passage, claim.words.stems[i])
        if not places:
            continue
        theirs = {passage.signs[at] for at in places}
        context = shared_context(claim, passage, places[0], without=frozenset({sense(claim.words.stems[i])}))
        context += _same_cue(cue, passage, places[0]) + _along(claim, cue, passage, i)
        if theirs == {claim.signs[i]}:
            return _made(claim, passage, i, places[0], "same", "negation", context, cue.name)
        if len(theirs) > 1 or doubtful:
            return _made(claim, passage, i, places[0], "ambiguous", "negation", context, cue.name)
        if context >= LEAST:
            rule = "negation-gained" if claim.signs[i] < 0 else "negation-doubled"
            return _made(claim, passage, i, places[0], "different", rule, context, cue.name)
    return None


def _of_passage_cue(cue: Cue, claim: _Side, passage: _Side, *, doubtful: bool) -> Comparison | None:
    """A negation of the passage that the claim does not have."""
    for i in polarity.reached(passage.words, cue):
        places = [] if _is_name(passage.words, i) else _places(claim, passage.words.stems[i])
        if not places:
            continue
        mine = {claim.signs[at] for at in places}
        theirs = {passage.signs[at] for at in _places(passage, claim.words.stems[places[0]])} | {passage.signs[i]}
        if passage.signs[i] in mine or -1 in mine or len(theirs) > 1 or doubtful:
            return None  # told from the claim's own cue, or no conflict, or not clear
        context = shared_context(claim, passage, i, without=frozenset({sense(passage.words.stems[i])}))
        context += _along(passage, cue, claim, i) + (0.5 if cue.name in _EMPTY_HANDED else 0.0)
        if context >= (LEAST if cue.name in polarity.SHALLOW else LEAST / 2):
            return _made(claim, passage, places[0], i, "different", "negation-lost", context, cue.name)
    return None


def _made(
    claim: _Side, passage: _Side, i: int, at: int, result: ComparisonResult, rule: str, context: float, cue: str
) -> Comparison:
    different = result == "different"
    one, two = claim.words, passage.words
    return Comparison(
        kind="polarity",
        result=result,
        claim=_around(one, i),
        evidence=_around(two, at),
        rule=rule,
        detail=f'"{cue}" turns "{two.raw[at]}" ({context:.1f} words shared around it)' if different else "",
        claim_span=Span(one.starts[i], one.ends[i]),
        evidence_span=Span(two.starts[at], two.ends[at]),
        finding="negation_changed" if different else None,
        hard=different and context >= CONTEXT,
    )


def _around(words: Words, i: int) -> str:
    """A word with what stands before it in its sentence, to be read by people."""
    first = i
    while (
        first > 0
        and i - first < 4
        and words.sentences[first - 1] == words.sentences[i]
        and words.low[first - 1] not in ".,;:"
    ):
        first -= 1
    return words.text[words.starts[first] : words.ends[i]]


# ------------------------------------------------------------------ opposites


@cache
def _sides() -> dict[str, tuple[tuple[int, int], ...]]:
    """Stem -> the pairs of opposites it takes part in, as (pair, side)."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, (left, right) in enumerate(lexicon.sides("opposites")):
        for side, listed in enumerate((left, right)):
            for word in listed:
                entry = found.setdefault(stem(word), [])
                if (number, side) not in entry:
                    entry.append((number, side))
    return {key: tuple(places) for key, places in found.items()}


def _opposites(claim: _Side, passage: _Side, *, doubtful: bool) -> list[Comparison]:
    """Words of the claim whose opposite stands in the passage where the passage comes nearest to the claim."""
    theirs = _sided(passage.words)
    if not theirs:
        return []
    mine = _sided(claim.words)
    found = []
    for (number, side), places in mine.items():
        against = theirs.get((number, 1 - side))
        if against is None or (number, 1 - side) in mine or _is_name(claim.words, places[0]):
            continue
        i = places[0]
        without = frozenset(
            sense(stems) for stems in (claim.words.stems[i], *(passage.words.stems[at] for at in against))
        )
        context, at = max((shared_context(claim, passage, at, without=without), -at) for at in against)
        at = -at
        alike = max(
            (shared_context(claim, passage, other, without=without) for other in theirs.get((number, side), ())),
            default=0.0,
        )
        if context < CONTEXT or alike >= context or _is_name(passage.words, at):
            continue
        if claim.signs[i] != passage.signs[at]:
            found.append(_made(claim, passage, i, at, "same", "opposite-negated", context, passage.words.raw[at]))
        elif doubtful or alike > context - 1.0:
            found.append(_made(claim, passage, i, at, "ambiguous", "opposite", context, passage.words.raw[at]))
        else:
            made = _made(claim, passage, i, at, "different", "opposite", context, passage.words.raw[at])
            detail = f'"{claim.words.raw[i]}" against "{passage.words.raw[at]}" ({context:.1f} words shared around it)'
            found.append(replace(made, detail=detail, hard=context >= CONTEXT + 0.5))
    return found[:3]


def _sided(words: Words) -> dict[tuple[int, int], list[int]]:
    """(pair of opposites, side) -> indexes of the words that stand on it."""
    table = _sides()
    found: dict[tuple[int, int], list[int]] = {}
    for i, key in enumerate(words.stems):
        for place in table.get(key, ()):
            found.setdefault(place, []).append(i)
    return found


# ------------------------------------------------------------------ directions of figures


@cache
def _directions() -> dict[str, str]:
    return {word: key for key, listed in lexicon.rows("directions") for word in listed if " " not in word}


def direction(words: Words, fact: Fact) -> tuple[str, int]:
    """Which way a figure went, by its sign or the nearest word of direction in its clause; ("", -1) where none says."""
    sign = dict(fact.parts).get("sign")
    first, last = words.at(fact.start), words.at(fact.end)
    if sign:
        return ("up" if sign == "+" else "down"), first
    table, low = _directions(), words.low
    for i in range(first - 1, max(-1, first - 7), -1):
        if low[i] in _STOPS:
            break
        if low[i] in table and low[i] not in ("above", "below", "more", "less", "fewer"):
            if (
                low[i] in ("up", "down")
                and words.word(i + 1) not in ("by", "to", "about", "from", "nearly", "almost", "another", "a", "some")
                and i != first - 1
            ):
                continue
            return table[low[i]], i
    for i in range(last, min(len(low), last + 3)):
        if low[i] in _STOPS and low[i] != ",":
            break
        if low[i] in table and (
            low[i] not in ("up", "down", "more", "less", "fewer", "above", "below")
            or words.word(i + 1) in ("from", "on", "than", "compared")
        ):
            return table[low[i]], i
    return "", -1


_STOPS = frozenset('.!?;:,()—"“”')


def compare_directions(pairs: list[tuple[Fact, Fact]], claim_words: Words, words: Words) -> list[Comparison]:
    """For figures that agree: did they go the same way?"""
    found = []
    for mine, other in pairs:
        one, i = direction(claim_words, mine)
        two, at = direction(words, other)
        if not one or not two:
            continue
        different = one != two
        found.append(
            Comparison(
                kind="polarity",
                result="different" if different else "same",
                claim=claim_words.text[min(claim_words.starts[i], mine.start) : max(claim_words.ends[i], mine.end)],
                evidence=words.text[min(words.starts[at], other.start) : max(words.ends[at], other.end)],
                rule="figure-direction",
                detail=f"{mine.text} went {one} in the claim and {two} in the passage" if different else "",
                claim_span=Span(claim_words.starts[i], claim_words.ends[i]),
                evidence_span=Span(words.starts[at], words.ends[at]),
                finding="negation_changed" if different else None,
                hard=different,
            )
        )
    return found
