"""Figures that the claim gives to the wrong one of two: "Arden 12, Brock 15" for "Arden 15, Brock 12"."""

from typing import NamedTuple

from verifier.facts.amounts import amount
from verifier.facts.lexicon import several
from verifier.facts.pairing import sense
from verifier.facts.polarity_pairs import is_name
from verifier.facts.wording import Words
from verifier.model import Comparison, Fact, Span

MOST = 8
"""Figures of a claim that are looked at in pairs: more stand in no sentence of news."""

_PARTS = frozenset(".!?,;()[]—–") | several("and while but against versus whereas with")
_REST = several("remainder rest remaining balance")
"""What is left when a share is taken, which answers to the share as a second figure would."""


class _Part(NamedTuple):
    """A figure, or a word for what remains, with the stretch of its sentence that speaks of it alone."""

    first: int
    last: int
    senses: frozenset[str]
    names: frozenset[str]
    way: str


def compare(pairs: list[tuple[Fact, Fact]], claim: Words, passage: Words) -> list[Comparison]:
    """For figures that stand in both texts: do two of them change places? `pairs` are the equal figures of claim and
    passage. Silent where a figure stands twice, where two stand in one clause, and where a name ties a figure to the
    same thing in both texts, or other words tie both."""
    rest = _rest(claim), _rest(passage)
    if None in rest:
        rest = None, None
    if len(pairs) + (None not in rest) < 2:
        return []
    pairs = [
        (one, two)
        for one, two in pairs[:MOST]
        if amount(one).low == amount(two).low
        and sum(other[0].value == one.value for other in pairs) == 1
        and sum(other[1].start == two.start for other in pairs) == 1
    ]
    if len(pairs) + (None not in rest) < 2:
        return []
    mine = _parts(claim, [_words_of(claim, one) for one, _ in pairs], rest[0])
    theirs = _parts(passage, [_words_of(passage, two) for _, two in pairs], rest[1])
    for i in range(len(mine)):
        for k in range(i + 1, len(mine)):
            if k < len(pairs) and not _alike(pairs[i][0], pairs[k][0]):
                continue
            if _exchanged((mine[i], mine[k]), (theirs[i], theirs[k])):
                return [_made(claim, passage, mine[i], theirs[i], theirs[k])]
    return []


def _alike(one: Fact, two: Fact) -> bool:
    a, b = amount(one), amount(two)
    return a.dimension == b.dimension and a.unit == b.unit and a.low != b.low


def _words_of(words: Words, fact: Fact) -> tuple[int, int]:
    return words.at(fact.start), words.at(fact.end)


def _rest(words: Words) -> tuple[int, int] | None:
    if _REST.isdisjoint(words.low):
        return None
    places = [i for i, word in enumerate(words.low) if word in _REST]
    return (places[0], places[0] + 1) if len(places) == 1 else None


def _parts(words: Words, figures: list[tuple[int, int]], rest: tuple[int, int] | None) -> list[_Part]:
    places = figures + ([rest] if rest else [])
    out = []
    for first, last in places:
        inside = _clause(words, first, last)
        others = [place for place in places if place[0] != first and inside.start <= place[0] < inside.stop]
        told = [i for i in inside if not others and not first <= i < last and words.content[i]]
        senses = frozenset(sense(words.stems[i]) for i in told)
        names = frozenset(sense(words.stems[i]) for i in told if is_name(words, i) or words.raw[i].isupper())
        out.append(_Part(first, last, senses, names, _way(words, first)))
    return out


def _clause(words: Words, first: int, last: int) -> range:
    """The stretch between marks and conjunctions around a figure; one that only opens it ("In Arden, 12 ...") joins."""
    sentences = words.sentences
    start = first
    while start > 0 and sentences[start - 1] == sentences[first] and not _parted(words, start - 1):
        start -= 1
    stop = last
    while stop < len(words) and sentences[stop] == sentences[first] and not _parted(words, stop):
        stop += 1
    return range(start, stop)


def _parted(words: Words, i: int) -> bool:
    return words.low[i] in _PARTS or (i > 0 and "\n" in words.text[words.ends[i - 1] : words.starts[i]])


def _way(words: Words, first: int) -> str:
    before = words.word(first - 1)
    return before if before in ("from", "to") else ""


def _exchanged(mine: tuple[_Part, _Part], theirs: tuple[_Part, _Part]) -> bool:
    if (mine[0].way, mine[1].way) in (("from", "to"), ("to", "from")):
        return (theirs[0].way, theirs[1].way) == (mine[1].way, mine[0].way)
    crossed, straight = _ties(mine, (theirs[1], theirs[0])), _ties(mine, theirs)
    names = frozenset().union(*(part.names for part in (*mine, *theirs)))
    if not all(crossed) or any(tie & names for tie in straight):
        return False
    return not all(straight) or all(tie & names for tie in crossed)


def _ties(mine: tuple[_Part, _Part], theirs: tuple[_Part, _Part]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that tie each figure of the claim to one of the passage, without those that both figures share."""
    one, two = mine[0].senses - mine[1].senses, mine[1].senses - mine[0].senses
    first, second = theirs[0].senses - theirs[1].senses, theirs[1].senses - theirs[0].senses
    return one & first, two & second


def _made(claim: Words, passage: Words, mine: _Part, straight: _Part, other: _Part) -> Comparison:
    told = _text(claim, _clause(claim, mine.first, mine.last))
    there = _text(passage, _clause(passage, straight.first, straight.last))
    instead = _text(passage, _clause(passage, other.first, other.last))
    return Comparison(
        kind="quantity",
        result="different",
        claim=told,
        evidence=there,
        rule="figures-exchanged",
        detail=f'the source has "{there}" and "{instead}"',
        claim_span=Span(claim.starts[mine.first], claim.ends[mine.last - 1]),
        evidence_span=Span(passage.starts[straight.first], passage.ends[straight.last - 1]),
        finding="number_mismatch",
        hard=True,
    )


def _text(words: Words, place: range) -> str:
    return words.text[words.starts[place.start] : words.ends[place.stop - 1]][:120]
