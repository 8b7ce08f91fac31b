"""Names in a text: runs of capitalised words, told apart as people, media and bodies, with the titles before them."""

import re
from typing import NamedTuple

from verifier.attribution import lexicon, phrases
from verifier.attribution.page import Page
from verifier.language import lexicons

# "Mum-of-two", "36-year-old": told of a person, no part of the name.
EPITHET = re.compile(r"\d{1,3}-year-old|(?:mother|father|mum|mom|dad|grandmother|grandfather|parent)-of-\w+")
_JOINTS = lexicon.closed("names joints")
_TOPICS = lexicon.closed("names topics")
_PERSONAL_JOINTS = lexicon.closed("names personal joints")
_LONGEST = 10
_OBJECTS = frozenset(("it", "us", "me", "you", "him", "them"))
_AGAINST = frozenset(("v", "vs"))
# Capitalised words that begin a sentence and no name.
_OPENERS = lexicon.closed("names openers")


class Name(NamedTuple):
    """A name at words [first, last), titles left out; `title` is the index at which the titles before it begin."""

    first: int
    last: int
    person: bool
    title: int


def find_names(page: Page) -> list[Name]:
    """The names of a page in order."""
    out: list[Name] = []
    words = page.words
    firsts = {sentence.first for sentence in page.sentences}
    at = 0
    while at < len(words):
        if not words[at].text[0].isupper() or not _begins(page, at, firsts):
            at += 1
            continue
        last = _extent(page, at)
        out.extend(_cut(page, at, last))
        at = max(last, at + 1)
    return out


def _begins(page: Page, at: int, firsts: set[int]) -> bool:
    word = page.words[at]
    if not word.text[:1].isupper() or (phrases.is_time(page, at) and not _name_follows(page, at)):
        return False
    opening = at in firsts or (at > 0 and page.words[at - 1].low in phrases.QUOTE_MARKS | {":", "•"})
    if not opening:
        return word.low not in ("i", "i'm", "i've", "i'll", "i'd")
    if (
        word.low.partition("'")[0] in _OPENERS
        or phrases.is_adverb(word.low)
        or word.low in ("maybe", "perhaps", "former")
    ):
        return word.low in ("mr", "mrs", "ms", "dr", "prof", "sir", "dame", "lord", "lady", "judge", "justice", "cllr")
    follow = page.words[at + 1].low if at + 1 < len(page.words) else ""
    # "Get it sent to you", "Read the report"
    return not (follow in lexicon.closed("determiner") or follow in _OBJECTS) or word.text in lexicon.given_names()


def _name_follows(page: Page, at: int) -> bool:
    """Whether a month is a first name here ("May Fielding")."""
    return (
        page.words[at].low in ("may", "april", "june")
        and at + 1 < len(page.words)
        and phrases.capital(page, at + 1)
        and (not phrases.is_time(page, at + 1))
    )


def _extent(page: Page, at: int) -> int:
    words = page.words
    last = at + 1
    if words[at].low.endswith(("'s", "s'")):
        return last
    while last < min(len(words), at + _LONGEST):
        word = words[last]
        if word.start - words[last - 1].end > 1:
            break
        if word.text[:1].isupper() and not (phrases.is_time(page, last) and word.low.endswith("day")):
            last += 1
            if word.low.endswith(("'s", "s'")):
                break
            continue
        if word.low == "." and phrases.is_stop(page, last) is False:
            last += 1
            continue
        if word.low in _AGAINST and last + 2 < len(words) and _opponent(page, last + 1):
            last += 1 + (words[last + 1].low == ".")
            continue
        if word.low == "and" and _joined_and(page, at, last):
            last += 1
            continue
        if word.low in _JOINTS and last + 1 < len(words) and _joined(page, at, last):
            last += 1
            continue
        if (
            word.low == "the"
            and words[last - 1].low in ("of", "for")
            and last + 1 < len(words)
            and phrases.capital(page, last + 1)
        ):
            last += 1
            continue
        break
    while last > at + 1 and words[last - 1].low in _JOINTS | {"the", "."}:
        last -= 1
    return last


def _opponent(page: Page, at: int) -> bool:
    """Whether a name follows the "v" of a case in court, or the dot after it."""
    return phrases.capital(page, at + (page.words[at].low == "."))


def _joined(page: Page, at: int, joint: int) -> bool:
    """Whether "of" joins two parts of one name: not after a person's name, and a capital must follow."""
    words = page.words
    follow = joint + 1
    if words[joint].low in ("of", "for") and words[follow].low == "the":
        follow += 1
    if follow >= len(words) or not phrases.capital(page, follow):
        return False
    if words[joint].low in _PERSONAL_JOINTS or words[joint].low == "&":
        return True
    return any(body_word(words[k].low) for k in range(at, joint)) or joint - at == 1


def _joined_and(page: Page, at: int, joint: int) -> bool:
    """Whether "and" stands inside the name of a body: "Ministry of Agriculture and Fisheries"."""
    words = page.words
    if joint + 1 >= len(words) or not phrases.capital(page, joint + 1):
        return False
    if joint - at <= 2 and words[joint - 1].low in _TOPICS:
        return True
    heads = [k for k in range(at, joint) if words[k].low in ("of", "for")]
    return bool(heads) and any(body_word(words[k].low) for k in range(at, heads[0]))


def body_word(low: str) -> bool:
    """Whether the word makes a name that of a body ("Ministry", "Institute"), a medium or a document."""
    low = low.removesuffix("'s")
    kind = lexicon.nouns().get(low)
    if kind not in (None, "person"):
        return True
    return low in lexicon.media_words() or low in _BODY_WORDS


# A place whatever stands before ("Shelby County"); "Hill" and "West" are surnames too.
_PLACES = frozenset(("county", "city", "town", "village", "province", "district", "peninsula", "airport", "university"))
# "Office of Inspector General": an office in a body's name, not the title of a person.
_UNDER = frozenset(("of", "for", "and", "the"))
_BODY_WORDS = lexicon.closed("names body words")


def _cut(page: Page, first: int, last: int) -> list[Name]:
    """Titles off the front; a run that is nothing but titles is no name."""
    title = first
    words = page.words
    sexes = lexicon.titles()
    run = [words[k].text for k in range(first, last)]
    if len(run) == 1 and run[0] in sexes:
        return []
    body = any(body_word(words[k].low) for k in range(first, last))
    start = first
    while start < last - 1 and (_title(run[start - first]) or (start == first and _gerund(page, first))):
        start += 1
    if not body:
        return [Name(start, last, person=_personal(page, start, last, start > title), title=title)]
    # "Defence Minister Radim Olsavec": a title after a body's words, then a person.
    split = next(
        (
            k
            for k in range(last - 2, first, -1)
            if (words[k].text in sexes or _role(words[k].low)) and words[k - 1].low not in _UNDER
        ),
        None,
    )
    if split is not None and split + 1 < last and not any(body_word(words[k].low) for k in range(split + 1, last)):
        return [Name(split + 1, last, person=_personal(page, split + 1, last, titled=True), title=first)]
    return [Name(start if start < last and not body_word(words[start].low) else first, last, person=False, title=first)]


def _title(word: str) -> bool:
    """Whether a capitalised word before a name is a title, an office or the dot of one."""
    listed = lexicon.titles()
    if (
        word in listed
        or f"{word}." in listed
        or word in (".", "Former", "Vice", "Acting", "Deputy", "Assistant", "Prime")
    ):
        return True
    low = word.lower()
    if EPITHET.fullmatch(low):
        return True
    several = (
        lexicon.singular(low) != low and lexicon.singular(low) not in lexicons.groups("attribution/roles")["office"]
    )
    return _role(lexicon.singular(low)) and not several and word not in lexicon.given_names()


def _gerund(page: Page, first: int) -> bool:
    """Whether the capitalised word only opens its sentence ("Mispronouncing ...")."""
    opens = page.sentences[page.sentence_of[first]].first == first
    return opens and page.words[first].low.endswith("ing")


def _role(low: str) -> bool:
    return lexicon.nouns().get(low) == "person"


def _personal(page: Page, first: int, last: int, titled: bool) -> bool:
    words = page.words
    if any(words[k].low in _AGAINST for k in range(first + 1, last)):
        return False
    if titled:
        return last > first
    name = " ".join(word.text for word in words[first:last])
    if name in lexicon.media() or name in lexicon.capitals():
        return False
    before = words[first - 1].low if first else ""
    if lexicon.nouns().get(before) == "person" and last - first <= 4:
        return True
    if words[last - 1].low in _PLACES:
        return False
    if words[first].text in lexicon.given_names():
        return True
    if any(words[k].low in lexicons.words("attribution/place_words") for k in range(first, last)):
        return False
    size = sum(1 for k in range(first, last) if phrases.capital(page, k))
    if size < 2 or size > 4 or any(words[k].text.isupper() and len(words[k].text) > 2 for k in range(first, last)):
        return False
    return all(words[k].low not in ("of", "&", "for", "the") for k in range(first, last))
