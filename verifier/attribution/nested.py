"""What is believed inside what is said, as annotators of chains mark it: "said she believed ..."."""

from collections.abc import Sequence

from verifier.attribution import phrases
from verifier.attribution.cues import group_at
from verifier.attribution.found import Found, Words
from verifier.attribution.page import Page
from verifier.attribution.parts import made, tail

# Tried on the held-out articles of PolNeAR, whose annotators nest nothing: "say" and "tell" too cost 0.4 points of the
# whole-attribution figure (0.9 over reporting cues), "think" 0.5 (1.0); "believe" costs nothing and finds GUM's chains.
_INNER = frozenset(("believe",))
_RULE = "nested"
_SHORTEST = 3


def nested(page: Page, found: Sequence[Found]) -> list[Found]:
    """Attributions whose source and cue lie inside the content of another and that no rule has given yet."""
    cued = {k for one in found for first, last in one.cue for k in range(first, last)}
    out = []
    for number, one in enumerate(found):
        if one.parent is not None or one.rule == "tagger":
            continue
        for piece in one.content:
            out += _inside(page, piece, number, cued)
    return out


def _inside(page: Page, piece: Words, parent: int, cued: set[int]) -> list[Found]:
    out = []
    at = piece[0] + 1
    while at < piece[1] - 1:
        group = group_at(page, at, piece[0], piece[1]) if at not in cued else None
        if group is None or group.cue.lemma not in _INNER or group.voice != "active" or group.negated:
            at += 1
            continue
        source = phrases.subject(page, group.first, piece[0])
        start = tail(page, group, piece[1])
        start += start < piece[1] and page.words[start].low == "that"
        end = _end(page, start, piece[1])
        if source is None or source[0] < piece[0] or end - start < _SHORTEST:
            at += 1
            continue
        one = made(page, source, group, ((start, end),), rule=_RULE)
        out.append(Found(one.source, one.cue, one.content, _RULE, one.lemma, one.frames, (), None, parent, 0.5))
        at = end
    return out


def _end(page: Page, start: int, high: int) -> int:
    """The end of the sentence, or of the piece."""
    if start >= high:
        return start
    end = min(high, page.sentences[page.sentence_of[start]].last)
    while end > start and page.words[end - 1].low in (*phrases.ENDS, *phrases.QUOTE_MARKS, ","):
        end -= 1
    return end
