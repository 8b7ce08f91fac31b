"""Names in a text: runs of capitalised words, told apart as people, media and bodies, with the titles before them."""

import re
from functools import cache
from typing import NamedTuple

from verifier.attribution import lexicon, phrases
from verifier.attribution.page import Page, Sentence, Word
from verifier.language import lexicons

# "Mum-of-two", "36-year-old": told of a person, no part of the name.
EPITHET = re.compile(r"\d{1,3}-year-old|(?:mother|father|mum|mom|dad|grandmother|grandfather|parent)-of-\w+")
# Of which party and place a lawmaker is: "(R-Iowa)".
_SEAT = re.compile(r"[RDI]-\w+")
_JOINTS = lexicon.closed("names joints")
_TOPICS = lexicon.closed("names topics")
_PERSONAL_JOINTS = lexicon.closed("names personal joints")
_LONGEST = 10
# Words of "of Staff Anne Roy".
_OF_STAFF = 4
# A line is a heading if this share of its longer words, and at least so many, are capitalised.
_LOUD, _SHORTEST_HEADING, _SHORT = 0.8, 4, 3
_SMALL_WORDS = frozenset().union(
    *map(lexicon.closed, ("preposition", "determiner", "coordinator", "clause", "auxiliary", "negation"))
)
# Of its second to fourth word.
_MOST_SMALL = 2
# Names with one first word that are looked for in headings: keeps the time linear.
_ALIKE = 20
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
    headings = [sentence for sentence in page.sentences if _heading(page, sentence)]
    ends = {sentence.first: sentence.last for sentence in headings}
    behind = 0
    for at in [at for at, word in enumerate(words) if word.text[0].isupper() or at in ends]:
        if at < behind:
            continue
        if at in ends:
            behind = ends[at]
        elif _begins(page, at, firsts) and not _SEAT.fullmatch(words[at].text):
            behind = _extent(page, at)
            out.extend(_cut(page, at, behind))
    if headings:
        out += _again(page, headings, out)
        out.sort(key=lambda name: name.first)
    return out


def _heading(page: Page, sentence: Sentence) -> bool:
    """Whether all words of a line are capitalised: then capitals tell nothing of names."""
    ended = page.words[sentence.last - 1].low == "."
    if sentence.first and ended:
        return False
    words = page.words[sentence.first : sentence.last]
    small = sum(word.text.islower() for word in words[1:4])
    if small > _MOST_SMALL:
        return False
    long = [word for word in words if len(word.text) > _SHORT and word.text[0].isalpha()]
    if len(long) < _SHORTEST_HEADING + ended:
        return False
    loud = sum(word.text[0].isupper() for word in long)
    return loud >= (1 if ended else _LOUD) * len(long) and not any(_tells(word) for word in words)


def _tells(word: Word) -> bool:
    """Whether a short lower-case word is one that headings write with a capital: "met", "won"."""
    plain = len(word.text) <= _SHORT and word.text.islower() and word.text.isalpha()
    return plain and word.low not in _SMALL_WORDS


def _again(page: Page, headings: list[Sentence], names: list[Name]) -> list[Name]:
    """The names that stand in the text and in its headings too."""
    by_first: dict[str, dict[tuple[str, ...], bool]] = {}
    for name in names:
        words = tuple(page.words[k].low.removesuffix("'s") for k in range(name.first, name.last))
        alike = by_first.setdefault(words[0], {})
        if len(alike) < _ALIKE:
            alike.setdefault(words, name.person)
    out = []
    for sentence in headings:
        at = sentence.first
        while at < sentence.last:
            known = by_first.get(page.words[at].low.removesuffix("'s"), {})
            fits = [words for words in known if _stands(page, at, sentence.last, words)]
            best = max(fits, key=len, default=())
            if best:
                out.append(Name(at, at + len(best), person=known[best], title=at))
            at += len(best) or 1
    return out


def _stands(page: Page, at: int, high: int, words: tuple[str, ...]) -> bool:
    return at + len(words) <= high and all(
        page.words[at + k].low.removesuffix("'s") == word for k, word in enumerate(words)
    )


def _begins(page: Page, at: int, firsts: set[int]) -> bool:
    word = page.words[at]
    if not word.text[:1].isupper() or (phrases.is_time(page, at) and not _name_follows(page, at)):
        return False
    opening = at in firsts or (at > 0 and page.words[at - 1].low in phrases.QUOTE_MARKS | {":", "•"})
    if not opening:
        return (
            word.low not in ("a", "i", "i'm", "i've", "i'll", "i'd")
            or page.words[min(at + 1, len(page.words) - 1)].low == "."
        )
    if (
        word.low.partition("'")[0] in _OPENERS
        or phrases.is_adverb(word.low)
        or word.low in ("maybe", "perhaps", "former")
    ):
        return word.low in ("mr", "mrs", "ms", "dr", "prof", "sir", "dame", "lord", "lady", "judge", "justice", "cllr")
    follow = page.words[at + 1].low if at + 1 < len(page.words) else ""
    if _plain_noun(page, at + 1) and not word.text.isupper() and not word.low.endswith(("'s", "s'")):
        # "Opinion polls say"
        return word.text in lexicon.media() or word.text in lexicon.capitals() or word.text in lexicon.given_names()
    # "Get it sent to you", "Read the report"
    return not (follow in lexicon.closed("determiner") or follow in _OBJECTS) or word.text in lexicon.given_names()


def _plain_noun(page: Page, at: int) -> bool:
    """Whether a common noun stands there that can speak, and no verb of the same form."""
    word = page.words[at] if at < len(page.words) else None
    return word is not None and word.text.islower() and word.low in _nouns() and word.low not in lexicon.cues()


@cache
def _nouns() -> frozenset[str]:
    return frozenset(lexicon.nouns()) - lexicon.closed("present verbs")


def _name_follows(page: Page, at: int) -> bool:
    """Whether a month is a first name here ("May Fielding")."""
    return (
        page.words[at].low in ("may", "april", "june", "jan")
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
    if follow + 1 < len(words) and words[follow + 1].text in lexicon.given_names() and _title(words[joint - 1].text):
        # "RNC Chief of Staff Anne Roy"
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
_NO_NAME = frozenset(("of", "for", "and", "the", "&", "jr", "sr", "ii", "iii", ".", ","))
_UNDER = frozenset(("of", "for", "and", "the"))
_BODY_WORDS = lexicon.closed("names body words")


def _cut(page: Page, first: int, last: int) -> list[Name]:
    """Titles off the front; a run that is nothing but titles is no name."""
    title = first
    words = page.words
    sexes = lexicon.titles()
    run = [words[k].text for k in range(first, last)]
    if len(run) == 1 and (run[0] in sexes or words[first].low in lexicon.closed("determiner")):
        return []
    sure = _after_office(page, first, last)
    if sure:
        return [Name(sure, last, person=True, title=first)]
    body = any(body_word(words[k].low) and words[k].text not in lexicon.given_names() for k in range(first, last))
    start = first
    while start < last - 1 and (_title(run[start - first]) or (start == first and _gerund(page, first))):
        start += 1
    if words[start].low in ("of", "for"):
        # "Minister of Education Anne Roy", "Secretary of State"
        start = last - 2 if last - start > 3 else last
    if start == last or (start == last - 1 and _office(page, first, last)):
        return []
    if not body:
        if last - start > 2:
            start = _past_titles(page, start, last)
        return [Name(start, last, person=_personal(page, start, last, start > title), title=title)]
    # "Defence Minister Radim Olsavec": a title after a body's words, then a person.
    named = next((_named(page, k, last) for k in range(last - 2, first, -1) if _heads(page, k)), 0)
    if named and not any(body_word(words[k].low) for k in range(named, last)):
        return [Name(named, last, person=_personal(page, named, last, titled=True), title=first)]
    return [Name(start if start < last and not body_word(words[start].low) else first, last, person=False, title=first)]


def _after_office(page: Page, first: int, last: int) -> int:
    """Where the person's name begins in "Secretary of State Anne Roy", "RNC Chief of Staff Anne Roy"; 0 elsewhere."""
    words = page.words
    if last - first < 5 or body_word(words[last - 1].low):
        return 0
    office = next((k for k in range(first, last - 4) if words[k + 1].low == "of" and _title(words[k].text)), None)
    if office is None:
        return 0
    return next((k for k in range(office + 3, last - 1) if words[k].text in lexicon.given_names()), 0)


def _office(page: Page, first: int, last: int) -> bool:
    """Whether the run ends with an office and names nobody: "Prime Minister", "Saudi Prince"."""
    words = page.words
    listed = words[last - 1].text in lexicon.titles() and words[last - 1].text not in lexicon.given_names()
    return listed and (words[first].low in lexicon.closed("belonging") or _title(words[first].text))


def _past_titles(page: Page, start: int, last: int) -> int:
    """Where the name begins in "French President Anne Roy", "Democrat Anne Roy"."""
    words = page.words
    for at in range(last - 2, start, -1):
        follow = _named(page, at, last)
        if follow and (_titled(page, at) or words[follow].text in lexicon.given_names()):
            return follow
    partisan = words[start].low in lexicon.closed("partisans") and words[start + 1].low not in _NO_NAME
    return start + partisan


def _titled(page: Page, at: int) -> bool:
    """Whether a title stands there, with or without its dot."""
    word = page.words[at]
    dot = at + 1 < len(page.words) and page.words[at + 1].low == "."
    return word.text + "." * dot in lexicon.titles() or word.low == "leader"


def _heads(page: Page, at: int) -> bool:
    """Whether the word tells an office that is not part of a body's name ("Office of Inspector General")."""
    office = _titled(page, at) or _role(page.words[at].low) or page.words[at].low in lexicon.closed("partisans")
    return office and page.words[at - 1].low not in _UNDER


def _named(page: Page, at: int, last: int) -> int:
    """Where the name of a person begins after the title, office or party at a word; 0 where none does."""
    words = page.words
    follow = at + 1 + (words[at + 1].low == ".")
    office = _titled(page, at) or _role(words[at].low) or words[at].low in lexicon.closed("partisans")
    if not office or follow >= last or words[at].text in lexicon.given_names():
        return 0
    if words[follow].low == "of" and last - follow == _OF_STAFF:
        # "Chief of Staff Anne Roy"
        return follow + 2
    return follow if words[follow].low not in _NO_NAME else 0


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
    """Whether the capitalised word only opens its sentence ("Mispronouncing ...", "Understated Roy ...")."""
    opens = page.sentences[page.sentence_of[first]].first == first
    word = page.words[first]
    return opens and word.low.endswith(("ing", "ed")) and word.text not in lexicon.given_names() and len(word.low) > 5


def _role(low: str) -> bool:
    return lexicon.nouns().get(low) == "person"


def _personal(page: Page, first: int, last: int, titled: bool) -> bool:
    words = page.words
    if any(words[k].low in _AGAINST for k in range(first + 1, last)):
        return False
    if titled:
        return last > first
    if words[last - 1].low.removesuffix("'s") in lexicon.closed("belonging"):
        return False
    after = words[last] if last < len(words) else None
    if (first > 0 and words[first - 1].low == "the") or (
        after is not None and after.text.islower() and lexicon.nouns().get(after.low) == "person"
    ):
        # "the Good Jobs campaign", "a West Side senator"
        return False
    name = " ".join(word.text for word in words[first:last])
    if name in lexicon.media() or name in lexicon.capitals():
        return False
    before = words[first - 1].low if first else ""
    if lexicon.nouns().get(before) == "person" and last - first <= 4 and not name.isupper():
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
