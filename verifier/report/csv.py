"""A report as CSV (RFC 4180, UTF-8): one line a claim, safe to open in a spreadsheet."""

import csv
from io import StringIO

from verifier.model import CheckedClaim, Report
from verifier.report import overview
from verifier.report.inert import one_line

COLUMNS = (
    "article",
    "run",
    "claim",
    "verdict",
    "confidence",
    "text",
    "standalone",
    "start",
    "end",
    "kind",
    "voice",
    "speech",
    "said_by",
    "source_id",
    "anonymity",
    "findings",
    "because",
    "passage",
    "document",
    "locator",
    "also_in",
    "contradicted_by",
    "to_do",
    "review_verdict",
    "review_note",
    "reviewer",
    "reviewed_at",
)


def render(report: Report) -> str:
    """A header line and one line a claim, in the article's order."""
    return several([report])


def several(reports: list[Report]) -> str:
    """The claims of several reports under one header."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for report in reports:
        for checked in report.claims:
            writer.writerow([v if isinstance(v, int) else defused(v) for v in _row(report, checked)])
    return out.getvalue()


def defused(cell: str) -> str:
    """The cell on one line, with an apostrophe in front where a spreadsheet would read a formula (OWASP's advice)."""
    line = one_line(cell)
    return f"'{line}" if line[:1] in tuple("=+-@|%＝＋－＠") else line


def _row(report: Report, checked: CheckedClaim) -> list[str | int]:
    claim, verdict, review = checked.claim, checked.verdict, checked.review
    said = claim.attribution
    chain = overview.said_by(checked)
    best = verdict.evidence[0] if verdict.evidence else None
    document = overview.document_of(report, best) if best else None
    return [
        report.article.path,
        report.run.id,
        claim.id,
        verdict.label,
        f"{verdict.confidence:.2f}",
        claim.text,
        claim.standalone,
        claim.start,
        claim.end,
        claim.kind,
        "attributed" if said else "unattributed",
        said.type if said else "none",
        " → ".join(link.name for link in chain),
        (chain[-1].source_id or "") if chain else "",
        chain[-1].anonymity if chain else "",
        " ".join(f.kind for f in overview.findings(checked)),
        "; ".join(overview.because(checked)),
        best.quote if best else "",
        (document.path if document else str(best.document_id)) if best else "",
        (best.locator or f"character {best.start}") if best else "",
        " ".join(checked.corroboration.supports),
        " ".join(checked.corroboration.contradicts),
        " ".join(overview.to_do(checked)),
        review.verdict if review else "",
        (f"(stale) {review.note}" if review.stale else review.note) if review else "",
        review.reviewer if review else "",
        review.at if review else "",
    ]
