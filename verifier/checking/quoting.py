"""The quotations of a claim: are they the source's words, somebody else's, or nobody's?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verifier.facts import QuoteMatch, compare_quotation
from verifier.language.quotes import find_quotes
from verifier.language.tokens import STOP, words
from verifier.model import Reference, Span

FEWEST_WORDS = 2
"""Content words that a quotation needs to be looked up; a single word in marks is mostly a name or a scare quote."""
TELLING_WORDS = 5
"""Words that a quotation needs to be recognised as somebody else's: shorter ones are said by many."""
_RANK = {"exact": 0, "altered": 1, "absent": 2}
_TITLES = frozenset(
    [
        *("mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "prof", "professor", "judge", "justice"),
        *("cllr", "councillor", "minister", "president", "chief", "captain", "general", "the", "of", "and", "st"),
        *("secretary", "governor", "senator", "rep", "sen", "gov", "gen", "capt", "executive", "director", "head"),
    ]
)
_PERSON_WORD = re.compile(r"[A-Z][\w'’-]+")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of the claim at `span`, and the best that the documents hold of it (`reference` None: nothing)."""

    span: Span
    words: str
    match: QuoteMatch
    reference: Reference | None

    @property
    def speaker(self) -> str:
        """Whose words the document says they are; empty where it does not say."""
        if self.reference is None or self.match.speaker is None:
            return ""
        return self.reference.document.text[self.match.speaker.start : self.match.speaker.end]


def find(claim: str) -> list[tuple[Span, str]]:
    """The outermost quotations of a claim worth looking up: place and words, without the marks."""
    out = []
    for quote in find_quotes(claim):
        inner = claim[quote.inner.start : quote.inner.end].strip(" ,.")
        telling = [token for token in words(inner) if token.text.lower() not in STOP]
        if quote.level == 0 and len(telling) >= FEWEST_WORDS:
            out.append((quote.inner, inner))
    return out


def look_up(claim: str, references: Iterable[Reference], *, altered: bool = True) -> list[Quoted]:
    """The best match of each quotation over all references: exact before altered, then the higher share of words.
    Without `altered` what is not exact may come out as absent."""
    held = list(references)
    return [_best(claim, span, inner, held, altered=altered) for span, inner in find(claim)]


def _best(claim: str, span: Span, inner: str, references: Sequence[Reference], *, altered: bool) -> Quoted:
    lead = claim[max(0, span.start - 300) : max(span.start - 1, 0)]
    tail = claim[span.end + 1 : span.end + 200]
    best = Quoted(span, inner, QuoteMatch("absent"), None)
    for reference in references:
        match = compare_quotation(inner, reference.document.text, lead=lead, tail=tail, altered=altered)
        if (_RANK[match.result], -match.score) < (_RANK[best.match.result], -best.match.score):
            best = Quoted(span, inner, match, reference if match.spans else None)
    return best


def same_speaker(name: str, speaker: str) -> bool | None:
    """Whether a document's speaker can be the person that the article names; None where that cannot be told.

    They are the same if they share a name word that is no title; different only where both give a name.
    """
    mine = _name_words(name)
    theirs = _name_words(speaker)
    if not mine or not theirs:
        return None
    return not mine.isdisjoint(theirs)


def _name_words(name: str) -> set[str]:
    found = {word.lower().replace("’", "'").removesuffix("'s") for word in _PERSON_WORD.findall(name)}
    return {word for word in found if word not in _TITLES and word not in STOP}
