"""Attributions by rule, sentence by sentence: around and before what is said, after a colon, in claiming nouns."""

from dataclasses import replace

from verifier.attribution import lexicon, phrases, transcripts, vias
from verifier.attribution.around import aside
from verifier.attribution.before import Place, before
from verifier.attribution.cues import Group
from verifier.attribution.found import Found, Words
from verifier.attribution.page import Page
from verifier.attribution.parts import SHORTEST, made, outside, without_dateline
from verifier.attribution.sources import can_say
from verifier.language import lexicons

_DEEPEST = 3
# Words of a claim that a noun carries: keeps the time linear.
_LONGEST_CLAIM = 80
_OPENINGS = lexicon.cue_openings() | lexicons.words("attribution/cue_nouns")
_MAKERS = frozenset(["made", "repeated", "put", "advanced", "levelled", "leveled", "voiced"])


def read_rules(page: Page) -> list[Found]:
    """All attributions that the rules see, parents before what stands inside their content."""
    found: list[Found] = []
    for sentence in page.sentences:
        first, last = sentence.first, sentence.last
        words = page.words
        while last > first and words[last - 1].low in (*phrases.ENDS, ")", "(") and outside(page, last - 1):
            last -= 1
        while first < last and words[first].low in ("(", "•", "*", "-", "–", "—"):
            first += 1
        first = without_dateline(page, first, last)
        if first >= last:
            continue
        size = len(found)
        tagged = transcripts.tagged(page, first, last)
        if tagged is not None:
            found.append(tagged)
            continue
        opened = transcripts.held_after_colon(page, first, last)
        if opened is not None:
            found.append(opened)
            _stretch(page, opened.content[0], size, found, 1)
            continue
        _stretch(page, (first, last), None, found)
        asked = vias.asked_by(page, first, last)
        if asked is not None and len(found) > size:
            found[size] = replace(found[size], outer=(asked, *found[size].outer))
        if len(found) == size:
            found.extend(transcripts.after_colon(page, first, last))
    return found


def read_inside(page: Page, room: Words) -> list[Found]:
    """What the rules see inside the words of a content, as if it were a text of its own; parents first."""
    found: list[Found] = []
    _stretch(page, room, None, found, 1)
    return found


def _stretch(page: Page, room: Words, parent: int | None, found: list[Found], depth: int = 0) -> None:
    """Attributions inside the words of `room`: first what is put in between commas, then what stands before its
    content."""
    low, high = room
    if depth > _DEEPEST or high - low < SHORTEST:
        return
    both = aside(page, low, high)
    if both:
        for one in both:
            found.append(replace(one, parent=parent))
            number = len(found) - 1
            for piece in one.content:
                _stretch(page, piece, number, found, depth + 1)
        return
    at = low
    last: Found | None = None
    while at < high:
        if page.words[at].low not in _OPENINGS or not outside(page, at):
            at += 1
            continue
        place = Place(low, high, parent is not None, last)
        one_here = before(page, at, place) or _claim_noun(page, at, low, high)
        if one_here is None:
            at += 1
            continue
        last = replace(one_here, parent=parent)
        found.append(last)
        number = len(found) - 1
        for piece in last.content:
            _stretch(page, piece, number, found, depth + 1)
        at = max(at + 1, last.content[-1][1])


def _claim_noun(page: Page, at: int, low: int, high: int) -> Found | None:
    """ "X's claim that CONTENT" and "the claim that CONTENT, made by X"."""
    words = page.words
    if words[at].low not in lexicons.words("attribution/cue_nouns") or at + 2 >= high or words[at + 1].low != "that":
        return None
    start = at + 2
    high = min(high, at + _LONGEST_CLAIM)
    end = next((k for k in range(start, high) if words[k].low == "," and outside(page, k)), high)
    owner = _owner(page, at, low)
    if owner is None:
        giver = _attributed_to(page, at, low)
        if giver is not None:
            group = Group(giver[0][0] - 2, at, at + 1, lexicon.Cue("attribute", "S", "b"), "active", False)
            return made(page, giver[0], group, ((start, end),), rule="attributed-to", through=((giver[1],), None))
        maker = next((k for k in range(end, min(high, end + 8)) if words[k].low == "by"), None)
        if maker is None or not any(words[k].low in _MAKERS for k in range(end, maker)):
            return None
        owner = (maker + 1, phrases.phrase_end(page, maker + 1, high))
    if end - start < SHORTEST or owner[0] >= owner[1] or not can_say(page, owner, "N"):
        return None
    group = Group(at, at, at + 1, lexicon.Cue(words[at].low, "S", "b"), "active", False)
    return made(page, owner, group, ((start, end),), rule="claim-noun")


def _attributed_to(page: Page, at: int, low: int) -> tuple[Words, tuple[Words, str]] | None:
    """ "It attributes to the statisticians the remark that ...": who is said to have said it, and by whom."""
    words = page.words
    for index in range(at - 1, max(low, at - 12), -1):
        if words[index].low in ("attributes", "attributed", "attribute") and words[index + 1].low == "to":
            subject = phrases.subject(page, index, low)
            end = at - 1 if words[at - 1].low in lexicon.closed("determiner") else at
            return ((index + 2, end), (subject, "quoted-by")) if subject is not None and end > index + 2 else None
    return None


def _owner(page: Page, at: int, low: int) -> Words | None:
    """The possessor before a noun: "the prosecution's early suggestion"."""
    words = page.words
    for index in range(at - 1, max(low, at - 4) - 1, -1):
        if words[index].low.endswith(("'s", "s'")):
            return phrases.phrase_start(page, index + 1, low), index + 1
        if words[index].low in ("his", "her", "their", "its"):
            return index, index + 1
        if phrases.is_stop(page, index) or words[index].low in lexicon.closed("preposition"):
            return None
    return None
