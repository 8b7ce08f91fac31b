"""A small library for the tests of checking: documents of named sources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from verifier.checking.texts import TextShelf
from verifier.model import Attribution, Claim, Hit, Link, Reference, SourceKind, Span

PUBLISHED = date(2025, 6, 12)


class NamedShelf:
    """A TextShelf whose texts belong to named sources."""

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        self._texts = TextShelf([text for _, text in documents])
        self._owners = [source for source, _ in documents]

    def sources(self) -> Mapping[str, Sequence[int]]:
        held: dict[str, list[int]] = {}
        for number, owner in enumerate(self._owners):
            held.setdefault(owner, []).append(number)
        return held

    def reference(self, reference_id: int) -> Reference:
        return replace(self._texts.reference(reference_id), source_id=self._owners[reference_id])

    def size(self, reference_id: int) -> int:
        return self._texts.size(reference_id)

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        wanted = None if sources is None else set(sources)
        hits = self._texts.search(terms, limit=10_000)
        return [hit for hit in hits if wanted is None or self._owners[hit.reference_id] in wanted][:limit]


def claim_of(
    text: str, *, name: str = "", source: str | None = None, kind: SourceKind = "person", checkable: bool = True
) -> Claim:
    """A claim that is its whole text; in the writer's own voice where no name is given."""
    whole = Span(0, len(text))
    chain = (Link(name, None, name, source, kind),) if name else ()
    attribution = Attribution((), (), (whole,), chain=chain) if name else None
    return Claim(1, 0, len(text), text, whole, (whole,), text, checkable=checkable, attribution=attribution)
