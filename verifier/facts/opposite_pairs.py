"""Words of a claim whose opposite stands in the passage, and figures that went the other way."""

from collections.abc import Mapping
from functools import cache

from verifier.facts import lexicon
from verifier.facts.lexicon import several
from verifier.facts.pairing import overlap, sense, surroundings
from verifier.facts.polarity_pairs import CONTEXT, Side, conflict, is_name, shared_context, side
from verifier.facts.wording import Words
from verifier.model import Comparison, Fact, Span


@cache
def _sides() -> dict[str, tuple[tuple[int, int], ...]]:
    """Word -> the pairs of opposites it is part of, as (pair, side). Forms are as listed: a permit permits nothing."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, (left, right) in enumerate(lexicon.sides("opposites")):
        for which, listed in enumerate((left, right)):
            for word in listed:
                entry = found.setdefault(word, [])
                if (number, which) not in entry:
                    entry.append((number, which))
    return {key: tuple(places) for key, places in found.items()}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(word.split(" ")[0] for word in _sides())


def _sided(words: Words) -> dict[tuple[int, int], list[int]]:
    """(pair of opposites, side) -> indexes of the words that stand on it."""
    table, first = _sides(), _first_words()
    found: dict[tuple[int, int], list[int]] = {}
    for i in [i for i, key in enumerate(words.low) if key in first]:
        key = words.low[i]
        if key == "against" and words.word(i - 1) not in _OPPOSING:
            continue  # "played against", "protested against": no opposition to what the claim says
        for place in (*table.get(key, ()), *table.get(f"{key} {words.word(i + 1)}", ())):
            found.setdefault(place, []).append(i)
    return found


_OPPOSING = several("is are was were be been being voted vote votes voting come came firmly strongly out")
CLOSE, SHORT = 1.5, 8
"""Words shared closely around two opposites before they are called hard, unless the claim has few telling words."""


def compare(claim_words: Words, words: Words, spoken: frozenset[int] = frozenset()) -> list[Comparison]:
    """Words of the claim whose opposite stands in the passage where the passage comes nearest to the claim.

    `spoken` are words of the claim inside quotations, which are compared as such and not here.
    """
    theirs = words.once("opposites", _sided)
    mine = claim_words.once("opposites", _sided)
    if not theirs or not mine:
        return []
    claim, passage = side(claim_words), side(words)
    found = []
    for (number, which), places in mine.items():
        against = theirs.get((number, 1 - which))
        if against is None or (number, 1 - which) in mine or is_name(claim_words, places[0]) or places[0] in spoken:
            continue
        made = _opposed(claim, passage, places[0], against, theirs.get((number, which), []))
        if made is not None:
            found.append(made)
    return found[:3]


def _close(words: Words, i: int) -> Mapping[str, float]:
    return surroundings(words, words.starts[i], words.ends[i], reach=8)


def _opposed(claim: Side, passage: Side, i: int, against: list[int], alike: list[int]) -> Comparison | None:
    texts = claim.words, passage.words
    without = frozenset(sense(key) for key in (texts[0].stems[i], *(texts[1].stems[at] for at in against)))
    context, at = max((shared_context(claim, passage, at, without=without), -at) for at in against)
    at = -at
    same = max((shared_context(claim, passage, other, without=without) for other in alike), default=0.0)
    if context < CONTEXT or same > context or is_name(texts[1], at):
        return None
    mine = _close(texts[0], i)
    near = overlap(mine, _close(texts[1], at))
    rival = max((overlap(mine, _close(texts[1], other)) for other in alike), default=0.0)
    detail = f'the article says "{texts[0].raw[i]}", the source "{texts[1].raw[at]}"'
    if claim.signs[i] != passage.signs[at]:
        return conflict(texts, (i, at), "same", "opposite-negated", detail=detail, hard=False)
    if passage.untrue or claim.untrue or near < 1.0 or (same > context - 1.0 and rival > near - 1.0):
        return conflict(texts, (i, at), "ambiguous", "opposite", detail=detail, hard=False)
    hard = context >= CONTEXT + 0.5 and (near >= CLOSE or len(claim.senses) <= SHORT)
    return conflict(texts, (i, at), "different", "opposite", detail=detail, hard=hard)


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
                detail=f"{mine.text} went {one} in the article and {two} in the source" if different else "",
                claim_span=Span(claim_words.starts[i], claim_words.ends[i]),
                evidence_span=Span(words.starts[at], words.ends[at]),
                finding="negation_changed" if different else None,
                hard=different,
            )
        )
    return found
