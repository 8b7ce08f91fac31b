"""The parts of a source phrase that resolution looks at: core, segments, head, determiner, possessor."""

from typing import NamedTuple

from verifier.attribution import lexicon, phrases, sources
from verifier.attribution.found import Words
from verifier.attribution.page import Page
from verifier.attribution.registry import bare

_POSSESSIVE = frozenset(("his", "her", "its", "their"))
# What a body does with a document of its own.
_MADE = frozenset(
    ("released", "published", "issued", "compiled", "written", "made", "conducted", "produced", "prepared", "authored")
)
_OFFICES = frozenset(("state", "staff"))
INDEFINITE = lexicon.closed("phrasing indefinite")


class Phrase(NamedTuple):
    """A noun phrase: `core` ends before a relative clause, `main` before the first comma; `head` is a word index."""

    words: Words
    core: Words
    main: Words
    head: int
    noun: str
    kind: str
    determiner: str
    owner: Words | None
    modifiers: tuple[str, ...]


def parse(page: Page, words: Words) -> Phrase:
    """Take a phrase of at least one word apart."""
    first, last = words
    core_end = last
    for index in range(first + 1, last):
        if phrases.is_relative(page, index):
            core_end = index - (page.words[index - 1].low == ",")
            break
    core = (first, max(first + 1, core_end))
    main_end = next((k for k in range(first + 1, core[1]) if page.words[k].low in (",", "(", "—", "–")), core[1])
    main = (first, main_end)
    head = sources.head(page, main)
    start = first
    determiner = ""
    low = page.words[first].low
    if low in lexicon.closed("determiner") or low in ("same", "said") or low.isdigit():
        determiner = low
        start = first + (1 if head > first else 0)
    owner = _owner(page, first, head, core)
    noun = bare(page.words[head].low)
    two = f"{page.words[head - 1].low} {noun}" if head > first else noun
    double = two != noun and two in lexicon.nouns()
    if double:
        noun = two
    begin = owner[1] if owner is not None and owner[1] <= head else start
    modifiers = tuple(
        bare(page.words[k].low)
        for k in range(begin, head - double)
        if page.words[k].low not in ("same", "very", "own", "two", "other", "the") and page.words[k].text[0].isalnum()
    )
    return Phrase(words, core, main, head, noun, sources.kind_of(page, main), determiner, owner, modifiers)


def _owner(page: Page, first: int, head: int, core: Words) -> Words | None:
    """The possessor: "the company's", "its", or the phrase after "of", "by", "from", "for", "at"."""
    for index in range(first, head):
        if page.words[index].low.endswith(("'s", "s'")) or page.words[index].low in ("'", "’"):
            return first, index + 1
    if page.words[first].low in _POSSESSIVE and head > first:
        return first, first + 1
    follow = head + 1
    if follow + 1 < core[1] and page.words[follow].low.isdigit():
        follow += 1
    if follow + 1 < core[1] and page.words[follow].low == "," and page.words[follow + 1].low in _MADE:
        follow += 1
    while follow < core[1] and page.words[follow].low in _MADE:
        follow += 1
    if follow + 1 < core[1] and page.words[follow].low == "of" and page.words[follow + 1].low in _OFFICES:
        # "the secretary of state" belongs to no state
        return None
    if follow + 1 < core[1] and page.words[follow].low in ("of", "by", "from", "for", "at", "with"):
        return follow + 1, phrases.phrase_end(page, follow + 1, core[1])
    return None


def text_of(page: Page, words: Words) -> str:
    """The words as written, on one line."""
    return " ".join(page.text[slice(*page.span(*words))].split())
