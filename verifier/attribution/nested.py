"""What is said or believed inside what is said: "said that, according to B, ...", "told us she believed ...", "I think
..."."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from verifier.attribution import lexicon, phrases
from verifier.attribution.cues import Group, group_at
from verifier.attribution.found import Found, Words
from verifier.attribution.page import Page
from verifier.attribution.parts import tail
from verifier.attribution.rules import read_inside
from verifier.attribution.sources import can_say

RULE = "nested"
_SHORTEST = 3
# Whoever speaks of himself inside his own words is no other source; of what he believes he is told to be one.
_SELF = frozenset(("i", "we", "you", "one", "who", "that", "which"))
_BELIEFS, _SPEECH = lexicon.closed("nested beliefs"), lexicon.closed("nested speech")
_REPORTS = frozenset("STQEC")
# How sure such an attribution is: of those that the rules see on the held-out articles of PolNeAR a reader would let
# about two in three stand; its annotators mark none.
_SCORE = 0.5


def nested(page: Page, found: Sequence[Found]) -> list[Found]:
    """Attributions whose source and cue lie inside the content of another and that no rule has given yet."""
    cued = {k for one in found for words in one.cue for k in range(*words)}
    out: list[Found] = []
    for number, one in enumerate(found):
        if one.parent is not None or not _reports(page, one):
            continue
        for room in (room for piece in _joined(page, one.content) for room in _sentences(page, piece)):
            for inner in (*_spoken(page, room), *_believed(page, room)):
                words = {k for cue in inner.cue for k in range(*cue)}
                if not words & cued:
                    cued |= words
                    out.append(inside(page, inner, inner.content, number))
    return out


def inside(page: Page, one: Found, content: tuple[Words, ...], parent: int) -> Found:
    """An attribution as it stands inside the content of the one at `parent`."""
    source = one.source
    if source is not None and page.words[source[1] - 1].low in phrases.SUBJECTS:
        # "which he said": the pronoun alone
        source = (source[1] - 1, source[1])
    return replace(one, source=source, content=content, rule=RULE, parent=parent, score=_SCORE)


def says_inside(page: Page, one: Found) -> bool:
    """Whether an attribution that the rules see inside a content is one that somebody else is said to have made."""
    if one.source is None or not one.cue or not (one.lemma in _SPEECH or one.rule == "according-to"):
        return False
    if page.words[one.cue[0][1] - 1].low == "states" and not _stated(page, one):
        return False
    return one.source[1] - one.source[0] > 1 or page.words[one.source[0]].low not in _SELF


def _stated(page: Page, one: Found) -> bool:
    """Whether "states" is a verb: after a document, a name or "it", and before "that"."""
    at = one.cue[0][1] - 1
    before, after = page.words[at - 1], page.words[min(at + 1, len(page.words) - 1)]
    named = before.text[:1].isupper() and not phrases.is_time(page, at - 1)
    return after.low == "that" and (named or before.low == "it" or lexicon.nouns().get(before.low) == "report")


def _reports(page: Page, one: Found) -> bool:
    """Whether the outer one tells what somebody said, rather than what somebody wishes or plans."""
    return (
        bool(_REPORTS & set(one.frames)) or one.rule != "tagger" or any(page.quote_of[a] >= 0 for a, _ in one.content)
    )


def _joined(page: Page, content: tuple[Words, ...]) -> list[Words]:
    """The pieces of a content, those made one that only a comma or a colon parts."""
    out: list[Words] = []
    for first, last in content:
        if out and out[-1][1] < first <= out[-1][1] + 2:
            between = range(out[-1][1], first)
            if all(page.words[k].low in phrases.STOPS for k in between):
                out[-1] = (out[-1][0], last)
                continue
        out.append((first, last))
    return out


def _sentences(page: Page, piece: Words) -> Iterator[Words]:
    """The piece cut at the ends of sentences, without the marks and the "that" at its edges."""
    first = piece[0]
    while first < piece[1]:
        end = last = min(piece[1], page.sentences[page.sentence_of[first]].last)
        while first < last and page.words[first].low in (*phrases.QUOTE_MARKS, "that", ","):
            first += 1
        yield first, _end(page, first, last)
        first = end


def _end(page: Page, first: int, last: int) -> int:
    while last > first and page.words[last - 1].low in (*phrases.ENDS, *phrases.QUOTE_MARKS, ","):
        last -= 1
    return last


def _spoken(page: Page, room: Words) -> Iterator[Found]:
    """What the rules see when they read the words of a content as if they were a text of their own."""
    for one in read_inside(page, room):
        if one.parent is None and says_inside(page, one):
            content = tuple((max(first, room[0]), min(last, room[1])) for first, last in one.content)
            content = tuple(words for words in content if words[0] < words[1])
            if sum(last - first for first, last in content) >= _SHORTEST:
                yield replace(one, content=content)
    yield from _stating(page, room)


def _stating(page: Page, room: Words) -> Iterator[Found]:
    """ "a message stating that ...", "a sign saying "..."": the noun phrase right before the participle speaks."""
    for at in range(room[0] + 2, room[1] - _SHORTEST):
        low = page.words[at].low
        entry = lexicon.cues().get(low) if low.endswith("ing") else None
        if entry is None or "g" not in entry.forms or entry.lemma not in _SPEECH:
            continue
        start = at + 1
        while start < room[1] and page.words[start].low in (",", ":", "that"):
            start += 1
        plain = start == at + 1 and page.quote_of[start] == page.quote_of[at]
        source = (phrases.phrase_start(page, at, room[0]), at)
        document = lexicon.nouns().get(page.words[at - 1].low) == "report"
        if not plain and document and source[0] < at and room[1] - start >= _SHORTEST:
            yield Found(source, ((at, at + 1),), ((start, room[1]),), RULE, entry.lemma, entry.frames)


def _believed(page: Page, room: Words) -> Iterator[Found]:
    """ "she believed that ...", "I think ...", "it was, I think, ..."."""
    at = room[0] + 1
    while at < room[1]:
        group = group_at(page, at, *room)
        one = _belief(page, group, room) if group is not None and group.cue.lemma in _BELIEFS else None
        if one is None:
            at += 1
            continue
        yield one
        at = max(at + 1, one.content[-1][1])


def _belief(page: Page, group: Group, room: Words) -> Found | None:
    low, high = room
    words = page.words
    if group.voice != "active" or group.negated:
        return None
    source = _subject(page, group.first, low)
    if source is None or not can_say(page, source, group.cue.frames):
        return None
    put_in = _put_in(page, source[0], group.last, room)
    if group.cue.lemma == "think" and not (put_in or (source[0] == low and words[low].low in ("i", "we"))):
        # inside a sentence "I think" is a filler more often than a statement of belief
        return None
    start = tail(page, group, high)
    start += start < high and words[start].low == "that"
    content: tuple[Words, ...] = ((start, high),)
    if put_in:
        after = group.last + (words[group.last].low == ",")
        comma = next((k for k in range(after + 1, high) if words[k].low == ","), high)
        content = tuple(p for p in ((low, _end(page, low, source[0])), (after, comma)) if p[0] < p[1])
    elif start >= high or words[start].low in phrases.STOPS:
        return None
    if sum(last - first for first, last in content) < _SHORTEST:
        return None
    return Found(source, ((group.first, group.last),), content, RULE, group.cue.lemma, group.cue.frames)


def _put_in(page: Page, first: int, last: int, room: Words) -> bool:
    """Whether "I think" at words [first, last) is put into its content: between commas, or before a mere adjunct."""
    words = page.words
    if first <= room[0] or last >= room[1] or words[first - 1].low in lexicon.closed("clause"):
        return False
    if words[first - 1].low == "," and words[last].low == ",":
        return True
    adjunct = words[last].low in lexicon.closed("preposition") and words[last].low not in ("about", "of", "like", "so")
    return adjunct and words[first - 1].text[0].isalpha() and words[first - 1].low not in ("and", "but", "or")


def _subject(page: Page, end: int, low: int) -> Words | None:
    """The subject before a cue: a pronoun alone, else the noun phrase."""
    if end > low and page.words[end - 1].low in phrases.SUBJECTS:
        return end - 1, end
    source = phrases.subject(page, end, low)
    return source if source is not None and source[0] >= low else None
