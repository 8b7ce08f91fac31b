"""Anchors: where a passage stands in a text, told by its words, its neighbours, its place and a hash.

The two selectors are W3C's TextQuoteSelector and TextPositionSelector (Web Annotation Data Model, 4.2.4 and 4.2.5).
An anchor that cannot be found again with certainty is an orphan: it is reported, never moved to a lookalike.
"""

import hashlib
from dataclasses import dataclass
from typing import Literal

from verifier.model import Span

CONTEXT = 60
"""Code points of context on each side, as evidence has them."""

SURE = 32
"""Code points from which on words that occur once only are taken for the same without looking at their neighbours:
"He said no." may be anybody's, a whole sentence is not written twice by chance."""

Held = Literal["same", "moved", "orphan"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """`exact` at [start, end) of a text with that SHA-256, with up to CONTEXT code points on each side."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    text_sha256: str


def anchor(text: str, span: Span) -> Anchor:
    """The anchor of a span of a text."""
    start, end = span
    return Anchor(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
        text_sha256=hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest(),
    )


def find(wanted: Anchor, text: str) -> tuple[Held, Span | None]:
    """Where an anchor stands in a newer text: at the same place, at another one, or nowhere for certain.

    The same words must be there. They are it where they stand at the old place with a neighbour unchanged; where they
    occur once only, and are long (SURE) or have a neighbour unchanged; or where one occurrence alone of several has
    both neighbours unchanged.
    """
    if not wanted.exact:
        return "orphan", None
    places = _places(wanted.exact, text)
    if wanted.start in places and (_before(wanted, text, wanted.start) or _after(wanted, text, wanted.start)):
        return "same", Span(wanted.start, wanted.end)
    if len(places) > 1:
        places = [place for place in places if _before(wanted, text, place) and _after(wanted, text, place)]
    if len(places) != 1:
        return "orphan", None
    start = places[0]
    if len(wanted.exact) < SURE and not (_before(wanted, text, start) or _after(wanted, text, start)):
        return "orphan", None
    return ("same" if start == wanted.start else "moved"), Span(start, start + len(wanted.exact))


def _places(words: str, text: str) -> list[int]:
    """Every place where the words stand, without overlap."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + len(words))
    return found


def _before(wanted: Anchor, text: str, start: int) -> bool:
    if not wanted.prefix:  # it stood at the very beginning
        return start == 0
    return text[max(0, start - len(wanted.prefix)) : start] == wanted.prefix


def _after(wanted: Anchor, text: str, start: int) -> bool:
    end = start + len(wanted.exact)
    if not wanted.suffix:  # it stood at the very end
        return end == len(text)
    return text[end : end + len(wanted.suffix)] == wanted.suffix
