"""Names of people in a source phrase: two who speak as one, and names that only tell whose supporters speak."""

from collections.abc import Sequence

from verifier.attribution import phrases
from verifier.attribution.memory import Memory, Resolved
from verifier.attribution.names import Name
from verifier.attribution.page import Page
from verifier.attribution.phrasing import Phrase


def two(memory: Memory, phrase: Phrase, names: Sequence[Name]) -> Resolved | None:
    """ "Anna Roy and Piet Holm": both of them, where the phrase names no others; `names` are those of its main part."""
    people = [name for name in names if name.person and name.last - name.first > 1]
    if len(people) != 2 or not people[1].first <= phrase.head:
        return None
    if phrases.has_preposition(memory.page, phrase.main[0] - 1, people[0].title):
        return None
    if memory.page.words[people[0].last].low != "and":
        return None
    one, other = (memory.of_name((name.first, name.last), person=True) for name in people)
    return Resolved(memory.together(one, other), "name")


def describes(page: Page, name: Name, phrase: Phrase) -> bool:
    """Whether the name of a person only tells whose: "Holm supporters", "the Holm campaign"."""
    between = page.words[name.last : phrase.head + 1]
    return phrase.kind != "" and bool(between) and all(word.text.islower() and word.text.isalpha() for word in between)
