"""A claim against the documents behind it, and against plain texts: what is looked at, in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from verifier.checking import corroborating, covering, evidence, origins, passages, people, quoting
from verifier.checking.confidence import confidence
from verifier.checking.examining import Examined, examine, examine_read
from verifier.checking.judge import judge, judge_of_texts
from verifier.checking.quoting import Quoted
from verifier.checking.texts import shelf_of
from verifier.checking.verdict import SPEAKS_TO, Asked, Decision, decide
from verifier.language import lexicons
from verifier.language.tokens import stem, texts
from verifier.model import (
    UNCOVERED,
    Claim,
    Comparison,
    Corroboration,
    Evidence,
    Reference,
    Relation,
    Shelf,
    Span,
    Verdict,
)

FULLY_READ = 40
"""Documents that are all read for a quotation; where there are more, those of the NEAREST hits of a search for it."""
NEAREST = 10
MOST_EVIDENCE = 3
BREAK = "; "
"""What stands between the parts of a content that is not of one piece."""
NOT_THERE = "the passages do not say this"
NOTHING_HELD = "no document of any source is held"
MOST_CONSIDERED = 5
FURTHER = 0.05
"""What each further sentence of a passage counts against it in plain texts, where passages are put in order: the right
one is first in .89 of WiCE's claims instead of .86 (benchmarks/checking.py)."""
ADDS = 0.08
"""What a further passage must add to the coverage of the claim to count as evidence."""
ALTERED, ALTERED_IN_TEXTS = 0.1, 0.4
"""P(supported) at most where a quotation was altered: in a library hardly ever; of 17 claims against plain texts whose
quotations came out altered, 7 were supported (open sets, benchmarks/checking.py)."""


def check(
    claim: Claim,
    shelf: Shelf,
    *,
    chain_sources: tuple[str, ...],
    affiliations: Mapping[str, tuple[str, ...]],
    published: date | None = None,
) -> tuple[Verdict, Corroboration]:
    """What the documents behind a claim say about it, and what the rest of the library says.

    `chain_sources` are the registered ids of the claim's chain, outermost first; empty for the writer's own voice,
    which is checked against everything held. A document counts for the chain if its source is in it, or carries a
    source of it (`affiliations`: source id -> ids whose words it may carry). `published` is the article's date.

    A claim that is not checkable is `not_checkable`; one whose sources have no readable document is `no_document`,
    unless its words stand elsewhere in the library under another name, which is `misattributed`.
    """
    if not claim.checkable:
        return Verdict(
            "not_checkable", 0.0, 0.9, rule="not-checkable", reasons=(claim.reason,) * bool(claim.reason)
        ), Corroboration()
    said = content(claim)
    held = shelf.sources()
    allowed = _allowed(claim, held, chain_sources, affiliations)
    others = None if allowed is None else tuple(source for source in held if source not in allowed)
    if not held:
        return Verdict("no_document", 0.0, 0.9, rule="no-document", reasons=(NOTHING_HELD,)), Corroboration()
    if allowed is not None and not allowed:
        others_say, _ = corroborating.corroborate(said, shelf, sources=others, published=published)
        return _without_documents(_quoted_elsewhere(claim, shelf, others)), others_say
    frame = claim.standalone if claim.standalone != claim.text else ""
    stretch = _asserting(claim)
    compared = claim.text[stretch.start : stretch.end] if stretch else said
    examined = examine(said, shelf, sources=allowed, published=published, frame=frame, compared=compared)
    quoted = quoting.look_up(claim.text, _references(shelf, allowed, _quotations(claim)))
    lacking = {one.span for one in quoted if one.match.result == "absent"}
    asked = Asked(
        examined,
        judge().judge(examined.features),
        quoted=tuple(quoted),
        elsewhere=tuple(one for one in _quoted_elsewhere(claim, shelf, others) if one.span in lacking)
        if lacking
        else (),
        speakers=tuple(people.speaker_fits(one, claim) for one in quoted),
        attributed=claim.attribution is not None,
        documents=sum(len(held[source]) for source in (held if allowed is None else allowed)),
        elsewise=people.unmentioned(claim, examined),
    )
    decision = decide(asked)
    verdict = _mark_uncovered(_verdict(asked, decision), examined, claim.text, _parts(claim), stretch)
    others_say, noted = corroborating.corroborate(
        said, shelf, sources=others, published=published, own=verdict, names=people.called(claim)
    )
    return replace(verdict, findings=verdict.findings + noted), others_say


def note_outlet(verdict: Verdict, shelf: Shelf, outlet: str | None) -> Verdict:
    """The verdict, with a finding where a passage that bears the claim out has it from `outlet`, the article's own."""
    if any(one.kind == "circular_sourcing" for one in verdict.findings):
        return verdict
    noted = origins.outlet_credited(origins.supporting(verdict), shelf, outlet)
    return replace(verdict, findings=verdict.findings + noted) if noted else verdict


def check_texts(claim: str, documents: Sequence[str]) -> Verdict:
    """Whether the documents say the claim. `support` = P(they support all of it); evidence best first, `document` an
    index into `documents`. Accepts any text, never raises for its content; linear in its length."""
    if not any(text.strip() for text in documents):
        return Verdict("no_document", 0.0, 0.9, rule="no-document", reasons=(NOTHING_HELD,))
    shelf = shelf_of(tuple(documents))
    examined = examine_read(claim, shelf)
    references = [shelf.reference(number) for number in range(len(documents))]
    quoted = tuple(quoting.look_up(claim, references))
    asked = Asked(
        examined,
        judge_of_texts().judge(examined.features, [one.features for one in examined.apart]),
        quoted=quoted,
        speakers=(None,) * len(quoted),
        library=False,
    )
    verdict = _mark_uncovered(_verdict(asked, decide(asked)), examined, claim, (Span(0, len(claim)),), None)
    return replace(
        verdict,
        evidence=tuple(replace(one, source_id=None) for one in verdict.evidence),
        considered=tuple(replace(one, source_id=None) for one in verdict.considered),
    )


def content(claim: Claim) -> str:
    """What is asserted, without the words of attribution; the whole claim where its content spans do not fit."""
    # What stands apart is no one figure, and no one clause.
    return BREAK.join(claim.text[part.start : part.end] for part in _parts(claim))


def _parts(claim: Claim) -> tuple[Span, ...]:
    """Where the content stands in the claim's text; the whole of it where the content spans do not fit."""
    parts = tuple(
        Span(span.start - claim.start, span.end - claim.start)
        for span in claim.content
        if claim.start <= span.start < span.end <= claim.end
    )
    return parts or (Span(0, len(claim.text)),)


def _mark_uncovered(
    verdict: Verdict, examined: Examined, text: str, parts: Sequence[Span], stretch: Span | None
) -> Verdict:
    """The verdict with the words of the claim that no passage bears out, as comparisons of the first passage.

    `parts` are the content in the claim's `text`; what was compared is `stretch` of it, or the parts joined."""
    if verdict.label not in ("partly_supported", "not_found") or not verdict.evidence:
        return verdict
    shown = [one.passage.text for one in examined.weighed]
    missing = covering.uncovered(examined.compared, shown, examined.weighed[0].passage.score, examined.settled)
    places = []
    at = 0
    for part in parts:
        shift = part.start - stretch.start if stretch else at
        inside = [
            Span(max(span.start, shift), min(span.end, shift + part.end - part.start))
            for span in missing
            if span.start < shift + part.end - part.start and shift < span.end
        ]
        places += [Span(part.start + span.start - shift, part.start + span.end - shift) for span in inside]
        at += part.end - part.start + len(BREAK)
    marks = tuple(
        Comparison("modality", "absent", text[span.start : span.end], "", UNCOVERED, NOT_THERE, claim_span=span)
        for span in places
    )
    first = verdict.evidence[0]
    marked = replace(first, comparisons=first.comparisons + marks)
    return replace(verdict, evidence=(marked, *verdict.evidence[1:]))


def _asserting(claim: Claim) -> Span | None:
    """The stretch of the claim's text from its cue to its content, where the cue asserts something that the source may
    not have said: a denial, a demand, a proof. None where the cue only says that something was said."""
    cues = [
        Span(span.start - claim.start, span.end - claim.start)
        for span in (claim.attribution.cue if claim.attribution else ())
        if claim.start <= span.start < span.end <= claim.end
    ]
    said = tuple(stem(word) for cue in cues for word in texts(claim.text[cue.start : cue.end]))
    runs = {said[first:last] for first in range(len(said)) for last in range(first + 1, min(len(said), first + 3) + 1)}
    if runs.isdisjoint(_weighty()):
        return None
    parts = (*cues, *_parts(claim))
    return Span(min(part.start for part in parts), max(part.end for part in parts))


@cache
def _weighty() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(stem, texts(line))) for line in lexicons.lines("checking/weighty_cues"))


def _allowed(
    claim: Claim,
    held: Mapping[str, Sequence[int]],
    chain_sources: tuple[str, ...],
    affiliations: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...] | None:
    """The sources whose documents count; None means all of them (the writer's own voice)."""
    if claim.attribution is None:
        return None
    chain = frozenset(chain_sources)
    return tuple(source for source in held if source in chain or not chain.isdisjoint(affiliations.get(source, ())))


def _quotations(claim: Claim) -> list[str]:
    """The words of the claim's quotations."""
    return [words for _, words in quoting.find(claim.text)]


def _references(shelf: Shelf, sources: Iterable[str] | None, asked: Sequence[str]) -> list[Reference]:
    """The documents of some sources in which the quotations asked for are looked up: all where they are few, else those
    of the nearest hits for each."""
    if not asked:
        return []
    wanted = None if sources is None else frozenset(sources)
    numbers = [
        number for source, ids in shelf.sources().items() if wanted is None or source in wanted for number in ids
    ]
    if len(numbers) > FULLY_READ:
        hits = [
            hit for text in asked for hit in shelf.search(passages.query(text).terms, sources=wanted, limit=NEAREST)
        ]
        numbers = sorted({hit.reference_id for hit in hits})
    return [shelf.reference(number) for number in numbers]


def _quoted_elsewhere(claim: Claim, shelf: Shelf, others: tuple[str, ...] | None) -> list[Quoted]:
    """The claim's longer quotations that stand word for word in documents of other sources than the named ones."""
    telling = [words for words in _quotations(claim) if _telling(words)]
    if not others or not telling:
        return []
    found = quoting.look_up(claim.text, _references(shelf, others, telling), altered=False)
    return [one for one in found if _telling(one.words) and one.match.result == "exact"]


def _telling(words: str) -> bool:
    return len(words.split()) >= quoting.TELLING_WORDS


def _without_documents(elsewhere: Sequence[Quoted]) -> Verdict:
    """Nothing of the named source can be read: nothing is known, unless the words are plainly somebody else's."""
    for one in elsewhere:
        if one.speaker and one.reference is not None:
            reason = f"the source gives these words to {one.speaker}"
            cited = _cite_quotation(one, "contradicts")
            return Verdict("misattributed", 0.05, 0.6, (cited,), rule="words-elsewhere", reasons=(reason,))
    reason = "no document of the named source is held"
    return Verdict("no_document", 0.0, 0.9, rule="no-document", reasons=(reason,))


def _verdict(asked: Asked, decision: Decision) -> Verdict:
    cited = _evidence(asked, decision)
    if decision.label in ("supported", "partly_supported", "contradicted", "misattributed") and not cited:
        decision = Decision("not_found", "no-evidence", ("no passage can be shown",), (), 0.5)
    shown = {(one.document_id, one.start) for one in cited}
    considered = [one for one in _all_passages(asked) if (one.document_id, one.start) not in shown]
    if decision.label == "not_found" and not cited and considered and considered[0].score >= SPEAKS_TO:
        cited = [considered.pop(0)]  # a reader wants to see what came nearest
    return Verdict(
        decision.label,
        support=_support(asked, decision),
        confidence=confidence(decision, asked),
        evidence=tuple(cited),
        findings=decision.findings,
        considered=tuple(considered[:MOST_CONSIDERED]),
        rule=decision.rule,
        reasons=decision.reasons,
    )


def _support(asked: Asked, decision: Decision) -> float:
    """P(the documents support all of it): the judge's, unless a rule that is surer decided."""
    p = asked.judgement.supported
    if decision.rule in ("quotation-altered", "other-speaker", "words-elsewhere"):
        return min(p, ALTERED if asked.library else ALTERED_IN_TEXTS)
    if decision.rule == "quotation-stands":
        return max(p, 0.85)
    if decision.rule == "facts-differ" and asked.library:
        return 0.4 * p
    return p


def _best_first(asked: Asked) -> list[int]:
    """The places of the passages in the order in which they are shown. In plain texts a window that reaches further for
    the same words comes later: FURTHER a sentence."""
    weighed = asked.examined.weighed
    places = range(len(weighed))
    if asked.library:
        return list(places)
    passages_ = [one.passage for one in weighed]
    return sorted(places, key=lambda n: FURTHER * (passages_[n].last - passages_[n].first) - passages_[n].score)


def _all_passages(asked: Asked) -> list[Evidence]:
    weighed = asked.examined.weighed
    return [
        evidence.cite(
            one.passage.reference,
            passages.span_of(one.passage),
            relation="related",
            score=one.passage.score,
            comparisons=one.comparisons,
        )
        for one in (weighed[place] for place in _best_first(asked))
    ]


def _evidence(asked: Asked, decision: Decision) -> list[Evidence]:
    """The passages that count for a label, best first: those of the quotations, those whose facts decided, those that
    cover what the ones before do not."""
    if decision.label == "not_found":
        return []
    relation: Relation = "contradicts" if decision.label in ("contradicted", "misattributed") else "supports"
    cited: list[Evidence] = []
    pool = asked.elsewhere if decision.rule == "words-elsewhere" else asked.quoted
    if not asked.library and decision.rule not in ("quotation-altered", "quotation-stands"):
        pool = ()  # titles and names in quotation marks stand in many places; the passages are best first
    for one in pool:
        if one.reference is not None and one.match.result != "absent":
            _add(cited, _cite_quotation(one, relation))
    if decision.rule in ("words-elsewhere", "other-speaker", "quotation-altered"):
        return cited[:MOST_EVIDENCE]
    weighed = asked.examined.weighed
    first = sorted(_deciding(asked, decision)) or _best_first(asked)[:1]
    for place in [*first, *_adding(asked, first)]:
        one_passage = weighed[place]
        _add(
            cited,
            evidence.cite(
                one_passage.passage.reference,
                passages.span_of(one_passage.passage),
                relation=relation,
                score=one_passage.passage.score,
                comparisons=one_passage.comparisons,
            ),
        )
    return cited[:MOST_EVIDENCE]


def _deciding(asked: Asked, decision: Decision) -> set[int]:
    """The passages whose facts gave the label."""
    if decision.rule not in ("facts-differ", "facts-likely-differ", "overstated"):
        return set()
    hard = decision.rule == "facts-differ"
    return {
        item.place
        for item in asked.examined.settled
        if item.comparison.result == "different" and item.comparison.hard == hard
    }


def _adding(asked: Asked, chosen: Sequence[int]) -> list[int]:
    """Further passages that cover what the chosen ones do not."""
    examined = asked.examined
    table = passages.query(examined.claim)
    taken = [passages.coverage(table, examined.weighed[place].passage.text) for place in chosen]
    held = passages.together(taken, table)
    out = []
    for place, one in enumerate(examined.weighed[:4]):
        # In a library the nearest passage decides or was passed over for another; it adds nothing beside that one.
        if place in chosen or (asked.library and not place):
            continue
        more = passages.together([held, passages.coverage(table, one.passage.text)], table)
        if passages.share(more, table) - passages.share(held, table) >= ADDS:
            out.append(place)
            held = more
    return out


def _add(cited: list[Evidence], one: Evidence) -> None:
    """Append evidence unless an earlier passage overlaps it."""
    if not any(o.document_id == one.document_id and o.start < one.end and one.start < o.end for o in cited):
        cited.append(one)


def _cite_quotation(one: Quoted, relation: Relation, comparisons: Sequence[Comparison] = ()) -> Evidence:
    assert one.reference is not None
    span = Span(one.match.spans[0].start, one.match.spans[-1].end)
    return evidence.cite(
        one.reference,
        evidence.sentence_around(one.reference, span),
        relation=relation,
        score=one.match.score,
        comparisons=comparisons,
    )
