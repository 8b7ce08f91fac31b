"""What the span stage hands on: one attribution in word ranges, not yet resolved."""

from dataclasses import dataclass

Words = tuple[int, int]
Via = tuple[Words, str]
"""Words that name a medium, and the rule that saw it."""


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
