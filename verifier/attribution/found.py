"""What the span stage hands on: one attribution in word ranges, not yet resolved."""

from dataclasses import dataclass

from verifier.model import Span

Words = tuple[int, int]
Via = tuple[Words, str]
"""Words that name a medium, and the rule that saw it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The spans that the tagger drew for these words, finer than whole words ("minister" in "the minister's claim")."""

    words: tuple[Words, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as word ranges [first, last) of a page.

    `outer` are the media through which the words came ("told Reuters"), `inner` is whom the source relies on in turn
    ("citing ..."). `parent` is the place in the list of the attribution inside whose content this one stands.
    """

    source: Words | None
    cue: tuple[Words, ...]
    content: tuple[Words, ...]
    rule: str
    lemma: str = ""
    frames: str = ""
    outer: tuple[Via, ...] = ()
    inner: Words | None = None
    parent: int | None = None
    score: float = 0.7
    drawn: Drawn | None = None
