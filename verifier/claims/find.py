"""The room's story: set aside what is no claim, join what is one utterance, cut what asserts several things, judge
each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from verifier.claims import clauses, crediting, judging, units, wording, worth
from verifier.claims.asides import set_aside
from verifier.language.quotes import find_quotes
from verifier.model import Aside, Attribution, Claim, Discourse, Document, Referent, Span

_LONGEST = 2000
"""A longer sentence is no prose and is not cut: the time stays linear whatever the text."""


def find_claims(document: Document, discourse: Discourse) -> tuple[tuple[Claim, ...], tuple[Aside, ...]]:
    """The claims of an article in text order with ids from 1, and what was left out of them with the reason.

    Spans count code points of document.text. The attributions may be incomplete or overlap; each claim takes the
    outermost that reaches into it. Relative dates are resolved from document.published, or stay as they are without
    it. Never fails.
    """
    text = document.text
    sentences, asides = set_aside(document)
    quotes = find_quotes(text)
    found = units.join(text, sentences, quotes)
    attributions = _Window(discourse.attributions)
    referents = _ReferentWindow(discourse.referents)
    outer = [Span(quote.start, quote.end) for quote in quotes if quote.level == 0]
    claims: list[Claim] = []
    before: Attribution | None = None
    block = -1
    at = 0
    for number, unit in enumerate(found):
        near = attributions.near(unit.span)
        while at < len(outer) and outer[at].end <= unit.span.start:
            at += 1
        inside = []
        for span in outer[at:]:
            if span.start >= unit.span.end:
                break
            inside.append(span)
        extents = [span for span in map(crediting.extent, near) if span is not None]
        whole = unit.joined or document.language != "en" or unit.span.end - unit.span.start > _LONGEST
        parts = [unit.span] if whole else clauses.cut(text, unit.span, barred=[*inside, *extents])
        for part in parts:
            credited = crediting.credit(part, near)
            if credited is None and before is not None and unit.block == block and _all_quoted(part, inside):
                credited = before
            claims.append(
                _claim(
                    document,
                    _Part(part, unit.sentence, len(claims) + 1, credited, number == len(found) - 1),
                    referents.near(part),
                )
            )
        before = claims[-1].attribution
        block = unit.block
    return tuple(claims), tuple(asides)


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    sentence: Span
    id: int
    attribution: Attribution | None
    closing: bool


def _claim(document: Document, part: _Part, referents: Sequence[Referent]) -> Claim:
    text = document.text
    start, end = part.span
    words = text[start:end]
    if document.language == "en":
        judgement = judging.judge(words, attribution=part.attribution, closing=part.closing)
    else:
        judgement = judging.judge_foreign(words)
    claim = Claim(
        id=part.id,
        start=start,
        end=end,
        text=text[start:end],
        sentence=part.sentence,
        content=crediting.content(part.span, part.attribution),
        standalone=text[start:end],
        kind=judgement.kind,
        checkable=judgement.checkable,
        reason=judgement.reason,
        attribution=part.attribution,
    )
    standalone, unresolved = wording.standalone(document, claim, referents)
    return replace(claim, standalone=standalone, unresolved=unresolved, worth=worth.worth(claim))


def _all_quoted(part: Span, quotes: Sequence[Span]) -> bool:
    """Whether a part lies wholly inside one quotation."""
    return any(span.start <= part.start and part.end <= span.end for span in quotes)


class _Window:
    """Attributions by where they reach, so that each unit looks at its neighbours only."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        rows = [(span, a) for a in attributions if (span := crediting.extent(a)) is not None]
        rows.sort(key=lambda row: row[0])
        self.rows = rows
        self.open: list[tuple[Span, Attribution]] = []
        self.next = 0

    def near(self, span: Span) -> list[Attribution]:
        """The attributions that reach into a span. Spans must be asked for in ascending order."""
        self.open = [row for row in self.open if row[0].end > span.start]
        while self.next < len(self.rows) and self.rows[self.next][0].start < span.end:
            if self.rows[self.next][0].end > span.start:
                self.open.append(self.rows[self.next])
            self.next += 1
        return [attribution for extent, attribution in self.open if extent.start < span.end]


class _ReferentWindow:
    """Referents in text order, given out part by part. Parts must be asked for in ascending order."""

    def __init__(self, referents: Sequence[Referent]) -> None:
        self.rows = sorted(referents, key=lambda row: row.span)
        self.next = 0

    def near(self, span: Span) -> list[Referent]:
        """The referents inside a span."""
        while self.next < len(self.rows) and self.rows[self.next].span.start < span.start:
            self.next += 1
        out = []
        for row in self.rows[self.next :]:
            if row.span.start >= span.end:
                break
            if row.span.end <= span.end:
                out.append(row)
        return out
