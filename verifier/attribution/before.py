"""Attributions whose source and cue stand before their content: "X said that ...", "is said by X to ..."."""

from typing import NamedTuple

from verifier.attribution import adjuncts, lexicon, phrases, vias
from verifier.attribution.cues import Group, group_at
from verifier.attribution.found import Found, Via, Words
from verifier.attribution.page import Page
from verifier.attribution.parts import SHORTEST, made, outside, relative, tail, verbs_on
from verifier.attribution.sources import can_say

_LONGEST_SOURCE = 40
# Forms that tell that what is told was moved into the past.
_MOVED = frozenset(("would", "had", "was", "were", "could", "might", "did"))
_NO_CLAUSE = frozenset(["in", "at", "for", "by", "from", "with", "over", "as"])
_SILENT = frozenset(("we", "i", "you", "there", "one"))
_SPOKEN = frozenset(["say", "add", "call", "describe", "claim", "argue", "insist", "accuse", "deny", "warn"])


class Place(NamedTuple):
    """Where the reader stands: the stretch [low, high), whether it lies inside what another says, the last
    attribution."""

    low: int
    high: int
    nested: bool
    last: Found | None


_STRONG = lexicon.closed("before strong")


def before(page: Page, at: int, place: Place) -> Found | None:
    """The attribution whose cue is at word `at` and whose content follows."""
    low, high = place.low, place.high
    group = group_at(page, at, low, high)
    if group is None or (group.negated and "D" not in group.cue.frames) or (place.nested and _weak_inside(page, group)):
        return None
    if group.voice == "passive":
        return _passive(page, group, low, high)
    if group.voice == "participle":
        return _participle(page, group, place)
    outer: tuple[Via, ...] = ()
    end = group.first
    carried = vias.as_quoted_by(page, end, low)
    if carried is not None:
        end, via = carried
        outer = (via,)
    source = phrases.subject(page, end, low)
    if source is None and end > low and page.words[end - 1].low in ("and", "but", "or", "then", "also"):
        source = _same_subject(place, end)
    if source is None:
        return None
    if group.voice == "quoting":
        return _quoting(page, group, source, high)
    if source[1] - source[0] > _LONGEST_SOURCE or not can_say(page, source, group.cue.frames):
        return None
    first = page.words[source[0]].low
    if first in _SILENT and (first != "one" or source[1] - source[0] == 1):
        return None
    return _following(page, group, source, outer, high)


def _quoting(page: Page, group: Group, source: Words, high: int) -> Found | None:
    """ "the AP quoted the report as saying ...": the report says it, through the AP."""
    at = group.head + 1
    while at < group.last and page.words[at].low != "as":
        at += 1
    start = adjuncts.adjuncts(page, group.last, high)
    if at <= group.head + 1 or high - start < SHORTEST:
        return None
    through = (((source, "quoted-by"),), None)
    return made(page, (group.head + 1, at), group, ((start, high),), rule="quoted-as", through=through)


def _following(page: Page, group: Group, source: Words, outer: tuple[Via, ...], high: int) -> Found | None:
    """What follows the cue, if it can be content."""
    words, frames = page.words, group.cue.frames
    start = tail(page, group, high)
    if start >= high:
        return None
    outer += vias.told(page, group.last, start, group)
    low, clause = words[start].low, False
    if low == "," and start + 1 < high:
        cited = vias.citing(page, start, high)
        if cited is not None:
            resumed = _after_citing(page, start, high)
            return _content(page, group, source, (resumed, high), through=(outer, cited)) if resumed < high else None
        opened = next((k for k in range(start, min(start + 8, high)) if page.quote_of[k] >= 0), None)
        if opened is None or not set(frames) & set("SQT") or relative(page, source):
            return None
        if any(group_at(page, k, start, opened) for k in range(start, opened)):
            return None
        start, clause = opened, True
    elif (low == "that" and start + 1 < high and set(frames) & set("STV")) or (
        low == ":" and set(frames) & set("SQTVE")
    ):
        start, clause = start + 1, True
    elif page.quote_of[start] >= 0:
        clause = True
    if start >= high or (not clause and not _fits(page, group, start, high)):
        return None
    return _content(page, group, source, (start, high), through=(outer, None))


def _weak_inside(page: Page, group: Group) -> bool:
    """Inside what another says, plans, wishes and beliefs are part of what that one says."""
    modal = any(page.words[k].low in lexicon.closed("modal") for k in range(group.first, group.head))
    ahead = page.words[group.last].low if group.last < len(page.words) else ""
    plain = (
        group.cue.lemma in _STRONG or ahead in ("that", ":") or page.quote_of[min(group.last, len(page.words) - 1)] >= 0
    )
    return modal or not plain or ahead.endswith("ing") or bool(set(group.cue.frames) & set("BVE"))


def _after_citing(page: Page, comma: int, high: int) -> int:
    at = comma + 1
    while at < high and page.words[at].low not in (",", ";"):
        at += 1
    at += 1
    return at + (at < high and page.words[at].low == "that")


def _content(
    page: Page, group: Group, source: Words, room: Words, *, through: tuple[tuple[Via, ...], Words | None]
) -> Found | None:
    start, high = room
    end = _clause_end(page, start, high, source)
    end = _before_own_voice(page, group, start, end)
    outer, cited = through
    rest: tuple[Words, ...] = ()
    if cited is None:
        cited = vias.citing_after(page, start, end)
        if cited is not None:
            comma = next((k for k in range(start, end) if page.words[k].low in ("citing", "quoting")), end)
            end = min(end, max(comma - 1, start))
            joint = _after_citing(page, comma, high)
            if joint < high and page.words[joint].low in ("and", "but"):
                rest = ((joint, high),)
    if end - start < 1:
        return None
    rule = "relative-cue" if relative(page, source) else "cue-before"
    return made(page, source, group, ((start, end), *rest), rule=rule, through=(outer, cited))


def _fits(page: Page, group: Group, start: int, high: int) -> bool:
    """Whether what follows a cue without "that" or a quotation can be its content."""
    words, frames, lemma = page.words, group.cue.frames, group.cue.lemma
    low = words[start].low
    length = high - start
    quoted = any(page.quote_of[k] >= 0 for k in range(start, min(high, start + 30)))
    if low in phrases.ENDS or low in (";", ")"):
        return False
    if lemma == "ask" and (
        low in ("for", "not") or (low == "to" and words[min(start + 1, high - 1)].low in ("be", "remain"))
    ):
        return False
    if lemma == "put":
        return any(words[k].low == "at" for k in range(start, min(high - 1, start + 10)))
    if low in ("when", "while", "where", "as") and not set(frames) & set("WA"):
        return False
    if lemma == "add" and (low[:1].isdigit() or low in ("a", "an", "to", "more", "another")):
        return False
    if low == "to" and not set(frames) & set("IT"):
        return False
    if not set(frames) & set("SNTICAWVB"):
        return quoted and low not in lexicon.closed("preposition")
    if "C" in frames:
        return quoted or (length >= 3 and low not in ("police", "for", "on", "off", "in", "by", "themselves"))
    if "A" in frames and not set(frames) & set("NB"):
        return quoted or any(words[k].low == "as" for k in range(start, min(high, start + 15)))
    if "T" in frames:
        opener = low in ("to", "of", "about", "against", "how", "why", "what", "whether", "if")
        return opener or "S" in frames or start > group.last
    if "V" in frames and "S" not in frames:
        return lemma == "clear" and any(words[k].low == "of" for k in range(start, min(high, start + 12)))
    if set(frames) <= set("SQBEV"):
        # a bare clause needs a subject and a verb: two words are none
        return length >= 3 and low not in lexicon.closed("preposition") - {"after"}
    if set(frames) & set("NIW"):
        return length >= 2 and low not in _NO_CLAUSE
    return length >= 3


def _clause_end(page: Page, start: int, high: int, source: Words) -> int:
    """Where the content ends: before ", and said", before the comma that closes a relative clause, at the end else."""
    words = page.words
    inside = relative(page, source)
    for at in range(start + 1, high):
        if not outside(page, at):
            continue
        low = words[at].low
        if low == ";" or (inside and low == "," and at - start >= 3):
            return at
        if low in (",", "and"):
            follow = verbs_on(page, at, high)
            if follow < high and outside(page, follow):
                group = group_at(page, follow, follow, high)
                past = group is not None and group.voice == "active" and "d" in group.cue.forms
                if past and group is not None and set(group.cue.frames) & set("SNT"):
                    return at
    return high


def _before_own_voice(page: Page, group: Group, start: int, end: int) -> int:
    """Before a clause at the end that the writer puts in: "said it would close the plant, where 40 people work". What
    is told is moved into the past, the clause is not."""
    if "d" not in group.cue.forms or group.voice != "active":
        return end
    words = page.words
    comma = next((k for k in range(end - 1, start, -1) if words[k].low == "," or not outside(page, k)), start)
    if comma + 3 >= end or words[comma].low != "," or words[comma + 1].low not in ("where", "which", "whose"):
        return end
    told = {words[k].low for k in range(start, comma)}
    added = {words[k].low for k in range(comma + 2, end)}
    if not told & _MOVED or added & _MOVED or not added & lexicon.closed("present verbs"):
        return end
    return end if any(low.endswith("ed") for low in added) else comma


def _same_subject(place: Place, end: int) -> Words | None:
    """The subject of the last attribution of this stretch, for "and said ..."."""
    last = place.last
    if last is not None and last.source is not None and last.cue and place.low <= last.cue[0][0] < end:
        return last.source
    return None


def _passive(page: Page, group: Group, low: int, high: int) -> Found | None:
    """ "is said by the panel to have ...": the agent speaks, what is said stands around the cue."""
    words = page.words
    if group.last + 1 >= high or words[group.last].low != "by":
        return None
    end = group.last + 1
    while end < high and words[end].low not in ("to", "as", "that") and not phrases.is_stop(page, end):
        end += 1
    if end >= high or words[end].low not in ("to", "as") or not set(group.cue.frames) & set("SAC"):
        return None
    source = (group.last + 1, end)
    about = phrases.subject(page, group.first, low)
    if about is None or not can_say(page, source, "S"):
        return None
    return made(page, source, group._replace(last=group.last + 1), (about, (end, high)), rule="passive-cue")


def _participle(page: Page, group: Group, place: Place) -> Found | None:
    """ ", saying that ...": the subject of the stretch speaks."""
    words, low, high = page.words, place.low, place.high
    if group.head == low or not set(group.cue.frames) & set("SNCA"):
        return None
    if words[group.head - 1].low not in (",", "while", "and", "by", "in"):
        return None
    start = tail(page, group, high)
    if start >= high:
        return None
    that = words[start].low == "that"
    if not (that or page.quote_of[start] >= 0 or group.cue.lemma in _SPOKEN):
        return None
    source = _same_subject(place, group.head) or _main_subject(page, low, group.head)
    start += that
    if source is None or not can_say(page, source, "N") or high - start < SHORTEST:
        return None
    end = _clause_end(page, start, high, source)
    return made(page, source, group, ((start, end),), rule="participle")


def _main_subject(page: Page, low: int, high: int) -> Words | None:
    """The subject of the first verb that can be told as one: an auxiliary, or a form in -ed."""
    words = page.words
    end = next((k for k in range(low, high) if words[k].low == ","), high)
    auxiliary = lexicon.closed("auxiliary")
    verb = next(
        (
            k
            for k in range(low + 1, end)
            if words[k].low.endswith("ed")
            or words[k].low in auxiliary
            or words[k].low in lexicon.phrases()
            or "d" in (lexicon.cues()[words[k].low].forms if words[k].low in lexicon.cues() else "")
        ),
        None,
    )
    return phrases.subject(page, verb, low) if verb is not None else None
