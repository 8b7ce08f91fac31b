"""A text read for its facts, once, so that many comparisons can share the work."""

from dataclasses import dataclass, field
from datetime import date

from verifier.facts import modality, name, period, polarity, quantity, quotation
from verifier.facts.wording import Words
from verifier.model import Fact, FactKind


@dataclass(frozen=True, slots=True)
class Reading:
    """All facts of a text, in text order. `published` is the date that "Thursday" or "last month" is counted from.

    `words` are the text's words, kept for comparisons; they follow from the text and take no part in equality.
    """

    text: str
    facts: tuple[Fact, ...]
    published: date | None = None
    words: Words = field(default_factory=lambda: Words.of(""), compare=False, repr=False)

    def of(self, kind: FactKind) -> tuple[Fact, ...]:
        """The facts of one kind, in text order."""
        return tuple(fact for fact in self.facts if fact.kind == kind)

    def part(self, start: int, end: int) -> "Reading":
        """The reading of text[start:end], with the facts that lie wholly inside it and offsets counted from `start`.

        Reading a document once and taking parts of it costs far less than reading each passage.
        """
        inside = tuple(
            Fact(f.kind, f.start - start, f.end - start, f.text, f.value, f.rule, f.parts)
            for f in self.facts
            if start <= f.start and f.end <= end
        )
        return Reading(self.text[start:end], inside, self.published, self.words.part(start, end))


def read(text: str, *, published: date | None = None) -> Reading:
    """The facts of all kinds in `text`. Takes any str, never raises for its content, takes time linear in its length.

    Relative dates are counted from `published`; without it they stay open and are compared as such.
    """
    words = Words.of(text)
    periods = period.find(words, published)
    facts = [fact for fact, _, _ in periods]
    facts += quantity.find(words, list(period.spans(periods)))
    facts += name.find(words)
    facts += polarity.find(words)
    facts += modality.find(words)
    facts += quotation.find(text)
    facts.sort(key=lambda fact: (fact.start, fact.end, fact.kind))
    return Reading(text, tuple(facts), published, words)
