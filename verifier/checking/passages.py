"""Passages: windows of one to three sentences that cover the most of what a claim says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

import numpy as np

from verifier import facts
from verifier.checking import pages
from verifier.checking.lexis import lexis
from verifier.checking.pages import Matrix
from verifier.language.tokens import STOP, stem, words
from verifier.model import Hit, Reference, Shelf, Span

CANDIDATES = 15
SEEDS = 8
"""Sentences that the search brings, and those of them around which windows are drawn. In the 349 pages of WiCE as one
library of 40,557 sentences, 15 with 8 and 30 with 10 bring the evidence among the first one, three and six windows
alike: .781, .887, .928."""
CANDIDATES_OF_MANY = 30
"""The same where many sources are asked at once: against 60, in 1,000 documents of printed news, 3 of 688 claims had
other sources beside theirs, and a check takes a fifth less time."""
SEEDS_OF_ONE = 3
"""Sentences of one source around which windows are drawn when many sources are asked at once."""
BY_ITSELF = 0.7
"""Share of what a window of another source must cover that one of its sentences must cover by itself: that of all but
one of 87 windows that came to count, in our own cases, in 1,000 documents of printed news, and in made-up ones."""
SMALL = 400
"""Up to this many units all are weighed, also those that share no word with the claim."""
WIDENING = 0.06
"""What a further sentence must add to the coverage of a window to be taken in."""
MOST_TERMS = 60
FRAMING = 0.3
LONGEST = 1200
"""Code points that a window may have; a unit longer than this stands alone."""
WINDOWS = ((0, 0), (0, 1), (-1, 0), (-1, 1), (0, 2), (-2, 0))


@dataclass(frozen=True, slots=True)
class Passage:
    """Units `first` to `last` (inclusive) of a reference. `score`, 0 to 1, is the share of the claim's words that it
    covers, each weighted by how telling it is."""

    reference: Reference
    first: int
    last: int
    score: float

    @property
    def start(self) -> int:
        """Where it starts in the text of its reference."""
        return self.reference.units[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text of its reference."""
        return self.reference.units[self.last].end

    @property
    def text(self) -> str:
        """Its words."""
        return self.reference.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Query:
    """The content words of a claim: as written, their stems (distinct, in order) and how telling each is.

    `keys` are those of its numbers, days and names, by which units are found that write them in another way.
    """

    terms: tuple[str, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    keys: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def query(text: str, *, frame: str = "", published: date | None = None) -> Query:
    """The search side of a claim; at most MOST_TERMS words, the first ones. Words of `frame` help to search and weigh
    FRAMING of their own. `published` is the date from which its days are counted."""
    terms: dict[str, str] = {}
    for token in words(text):
        if token.text.lower().replace("’", "'") not in STOP:
            terms.setdefault(stem(token.text), token.text)
        if len(terms) == MOST_TERMS:
            break
    table = lexis()
    weights = {key: table.rarity(key) for key in terms}
    for token in words(frame):
        key = stem(token.text)
        if key not in terms and token.text.lower() not in STOP and len(terms) < MOST_TERMS:
            terms[key] = token.text
            weights[key] = FRAMING * table.rarity(key)
    keys = _keys(text, published)[:MOST_TERMS]
    return Query(tuple(terms.values()), tuple(terms), tuple(weights.values()), keys)


@lru_cache(maxsize=256)
def _keys(text: str, published: date | None) -> tuple[str, ...]:
    """The keys of a claim's facts, for which it is asked with words of its frame and without."""
    return facts.keys(text, published=published)


def find(asked: Query, shelf: Shelf, *, sources: Iterable[str] | None = None, limit: int = 6) -> list[Passage]:
    """The windows that cover the claim best, best first, without overlap; at most `limit`."""
    candidates = _candidates(asked, shelf, None if sources is None else frozenset(sources), CANDIDATES)
    return _distinct(_windows(candidates.hits[:SEEDS], candidates, shelf))[:limit]


def reach(asked: Query, shelf: Shelf, *, sources: Iterable[str], floor: float) -> dict[str, list[Passage]]:
    """The windows of each of several sources that cover a claim best, best first, and the sources in that order: those
    with a window that covers `floor` of it. From one search over them all, so that sources which it does not bring are
    left out, and from sentences that cover `BY_ITSELF` of that by themselves."""
    candidates = _candidates(asked, shelf, frozenset(sources), CANDIDATES_OF_MANY)
    taken: dict[str, list[Hit]] = {}
    for hit in candidates.hits:
        if float(candidates.weights @ candidates.covered[hit.reference_id, hit.unit]) < BY_ITSELF * floor:
            continue
        seeds = taken.setdefault(shelf.reference(hit.reference_id).source_id, [])
        if len(seeds) < SEEDS_OF_ONE:
            seeds.append(hit)
    drawn = iter(_windows([hit for seeds in taken.values() for hit in seeds], candidates, shelf))
    found = {
        source: sorted(_distinct([*islice(drawn, len(seeds))]), key=lambda one: -one.score)
        for source, seeds in taken.items()
    }
    reached = [(source, windows) for source, windows in found.items() if windows[0].score >= floor]
    return dict(sorted(reached, key=lambda item: (-item[1][0].score, item[0])))


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Units that may speak to a claim, best first; how far each covers each stem of it, and what the stems weigh."""

    asked: Query
    hits: list[Hit]
    covered: dict[tuple[int, int], Matrix]
    weights: Matrix


def _candidates(asked: Query, shelf: Shelf, named: frozenset[str] | None, limit: int) -> _Candidates:
    hits = shelf.search((*asked.terms, *asked.keys), sources=named, limit=limit) if asked.terms else []
    if asked.terms:
        hits += _others(shelf, named, {(hit.reference_id, hit.unit) for hit in hits})
    covered = _coverage(asked, {(hit.reference_id, hit.unit): hit.text for hit in hits})
    weights = np.array(asked.weights, np.float32)
    total = float(weights.sum()) or 1.0
    ranked = []
    top = max((hit.score for hit in hits), default=0.0) or 1.0
    for hit in hits:
        share = float(weights @ covered[hit.reference_id, hit.unit]) / total
        ranked.append((0.5 * share + 0.5 * hit.score / top, hit))
    ranked.sort(key=lambda item: (-item[0], item[1].reference_id, item[1].unit))
    return _Candidates(asked, [hit for _, hit in ranked], covered, weights / total)


def _windows(seeds: Sequence[Hit], candidates: _Candidates, shelf: Shelf) -> list[Passage]:
    """The window around each seed, in their order."""
    covered = candidates.covered
    references = {hit.reference_id: shelf.reference(hit.reference_id) for hit in seeds}
    beside = {
        (hit.reference_id, unit)
        for hit in seeds
        for unit in range(max(hit.unit - 2, 0), min(hit.unit + 3, len(references[hit.reference_id].units)))
    }
    missing = {(number, unit): references[number].text_of(unit) for number, unit in sorted(beside - covered.keys())}
    covered |= _coverage(candidates.asked, missing)
    return [_widen(references[hit.reference_id], hit.unit, covered, candidates.weights) for hit in seeds]


def _others(shelf: Shelf, sources: frozenset[str] | None, known: set[tuple[int, int]]) -> list[Hit]:
    """The units that the search did not bring, where there are few."""
    held = [number for source, ids in shelf.sources().items() if sources is None or source in sources for number in ids]
    if len(held) > SMALL or sum(map(shelf.size, held)) > SMALL:
        return []
    return [
        Hit(number, unit, 0.0, reference.text_of(unit))
        for number, reference in ((number, shelf.reference(number)) for number in held)
        for unit in range(len(reference.units))
        if (number, unit) not in known
    ]


def _coverage(asked: Query, units: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], Matrix]:
    """For each unit, given with its text, how far it covers each stem of the query, 0 to 1."""
    found = pages.covered(pages.laid(asked.stems), [pages.stems_of(text) for text in units.values()])
    return dict(zip(units, found, strict=True))


def _widen(reference: Reference, unit: int, covered: dict[tuple[int, int], Matrix], weights: Matrix) -> Passage:
    """The window around a unit that covers most, each further sentence costing WIDENING."""
    best = Passage(reference, unit, unit, float(weights @ covered[reference.id, unit]))
    value = best.score
    for before, after in WINDOWS[1:]:
        first, last = unit + before, unit + after
        if (
            first < 0
            or last >= len(reference.units)
            or reference.units[last].end - reference.units[first].start > LONGEST
        ):
            continue
        together = np.maximum.reduce([covered[reference.id, place] for place in range(first, last + 1)])
        score = float(weights @ together)
        if score - WIDENING * (last - first) > value:
            best, value = Passage(reference, first, last, score), score - WIDENING * (last - first)
    return best


def _distinct(passages: Sequence[Passage]) -> list[Passage]:
    """Passages without those that overlap an earlier one."""
    kept: list[Passage] = []
    for passage in passages:
        if not any(
            other.reference.id == passage.reference.id and other.first <= passage.last and passage.first <= other.last
            for other in kept
        ):
            kept.append(passage)
    return kept


def span_of(passage: Passage) -> Span:
    """The passage's place in its reference."""
    return Span(passage.start, passage.end)


def coverage(asked: Query, text: str) -> Matrix:
    """How far a text covers each stem of a query, 0 to 1."""
    covered: Matrix = pages.covered(pages.laid(asked.stems), [pages.stems_of(text)])[0]
    return covered


def together(parts: Sequence[Matrix], asked: Query) -> Matrix:
    """What several coverages cover between them."""
    held: Matrix = np.maximum.reduce([np.zeros(len(asked.stems), np.float32), *parts])
    return held


def share(covered: Matrix, asked: Query) -> float:
    """A coverage as one number, 0 to 1, each word weighted by how telling it is."""
    weights = np.array(asked.weights, np.float32)
    return float(weights @ covered) / (float(weights.sum()) or 1.0)
