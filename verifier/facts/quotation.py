"""Quotations: are these the words, and do they still mean what they meant?"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from verifier.facts import alignment, lexicon, speaker
from verifier.facts.alignment import Index, Token, tokens
from verifier.facts.lexicon import several
from verifier.language.folding import fold_text
from verifier.language.quotes import find_quotes
from verifier.model import Comparison, ComparisonResult, Fact, FindingKind, Span

_ELLIPSIS = re.compile(r"\[\s*(?:\.\s?\.\s?\.|…)\s*\]|\(\s*(?:\.\s?\.\s?\.|…)\s*\)|\.\s?\.\s?\.(?:\s?\.)?|…")
_SIC = re.compile(r"[\[(]\s*sic\s*[\])]", re.IGNORECASE)
_GLUED = re.compile(r"\[([^\W\d_]{1,3})\](?=[^\W\d_])")
_TAIL = re.compile(r"(?<=[^\W\d_])\[([^\W\d_]{1,4})\]")
_BRACKET = re.compile(r"\[([^\[\]]{0,120})\]")

_WIDEST_GAP = 60
"""Words that a marked omission may leap over: three sentences of news prose. Beyond, two quotations were stitched."""

_BRACKET_REACH = 6
"""Words of the document that one [bracketed] insertion may stand for."""

_ENOUGH = 0.6
"""Share of a quotation's words that must stand in place for it to count as altered rather than absent."""


def find(text: str) -> list[Fact]:
    """The outermost quotations of a text, marks included in the span; `value` is the folded text between the marks."""
    facts = []
    for quote in find_quotes(text):
        if quote.level or quote.inner.end <= quote.inner.start:
            continue
        inner = text[quote.inner.start : quote.inner.end]
        rule = "title" if is_title(inner) else "quotation" if len(inner.split()) > 3 else "short-quotation"
        parts = (("inner", f"{quote.inner.start - quote.start}:{quote.inner.end - quote.start}"),)
        facts.append(
            Fact("quotation", quote.start, quote.end, text[quote.start : quote.end], fold_text(inner), rule, parts)
        )
    return facts


def is_title(quote: str) -> bool:
    """Is it the title of a work and nobody's words: most of its longer words capitalised?"""
    words = [word for word in quote.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= 0.75 * len(words) and not quote.isupper()


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """What a document holds of a quotation.

    `exact`: its words, allowing for craft (marked omissions and insertions, typography, spelling, a changed person or
    tense in a partial quotation). `altered`: its words with others among them, or a cut that turns the meaning.
    `absent`: not its words. `spans` are the stretches of the document that carry it, in order (empty if absent).
    `score` is the share of the quotation's words found in place, 0 to 1. `dropped` and `added` are the words that the
    document has and the quotation lacks, and the other way round; `turning` those whose loss or gain turns the meaning
    ("not", "only", "if"), also where they stand just outside the cut. `speaker` is where the document itself says whose
    words they are, None where it does not say.
    """

    result: Literal["exact", "altered", "absent"]
    spans: tuple[Span, ...] = ()
    score: float = 0.0
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    finding: FindingKind = "quote_not_found"
    hard: bool = False
    rule: str = ""
    detail: str = ""
    speaker: Span | None = None

    @property
    def negated(self) -> bool:
        """Is a negation among the words that turn the meaning?"""
        return any(word in _turning()["negation"] for word in self.turning)


@cache
def _turning() -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in lexicon.rows("turning_words")}


@cache
def _all_turning() -> frozenset[str]:
    return frozenset().union(*_turning().values())


@cache
def _craft() -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in lexicon.rows("quote_craft")}


def compare_quotation(quote: str, document: str, *, lead: str = "", tail: str = "", altered: bool = True) -> QuoteMatch:
    """Search a quotation (its words without the outer marks) in a whole document text.

    `lead` and `tail` are the claim's own words before and after the quotation in the same sentence: a negation or
    condition that stands there excuses a cut that leaves the document's outside. Without `altered` words that were
    altered may come out as absent, which is quicker. Takes any strings; time linear in the document.
    """
    pieces = _pieces(quote)
    words = tuple(key for piece in pieces for key in piece)
    if not words or len(words) > 4000:
        return QuoteMatch("absent", rule="empty" if not words else "too-long")
    held = alignment.index(document)
    outside = _around(lead[-300:], tail[:200])
    found = _in_order(pieces, held)
    if found is None and len(pieces) > 1 and (stitched := _stitched(pieces, held)):
        detail = "its parts stand in another order, or too far apart to be one statement"
        return QuoteMatch("altered", stitched, 1.0, finding="quote_altered", hard=True, rule="stitched", detail=detail)
    if found is None and len(words) >= 4:
        return _aligned(quote, words, held, document, outside=outside, altered=altered)
    if found is None:
        return QuoteMatch("absent", rule="short-absent")
    return _exact(found, held, document, outside, cut=_ELLIPSIS.search(quote) is not None)


@lru_cache(maxsize=32)
def _around(lead: str, tail: str) -> frozenset[str]:
    """The claim's own words before and after a quotation; kept, since one quotation is looked for in many documents."""
    return frozenset(token.key for text in (lead, tail) for token in tokens(text))


@lru_cache(maxsize=32)
def _pieces(quote: str) -> tuple[tuple[str, ...], ...]:
    """The runs of words between marked omissions and bracketed insertions, in comparable form; kept like `_around`."""
    quote = _TAIL.sub("", _GLUED.sub(r"\1", _SIC.sub(" ", quote)))
    quote = _BRACKET.sub(" \x01 ", _ELLIPSIS.sub(" \x02 ", quote))
    runs = (tuple(token.key for token in tokens(run)) for run in re.split("[\x01\x02]", quote))
    return tuple(run for run in runs if run)


def _in_order(pieces: Sequence[Sequence[str]], held: Index) -> list[tuple[int, int]] | None:
    """Where the pieces stand one after another, as word ranges: the tightest of the places, None if there is none."""
    best: list[tuple[int, int]] | None = None
    for at in held.exact(pieces[0]):
        ranges = [(at, at + len(pieces[0]))]
        for piece in pieces[1:]:
            last = ranges[-1][1]
            places = held.exact(piece, last, last + _WIDEST_GAP)
            if not places:
                break
            ranges.append((places[0], places[0] + len(piece)))
        if len(ranges) == len(pieces) and (best is None or ranges[-1][1] - ranges[0][0] < best[-1][1] - best[0][0]):
            best = ranges
    return best


def _stitched(pieces: Sequence[Sequence[str]], held: Index) -> tuple[Span, ...]:
    """Where each part of a quotation stands by itself, if all of them do (parts of one word say nothing)."""
    spans = []
    for piece in pieces:
        places = held.exact(piece)
        if len(piece) < 2 or not places:
            return ()
        spans.append(held.span(places[0], places[0] + len(piece)))
    return tuple(sorted(spans))


def _exact(
    found: list[tuple[int, int]], held: Index, document: str, outside: frozenset[str], *, cut: bool
) -> QuoteMatch:
    """All words stand there; what remains to be asked is what the cuts left out."""
    spans = tuple(held.span(first, last) for first, last in found)
    gaps = [held.tokens(one[1], two[0]) for one, two in itertools.pairwise(found)]
    dropped = tuple(token.key for gap in gaps for token in gap)
    turning = [word for gap in gaps for word in _lost_in_gap(gap, document)]
    turning += [word for word in _edges(found, held, document) if not _excused(word, outside)]
    who = speaker.of(document, spans[0])
    if turning:
        named = ", ".join(dict.fromkeys(turning))
        rule = "cut-turns-meaning" if cut and any(_lost_in_gap(gap, document) for gap in gaps) else "edge-turns-meaning"
        detail = f"the cut leaves out: {named}"
        return QuoteMatch(
            "altered", spans, 1.0, dropped, (), tuple(dict.fromkeys(turning)), "quote_altered", True, rule, detail, who
        )
    rule = "words" if len(found) == 1 else "fragments"
    return QuoteMatch("exact", spans, 1.0, dropped, (), (), "quote_exact", False, rule, "", who)


def _excused(word: str, outside: frozenset[str]) -> bool:
    """Does the claim's own sentence carry what the cut left outside?"""
    for kind in _turning().values():
        if word in kind and kind & outside:
            return True
    return word in _turning()["negation"] and bool(outside & _DENIALS)


_DENIALS = several(
    "denied deny denies refused refuses rejected rejects dismissed disputed ruled failed doubted unable "
    "declined disagreed lack lacked unconvinced avoid"
)
_POINTS = re.compile(r"[.!?;:]|\n\s*\n")


def _lost_in_gap(gap: Sequence[Token], document: str) -> list[str]:
    """Turning words in what an omission leaps over. An aside between commas is only asked for a condition at its head,
    and whole sentences that were left out say nothing about those that were kept."""
    if not gap:
        return []
    before, after = document[max(0, gap[0].start - 3) : gap[0].start], document[gap[-1].end : gap[-1].end + 3]
    aside = any(mark in before for mark in ",—–(-") and any(mark in after for mark in ",—–)-.")
    if aside:
        return [token.key for token in gap[:3] if token.key in _turning()["condition"]]
    kept = list(gap)
    for i in range(len(gap) - 1):
        if _POINTS.search(document[gap[i].end : gap[i + 1].start]):
            kept = list(gap[: i + 1])
            break
    ends_sentence = _POINTS.search(document[kept[-1].end : kept[-1].end + 2]) is not None and len(kept) < len(gap)
    lost = [token.key for token in kept if token.key in _all_turning()]
    if ends_sentence or _POINTS.search(before):
        lost = [word for word in lost if word in _turning()["condition"]] if not _POINTS.search(before) else []
    return lost


_BREAK = re.compile(r"[.!?;:,\n\"“”()\[\]—–]")
_FACTIVE = several(
    "doubt question wonder surprise surprising surprised forget forgotten deny denied dispute regret just "
    "only merely mind least"
)


def _edges(found: list[tuple[int, int]], held: Index, document: str) -> list[str]:
    """Turning words that stand in the same clause just outside the quotation."""
    lost: list[str] = []
    first, last = found[0][0], found[-1][1]
    left: list[str] = []
    for i in range(first - 1, max(-1, first - 10), -1):
        if _BREAK.search(document[held[i].end : held[i + 1].start]) or held[i].key == "but":
            break
        left.append(held[i].key)
    negations = [word for word in left if word in _turning()["negation"]]
    if len(negations) == 1 and not any(word in _FACTIVE for word in left):
        lost.extend(negations)
    lost.extend(word for word in left[:2] if word in ("if", "unless", "only", "whether"))
    right: list[str] = []
    for i in range(last, min(len(held), last + 4)):
        between = document[held[i - 1].end : held[i].start]
        if re.search(r"[.!?;:\n\"”]", between):
            break
        right.append(held[i].key)
    if right[:1] and right[0] in ("if", "unless", "except", "provided", "providing", "assuming"):
        lost.append(right[0])
    elif right[:2] in (["only", "if"], ["but", "only"], ["and", "only"], ["as", "long"], ["so", "long"]):
        lost.append(right[1] if right[0] != "only" else "only")
    return lost


def _aligned(
    quote: str, words: Sequence[str], held: Index, document: str, *, outside: frozenset[str], altered: bool
) -> QuoteMatch:
    """Not word for word: where most of it stands, and what differs."""
    gap = _WIDEST_GAP if _ELLIPSIS.search(quote) or "[" in quote else max(8, len(words) // 2)
    best = None
    for first, last in held.likely(words, slack=gap):
        laid = alignment.align(words, held, first, last)
        if laid is not None and (best is None or (laid.equal, -len(laid.edits)) > (best.equal, -len(best.edits))):
            best = laid
    if best is None or best.equal < max(3, _ENOUGH * len(words)):
        return QuoteMatch("absent", score=best.equal / len(words) if best else 0.0, rule="words-absent")
    partial = quote.lstrip(" '\"‘“[").isascii() and not quote.lstrip(" '\"‘“[")[:1].isupper()
    marked = _ELLIPSIS.search(quote) is not None or "[" in quote
    added: list[str] = []
    dropped: list[str] = []
    for gained, lost, at in best.edits:
        if gained and not lost and at in (best.first, best.last):
            lost = _beside(gained, best, held, at)
        if _is_craft(gained, lost, partial=partial):
            continue
        if marked and not gained and not _lost_in_gap(held.tokens(at, at + len(lost)), document):
            continue
        added.extend(gained)
        dropped.extend(lost)
    if not altered and (added or dropped):
        return QuoteMatch("absent", score=best.equal / len(words), rule="words-absent")
    spans = (held.span(best.first, best.last),)
    score = best.equal / len(words)
    who = speaker.of(document, spans[0])
    edges = [word for word in _edges([(best.first, best.last)], held, document) if not _excused(word, outside)]
    if not added and not dropped and not edges:
        return QuoteMatch("exact", spans, score, (), (), (), "quote_exact", False, "craft", "", who)
    turning = tuple(dict.fromkeys([word for word in (*dropped, *added) if word in _all_turning()] + edges))
    weighty = [word for word in added if word not in _craft()["small"] and word not in _craft()["filler"]]
    hard = bool(turning or weighty) and not is_title(quote)
    rule = "words-turned" if turning else "words-added" if weighty else "words-dropped" if dropped else "small-words"
    detail = "; ".join(
        part
        for part in (
            f"the source has: {' '.join(dropped)}" if dropped else "",
            f"the quotation has: {' '.join(added)}" if added else "",
            f"the cut leaves out: {' '.join(edges)}" if edges else "",
        )
        if part
    )
    return QuoteMatch(
        "altered", spans, score, tuple(dropped), tuple(added), turning, "quote_altered", hard, rule, detail, who
    )


def _beside(gained: tuple[str, ...], laid: alignment.Alignment, held: Index, at: int) -> tuple[str, ...]:
    """The document's words that an edge of the quotation may stand for ("has" for "have"), where they are craft."""
    filler = _craft()["filler"]
    if at == laid.first:
        words = [key for key in held.keys(max(0, at - len(gained) - 3), at) if key not in filler]
        lost = tuple(words[-len(gained) :])
    else:
        words = [key for key in held.keys(at, at + len(gained) + 3) if key not in filler]
        lost = tuple(words[: len(gained)])
    return lost if _is_craft(gained, lost, partial=True) else ()


def _is_craft(gained: tuple[str, ...], lost: tuple[str, ...], *, partial: bool) -> bool:
    """Is one edit what a careful editor may do unmarked?"""
    craft = _craft()
    if not gained:
        return len(lost) <= 3 and all(word in craft["filler"] or word in ("the", "a", "an", "that") for word in lost)
    if not lost:
        return len(gained) <= 2 and all(word in ("the", "a", "an", "that", "and") for word in gained)
    if len(gained) != len(lost) or len(gained) > 2:
        return False
    for one, two in zip(gained, lost, strict=True):
        shared = any(one in group and two in group for key, group in craft.items() if key not in ("filler", "small"))
        if not ((partial and shared) or _near_spelling(one, two) or (one in craft["small"] and two in craft["small"])):
            return False
    return True


def _near_spelling(one: str, two: str) -> bool:
    """One letter apart in a long word: a typing error, not another word."""
    if min(len(one), len(two)) < 7 or abs(len(one) - len(two)) > 1:
        return False
    return alignment.letters_apart(one, two) <= 1 and one[0] == two[0] and one[-1] == two[-1]


def compare(claim: Sequence[Fact], claim_text: str, passage_text: str) -> list[Comparison]:
    """The quotations of a claim against a passage. A passage may hold only a part of one; for the whole document, which
    decides, ask `compare_quotation`."""
    found = []
    for fact in claim:
        begin, end = (int(at) for at in dict(fact.parts)["inner"].split(":"))
        lead = claim_text[max(0, fact.start - 300) : fact.start]
        lead = lead[max(lead.rfind(mark) for mark in (". ", "! ", "? ", "\n")) + 1 :]
        match = compare_quotation(
            fact.text[begin:end], passage_text, lead=lead, tail=claim_text[fact.end : fact.end + 200]
        )
        found.extend(comparisons(fact, match, passage_text))
    return found


_RESULTS: dict[str, ComparisonResult] = {"exact": "same", "altered": "different", "absent": "absent"}


def comparisons(fact: Fact, match: QuoteMatch, document: str) -> list[Comparison]:
    """A match of a quotation as comparisons: one of its words, and one of polarity where a negation was lost."""
    span = Span(match.spans[0].start, max(one.end for one in match.spans)) if match.spans else None
    there = document[span.start : span.end] if span else ""
    made = Comparison(
        kind="quotation",
        result=_RESULTS[match.result],
        claim=fact.text,
        evidence=there,
        rule=f"quote-{match.rule}",
        detail=match.detail,
        claim_span=Span(fact.start, fact.end),
        evidence_span=span,
        finding=match.finding,
        hard=match.hard,
    )
    if not (match.result == "altered" and match.negated):
        return [made]
    turned = ", ".join(match.turning)
    return [
        made,
        replace(
            made,
            kind="polarity",
            rule="quote-negation",
            detail=f"the quotation lost or gained: {turned}",
            finding="negation_changed",
        ),
    ]
