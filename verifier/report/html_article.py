"""The article for the page: paragraphs of pieces, each piece under the claim that it belongs to."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.model import CheckedClaim, Report, Span

_BREAK = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the article. `claim` is the innermost claim that covers it; `starts` are the claims that begin here;
    `ends` those that end here (only the last piece of a claim carries its sign)."""

    text: str
    claim: CheckedClaim | None
    starts: tuple[int, ...]
    ends: tuple[CheckedClaim, ...]
    aside: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `header` is true for the block of keys before the text proper."""

    pieces: tuple[Piece, ...]
    header: bool


def paragraphs(report: Report) -> list[Paragraph]:
    """The article in order, nothing left out but the blank lines between paragraphs."""
    text = report.article.text
    spans = sorted(
        ((span, checked) for checked in report.claims for span in _spans(checked, len(text))),
        key=lambda one: (one[0], one[1].claim.id),
    )
    cuts = {min(edge, len(text)) for aside in report.asides for edge in aside.span}
    cuts |= {edge for span, _ in spans for edge in span}
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[CheckedClaim]] = {}
    for claim_id, start in {c.claim.id: span.start for span, c in reversed(spans)}.items():
        starts.setdefault(start, []).append(claim_id)
    for checked, end in {c.claim.id: (c, span.end) for span, c in spans}.values():
        ends.setdefault(end, []).append(checked)
    waiting = deque(spans)
    over: list[tuple[Span, CheckedClaim]] = []
    ordered_cuts = deque(sorted(cuts))
    found = []
    for block in _blocks(text, report.article.body):
        edges = [block.start]
        while ordered_cuts and ordered_cuts[0] < block.end:
            if (cut := ordered_cuts.popleft()) > block.start:
                edges.append(cut)
        pieces = []
        for start, end in zip(edges, [*edges[1:], block.end], strict=True):
            while waiting and waiting[0][0].start < end:
                over.append(waiting.popleft())
            over = [one for one in over if one[0].end > start]
            inner = min(over, key=lambda one: (one[0].end - one[0].start, one[1].claim.id), default=None)
            aside = next((a.reason for a in report.asides if a.span.start < end and start < a.span.end), "")
            begin = tuple(sorted(starts.get(start, ())))
            close = tuple(sorted(ends.get(end, ()), key=lambda c: c.claim.id))
            pieces.append(Piece(text[start:end], inner[1] if inner else None, begin, close, aside))
        found.append(Paragraph(tuple(pieces), block.end <= report.article.body))
    return found


def _spans(checked: CheckedClaim, length: int) -> Iterator[Span]:
    """The parts of a claim that lie in the article, none empty."""
    claim = checked.claim
    for start, end in claim.fragments or (Span(claim.start, claim.end),):
        if 0 <= start < min(end, length):
            yield Span(start, min(end, length))


def _blocks(text: str, body: int) -> Sequence[Span]:
    """The paragraphs; the header block ends where the text proper starts."""
    blocks = []
    at = 0
    for gap in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), len(text))]:
        start, end = at, gap[0]
        at = gap[1]
        if start < body < end:
            blocks.append(Span(start, body))
            start = body
        if text[start:end].strip():
            blocks.append(Span(start, end))
    return blocks
