"""A claim as a reviewer sees it in a terminal: in its context, with who said it, the reason, the evidence beside it."""

from verifier.model import CheckedClaim, Evidence, Finding, Report, Review

CONTEXT = 160
"""Code points of the article shown before and after the sentence of a claim."""


def page(report: Report, item: CheckedClaim) -> list[str]:
    """The lines of one claim. Text from outside stands in them as it is: whoever shows them makes it harmless first."""
    claim, verdict = item.claim, item.verdict
    lines = [_context(report, item), ""]
    if claim.standalone not in (claim.text, ""):
        lines.append(f"  read as    {claim.standalone}")
    lines.append(f"  said by    {_chain(item)}")
    lines.append(f"  verdict    {_words(verdict.label)} ({verdict.confidence:.2f})")
    lines += [f"  because    {_finding(finding)}" for finding in verdict.findings]
    if not verdict.findings:
        lines += [f"  because    {reason}" for reason in verdict.reasons[:3]]
    for number, passage in enumerate(verdict.evidence, 1):
        lines.append(f"  evidence {number} {_words(passage.relation)}: {_place(report, passage)}")
        lines.append(f"             {_flat(passage.prefix)}[{_flat(passage.quote)}]{_flat(passage.suffix)}")
    if not verdict.evidence:
        lines.append("  evidence   none")
    if item.corroboration.supports or item.corroboration.contradicts:
        lines.append(f"  elsewhere  {_others(item)}")
    lines += [f"  decided    {_decision(review)}" for review in item.reviews]
    return lines


def _context(report: Report, item: CheckedClaim) -> str:
    """The sentence of the claim with some text around it, the claim between » and «."""
    text, claim = report.article.text, item.claim
    start, end = min(claim.sentence.start, claim.start), max(claim.sentence.end, claim.end)
    before = text[max(report.article.body, start - CONTEXT, 0) : start] if start > report.article.body else ""
    if start - CONTEXT > report.article.body:
        before = "…" + before[before.find(" ") + 1 :]
    after = text[end : end + CONTEXT]
    if end + CONTEXT < len(text):
        after = after[: after.rfind(" ")] + "…" if " " in after else after + "…"
    whole = f"{before}{text[start : claim.start]}»{text[claim.start : claim.end]}«{text[claim.end : end]}{after}"
    return "  " + _flat(whole).strip()


def _flat(text: str) -> str:
    """The text on one line; blanks at its ends stay, as one."""
    flat = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + flat + (" " if text[-1:].isspace() and flat else "")


def _chain(item: CheckedClaim) -> str:
    if item.claim.attribution is None or not item.claim.attribution.chain:
        return "the writer"
    names = []
    for link in item.claim.attribution.chain:
        note = "" if link.anonymity == "named" else f" ({link.anonymity})"
        names.append(f"{link.name}{note}" + ("" if link.source_id or note else " (not registered)"))
    hedge = item.claim.attribution.hedge
    return " > ".join(names) + ("" if hedge == "none" else f", hedged: {hedge}")


def _words(label: str) -> str:
    return label.replace("_", " ")


def _finding(finding: Finding) -> str:
    sides = []
    if finding.claim:
        sides.append(f"article “{_flat(finding.claim)}”")
    if finding.evidence:
        sides.append(f"source “{_flat(finding.evidence)}”")
    told = f"{_words(finding.kind)}: {', '.join(sides)}" if sides else _words(finding.kind)
    return f"{told} ({finding.detail})" if finding.detail else told


def _place(report: Report, passage: Evidence) -> str:
    line = next((line for line in report.documents if line.id == passage.document_id), None)
    name = (line.path or line.title) if line else f"document {passage.document_id}"
    where = passage.locator or f"character {passage.start}"
    return f"{name}, {where}" + (f" ({passage.source_id})" if passage.source_id else "")


def _others(item: CheckedClaim) -> str:
    found = []
    if item.corroboration.supports:
        found.append(f"also in documents of {', '.join(item.corroboration.supports)}")
    if item.corroboration.contradicts:
        found.append(f"contradicted by documents of {', '.join(item.corroboration.contradicts)}")
    return "; ".join(found)


def _decision(review: Review) -> str:
    stale = " — STALE: this was decided on another verdict or other evidence" if review.stale else ""
    note = f" “{_flat(review.note)}”" if review.note else ""
    return f"{_words(review.verdict)} by {review.reviewer}, {review.at}{note}{stale}"
