"""Noun phrases around a cue, read from word order, capitals and closed classes (there is no part-of-speech tagger)."""

from verifier.attribution import lexicon
from verifier.attribution.page import Page
from verifier.language import lexicons

QUOTE_MARKS = frozenset("\"“”„«»‘’‚'‹›")
STOPS = frozenset(",;:—–()[]•|…") | {"-"}
ENDS = frozenset(".!?")
_RELATIVES = frozenset({"who", "which", "whose", "whom"})
_APPOSED = lexicon.closed("phrases apposed")
_SELVES = frozenset(("himself", "herself", "itself", "themselves"))
_NAME_JOINTS = frozenset(("of", "the", ".", "&", "and", "de", "van", "von", "al", "bin"))
_PRESSED = frozenset(
    ["asked", "pressed", "questioned", "interviewed", "contacted", "speaking", "quoted", "opening", "passing"]
)
OBJECTS = frozenset(["me", "us", "him", "her", "them", "it", "you", "reporters", "journalists"])
SUBJECTS = lexicon.closed("phrases subjects")
_NOUNS_IN_LY = lexicon.closed("phrases nouns in ly") | {
    name.lower()
    for names in lexicons.groups("attribution/given_names").values()
    for name in names
    if name.endswith("ly")
}
_TITLE_DOTS = lexicon.closed("phrases title dots")
# A source runs over this many words at most: bounds the backward walk on hostile input.
_REACH = 60


def capital(page: Page, index: int) -> bool:
    """Whether the word begins with a capital letter or is a figure inside a name."""
    return page.words[index].text[:1].isupper()


def is_relative(page: Page, index: int) -> bool:
    """Whether the word may open a relative clause; WHO in capitals is a body, unless all around is in capitals."""
    word = page.words[index]
    if word.low not in _RELATIVES:
        return False
    beside = page.words[index - 1 if index else min(1, len(page.words) - 1)]
    return not word.text.isupper() or (beside.text.isupper() and len(beside.text) > 1)


def is_stop(page: Page, index: int) -> bool:
    """Whether the word is punctuation that bounds a phrase; the dot of "Dr." and of an initial is none."""
    low = page.words[index].low
    if low == ".":
        before = page.words[index - 1] if index else None
        return before is None or not (before.low in _TITLE_DOTS or (len(before.text) == 1 and before.text.isupper()))
    return low in STOPS or low in ENDS or low in QUOTE_MARKS


def is_instance(page: Page, first: int, last: int) -> bool:
    """Whether the words lead in an instance of a group: "leaders, including X"."""
    return any(page.words[k].low in ("including", "like", "such") for k in range(first, last))


def has_preposition(page: Page, first: int, last: int) -> bool:
    """Whether a preposition stands between two words: "supporters of A and B"."""
    return any(page.words[k].low in lexicon.closed("preposition") for k in range(first + 1, last))


def is_adverb(low: str) -> bool:
    """Whether a word between subject and verb may be an adverb."""
    if low in lexicon.closed("adverb"):
        return True
    return low.endswith("ly") and len(low) > 4 and low not in _NOUNS_IN_LY


def is_time(page: Page, index: int) -> bool:
    """Whether the word is a day, month or other time noun."""
    return page.words[index].low.removesuffix("'s") in lexicon.closed("time")


def segment(page: Page, end: int, low: int) -> int:
    """Start of the stretch of words before `end` that no punctuation or clause word interrupts."""
    start = end
    clause, coordinator = lexicon.closed("clause"), lexicon.closed("coordinator")
    while start > max(low, end - _REACH):
        word = page.words[start - 1]
        if (
            is_stop(page, start - 1)
            or word.low == "as"
            or (word.low in clause and word.low not in ("since", "once", "so"))
        ):
            break
        if word.low in coordinator and not _coordinated(page, start - 1, low):
            break
        start -= 1
    return start


def _coordinated(page: Page, index: int, low: int) -> bool:
    """Whether "and" joins two names or two nouns under one determiner, rather than two clauses."""
    if index + 1 >= len(page.words) or index <= low:
        return False
    left = index
    while left > low and not is_stop(page, left - 1) and left > index - 8:
        left -= 1
        if page.words[left].low in lexicon.cues() and page.words[left].low not in lexicon.nouns():
            return False
    plain = lexicon.closed("determiner") | lexicon.nouns().keys()
    names = all(capital(page, k) or page.words[k].low in plain for k in range(left, index))
    return names and (capital(page, index + 1) or page.words[index + 1].low in plain)


def subject(page: Page, end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before word `end` (a cue without its auxiliaries), not reaching before `low`."""
    while (
        end > low
        and not capital(page, end - 1)
        and (is_adverb(page.words[end - 1].low) or page.words[end - 1].low in _SELVES)
    ):
        end -= 1
    if end <= low:
        return None
    word = page.words[end - 1]
    if is_relative(page, end - 1) or (word.low == "that" and end - 2 >= low):
        return antecedent(page, end - 1, low)
    if word.low in (",", ")", "—", "–"):
        return _apposed(page, end - 1, low)
    start = _head_start(page, segment(page, end, low), end)
    return (start, end) if start < end and not _empty(page, start, end) else None


def _empty(page: Page, start: int, end: int) -> bool:
    return all(not page.words[k].text[0].isalnum() for k in range(start, end))


def _head_start(page: Page, start: int, end: int) -> int:
    """Skip what stands before the noun phrase inside its stretch: conjunctions, adverbs, "In its statement", "Last
    month"."""
    preposition, determiner = lexicon.closed("preposition"), lexicon.closed("determiner")
    while start < end - 1 and (
        page.words[start].low in lexicon.closed("coordinator") or (is_adverb(page.words[start].low) and start < end - 1)
    ):
        start += 1
    first = page.words[start].low
    if first in ("last", "this", "next", "earlier", "late", "early") and start + 1 < end and is_time(page, start + 1):
        start += 2
    elif first in preposition or (first.endswith("ing") and not capital(page, start + 1 if start + 1 < end else start)):
        for index in range(start + 1, end):
            before, word = page.words[index - 1].low, page.words[index].low
            if before in preposition or before in determiner or before.endswith("'s"):
                continue
            if word in SUBJECTS or word in determiner or (capital(page, index) and not capital(page, index - 1)):
                if is_time(page, index):
                    continue
                return index
            if capital(page, index) and is_time(page, index - 1):
                return index
    elif is_time(page, start) and start + 1 < end and page.words[start].low not in lexicon.nouns():
        start += 1
    return min(start, end)


def _apposed(page: Page, comma: int, low: int) -> tuple[int, int] | None:
    """The phrase before ", its chief prosecutor, said": back over what is put between commas to the name it
    explains."""
    end = comma
    for _ in range(5):
        start = _after_comma(page, end, low)
        joint = start - 1
        if joint <= low or start >= end or page.words[joint].low not in (",", "(", "—", "–"):
            break
        opener = page.words[start + (page.words[start].low == "and" and start + 1 < end)].low
        named = all(capital(page, k) or page.words[k].low in _NAME_JOINTS for k in range(start, end))
        explains = opener in _APPOSED or opener in lexicon.nouns() or opener in lexicon.closed("preposition")
        if not (
            explains or named or opener.endswith("ing") or opener[:1].isdigit() or _inside_relative(page, joint, low)
        ):
            break
        before = _after_comma(page, joint, low)
        if page.words[before].low in _PRESSED or (
            page.words[before].low.endswith("ing") and not named and before <= low + 1
        ):
            break
        end = joint
    if end == comma:
        start = _head_start(page, _after_comma(page, end, low), end)
        return (start, comma) if page.words[comma].low == ")" and start < comma else None
    start = _head_start(page, segment(page, end, low), end)
    if start >= comma or _empty(page, start, end) or is_relative(page, end - 1):
        return None
    return start, comma


def _after_comma(page: Page, end: int, low: int) -> int:
    """Start of the words before `end` up to the next comma, bracket, quotation mark or full stop."""
    start = end
    while start > max(low, end - _REACH) and not is_stop(page, start - 1):
        start -= 1
    return start


def _inside_relative(page: Page, joint: int, low: int) -> bool:
    start = segment(page, joint, low)
    return start < joint and is_relative(page, start)


def antecedent(page: Page, relative: int, low: int) -> tuple[int, int] | None:
    """The noun phrase that a relative pronoun at word `relative` takes up."""
    end = relative
    while end > low and page.words[end - 1].low in (",", "and", "of", "neither", "one", "both"):
        end -= 1
    for _ in range(3):
        start = segment(page, end, low)
        if start < end and start - 1 > low and page.words[start - 1].low == "," and page.words[start].low in _APPOSED:
            end = start - 1
            continue
        break
    start = phrase_start(page, end, low)
    return (start, end) if start < end and not _empty(page, start, end) else None


def phrase_start(page: Page, end: int, low: int) -> int:
    """Start of the noun phrase that ends at `end`, wherever it stands in its sentence."""
    start = end
    bound = segment(page, end, low)
    if end > bound and capital(page, end - 1):
        return _name_start(page, end, bound)
    determiner, preposition = lexicon.closed("determiner"), lexicon.closed("preposition")
    while start > bound:
        word = page.words[start - 1]
        if word.low in preposition:
            break
        if word.low in lexicon.cues() and word.low not in lexicon.nouns() and not capital(page, start - 1):
            break
        start -= 1
        if word.low in determiner and not word.low.endswith("'s"):
            break
    if start < end and start - 1 > bound and page.words[start - 1].low == "of":
        return phrase_start(page, start - 1, low)
    return start


def _name_start(page: Page, end: int, bound: int) -> int:
    """Start of the name that ends at `end`, with the office and the article before it."""
    start = end
    while start > bound and (capital(page, start - 1) or page.words[start - 1].low in _NAME_JOINTS):
        start -= 1
    while start < end - 1 and not capital(page, start):
        start += 1
    while start > bound and (
        lexicon.nouns().get(page.words[start - 1].low) == "person" or page.words[start - 1].low in ("the", "chief")
    ):
        start -= 1
    return start


def phrase_end(page: Page, start: int, high: int) -> int:
    """End of the noun phrase that begins at `start` and runs to the next punctuation, without adjuncts of time at
    its end."""
    end = start
    while end < min(high, start + _REACH) and not is_stop(page, end):
        word = page.words[end].low
        if end > start and word in ("because", "although", "while", "but", "as", "when"):
            break
        if word == "and" and not (
            end + 1 < high
            and (capital(page, end + 1) or page.words[end + 1].low in ("the", "a", "an", "two", "others", "other"))
        ):
            break
        end += 1
    return _without_time(page, start, end)


def _without_time(page: Page, start: int, end: int) -> int:
    """Take "on Tuesday", "this week", "afterwards", "last night" off the end of a phrase."""
    for _ in range(4):
        last = end - 1
        if last <= start:
            break
        if is_adverb(page.words[last].low) and not capital(page, last):
            end = last
        elif page.words[last].low in ("weeks", "months", "years", "days") and page.words[last - 1].low in (
            "recent",
            "past",
            "last",
        ):
            end = last - 1
        elif (
            is_time(page, last)
            and page.words[last].low != "day"
            and (capital(page, last) or page.words[last - 1].low in ("last", "this", "that", "next", "the"))
        ) or page.words[last].low in (
            "on",
            "in",
            "last",
            "this",
            "next",
            "early",
            "late",
            "at",
            "the",
            "earlier",
            "afterwards",
        ):
            end = last
        else:
            break
    return max(end, start + 1) if end > start else end
