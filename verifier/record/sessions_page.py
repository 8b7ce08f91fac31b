"""A claim as a reviewer sees it in a terminal: in its context, with who said it, the reason, the evidence beside it."""

import textwrap

from verifier.model import CheckedClaim, Evidence, Finding, Report, Review

CONTEXT = 160
"""Code points of the article shown before and after the sentence of a claim."""
LABEL = 13
"""Columns of the labels at the left."""
NARROWEST = 40


def page(report: Report, item: CheckedClaim, *, width: int = 100) -> list[str]:
    """The lines of one claim, at most `width` columns where words allow. Text from outside stands in them as it is:
    whoever shows them makes it harmless first."""
    claim, verdict = item.claim, item.verdict
    parts = [("article", _context(report, item))]
    if claim.standalone not in (claim.text, ""):
        parts.append(("read as", claim.standalone))
    parts += [("said by", _chain(item)), ("", ""), ("verdict", f"{_words(verdict.label)} ({verdict.confidence:.2f})")]
    parts += [("because", _finding(finding)) for finding in verdict.findings]
    if not verdict.findings:
        parts += [("because", reason) for reason in verdict.reasons[:3]]
    for number, passage in enumerate(verdict.evidence, 1):
        parts += [("", ""), (f"evidence {number}", f"{_words(passage.relation)}: {_place(report, passage)}")]
        parts.append(("", _passage(passage)))
    if not verdict.evidence:
        parts += [("", ""), ("evidence", "none")]
    if item.corroboration.supports or item.corroboration.contradicts:
        parts.append(("elsewhere", _others(item)))
    if item.reviews:
        parts += [("", ""), *(("decided", _decision(review)) for review in item.reviews)]
    return [line for label, text in parts for line in _wrapped(label, text, max(width, NARROWEST))]


def _wrapped(label: str, text: str, width: int) -> list[str]:
    """A labelled part, broken between words; an empty one is an empty line."""
    if not text:
        return [""]
    head = f"  {label}".ljust(LABEL)
    return textwrap.wrap(text, width, initial_indent=head, subsequent_indent=" " * LABEL, break_on_hyphens=False)


def _context(report: Report, item: CheckedClaim) -> str:
    """The sentence of the claim with some text around it, the claim between » and «."""
    text, claim, body = report.article.text, item.claim, report.article.body
    start, end = min(claim.sentence.start, claim.start), max(claim.sentence.end, claim.end)
    first = max(start - CONTEXT, min(body, start))
    before = _from_word(text[first:start], cut=first > body)
    after = _to_word(text[end : end + CONTEXT], cut=end + CONTEXT < len(text))
    whole = f"{before}{text[start : claim.start]}»{text[claim.start : claim.end]}«{text[claim.end : end]}{after}"
    return _flat(whole).strip()


def _passage(passage: Evidence) -> str:
    """The passage between » and «, with what stands around it."""
    before = _from_word(passage.prefix, cut=passage.start > len(passage.prefix))
    after = _to_word(passage.suffix, cut=True)
    return f"{_flat(before)}»{_flat(passage.quote)}«{_flat(after)}".strip()


def _from_word(text: str, *, cut: bool) -> str:
    """The text from the first whole word on, with dots where something was cut off before it."""
    if not cut:
        return text
    _, blank, rest = text.partition(" ")
    return f"… {rest}" if blank else ""


def _to_word(text: str, *, cut: bool) -> str:
    """The text up to the last whole word, with dots where something was cut off after it."""
    if not cut:
        return text
    rest, blank, _ = text.rpartition(" ")
    return f"{rest} …" if blank else ""


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
