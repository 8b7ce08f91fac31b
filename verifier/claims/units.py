"""Sentences joined to the units that claims are cut from: a quotation of some sentences, or two around one cue, is
one."""

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.claims.asides import Sentence
from verifier.language import tokens
from verifier.language.quotes import Quotation
from verifier.model import Span

_LONGEST = 320
"""Units are not joined beyond this many code points: a long speech is checked sentence by sentence."""
_CUE_WORDS = 5
"""A quotation that goes on after up to this many words of cue ("the experts write") is the same utterance; after
more, the second quotation stands as a claim of its own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more sentences of the story that are read as one assertion. `sentence` is the first of them if they are
    more."""

    span: Span
    sentence: Span
    block: int
    item: bool
    joined: bool


def join(text: str, sentences: Sequence[Sentence], quotes: Sequence[Quotation]) -> list[Unit]:
    """The units of a story in text order; every sentence is in exactly one."""
    outer = [quote for quote in quotes if quote.level == 0]
    out: list[Unit] = []
    at = 0
    for sentence in sentences:
        while at < len(outer) and outer[at].end <= (out[-1].span.start if out else sentence.span.start):
            at += 1
        if out and sentence.span.end - out[-1].span.start <= _LONGEST and _belongs(text, out[-1], sentence, outer[at:]):
            last = out[-1]
            out[-1] = Unit(Span(last.span.start, sentence.span.end), last.sentence, sentence.block, last.item, True)
        else:
            out.append(Unit(sentence.span, sentence.span, sentence.block, sentence.item, False))
    return out


def _belongs(text: str, unit: Unit, sentence: Sentence, quotes: Sequence[Quotation]) -> bool:
    before: Quotation | None = None
    for quote in quotes:
        if quote.start < unit.span.end and quote.end > sentence.span.start:
            return True
        if quote.start >= sentence.span.end:
            break
        if quote.end <= unit.span.end:
            before = quote
            continue
        if quote.start == sentence.span.start and before is not None:
            return _goes_on(text, unit, sentence, before, quote)
    return False


def _goes_on(text: str, unit: Unit, sentence: Sentence, before: Quotation, after: Quotation) -> bool:
    """Whether a quotation that opens the next sentence continues the one before: over a paragraph break, or around a
    cue."""
    if after.continues and before.end == unit.span.end:
        return True
    if unit.block != sentence.block or before.start != unit.span.start or after.end < sentence.span.end:
        return False
    return 0 < len(tokens.texts(text[before.end : unit.span.end])) <= _CUE_WORDS
