"""Passages as evidence: quoted from the document, with its surroundings, its place and what was compared."""

from bisect import bisect_right
from collections.abc import Sequence

from verifier.model import Comparison, Evidence, Reference, Relation, Span

CONTEXT = 60
"""Code points of the document kept on each side of a passage."""


def cite(
    reference: Reference,
    span: Span,
    *,
    relation: Relation,
    score: float,
    comparisons: Sequence[Comparison] = (),
) -> Evidence:
    """Evidence at a span of a reference: quote == reference text[start:end]."""
    document = reference.document
    text = document.text
    return Evidence(
        document_id=reference.id,
        source_id=reference.source_id,
        relation=relation,
        quote=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
        score=round(min(max(score, 0.0), 1.0), 4),
        url=document.url,
        locator=_locator(reference, span.start),
        comparisons=tuple(comparisons),
    )


def sentence_around(reference: Reference, span: Span) -> Span:
    """The units that a span touches, from the first one's start to the last one's end; the span where none is."""
    units = reference.units
    at = max(bisect_right(units, span.start, key=lambda unit: unit.start) - 1, 0)
    touched = []
    for unit in units[at:]:
        if unit.start >= span.end:
            break
        if unit.end > span.start:
            touched.append(unit)
    if not touched:
        return span
    return Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))


def _locator(reference: Reference, start: int) -> str | None:
    """The last place name at or before an offset."""
    label = None
    for locator in reference.document.locators:
        if locator.start > start:
            break
        label = locator.label
    return label
