"""Noun phrases around a cue, read from word order, capitals and closed classes (there is no part-of-speech tagger)."""

from verifier.attribution import lexicon
from verifier.attribution.page import Page

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
_OBJECTS = frozenset(["me", "us", "him", "her", "them", "it", "you", "reporters", "journalists"])
_SUBJECTS = lexicon.closed("phrases subjects")
_TITLE_DOTS = lexicon.closed("phrases title dots")
# A source runs over this many words at most: bounds the backward walk on hostile input.
_REACH = 60


def capital(page: Page, index: int) -> bool:
    """Whether the word begins with a capital letter or is a figure inside a name."""
    return page.words[index].text[:1].isupper()


def is_stop(page: Page, index: int) -> bool:
    """Whether the word is punctuation that bounds a phrase; the dot of "Dr." and of an initial is none."""
    low = page.words[index].low
    if low == ".":
        before = page.words[index - 1] if index else None
        return before is None or not (before.low in _TITLE_DOTS or (len(before.text) == 1 and before.text.isupper()))
    return low in STOPS or low in ENDS or low in QUOTE_MARKS


def is_adverb(low: str) -> bool:
    """Whether a word between subject and verb may be an adverb."""
    return low in lexicon.closed("adverb") or (low.endswith("ly") and len(low) > 4)


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
    if word.low in _RELATIVES or (word.low == "that" and end - 2 >= low):
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
            if word in _SUBJECTS or word in determiner or (capital(page, index) and not capital(page, index - 1)):
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
    if start >= comma or _empty(page, start, end) or page.words[end - 1].low in _RELATIVES:
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
    return start < joint and page.words[start].low in _RELATIVES


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


def addressee(page: Page, start: int, high: int) -> int:
    """End of the addressee after "told": a pronoun, a name, or a phrase up to the next clause, preposition or sign."""
    if start >= high or is_stop(page, start):
        return start
    if page.words[start].low in _OBJECTS and page.words[start].text[:1].islower():
        return start + 1
    determiner, preposition = lexicon.closed("determiner"), lexicon.closed("preposition")
    if capital(page, start):
        end = start
        while end < high and (
            capital(page, end)
            or (page.words[end].low in ("of", "'s", "and") and end + 1 < high and capital(page, end + 1))
        ):
            end += 1
        while end < high and page.words[end].low in lexicon.media_words():
            end += 1
        return end
    end = start
    if page.words[end].low in determiner:
        end += 1
        seen_name = False
        while end < high and not is_stop(page, end):
            low = page.words[end].low
            if (
                low in _SUBJECTS
                or low in determiner
                or low in preposition
                or low in lexicon.closed("clause")
                or low == "to"
            ):
                break
            if seen_name and not capital(page, end) and low not in lexicon.media_words():
                break
            if capital(page, end) and is_time(page, end):
                break
            seen_name = seen_name or (capital(page, end) and page.words[end - 1].low == "the")
            if is_time(page, end) and page.words[end - 1].low in ("last", "this"):
                break
            if low in ("this", "last", "how", "what"):
                break
            end += 1
        return end
    while end < min(high, start + 3) and not is_stop(page, end):
        low = page.words[end].low
        if (
            low in _SUBJECTS
            or low in determiner
            or low in preposition
            or low in lexicon.closed("clause")
            or low == "to"
        ):
            break
        end += 1
        if low in (
            "reporters",
            "journalists",
            "lawmakers",
            "members",
            "delegates",
            "analysts",
            "people",
            "supporters",
            "investors",
        ):
            break
    return end


def adjuncts(page: Page, start: int, high: int) -> int:
    """Past adjuncts between cue and content: "on Thursday", "in a statement", "later", "last week", "a few minutes
    ago"."""
    determiner, preposition = lexicon.closed("determiner"), lexicon.closed("preposition")
    at = start
    for _ in range(6):
        if at >= high or is_stop(page, at):
            break
        low = page.words[at].low
        if low == "this" and at + 1 < high and is_time(page, at + 1):
            at += 2
            continue
        if low == "as" or low in _SUBJECTS:
            break
        if low == "to" and not (at + 1 < high and (page.words[at + 1].low in determiner or capital(page, at + 1))):
            break
        if low in preposition and low not in ("like", "than"):
            end = at + 1
            opened = end < high and (page.words[end].low in determiner or capital(page, end))
            first = end
            while end < high and not is_stop(page, end):
                word = page.words[end].low
                if end > first and (
                    word in determiner or word in _SUBJECTS or word in preposition or word in lexicon.closed("clause")
                ):
                    break
                if end > first and is_time(page, end - 1) and not is_time(page, end) and not word[:1].isdigit():
                    break
                if end > first and capital(page, end) and not capital(page, end - 1):
                    break
                if end > first + (4 if opened else 2):
                    break
                end += 1
            if end == at + 1:
                break
            at = end
        elif (is_time(page, at) and (low.endswith("day") or low == "tonight")) or (
            is_adverb(low) and not capital(page, at)
        ):
            at += 1
        elif (
            low in ("last", "this", "next", "earlier", "late", "early", "every")
            and at + 1 < high
            and (is_time(page, at + 1) or page.words[at + 1].low == "this")
        ):
            at += 2
        elif low in ("a", "an", "two", "three", "several") and _ago(page, at, high):
            at = _ago(page, at, high)
        else:
            break
    return at


def _ago(page: Page, start: int, high: int) -> int:
    for index in range(start, min(start + 5, high)):
        if page.words[index].low in ("ago", "earlier", "later"):
            return index + 1
    return 0
