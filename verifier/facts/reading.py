"""A text read for its facts, each kind once and when it is asked for, so that many comparisons can share the work."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import get_args

from verifier.facts import modality, name, period, polarity, quantity, quotation
from verifier.facts.wording import Words
from verifier.model import Fact, FactKind


class Reading:
    """The facts of a text. `published` is the date that "Thursday" or "last month" is counted from; `words` are the
    text's words, which comparisons share."""

    __slots__ = ("_found", "published", "text", "words")

    def __init__(self, text: str, published: date | None) -> None:
        self.text = text
        self.published = published
        self.words = Words.of(text)
        self._found: dict[FactKind, tuple[Fact, ...]] = {}

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """The facts of one kind, in text order."""
        if kind not in self._found:
            self._found[kind] = tuple(sorted(_FINDERS[kind](self), key=lambda fact: (fact.start, fact.end)))
        return self._found[kind]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all kinds, in text order."""
        every = (fact for kind in get_args(FactKind) for fact in self.of(kind))
        return tuple(sorted(every, key=lambda fact: (fact.start, fact.end, fact.kind)))


@lru_cache(maxsize=64)
def read(text: str, *, published: date | None = None) -> Reading:
    """The facts of all kinds in `text`. Takes any str, never raises for its content, takes time linear in its length.

    Relative dates are counted from `published`; without it they stay open and are compared as such. The last readings
    are kept: a claim is read for the search and for each comparison.
    """
    return Reading(text, published)


def _periods(reading: Reading) -> list[tuple[Fact, int, int]]:
    return reading.words.once("periods", lambda words: period.find(words, reading.published))


_FINDERS: dict[FactKind, Callable[[Reading], list[Fact]]] = {
    "period": lambda reading: [fact for fact, _, _ in _periods(reading)],
    "quantity": lambda reading: quantity.find(reading.words, list(period.spans(_periods(reading)))),
    "name": lambda reading: name.find(reading.words),
    "polarity": lambda reading: polarity.find(reading.words),
    "modality": lambda reading: modality.find(reading.words),
    "quotation": lambda reading: quotation.find(reading.text),
}
