"""Attributions without a cue verb: speaker tags, questions and answers, a clause or a document with a colon."""

from verifier.attribution import lexicon, phrases
from verifier.attribution.cues import Group
from verifier.attribution.found import Found, Words
from verifier.attribution.page import Page
from verifier.attribution.parts import made
from verifier.attribution.sources import can_say, kind_of

_TAG_LENGTH = 7
_HOLDERS = lexicon.closed("transcripts holders")
_NO_SPEAKERS = lexicon.closed("transcripts no speakers")
_COLON = lexicon.Cue(":", "S", "d")


def tagged(page: Page, first: int, last: int) -> Found | None:
    """ "DR SANDS: ..." at the head of a paragraph: the rest of the sentence is what the tag's owner says."""
    words = page.words
    sentence = page.sentence_of[first]
    opens = sentence == 0 or page.sentences[sentence - 1].paragraph != page.sentences[sentence].paragraph
    colon = next((k for k in range(first + 1, min(last, first + _TAG_LENGTH)) if words[k].low == ":"), None)
    if not opens or colon is None or last - colon < 3:
        return None
    name = range(first, colon)
    letter = colon == first + 1 and words[first].text in ("Q", "A")
    if not letter and not all(
        phrases.capital(page, k) or words[k].low in (".", "of", "the", "-", "&", "(", ")", ",") for k in name
    ):
        return None
    if not letter and (words[first].low in _NO_SPEAKERS or any(words[k].text[0].isdigit() for k in name)):
        return None
    spoken = all(words[k].text.isupper() or not words[k].text[0].isalpha() for k in name)
    if not (letter or spoken or words[first].text.rstrip(".") in lexicon.titles() or page.quote_of[colon + 1] >= 0):
        return None
    group = Group(colon, colon, colon + 1, _COLON, "active", False)
    return made(page, (first, colon), group, ((colon + 1, last),), rule="speaker-tag")


def held_after_colon(page: Page, first: int, last: int) -> Found | None:
    """ "It also contains an uncomfortable exchange: ...": what a document holds, before anything inside is looked
    at."""
    words = page.words
    colon = next((k for k in range(first + 1, last - 2) if words[k].low == ":" and page.quote_of[k] < 0), None)
    if colon is None or page.quote_of[colon + 1] >= 0:
        return None
    if not any(words[k].low in _HOLDERS - lexicon.closed("auxiliary") for k in range(first + 1, colon)):
        return None
    found = after_colon(page, first, last)
    return found[0] if found else None


def after_colon(page: Page, first: int, last: int) -> list[Found]:
    """ "Pryce was blunt about money: "...""; "a nugget in the commission's tables: ..."; "It also contains ...:
    ..."."""
    words = page.words
    colon = next((k for k in range(first + 1, last - 2) if words[k].low == ":" and page.quote_of[k] < 0), None)
    if colon is None:
        return []
    source = _before_colon(page, first, colon)
    if source is None:
        return []
    group = Group(colon, colon, colon + 1, _COLON, "active", False)
    return [made(page, source, group, ((colon + 1, last),), rule="colon")]


def _before_colon(page: Page, first: int, colon: int) -> Words | None:
    words = page.words
    auxiliary = lexicon.closed("auxiliary")
    holder = next((k for k in range(first + 1, colon) if words[k].low in _HOLDERS or words[k].low in auxiliary), None)
    if page.quote_of[colon + 1] >= 0:
        verb = holder or next((k for k in range(first + 1, colon) if words[k].low.endswith(("ed", "s"))), None)
        source = phrases.subject(page, verb, first) if verb is not None else None
        if source is not None and kind_of(page, source) and can_say(page, source, "N"):
            return source
        return None
    if holder is not None and words[holder].low in _HOLDERS - auxiliary:
        source = phrases.subject(page, holder, first)
        if source is not None and (
            kind_of(page, source) == "report" or (source[1] - source[0] == 1 and words[source[0]].low == "it")
        ):
            return source
    if holder is None:
        for index in range(first, colon):
            if words[index].low in ("in", "from", "of") and index + 2 < colon:
                phrase = (index + 1, colon)
                if kind_of(page, phrase) == "report" and any(
                    words[k].low.endswith(("'s", "s'")) for k in range(*phrase)
                ):
                    return phrase
    return None
