"""Cue groups: a verb form that may attribute, with its auxiliaries, its voice and whether it is denied."""

from typing import NamedTuple

from verifier.attribution import lexicon, phrases
from verifier.attribution.page import Page

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "'re"])
_HAVE = frozenset(["has", "have", "had", "having", "'ve", "'d"])
_PLURALS = lexicon.closed("cues plurals")
_TO_SAY = frozenset(
    ["on", "forced", "quick", "keen", "out", "moved", "rushed", "took", "content", "compelled", "obliged", "bound"]
)
_OPENINGS = lexicon.cue_openings()
_CLIPPED = ("n't", "'s", "'d", "'ve", "'ll", "'re")


class Group(NamedTuple):
    """Words [first, last) of a cue with its auxiliaries; `head` is the verb. `voice` is active, passive, quoted or
    participle."""

    first: int
    head: int
    last: int
    cue: lexicon.Cue
    voice: str
    negated: bool


def group_at(page: Page, index: int, low: int, high: int) -> Group | None:
    """The cue group whose main verb (or first word, for cues of several words) is at `index`, or None."""
    word = page.words[index]
    if word.low not in _OPENINGS:
        return None
    listed = _phrase(page, index, high)
    if listed is not None:
        last, cue = listed
        first, negated, modal = _auxiliaries(page, index, low)
        if word.low.endswith("ing") and not modal:
            return Group(index, index, last, cue, "participle", negated)
        return Group(first, index, last, cue, "active", negated)
    entry = lexicon.cues().get(word.low)
    if entry is None or (word.text[:1].isupper() and index > low):
        return None
    if entry.lemma == "quote":
        return _quoted(page, index, low, high, entry)
    if not entry.frames:
        return None
    first, negated, helper = _auxiliaries(page, index, low)
    forms = entry.forms
    if word.low.endswith("ing") and "g" in forms:
        return Group(first, index, index + 1, entry, "active" if helper in _BE else "participle", negated)
    if helper in _BE and "n" in forms:
        return Group(first, index, index + 1, entry, "passive", negated)
    if forms in ("b", "bd", "bdn", "bn") or (forms == "b"):
        base_only = "d" not in forms
        if (base_only or helper) and not _base_fits(page, index, first, helper) and base_only:
            return None
    if forms == "s" and _noun_like(page, index, low, high):
        return None
    return Group(first, index, index + 1, entry, "active", negated)


def _phrase(page: Page, index: int, high: int) -> tuple[int, lexicon.Cue] | None:
    for words, frames, head in lexicon.phrases().get(page.words[index].low, ()):
        last = index + len(words)
        if last <= high and all(page.words[index + k].low == words[k] for k in range(1, len(words))):
            return last, lexicon.Cue(head, frames, "d")
    return None


def _auxiliaries(page: Page, index: int, low: int) -> tuple[int, bool, str]:
    """First word of the auxiliaries before a verb, whether they negate it, and the one next to the verb."""
    first, negated, helper = index, False, ""
    at = index
    while at > low and index - at < 6:
        word = page.words[at - 1].low
        plain = word
        for ending in _CLIPPED:
            if word.endswith(ending) and ending == "n't":
                plain = word.removesuffix("n't") or word
        if plain in lexicon.closed("auxiliary") or plain in ("ca", "wo", "to"):
            helper = helper or plain
            negated = negated or word.endswith("n't") or word == "cannot"
            first = at - 1
        elif word in lexicon.closed("negation"):
            negated = negated or word not in ("no",)
            first = at - 1
        elif not phrases.is_adverb(word):
            break
        at -= 1
    while (
        first < index
        and phrases.is_adverb(page.words[first].low)
        and page.words[first].low not in lexicon.closed("negation")
    ):
        first += 1
    return first, negated, helper


def _base_fits(page: Page, index: int, first: int, helper: str) -> bool:
    """Whether a bare form ("claim", "say") is a verb here: after a modal, or after a plural subject."""
    before = page.words[first - 1] if first else None
    if helper == "to":
        return before is not None and before.low in _TO_SAY
    if helper in lexicon.closed("modal"):
        return True
    if (
        helper
        or before is None
        or before.low in lexicon.closed("determiner") - {"some", "many", "most", "both", "others", "few"}
    ):
        return False
    low = before.low
    if low in _PLURALS or low in ("who", "and"):
        return True
    if low.endswith("s") and not low.endswith(("'s", "ss")) and low not in lexicon.closed("preposition"):
        return True
    start = max(phrases.segment(page, first, max(0, first - 12)), first - 12)
    return any(lexicon.singular(page.words[k].low) != page.words[k].low for k in range(start, first)) and (
        page.words[start].low not in lexicon.closed("preposition")
    )


def _noun_like(page: Page, index: int, low: int, high: int) -> bool:
    """Whether a form in -s ("reports", "claims") is a plural noun here."""
    if page.words[index].low not in lexicon.nouns() and lexicon.cues()[page.words[index].low].lemma not in (
        "claim",
        "demand",
        "warn",
        "note",
        "promise",
        "pledge",
        "vow",
        "post",
        "answer",
        "comment",
        "question",
        "boast",
        "fear",
        "hope",
        "doubt",
        "threaten",
        "request",
        "order",
        "record",
        "list",
        "detail",
        "outline",
        "object",
        "project",
        "rule",
        "find",
        "view",
        "record",
        "laugh",
        "smile",
        "sigh",
        "cry",
        "hold",
        "judge",
        "guarantee",
        "document",
        "tease",
        "state",
        "term",
    ):
        return False
    before = page.words[index - 1].low if index > low else ""
    follow = page.words[index + 1].low if index + 1 < high else "."
    if follow == "that" or (follow in phrases.QUOTE_MARKS and before == ","):
        return False
    if before in ("", ",") or before in lexicon.closed("determiner") or before in lexicon.closed("preposition"):
        return before not in ("it", "he", "she", "who", "which", "that", "this")
    after = page.words[index + 1].low if index + 1 < high else "."
    if before in ("it", "he", "she", "who", "which"):
        return False
    if after in ("that", ",", ".", ":", "it", "he", "she", "they") or after in phrases.QUOTE_MARKS:
        return False
    return after in lexicon.closed("preposition") or not (before in lexicon.nouns() or phrases.capital(page, index - 1))


def _quoted(page: Page, index: int, low: int, high: int, entry: lexicon.Cue) -> Group | None:
    """ "was quoted as saying" and "quoted the report as saying"."""
    first, negated, helper = _auxiliaries(page, index, low)
    at = index + 1
    passive = helper in _BE
    while at < min(high, index + 12) and not phrases.is_stop(page, at):
        if page.words[at].low == "as" and at + 1 < high:
            verb = lexicon.cues().get(page.words[at + 1].low)
            if verb is not None and "g" in verb.forms and "S" in verb.frames:
                return Group(first, index, at + 2, verb, "quoted" if passive else "quoting", negated)
        if (
            passive
            and page.words[at].low not in ("by", "on", "in", "the", "as", "last", "later", "widely")
            and not phrases.capital(page, at)
            and not phrases.is_time(page, at)
        ):
            return None
        at += 1
    return None
