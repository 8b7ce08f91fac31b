"""The kept copies of the documents inside the page: each passage can be read in the text that it was taken from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from verifier.model import CheckedClaim, DocumentLine, Evidence, Report, Span

MOST = 400_000
"""Code points of kept text in one page, over all documents; beyond it a document is shown around its passages alone."""
AROUND = 1_500
"""Code points shown before and after a passage of a document that is not shown whole."""
MOST_REJECTED = 5
"""As many passages weighed and rejected for a claim can be found in the kept copies as its card shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a kept text. `anchors` are the ids that links lead to, `marked` where a verdict rests on it, `ends`
    the claims whose passage ends here, `left_out` how many code points were left out before it."""

    text: str
    anchors: tuple[str, ...] = ()
    marked: bool = False
    ends: tuple[CheckedClaim, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Copy:
    """The kept text of one document as far as the page holds it; `whole` where nothing is left out; `rest` is the
    number of code points left out after the last piece."""

    line: DocumentLine
    pieces: tuple[Piece, ...]
    whole: bool
    rest: int


@dataclass(frozen=True, slots=True)
class Kept:
    """All copies in a page, and the ids that lead into them."""

    copies: tuple[Copy, ...]
    anchors: frozenset[str]

    def link(self, evidence: Evidence) -> str | None:
        """The fragment that leads to a passage, None where its text is not held in the page."""
        anchor = _anchor(evidence)
        return anchor if anchor in self.anchors else None


def kept(report: Report, texts: Mapping[int, str]) -> Kept:
    """The copies of the report's documents. `texts` are the texts as kept, by document id; a passage counts only where
    its words stand at its place in the text."""
    passages: dict[int, list[tuple[Evidence, CheckedClaim | None]]] = {}
    for evidence, checked in _passages(report):
        text = texts.get(evidence.document_id)
        if text is not None and evidence.quote and text[evidence.start : evidence.end] == evidence.quote:
            passages.setdefault(evidence.document_id, []).append((evidence, checked))
    lines = {line.id: line for line in report.documents if line.id is not None and line.id in texts}
    room = MOST
    copies: dict[int, Copy] = {}
    # Documents that verdicts rest on come first, small ones before large ones, so that most of them fit whole.
    for number in sorted(lines, key=lambda n: (n not in passages, len(texts[n]), n)):
        text, found = texts[number], passages.get(number, [])
        shown = [Span(0, len(text))] if len(text) <= room else _windows(text, [e for e, _ in found], room)
        if shown:
            room -= sum(end - start for start, end in shown)
            copies[number] = _copy(lines[number], text, shown, found)
    ordered = tuple(copies[number] for number in sorted(copies))
    return Kept(ordered, frozenset(a for copy in ordered for piece in copy.pieces for a in piece.anchors))


def _passages(report: Report) -> Iterator[tuple[Evidence, CheckedClaim | None]]:
    """What verdicts rest on, with the claim; what is only related or was rejected, without."""
    for checked in report.claims:
        for evidence in checked.verdict.evidence:
            yield evidence, checked if evidence.relation != "related" else None
        yield from ((evidence, None) for evidence in checked.verdict.considered[:MOST_REJECTED])


def _anchor(evidence: Evidence) -> str:
    return f"kept-{evidence.document_id}-{evidence.start}"


def _windows(text: str, passages: Iterable[Evidence], room: int) -> list[Span]:
    """Stretches around the passages, joined where they meet, as long as there is room."""
    shown: list[Span] = []
    for evidence in sorted(passages, key=lambda e: (e.start, e.end)):
        start, end = max(evidence.start - AROUND, 0), min(evidence.end + AROUND, len(text))
        if shown and start <= shown[-1].end:
            start, end = shown[-1].start, max(end, shown[-1].end)
            before = shown[:-1]
        else:
            before = shown
        if sum(e - s for s, e in before) + end - start > room:
            break
        shown = [*before, Span(start, end)]
    return shown


def _copy(
    line: DocumentLine, text: str, shown: list[Span], passages: list[tuple[Evidence, CheckedClaim | None]]
) -> Copy:
    inside = [(e, c) for e, c in passages if any(s <= e.start and e.end <= end for s, end in shown)]
    resting = _joined(Span(e.start, e.end) for e, c in inside if c is not None)
    anchors: dict[int, set[str]] = {}
    ends: dict[int, dict[int, CheckedClaim]] = {}
    for evidence, checked in inside:
        anchors.setdefault(evidence.start, set()).add(_anchor(evidence))
        if checked is not None:
            ends.setdefault(evidence.end, {})[checked.claim.id] = checked
    cuts = sorted({*anchors, *ends, *(edge for one in resting for edge in one)})
    pieces: list[Piece] = []
    last, mark, cut = 0, 0, 0
    for start, end in shown:
        while cut < len(cuts) and cuts[cut] <= start:
            cut += 1
        edges = [start]
        while cut < len(cuts) and cuts[cut] < end:
            edges.append(cuts[cut])
            cut += 1
        for a, b in zip(edges, [*edges[1:], end], strict=True):
            while mark < len(resting) and resting[mark].end <= a:
                mark += 1
            marked = mark < len(resting) and resting[mark].start <= a
            closing = tuple(claim for _, claim in sorted(ends.get(b, {}).items()))
            pieces.append(
                Piece(text[a:b], tuple(sorted(anchors.get(a, ()))), marked, closing, a - last if a == start else 0)
            )
        last = end
    return Copy(line, tuple(pieces), shown == [Span(0, len(text))], len(text) - last)


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that touch or overlap made one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined
