"""Putting one found attribution together from its word ranges."""

from verifier.attribution import adjuncts, lexicon, phrases, vias
from verifier.attribution.cues import Group
from verifier.attribution.found import Found, Via, Words
from verifier.attribution.page import Page

SHORTEST = 2
_EDGES = frozenset(",;:—–-•")
_JOINTS = frozenset(("and", "but", "then", "also"))


def made(
    page: Page,
    source: Words | None,
    group: Group,
    content: tuple[Words, ...],
    *,
    rule: str,
    through: tuple[tuple[Via, ...], Words | None] = ((), None),
) -> Found:
    """An attribution of a cue group; `through` are the media around it and whom the source cites."""
    outer, inner = through
    if group.voice in ("quoted", "quoting"):
        rule = "quoted-as"
    if source is not None and inner is None:
        source, inner = vias.citing_inside(page, source)
        source, carried = vias.seen_by(page, source)
        outer = (*carried, *outer)
    cue = ((group.first, group.last),)
    return Found(source, cue, widen(page, content), rule, group.cue.lemma, group.cue.frames, outer, inner)


def outside(page: Page, index: int) -> bool:
    """Whether a word stands outside every quotation."""
    return page.quote_of[index] < 0


def trim(page: Page, first: int, last: int) -> Words:
    """A content range without commas and dashes at its ends."""
    words = page.words
    while first < last and (words[first].low in _EDGES or words[first].low == ")") and outside(page, first):
        first += 1
    while last > first and (words[last - 1].low in _EDGES or words[last - 1].low == "(") and outside(page, last - 1):
        last -= 1
    return first, last


def widen(page: Page, content: tuple[Words, ...]) -> tuple[Words, ...]:
    """Content that begins inside a quotation takes in the quotation from its start (it may have begun sentences
    before)."""
    if not content:
        return content
    (first, last), *rest = content
    number = page.quote_of[first] if first < last else -1
    if number >= 0 and page.quotes[number].first < first:
        first = page.quotes[number].first
    return ((first, last), *rest)


def tail(page: Page, group: Group, high: int) -> int:
    """Where the words that belong to the cue end: addressee and adjuncts."""
    at = group.last
    words = page.words
    if "T" in group.cue.frames:
        at = adjuncts.addressee(page, at, high)
    elif at < high and words[at].low == "to" and at + 1 < high:
        at = adjuncts.addressee(page, at + 1, high)
    return adjuncts.adjuncts(page, at, high)


def without_dateline(page: Page, first: int, last: int) -> int:
    """Past "HAVNBY, Jan 29 - " at the head of a sentence."""
    if first >= last or not page.words[first].text.isupper() or len(page.words[first].text) < 3:
        return first
    for index in range(first + 1, min(last - 1, first + 12)):
        word = page.words[index]
        if word.low in ("-", "—", "–") and page.words[index - 1].end < word.start:
            return index + 1
        if word.text.islower() and word.text.isalpha():
            break
    return first


def verbs_on(page: Page, at: int, high: int) -> int:
    """The first word after ", and" where a second verb of the same subject may stand."""
    words = page.words
    if at + 1 >= high:
        return high
    follow = at + 1
    if words[follow].low in _JOINTS:
        follow += 1
    elif words[at].low == ",":
        return high
    while follow < high and phrases.is_adverb(words[follow].low):
        follow += 1
    return follow


def relative(page: Page, source: Words) -> bool:
    """Whether a relative pronoun follows the source."""
    words = page.words
    return any(words[k].low in ("who", "which") for k in range(source[1], min(source[1] + 2, len(words))))


def plain_opening(page: Page, index: int) -> bool:
    """Whether the word is a lower-case cue verb, not a noun: no source begins with it."""
    low = page.words[index].low
    return low in lexicon.cues() and low not in lexicon.nouns() and not phrases.capital(page, index)
