"""What stands between a cue and its content: whom it was told to, where, when and in what."""

from verifier.attribution import lexicon, phrases
from verifier.attribution.page import Page


def _opens_another(low: str) -> bool:
    """Whether a word opens another phrase or clause, so that the addressee ends before it."""
    return (
        low in phrases.SUBJECTS
        or low == "to"
        or any(low in lexicon.closed(name) for name in ("determiner", "preposition", "clause"))
    )


def addressee(page: Page, start: int, high: int) -> int:
    """End of the addressee after "told": a pronoun, a name, or a phrase up to the next clause, preposition or sign."""
    if start >= high or phrases.is_stop(page, start) or page.words[start].low == "that":
        return start
    if page.words[start].low in phrases.OBJECTS and page.words[start].text[:1].islower():
        return start + 1
    determiner = lexicon.closed("determiner")
    if phrases.capital(page, start):
        end = start
        while end < high and (
            phrases.capital(page, end)
            or (page.words[end].low in ("of", "'s", "and") and end + 1 < high and phrases.capital(page, end + 1))
        ):
            end += 1
        while end < high and page.words[end].low in lexicon.media_words():
            end += 1
        return end
    end = start
    if page.words[end].low in determiner:
        end += 1
        seen_name = False
        while end < high and not phrases.is_stop(page, end):
            low = page.words[end].low
            if _opens_another(low):
                break
            if seen_name and not phrases.capital(page, end) and low not in lexicon.media_words():
                break
            if phrases.capital(page, end) and phrases.is_time(page, end):
                break
            seen_name = seen_name or (phrases.capital(page, end) and page.words[end - 1].low == "the")
            if phrases.is_time(page, end) and page.words[end - 1].low in ("last", "this"):
                break
            if low in ("this", "last", "how", "what"):
                break
            end += 1
        return end
    while end < min(high, start + 3) and not phrases.is_stop(page, end):
        low = page.words[end].low
        if _opens_another(low):
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
        if at >= high or phrases.is_stop(page, at):
            break
        low = page.words[at].low
        if low == "this" and at + 1 < high and phrases.is_time(page, at + 1):
            at += 2
            continue
        if low == "as" or low in phrases.SUBJECTS:
            break
        if low == "to" and not (
            at + 1 < high and (page.words[at + 1].low in determiner or phrases.capital(page, at + 1))
        ):
            break
        if low in preposition and low not in ("like", "than"):
            end = at + 1
            opened = end < high and (page.words[end].low in determiner or phrases.capital(page, end))
            first = end
            while end < high and not phrases.is_stop(page, end):
                word = page.words[end].low
                if end > first and (
                    word in determiner
                    or word in phrases.SUBJECTS
                    or word in preposition
                    or word in lexicon.closed("clause")
                ):
                    break
                if (
                    end > first
                    and phrases.is_time(page, end - 1)
                    and not phrases.is_time(page, end)
                    and not word[:1].isdigit()
                ):
                    break
                if end > first and phrases.capital(page, end) and not phrases.capital(page, end - 1):
                    break
                if end > first + (4 if opened else 2):
                    break
                end += 1
            if end == at + 1:
                break
            at = end
        elif (phrases.is_time(page, at) and (low.endswith("day") or low == "tonight")) or (
            phrases.is_adverb(low) and not phrases.capital(page, at)
        ):
            at += 1
        elif (
            low in ("last", "this", "next", "earlier", "late", "early", "every")
            and at + 1 < high
            and (phrases.is_time(page, at + 1) or page.words[at + 1].low == "this")
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
