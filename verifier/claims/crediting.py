"""Which attribution a claim belongs to, and which of its words are the content."""

from collections.abc import Iterable, Sequence

from verifier.model import Attribution, Span

_SHARE = 0.4
"""Without its cue in the claim, an attribution must hold this share of the claim's code points: less is a neighbour's
content that spilled over."""


def extent(attribution: Attribution) -> Span | None:
    """From the first to the last word of an attribution; None where it has no span at all."""
    spans = [*attribution.source, *attribution.cue, *attribution.content]
    if not spans:
        return None
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def overlap(one: Span, spans: Iterable[Span]) -> int:
    """How many code points of a span the other spans cover (they do not overlap each other)."""
    return sum(max(0, min(one.end, span.end) - max(one.start, span.start)) for span in spans)


def credit(claim: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution that a claim belongs to, or None: of those that reach into it, the one that asserts most of it;
    of two nested ones the outer, whose content holds the other's cue."""
    scored = []
    for order, attribution in enumerate(attributions):
        inside = overlap(claim, attribution.content)
        cued = overlap(claim, attribution.cue) > 0
        if not (cued and (inside or not attribution.content)) and inside < _SHARE * (claim.end - claim.start):
            continue
        scored.append((inside, attribution.score, -order, attribution))
    if not scored:
        return None
    best = max(scored, key=lambda row: row[:3])[3]
    for *_, other in scored:
        if other is not best and _holds(other, best, claim):
            best = other
    return best


def content(claim: Span, attribution: Attribution | None) -> tuple[Span, ...]:
    """What a claim asserts without the words of attribution: in text order, never empty."""
    if attribution is None:
        return (claim,)
    inside = tuple(
        Span(max(claim.start, span.start), min(claim.end, span.end))
        for span in sorted(attribution.content)
        if span.start < claim.end and span.end > claim.start
    )
    if inside:
        return inside
    return _without(claim, sorted([*attribution.source, *attribution.cue])) or (claim,)


def _holds(outer: Attribution, inner: Attribution, claim: Span) -> bool:
    """Whether the outer one's content covers the inner one's cue, or its source where there is no cue."""
    marks = [span for span in (inner.cue or inner.source) if overlap(claim, [span])]
    return bool(marks) and all(overlap(mark, outer.content) == mark.end - mark.start for mark in marks)


def _without(claim: Span, taken: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    at = claim.start
    for span in taken:
        if span.end <= at or span.start >= claim.end:
            continue
        if span.start > at:
            out.append(Span(at, span.start))
        at = max(at, span.end)
    if at < claim.end:
        out.append(Span(at, claim.end))
    return tuple(out)
