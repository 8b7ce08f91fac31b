"""What a report says before its details: verdict in a sentence, coverage, order, what is missing and left to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from verifier.model import (
    CheckedClaim,
    DocumentLine,
    Evidence,
    Finding,
    Link,
    Report,
    SourceLine,
    VerdictLabel,
    agreement,
)
from verifier.report.inert import clip
from verifier.report.wording import FINDINGS, GRAVITY, RANK, SIGNS, count, listed

WRITER = "the article itself"


@dataclass(frozen=True, slots=True)
class Missing:
    """A named source of which no document is held, with the ids of the claims that rest on it."""

    name: str
    source_id: str | None
    claims: tuple[int, ...]


def ordered(report: Report) -> list[CheckedClaim]:
    """The claims, worst first: by verdict, by the gravest finding, then as they stand in the article."""
    return sorted(report.claims, key=lambda c: (RANK[c.verdict.label], _gravest(c), c.claim.start, c.claim.id))


def findings(checked: CheckedClaim) -> list[Finding]:
    """The findings of a claim, gravest first."""
    return sorted(checked.verdict.findings, key=lambda f: GRAVITY[f.kind])


def tally(report: Report) -> dict[VerdictLabel, int]:
    """How many claims have each verdict, worst first, zeros included."""
    counts = dict.fromkeys(SIGNS, 0)
    for checked in report.claims:
        counts[checked.verdict.label] += 1
    return counts


def headline(report: Report) -> str:
    """The whole report in one sentence."""
    n = tally(report)
    checked = report.run.coverage.checked
    if not report.claims:
        return "No claim was found in this article."
    worst = []
    if n["contradicted"]:
        worst.append(f"{_are(n['contradicted'])} contradicted by the documents of {_their(n['contradicted'])} source")
    if n["misattributed"]:
        worst.append(f"{_are(n['misattributed'], claims=not worst)} credited to someone who did not say it")
    mild = [f"{_are(n['partly_supported'], claims=not worst)} only partly borne out"] if n["partly_supported"] else []
    if worst:
        return _sentence([*worst, *mild])
    if not checked:
        if not report.run.coverage.no_document:
            return "Nothing in this article can be checked against a source."
        return "Nothing could be checked: no document is held of any source that the article names."
    missing = [f"{_are(n['not_found'], claims=not mild)} not found in the documents read"] if n["not_found"] else []
    if mild or missing:
        return "Nothing that was checked is contradicted; " + _sentence([*mild, *missing])
    if checked == 1:
        return "The one claim that could be checked is borne out by its source."
    return f"All {checked} claims that could be checked are borne out by their sources."


def coverage(report: Report) -> str:
    """How much was checked, and against how many documents."""
    c = report.run.coverage
    read = len(report.documents) - len(unread(report))
    parts = [f"{c.checked} checked against {count(read, 'document')}"]
    if c.no_document:
        parts.append(f"{c.no_document} {'names' if c.no_document == 1 else 'name'} a source we hold no document of")
    if c.not_checkable:
        parts.append(f"{c.not_checkable} not checkable")
    return f"{count(c.claims, 'claim')}: {'; '.join(parts)}"


def said_by(checked: CheckedClaim) -> tuple[Link, ...]:
    """The chain of a claim, outermost first; empty in the writer's own voice."""
    return checked.claim.attribution.chain if checked.claim.attribution else ()


def anonymous(report: Report) -> list[CheckedClaim]:
    """The claims that rest on somebody who is not named, in text order."""
    return [c for c in report.claims if (chain := said_by(c)) and chain[-1].anonymity != "named"]


def missing(report: Report) -> list[Missing]:
    """The named sources we hold no readable document of, the most needed first."""
    claims: dict[tuple[str | None, str], list[int]] = {}
    for checked in report.claims:
        if checked.verdict.label != "no_document":
            continue
        named = [link for link in said_by(checked) if link.anonymity == "named"]
        if named:
            claims.setdefault((named[-1].source_id, named[-1].name), []).append(checked.claim.id)
    found = [Missing(name, source_id, tuple(ids)) for (source_id, name), ids in claims.items()]
    return sorted(found, key=lambda m: (-len(m.claims), m.name, m.source_id or ""))


def unread(report: Report) -> list[DocumentLine]:
    """The registered documents that could not be read."""
    return [d for d in report.documents if d.id is None]


def borne_out(report: Report) -> dict[str | None, tuple[int, int]]:
    """By source id: how many of the checked claims whose chain ends in it were borne out, and how many were checked."""
    counts: dict[str | None, tuple[int, int]] = {}
    for checked in report.claims:
        chain = said_by(checked)
        if chain and chain[-1].source_id and checked.verdict.label not in ("no_document", "not_checkable"):
            good, all_ = counts.get(chain[-1].source_id, (0, 0))
            counts[chain[-1].source_id] = (good + (checked.verdict.label == "supported"), all_ + 1)
    return counts


def source_of(report: Report, source_id: str | None) -> SourceLine | None:
    """The line of a source by its id."""
    return next((s for s in report.sources if source_id is not None and s.id == source_id), None)


def document_of(report: Report, evidence: Evidence) -> DocumentLine | None:
    """The line of the document that a passage stands in."""
    return next((d for d in report.documents if d.id is not None and d.id == evidence.document_id), None)


def place(report: Report, evidence: Evidence) -> str:
    """Where a passage stands: document and locator, or the offset where no locator is known."""
    document = document_of(report, evidence)
    path = (document.path or document.title) if document else (evidence.url or f"document {evidence.document_id}")
    return f"{path}, {evidence.locator or f'character {evidence.start}'}"


ABOUT_SOURCE = ("source_anonymous", "source_unregistered", "single_origin", "circular_sourcing")
"""Findings that say something about the source and nothing about what the documents hold."""


def because(checked: CheckedClaim) -> list[str]:
    """Why the verdict is what it is, the gravest reason first; what must be known about the source comes last."""
    verdict = checked.verdict
    told = findings(checked)
    reasons = [explained(f) for f in told if f.kind not in (*ABOUT_SOURCE, "quote_exact")]
    if not reasons and verdict.label == "not_checkable" and checked.claim.reason:
        reasons = [checked.claim.reason]
    if not reasons:
        exact = [explained(f) for f in told if f.kind == "quote_exact"]
        reasons = exact or list(verdict.reasons) or [SIGNS[verdict.label].meaning]
    return reasons + uncovered(checked) + [explained(f) for f in told if f.kind in ABOUT_SOURCE]


def uncovered(checked: CheckedClaim) -> list[str]:
    """The words of a claim that no passage bears out, in one line; empty where there are none."""
    missing = [f"“{clip(checked.claim.text[start:end], 60)}”" for start, end in checked.verdict.uncovered]
    return ["not covered: " + "; ".join(missing[:4])] if missing else []


def gist(checked: CheckedClaim) -> Finding | None:
    """The gravest finding that says how the documents differ from the claim, if there is one."""
    return next((f for f in findings(checked) if f.kind not in (*ABOUT_SOURCE, "quote_exact")), None)


def about_source(checked: CheckedClaim) -> list[str]:
    """What must be known about the source of a claim, in words."""
    return [explained(f) for f in findings(checked) if f.kind in ABOUT_SOURCE]


def stale(report: Report) -> list[CheckedClaim]:
    """The claims on which every decision was made on something else than they show now, in text order."""
    return [c for c in report.claims if c.reviews and all(review.stale for review in c.reviews)]


def explained(finding: Finding, *, brief: bool = False) -> str:
    """A finding in words: what it is, the words on both sides, and its detail; `brief` without the detail where it
    says the words of both sides once more."""
    words = FINDINGS[finding.kind]
    sides = []
    if finding.claim:
        sides.append(f"the article says “{finding.claim}”")
    if finding.evidence and finding.evidence != finding.claim:
        sides.append(f"the source says “{finding.evidence}”")
    if sides:
        words += f": {', '.join(sides)}"
    told = len(sides) == 2 and finding.claim in finding.detail and finding.evidence in finding.detail
    return f"{words} ({finding.detail})" if finding.detail and not (brief and told) else words


def agreements(report: Report) -> list[str]:
    """How far each two people agree who decided on the same claims, a sentence a pair."""
    return [
        f"{pair.first} and {pair.second} agree on {pair.agreed} of {count(pair.claims, 'claim')}"
        + ("" if pair.kappa is None else f" (Cohen's kappa {pair.kappa:.2f})")
        for pair in agreement(report.claims)
    ]


def to_do(checked: CheckedClaim) -> list[str]:
    """What is left to do about a claim, and whom to ask; empty where nothing is."""
    label = checked.verdict.label
    chain = said_by(checked)
    kinds = {f.kind for f in checked.verdict.findings}
    whom = chain[-1].name if chain and chain[-1].anonymity == "named" else ""
    steps = []
    if chain and chain[-1].anonymity != "named" and label != "not_checkable":
        steps.append("No document can settle who said this: ask the writer or the desk for the name.")
    if label == "contradicted":
        if "quote_altered" in kinds:
            steps.append("Set the words as the source has them, or take the quotation marks off.")
        else:
            steps.append(f"Correct it to what the source says, or ask {whom or 'the writer'} which is right.")
    elif label == "misattributed":
        steps.append(
            "Credit the one who said it" + (f", or ask {whom} whether it was said there too." if whom else ".")
        )
    elif label == "partly_supported":
        restore = "hedge_dropped" in kinds or "scope_widened" in kinds
        steps.append("Say it as guardedly as the source does." if restore else "Find where the rest of it comes from.")
    elif label == "not_found":
        steps.append(f"Ask {whom or 'the writer'} where this was said, or add the document that has it.")
    elif label == "no_document" and whom:
        known = chain[-1].source_id is not None
        steps.append(f"Add a document of {whom}" + ("." if known else ", after registering it as a source."))
    if "single_origin" in kinds or "circular_sourcing" in kinds:
        steps.append("Look for a second source that does not rest on the first.")
    return steps


def _gravest(checked: CheckedClaim) -> int:
    return min((GRAVITY[f.kind] for f in checked.verdict.findings), default=len(GRAVITY))


def _are(number: int, *, claims: bool = True) -> str:
    subject = count(number, "claim") if claims else str(number)
    return f"{subject} {'is' if number == 1 else 'are'}"


def _their(number: int) -> str:
    return "its" if number == 1 else "their"


def _sentence(parts: Sequence[str]) -> str:
    return listed(list(parts)) + "."
