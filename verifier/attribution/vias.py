"""Through whom it came: "told Reuters", "citing a diplomat", "as quoted by", "seen by the AP", "asked by"."""

from verifier.attribution import adjuncts, lexicon, phrases
from verifier.attribution.cues import Group
from verifier.attribution.found import Via, Words
from verifier.attribution.page import Page

_HANDED = lexicon.closed("vias handed")


def medium_kind(page: Page, phrase: Words) -> str | None:
    """The kind of the medium that a phrase names ("the Dagblad newspaper", "AFP", "the news agency"), None where it
    names none."""
    first, last = phrase
    while first < last and page.words[first].low in ("the", "a", "an", "its", "state", "local"):
        first += 1
    if first >= last:
        return None
    name = " ".join(word.text for word in page.words[first:last])
    listed = lexicon.media().get(name)
    if listed is not None:
        return listed
    ending = page.words[last - 1].low
    kind = lexicon.media_words().get(ending)
    if kind is None:
        return None
    if any(phrases.capital(page, k) for k in range(first, last)):
        return kind if ending != "agency" or last - first > 1 else None
    return (
        kind
        if ending in ("newspaper", "agency", "broadcaster", "magazine", "daily", "tabloid", "paper", "channel")
        else None
    )


def told(page: Page, start: int, end: int, group: Group) -> tuple[Via, ...]:
    """The medium among the addressees between cue and content."""
    words = page.words
    at = start
    if "T" in group.cue.frames or (at < end and words[at].low == "to"):
        at += at < end and words[at].low == "to"
        stop = adjuncts.addressee(page, at, end) if at < end else at
        if stop > at and medium_kind(page, (at, stop)) is not None:
            return (((at, stop), "told"),)
        at = stop
    for index in range(at, end):
        if (
            words[index].low in ("issued", "released", "published", "distributed")
            and index + 2 < end
            and words[index + 1].low == "by"
        ):
            return (((index + 2, phrases.phrase_end(page, index + 2, end)), "issued-by"),)
        if words[index].low in ("with", "to", "by", "on", "in") and index + 1 < end:
            stop = adjuncts.addressee(page, index + 1, end)
            phrase = (index + 1, stop)
            if stop > index + 1 and phrases.capital(page, stop - 1) and medium_kind(page, phrase) is not None:
                return ((phrase, "told"),)
    return ()


def citing(page: Page, comma: int, high: int) -> Words | None:
    """The phrase after ", citing" that stands at `comma`."""
    words = page.words
    at = comma
    if at < high and words[at].low == ",":
        at += 1
    if at + 1 < high and words[at].low in ("citing", "quoting"):
        end = phrases.phrase_end(page, at + 1, high)
        return (at + 1, end) if end > at + 1 else None
    return None


def citing_after(page: Page, start: int, high: int) -> Words | None:
    """The phrase after a later ", citing" inside the content that follows the cue."""
    for index in range(start, high):
        if page.words[index].low in ("citing", "quoting") and page.quote_of[index] < 0 and index > start:
            return citing(page, index, high)
    return None


def as_quoted_by(page: Page, end: int, low: int) -> tuple[int, Via] | None:
    """ ", as quoted by KCNA," right before word `end`: where the subject before it ends, and the medium."""
    words = page.words
    if end - 1 <= low or words[end - 1].low != ",":
        return None
    start = end - 1
    while start > low and words[start - 1].low != "," and end - start < 15:
        start -= 1
    at = start
    while at < end - 2 and words[at].low in ("as", "also"):
        at += 1
    if at + 1 < end - 1 and words[at].low in ("quoted", "cited", "reported") and words[at + 1].low in ("by", "in"):
        comma = start - 1
        if comma > low and words[comma].low == ",":
            return comma, ((at + 2, end - 1), "quoted-by")
    return None


def seen_by(page: Page, phrase: Words) -> tuple[Words, tuple[Via, ...]]:
    """ "a report by the panel seen by the AP" -> the report, and the AP as the one that carried it."""
    first, last = phrase
    words = page.words
    for index in range(first + 1, last - 2):
        if words[index].low in _HANDED and words[index + 1].low in ("by", "to", "with"):
            carrier = (index + 2, last)
            if medium_kind(page, carrier) is not None or phrases.capital(page, last - 1):
                if words[index].low in ("released", "published") and medium_kind(page, carrier) is None:
                    return phrase, ()
                end = index - 1 if words[index - 1].low == "," else index
                return (first, end), ((carrier, "seen-by"),)
    return phrase, ()


def asked_by(page: Page, first: int, high: int) -> Via | None:
    """ "Asked about this by Reuters, X ..." at the head of a sentence."""
    words = page.words
    if words[first].low == "in":
        return _carried_by(page, first, high)
    if words[first].low not in ("asked", "pressed", "questioned", "interviewed", "contacted", "speaking", "talking"):
        return None
    comma = next((k for k in range(first, min(high, first + 25)) if words[k].low == ","), None)
    if comma is None:
        return None
    for index in range(first + 1, comma - 1):
        if words[index].low in ("by", "to", "with", "on"):
            phrase = (index + 1, phrases.phrase_end(page, index + 1, comma))
            if medium_kind(page, phrase) is not None:
                return phrase, "asked-by"
    return None


def citing_inside(page: Page, source: Words) -> tuple[Words, Words | None]:
    """ "Reuters, citing a diplomat" -> Reuters, and the diplomat."""
    first, last = source
    for index in range(first + 1, last - 1):
        if page.words[index].low in ("citing", "quoting") and page.words[index - 1].low == ",":
            return (first, index - 1), (index + 1, last)
    return source, None


def _carried_by(page: Page, first: int, high: int) -> Via | None:
    """ "In the message, carried by the state news agency, X ..." at the head of a sentence."""
    words = page.words
    for index in range(first + 2, min(high, first + 14) - 2):
        if (
            words[index].low in ("carried", "quoted", "reported", "published", "broadcast")
            and words[index + 1].low == "by"
        ):
            phrase = (index + 2, phrases.phrase_end(page, index + 2, high))
            return (phrase, "carried-by") if medium_kind(page, phrase) is not None else None
    return None
