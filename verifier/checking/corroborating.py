"""What documents of other sources say about a claim, relays of one statement counted once."""

from collections.abc import Mapping
from datetime import date

from verifier.checking import origins, passages
from verifier.checking.examining import Examined, examine_passages
from verifier.checking.judge import judge
from verifier.checking.origins import Carrier
from verifier.checking.passages import Passage
from verifier.checking.quoting import look_up
from verifier.checking.verdict import OWN_AGAINST, raised
from verifier.model import Corroboration, Finding, Shelf, Verdict

SUPPORTS = 0.6
"""P(supported) from which another source's passage counts as saying the same, where few documents are searched."""
SPEAKS = 0.65
"""Coverage from which another source's passage is heard, where few documents are searched. Of 78 passages of other
sources in the development cases that covered half of a claim or more, the 38 below this held one support and one
contradiction, both wrong; those above held 18 supports and no contradiction. It rises to .84 for 1,000 documents:
of 702 passages there that covered .65 of a claim of printed news, 41 bore it out, all of which covered .95 or more."""
MOST_SOURCES = 6
"""Other sources that are examined in full: those that cover the most of the claim."""


def corroborate(
    claim: str,
    shelf: Shelf,
    *,
    sources: tuple[str, ...] | None,
    published: date | None,
    own: Verdict | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Corroboration, tuple[Finding, ...]]:
    """Which other sources support or contradict a claim, how many origins the support has, and what must be known of
    them (`single_origin`, `circular_sourcing`).

    `sources` are the other sources (None: all of them were asked already, see `own`). The named source's own support
    counts as one origin; a passage that repeats another in its words, or credits it, is the same origin. `names` are
    what the article calls its sources.
    """
    called = names or {}
    carriers: dict[str, Carrier] = {}
    contradicts: list[str] = []
    for one in origins.supporting(own) if own is not None and own.label == "supported" else ():
        source = one.source_id or ""
        made = origins.carrier(shelf.reference(one.document_id), one.start, one.end, names=called.get(source, ()))
        carriers.setdefault(source, made)
    mine = set(carriers)
    held_by = shelf.sources()
    documents = sum(len(held_by[source]) for source in sources or ())
    floor = raised(SPEAKS, documents)
    for source, found in _speaking(claim, shelf, sources or (), floor, published).items():
        if _misquotes(claim, found[0]):
            contradicts.append(source)
            continue
        done = examine_passages(claim, found, published=published)
        judged = judge().judge(done.features)
        differs = _differs(done, floor)
        if differs and judged.contradicted >= raised(OWN_AGAINST, documents):
            contradicts.append(source)
        elif judged.supported >= raised(SUPPORTS, documents) and not differs:
            span = passages.span_of(done.weighed[0].passage)
            carriers[source] = origins.carrier(done.weighed[0].passage.reference, span.start, span.end)
    named = tuple(source for source in carriers if sources is None or source not in mine)
    held = list(carriers.values())
    return Corroboration(named, tuple(contradicts), origins.origins(held)), origins.findings(held)


def _speaking(
    claim: str, shelf: Shelf, sources: tuple[str, ...], floor: float, published: date | None
) -> dict[str, list[Passage]]:
    """The passages of those sources that cover enough of the claim to bear it out or to contradict it, in the order
    given."""
    if not sources:
        return {}
    reached = passages.reach(passages.query(claim, published=published), shelf, sources=sources, floor=floor)
    near = list(reached)[:MOST_SOURCES]
    return {source: reached[source] for source in sources if source in near}


def _misquotes(claim: str, passage: Passage) -> bool:
    """Does the document of the passage have other words where the claim quotes, or words that turn them?"""
    return any(one.match.result == "altered" and one.match.hard for one in look_up(claim, [passage.reference]))


def _differs(done: Examined, floor: float) -> bool:
    return any(
        item.comparison.hard
        and item.comparison.result == "different"
        and done.weighed[item.place].passage.score >= floor
        for item in done.settled
    )
