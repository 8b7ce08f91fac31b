"""What a name is said to be right beside it: "Calder, a ferry company,", "one state agency, the Coastal Board,"."""

from verifier.attribution import lexicon, phrases
from verifier.attribution.entities import Entity
from verifier.attribution.names import Name
from verifier.attribution.page import Page

# Words between the article and the noun: "a small family-run ferry company".
_LONGEST = 6
_LEADING = frozenset(("a", "an", "the", "one"))


def learn(page: Page, name: Name, entity: Entity) -> None:
    """Take in the nouns by which a later phrase may take the entity up."""
    for noun in (_after(page, name.last), _before(page, name.first)):
        kind = lexicon.nouns().get(noun)
        if kind in (None, "report") or (kind == "person") != entity.person:
            continue
        entity.nouns.add(noun)
        if entity.kind == "unknown" and not entity.person:
            entity.kind = kind  # type: ignore[assignment]


def _after(page: Page, at: int) -> str:
    """The head of ", a small ferry company based in ..."."""
    words = page.words
    if at + 2 >= len(words) or words[at].low != "," or words[at + 1].low not in _LEADING:
        return ""
    noun = ""
    for index in range(at + 2, min(len(words), at + 2 + _LONGEST)):
        low = words[index].low
        if not low[0].isalpha() or low in lexicon.closed("preposition") or low in ("who", "which", "that", "and"):
            break
        noun = low if low in lexicon.nouns() else ""
        if noun and _ends(page, index + 1):
            return noun
    return noun


def _ends(page: Page, at: int) -> bool:
    return at >= len(page.words) or page.words[at].low not in lexicon.nouns()


def _before(page: Page, first: int) -> str:
    """The head of "one state agency, the ..."."""
    words = page.words
    at = first - 1 - (first > 0 and words[first - 1].low == "the")
    if at < 2 or words[at].low != "," or words[at - 1].low not in lexicon.nouns() or words[at - 1].text[:1].isupper():
        return ""
    start = phrases.phrase_start(page, at, max(0, at - _LONGEST))
    return words[at - 1].low if start < at and words[start].low in _LEADING else ""


def end(page: Page, name: Name) -> int:
    """Where the words beside a name that may tell its body end; 0 where none stand there."""
    if name.last >= len(page.words) or page.words[name.last].low not in (",", "of", "from", "at"):
        return 0
    last = name.last + 1
    while last < min(len(page.words), name.last + 14) and not phrases.is_stop(page, last):
        last += 1
    return last


def tells(page: Page, name: Name, last: int) -> bool:
    """Whether those words tell the person's office: "of Calder Line", ", chief executive of Calder Line"."""
    if page.words[name.last].low != ",":
        return True
    role = any(lexicon.nouns().get(page.words[k].low) == "person" for k in range(name.last + 1, last))
    return role and page.words[name.last + 1].low not in ("who", "which", "and", "but")
