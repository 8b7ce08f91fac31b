"""Attributions put after or into their content: "according to", "..., X said", "...," said X."""

from verifier.attribution import adjuncts, lexicon, phrases, vias
from verifier.attribution.cues import Group, group_at
from verifier.attribution.found import Found, Words
from verifier.attribution.page import Page
from verifier.attribution.parts import SHORTEST, made, outside, plain_opening, tail, trim, verbs_on
from verifier.attribution.sources import can_say
from verifier.language import lexicons

# A source longer than this many words is a clause that was taken for one.
_LONGEST_SOURCE = 40
_CIRCUMSTANCES = frozenset(("when", "as", "after", "before", "while", "during", "where", "if"))
# Nothing that is put around its content begins with another word; "-ed" may be an unlisted verb after a quotation.
_OPENINGS = lexicon.cue_openings() | lexicon.openings("according").keys() | {"by", "on"}
_CLOSERS = frozenset(",;—–-.!?)")
_EXPLAINING = lexicon.closed("around explaining")
_CLAUSE_OPENERS = frozenset(["and", "but", "while", "though", "although", "yet", "so"])


def aside(page: Page, low: int, high: int) -> list[Found]:
    """The first attribution in words [low, high) that follows or interrupts its content, with a second one of the same
    subject where it has one; empty where there is none."""
    for at in range(low, high):
        word = page.words[at].low
        if word not in _OPENINGS and not word.endswith("ed"):
            continue
        if not outside(page, at):
            continue
        one = _according(page, at, low, high) or _account(page, at, low, high)
        if one is not None:
            return [one]
        both = _parenthesis(page, at, low, high)
        if both:
            return both
        one = _inverted(page, at, low, high)
        if one is not None:
            return [one]
    return []


def _according(page: Page, at: int, low: int, high: int) -> Found | None:
    words = page.words
    for opening in lexicon.openings("according").get(words[at].low, ()):
        last = at + len(opening)
        if last >= high or any(words[at + k].low != opening[k] for k in range(len(opening))):
            continue
        if opening[0] == "as" and at > low and opening[-1] == "by" and _before_verb(page, last, high):
            return None
        end = phrases.phrase_end(page, last, high)
        if end <= last:
            return None
        after = _past_relative(page, adjuncts.adjuncts(page, end, high), high)
        first, stop = trim(page, low, at)
        if words[first].low in ("and", "but", "while", "though") and stop > first:
            first += 1
        content = tuple(p for p in ((first, stop), trim(page, after, high)) if p[1] - p[0] >= SHORTEST)
        if not content:
            return None
        source, outer = vias.seen_by(page, (last, end))
        group = Group(at, at, last, lexicon.Cue("according", "S", "d"), "active", False)
        return made(page, source, group, content, rule="according-to", through=(outer, None))
    return None


def _account(page: Page, at: int, low: int, high: int) -> Found | None:
    """ "by their own count", "on the bureau's figures": the possessor speaks."""
    words = page.words
    if words[at].low not in ("by", "on") or at + 2 >= high:
        return None
    end = next(
        (k for k in range(at + 2, min(high, at + 8)) if words[k].low in lexicons.words("attribution/accounts")), None
    )
    if end is None or any(phrases.is_stop(page, k) for k in range(at + 1, end)):
        return None
    owner = at + 1
    if words[owner].low in ("his", "her", "its", "their"):
        owner += 1
    else:
        owner = next((k + 1 for k in range(at + 1, end) if words[k].low.endswith(("'s", "s'"))), 0)
    own = owner and any(words[k].low == "own" for k in range(owner, end))
    if not owner or (owner < end and not own) or not (own or end + 1 >= high or words[end + 1].low == "," or at == low):
        return None
    content = tuple(p for p in (trim(page, low, at), trim(page, end + 1, high)) if p[1] - p[0] >= SHORTEST)
    if not content:
        return None
    group = Group(at, at, at + 1, lexicon.Cue("account", "S", "d"), "active", False)
    return made(page, (at + 1, owner), group, content, rule="by-account")


def _before_verb(page: Page, start: int, high: int) -> bool:
    """Whether "as quoted by X," stands between a subject and its verb: then it only says through whom."""
    end = phrases.phrase_end(page, start, high)
    if end >= high or page.words[end].low != ",":
        return False
    return any(group_at(page, k, end + 1, high) for k in range(end + 1, min(end + 3, high)))


def _past_relative(page: Page, end: int, high: int) -> int:
    """Past ", which has ..." up to the comma that closes it."""
    words = page.words
    if end + 1 < high and words[end].low == "," and words[end + 1].low in ("which", "who", "whose"):
        end += 1
        while end < high and words[end].low not in (",", ";"):
            end += 1
    return end


def _parenthesis(page: Page, at: int, low: int, high: int) -> list[Found]:
    """ "CONTENT, X said", "CONTENT, X said, CONTENT", and the same after a quotation."""
    group = group_at(page, at, low, high)
    if group is None or group.negated or group.voice in ("passive", "participle"):
        return []
    words, frames = page.words, group.cue.frames
    if not set(frames) & set("SQEWTV"):
        return []
    source = phrases.subject(page, group.first, low)
    if source is None or source[1] - source[0] > _LONGEST_SOURCE or not can_say(page, source, frames):
        return []
    joint = source[0] - 1
    if joint < low or not (words[joint].low in (",", "—", "–", "-") or words[joint].low in phrases.QUOTE_MARKS):
        return []
    quoted = page.quote_of[joint] >= 0 or (joint > 0 and page.quote_of[joint - 1] >= 0)
    if (not quoted and words[source[0]].low in ("who", "which")) or plain_opening(page, source[0]):
        return []
    after = tail(page, group, high)
    passive = group.last + 1 < high and words[group.last].low == "to" and words[group.last + 1].low in ("be", "have")
    end_mark = words[after].low if after < high else "."
    if quoted and end_mark in _CIRCUMSTANCES:
        after, end_mark = high, "."
    if passive or not (end_mark in _CLOSERS or end_mark in phrases.QUOTE_MARKS):
        return []
    if not set(frames) & set("SWETV") and not quoted:
        return []
    if group.cue.lemma in ("deny", "want", "expect", "hope") and not quoted and end_mark != ",":
        return []
    resume = after
    if end_mark == "," and after + 1 < high and words[after + 1].low in _EXPLAINING:
        cleft = words[after + 1].low in ("who", "which") and joint - low <= 3
        resume = after if cleft else _resume(page, after, high)
    cited = vias.citing(page, after, high)
    rest = trim(page, high if cited is not None else resume, high)
    second = None
    if rest[0] < rest[1] and words[rest[0]].low == "and" and outside(page, rest[0]):
        second = _second(page, source, verbs_on(page, rest[0] - 1, high), high)
        if second is not None:
            rest = (high, high)
    first = trim(page, low, joint + 1)
    content = tuple(piece for piece in (first, rest) if piece[1] > piece[0])
    if first[1] <= first[0] or sum(b - a for a, b in content) < SHORTEST:
        return []
    through = (vias.told(page, group.last, after, group), cited)
    if group.voice == "quoting":
        end = next((k for k in range(group.head + 1, group.last) if words[k].low == "as"), group.last)
        through, source = (((source, "quoted-by"),), None), (group.head + 1, end)
    one = made(page, source, group, content, rule="cue-after", through=through)
    return [one, second] if second is not None else [one]


def _resume(page: Page, comma: int, high: int) -> int:
    """Where content goes on after an apposition that follows the cue; `high` where it does not."""
    at = comma + 1
    while at < high and not (page.words[at].low in (",", ";") and outside(page, at)):
        if page.quote_of[at] >= 0:
            return at
        at += 1
    return at


def _second(page: Page, source: Words, at: int, high: int) -> Found | None:
    """A further cue of the same subject: "... , she said, and singled out ..."."""
    group = group_at(page, at, at, high) if at < high else None
    if group is None or group.negated or group.voice != "active":
        return None
    start = adjuncts.adjuncts(page, group.last, high)
    return made(page, source, group, ((start, high),), rule="same-subject") if high - start >= SHORTEST else None


def _inverted(page: Page, at: int, low: int, high: int) -> Found | None:
    """ "CONTENT," said X; and "CONTENT, said X."."""
    words = page.words
    if at == low or at + 1 >= high:
        return None
    after_quote = words[at - 1].low in phrases.QUOTE_MARKS and page.quote_of[at - 1] >= 0
    if not (after_quote or words[at - 1].low == ","):
        return None
    group = group_at(page, at, low, high)
    if group is None and after_quote and words[at].low.endswith("ed") and words[at].text.islower():
        group = Group(at, at, at + 1, lexicon.Cue(words[at].low, "Q", "d"), "active", False)
    if group is None or group.first != at or group.negated or group.voice != "active":
        return None
    if not set(group.cue.frames) & set("SQWT" if after_quote else "ST") or group.last >= high:
        return None
    start = group.last
    if words[start].low in ("that", "it", "to", "on", "in", "as") or page.quote_of[start] >= 0:
        return None
    end = phrases.phrase_end(page, start, high)
    if end <= start or not can_say(page, (start, end), group.cue.frames):
        return None
    if not after_quote and not _plainly_inverted(page, at, (start, end), low, high):
        return None
    rest = trim(page, _past_apposition(page, end, high), high)
    if rest[0] < rest[1] and page.quote_of[rest[0]] < 0:
        opened = next((k for k in range(rest[0], min(rest[1], rest[0] + 14)) if page.quote_of[k] >= 0), None)
        rest = (opened, rest[1]) if opened is not None and after_quote else (high, high)
    content = tuple(piece for piece in (trim(page, low, at), rest) if piece[1] > piece[0])
    if not content or content[0][1] > at:
        return None
    outer = vias.told(page, end, adjuncts.adjuncts(page, end, high), group)
    return made(page, (start, end), group, content, rule="inverted-cue", through=(outer, None))


def _plainly_inverted(page: Page, at: int, phrase: Words, low: int, high: int) -> bool:
    """Without a quotation before it, "..., said X" needs a plain name or "the ..." that is not itself a clause."""
    start, end = phrase
    words = page.words
    if words[start].low in ("he", "she", "they") or any(
        words[k].low in lexicon.closed("auxiliary") for k in range(start, end)
    ):
        return False
    if not (phrases.capital(page, start) or words[start].low in ("the", "a", "an", "one", "its")):
        return False
    if _apposes(page, at - 1, low):
        return False
    return end >= high or words[end].low in (",", ".", ";", "in", "on", "at", ")") or phrases.is_time(page, end)


def _apposes(page: Page, comma: int, low: int) -> bool:
    """Whether the comma before the cue closes an apposition to a subject (", its chief prosecutor, said ...")."""
    start = phrases.segment(page, comma, low)
    if start - 1 <= low or page.words[start - 1].low != ",":
        return False
    opener = page.words[start].low
    return opener in (
        "who",
        "which",
        "a",
        "an",
        "the",
        "its",
        "his",
        "her",
        "their",
        "whose",
        "speaking",
        "once",
        "and",
    )


def _past_apposition(page: Page, end: int, high: int) -> int:
    """Past ", chief executive of X," after the source; `high` where only that remains."""
    words = page.words
    if end >= high or words[end].low != ",":
        return end
    at = end + 1
    while at < high and words[at].low != "," and page.quote_of[at] < 0:
        at += 1
    return at
