"""Who did what to whom: the sides of a verb by position and voice, and whether two texts agree on them."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from verifier.facts import lexicon
from verifier.facts.lexicon import several
from verifier.facts.name import alike
from verifier.facts.pairing import overlap, sense, surroundings
from verifier.facts.wording import Words
from verifier.language.tokens import stem
from verifier.model import Comparison, Fact, Span

_REACH = 12
"""Words between a verb and its sides. Beyond, the grammar is anybody's guess."""

_MOST = 20
"""Deeds of a claim that are looked at: a bound for hostile text."""

_BE = several("is are was were be been being get gets got 's")
_PRONOUNS = several("he she it they we i you him her them us me who")


class Party(NamedTuple):
    """Somebody who can act, over words [first, last): a name, or a common noun for a body or a person."""

    first: int
    last: int
    value: str
    is_name: bool
    is_body: bool = True


class Deed(NamedTuple):
    """A verb at word `at`: who does it, and to whom. `passive` where the doer follows "by" or is left out."""

    at: int
    key: str
    doers: tuple[Party, ...]
    sufferers: tuple[Party, ...]
    passive: bool


@cache
def _bodies() -> frozenset[str]:
    return frozenset(stem(word) for word in lexicon.entries("bodies"))


@cache
def _deeds() -> frozenset[str]:
    """The stems of the verbs whose sides may not be exchanged."""
    mutual = {stem(word) for word in lexicon.entries("mutual")}
    return frozenset(stem(word) for word in lexicon.entries("deeds") if " " not in word) - mutual


def parties(words: Words, names: Sequence[Fact]) -> list[Party]:
    """Everybody in a text who can act, in text order."""
    found = [Party(words.at(fact.start), words.at(fact.end), fact.value, True) for fact in names]
    taken = {i for party in found for i in range(party.first, party.last)}
    bodies, stems = _bodies(), words.stems
    found.extend(
        Party(i, i + 1, stemmed, False)
        for i, stemmed in enumerate(stems)
        if stemmed in bodies and i not in taken and words.low[i][0].isalpha()
    )
    known = {i for party in found for i in range(party.first, party.last)}
    found.extend(Party(i, i + 1, stems[i], False, False) for i in _beside_deeds(words) if i not in known)
    return sorted(found)


_AUXILIARIES = several("has have had will would may might could can was were is are did does do be been to")
_DETERMINERS = several("the a an his her its their our my your this that")


def _beside_deeds(words: Words) -> set[int]:
    """Nouns right before and after a deed ("the nurse warned the surgeon"), whatever they are."""
    found: set[int] = set()
    known = _deeds()
    for i in _deed_places(words):
        if not words.low[i][0].isalpha() or words.stems[i] not in known:
            continue
        k = i - 1
        while k > 0 and words.low[k] in _AUXILIARIES:
            k -= 1
        if k > 0 and _is_noun(words, k) and words.low[k - 1] in _DETERMINERS:
            found.add(k)
        k = i + 1 + (words.word(i + 1) == "by")
        k += words.word(i + 1) != "by" and words.word(i + 2) == "by" and not _is_noun(words, i + 1)
        if words.word(k) in _DETERMINERS:
            last = k
            while last + 1 < len(words) and last < k + 3 and _is_noun(words, last + 1):
                last += 1
            if last > k:
                found.add(last)
    return found


def _is_noun(words: Words, i: int) -> bool:
    return 0 <= i < len(words) and words.content[i] and words.low[i].isalpha() and words.raw[i][0].islower()


def same_party(one: Party, two: Party) -> bool:
    """May both be the same: names that are alike, the same common noun, or a name that contains the noun?"""
    if one.is_name and two.is_name:
        return alike(one.value, two.value)
    if not one.is_name and not two.is_name:
        return one.value == two.value
    name, noun = (one, two) if one.is_name else (two, one)
    return any(stem(word) == noun.value for word in name.value.lower().split())


_NOUNISH = several("the a an of no any its his her their")
"""Words after which what looks like a deed is a noun."""


def deeds(words: Words, acting: Sequence[Party], names: frozenset[int]) -> list[Deed]:
    """The deeds of a text in order, each with its sides. Words at `names` are no verbs."""
    found = []
    known = _deeds()
    for i in _deed_places(words):
        word = words.low[i]
        if i in names or len(word) < 3 or not (words.content[i] or word in ("told", "tell", "tells")):
            continue
        before = words.word(i - 1)
        if (words.stems[i] not in known and not _phrasal(words, i)) or before in _NOUNISH or before.endswith("'s"):
            continue
        key = _key(words, i)
        ahead, after = _before(words, acting, i), _after(words, acting, i)
        by = next((k for k in range(i + 1, min(i + 6, len(words))) if words.low[k] == "by"), None)
        if (
            by is not None
            and not _breaks(words, i, by)
            and _is_participle(word)
            and (agents := _after(words, acting, by))
            and agents[0].first - by <= 5
        ):
            found.append(Deed(i, key, agents[:1], ahead if _has_be(words, i) else (), passive=True))
        elif _has_be(words, i):
            found.append(Deed(i, key, (), ahead, passive=True))
        else:
            found.append(Deed(i, key, ahead, after, passive=False))
    return found


def _is_participle(word: str) -> bool:
    return word.endswith(("ed", "en", "t", "n", "d", "ne"))


_PHRASAL = {
    ("called", "in"): "summon",
    ("call", "in"): "summon",
    ("stepped", "down"): "resign",
    ("put", "up"): "pay",
}
_PHRASAL_VERBS = frozenset(verb for verb, _ in _PHRASAL)


def _phrasal(words: Words, i: int) -> str:
    """Verbs of two words that say what one says: "called in" is "summoned"."""
    return _PHRASAL.get((words.low[i], words.word(i + 1)), "")


def _key(words: Words, i: int) -> str:
    """What a deed is compared by."""
    return _phrasal(words, i) or sense(words.stems[i])


def _deed_places(words: Words) -> list[int]:
    """Where words stand that may be deeds."""
    return words.once("deed places", _all_deed_places)


def _all_deed_places(words: Words) -> list[int]:
    known = _deeds()
    return [
        i
        for i, (word, stemmed) in enumerate(zip(words.low, words.stems, strict=True))
        if stemmed in known or word in _PHRASAL_VERBS
    ]


def _has_be(words: Words, i: int) -> bool:
    if not _is_participle(words.low[i]):
        return False
    return any(words.low[k] in _BE for k in range(max(0, i - 3), i)) and not any(
        words.low[k] in _PRONOUNS for k in range(max(0, i - 2), i)
    )


def _breaks(words: Words, first: int, last: int) -> bool:
    return any(word in ".;:!?" for word in words.low[first:last])


_FENCES = several("that while after before but because when where saying whether if although though as than and")
_RELATIVE = several("who which")


def _before(words: Words, acting: Sequence[Party], i: int) -> tuple[Party, ...]:
    """The parties before a verb, the nearest first, back to where its clause begins."""
    by_last = {party.last - 1: party for party in acting if party.last <= i}
    found: list[Party] = []
    k = i - 1
    while k >= max(0, i - _REACH) and words.sentences[k] == words.sentences[i]:
        party = by_last.get(k)
        if party is not None:
            found.append(party)
            k = party.first - 1
            continue
        word = words.low[k]
        if word in _PRONOUNS and word != "who" and not found:
            return ()  # a pronoun does it, whoever that is
        if word == "," and not found and k - 1 not in by_last and words.word(k + 1) not in _RELATIVE:
            return ()  # the clause before it has parties of its own
        if word in '.;:!?—"“”' or (word in _FENCES and found) or word == "that":
            break
        # an aside between commas ("X, the master, twice asked") belongs to its head
        aside = words.word(k + 1) in _RELATIVE or (len(found) == 1 and k - 1 in by_last)
        if word == "," and found and not aside:
            break
        k -= 1
    return tuple(found)


def _after(words: Words, acting: Sequence[Party], i: int) -> tuple[Party, ...]:
    """The parties after a word, the nearest first, up to where its clause ends or the next deed begins."""
    by_first = {party.first: party for party in acting if party.first > i}
    found: list[Party] = []
    known = _deeds()
    k = i + 1
    while k < min(len(words), i + 1 + _REACH) and words.sentences[k] == words.sentences[i]:
        party = by_first.get(k)
        if party is not None:
            found.append(party)
            k = party.last
            continue
        word = words.low[k]
        if word in '.;:!?—"“”' or word in _RELATIVE or (word in _FENCES and k > i + 1) or (word == "," and found):
            break
        if k > i + 1 and word.endswith("ed") and words.stems[k] in known:
            break
        k += 1
    return tuple(found)


class _Told(NamedTuple):
    """Who acts in a text, what they do, and those that do something."""

    parties: Sequence[Party]
    deeds: Sequence[Deed]
    doing: Sequence[Party]


def _told_of(words: Words, names: Sequence[Fact], most: int) -> _Told:
    acting = parties(words, names)
    done = deeds(words, acting, _taken(acting))[:most] if acting else []
    return _Told(acting, done, _doing(words, acting, done))


def _claimed(words: Words, names: Sequence[Fact]) -> _Told:
    return words.once("told of the claim", lambda claim: _told_of(claim, names, _MOST))


def meet(claim_words: Words, claim_names: Sequence[Fact], words: Words) -> bool:
    """Has a text the verb of a deed of the claim? `compare` finds nothing where it has none."""
    done = {deed.key for deed in _claimed(claim_words, claim_names).deeds}
    return bool(done) and any(_key(words, i) in done for i in _deed_places(words))


def compare(claim_words: Words, claim_names: Sequence[Fact], words: Words, names: Sequence[Fact]) -> list[Comparison]:
    """Where two texts give the sides of the same verb to the parties the other way round."""
    mine = _claimed(claim_words, claim_names)
    theirs = _told_of(words, names, 2 * _MOST)
    found: list[Comparison] = []
    for one in mine.deeds:
        made = [
            judged
            for two in theirs.deeds
            if one.key == two.key
            and (judged := _judged(one, two, (mine.doing, theirs.doing), (claim_words, words))) is not None
        ]
        if made and not any(m.result == "same" for m in made):
            found.append(max(made, key=lambda m: m.hard))
        elif made:
            found.append(next(m for m in made if m.result == "same"))
    return found


def _doing(words: Words, parties_: Sequence[Party], done: Sequence[Deed]) -> list[Party]:
    """The parties that do something: the doers of deeds, and those behind "by"."""
    return [party for deed in done for party in deed.doers[:1]] + [
        party for party in parties_ if "by" in words.low[max(0, party.first - 3) : party.first]
    ]


def _taken(acting: Sequence[Party]) -> frozenset[int]:
    return frozenset(i for party in acting if party.is_name for i in range(party.first, party.last))


def _in(one: Party, many: Sequence[Party]) -> bool:
    return any(same_party(one, other) for other in many)


def _meet(some: Sequence[Party], many: Sequence[Party]) -> bool:
    return any(_in(one, many) for one in some)


def _judged(
    one: Deed, two: Deed, acting: tuple[Sequence[Party], Sequence[Party]], texts: tuple[Words, Words]
) -> Comparison | None:
    for doer in one.doers:
        for sufferer in one.sufferers:
            if same_party(doer, sufferer) or not (_in(doer, two.sufferers) and _in(sufferer, two.doers)):
                continue
            if not _in(doer, two.doers) and not _in(sufferer, two.sufferers):
                return _made(one, two, texts, "sides-exchanged", hard=True)
    if _meet(one.doers, two.doers) or _meet(one.sufferers, two.sufferers):
        straight = _meet(one.doers, two.doers) and _meet(one.sufferers, two.sufferers)
        return _made(one, two, texts, "sides", hard=False) if straight else None
    shared = overlap(_near(one, texts[0]), _near(two, texts[1]))
    if one.doers and two.doers and _in(one.doers[0], acting[1]) and _in(two.doers[0], acting[0]):
        # Both do something in both texts, each doing this in only one: "X proposed, Y seconded" turned round.
        sure = one.doers[0].is_name and two.doers[0].is_name
        if not (one.doers[0].is_body and two.doers[0].is_body):
            return None
        return _made(one, two, texts, "doers-exchanged", hard=shared >= (1.0 if sure else 1.6))
    if (
        not one.passive
        and not two.passive
        and one.sufferers
        and two.doers
        and same_party(one.sufferers[0], two.doers[0])
    ):
        close = one.sufferers[0].first - one.at <= 2 and two.at - two.doers[0].last <= 1
        if close and not two.sufferers and texts[1].word(two.at + 1) in _PRONOUNS:
            return _made(one, two, texts, "side-exchanged", hard=shared >= 1.0)
    return None


def _near(deed: Deed, words: Words) -> Mapping[str, float]:
    return surroundings(words, words.starts[deed.at], words.ends[deed.at])


def _made(one: Deed, two: Deed, texts: tuple[Words, Words], rule: str, *, hard: bool) -> Comparison:
    different = rule != "sides"
    return Comparison(
        kind="name",
        result="different" if different else "same",
        claim=_told(one, texts[0]),
        evidence=_told(two, texts[1]),
        rule=rule,
        detail=f'the source tells it of others: "{_told(two, texts[1])}"' if different else "",
        claim_span=_span(one, texts[0]),
        evidence_span=_span(two, texts[1]),
        finding="role_swap" if different else None,
        hard=hard,
    )


def _span(deed: Deed, words: Words) -> Span:
    places = [
        i for side in (deed.doers, deed.sufferers) for party in side[:1] for i in (party.first, party.last - 1)
    ] + [deed.at]
    return Span(words.starts[min(places)], words.ends[max(places)])


def _told(deed: Deed, words: Words) -> str:
    span = _span(deed, words)
    return words.text[span.start : span.end][:160]
