"""A report as Web Annotations (W3C Recommendation, 2017): claims anchored in the article, passages in documents."""

from typing import Any

from verifier.model import CheckedClaim, DocumentLine, Evidence, Report, Span
from verifier.record.anchors import Anchor, anchor
from verifier.record.names import article_name, document_name, run_name

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations(report: Report) -> dict[str, Any]:
    """An AnnotationCollection with one page: an annotation a claim (motivation "assessing"), and one for each decision
    of a person that is not stale (motivation "moderating"), which points at the first.

    Targets are selected by TextQuoteSelector and TextPositionSelector (code points of the text as read). A text without
    an address is named by the hash of its bytes.
    """
    base = run_name(report)
    items: list[dict[str, Any]] = []
    for item in report.claims:
        items.append(_of_claim(report, item, base))
        items += _of_reviews(item, base)
    whole = f"{base}:annotations"
    page: dict[str, Any] = {"id": f"{whole}:1", "type": "AnnotationPage", "partOf": whole, "startIndex": 0}
    return {
        "@context": CONTEXT,
        "id": whole,
        "type": "AnnotationCollection",
        "label": f"Verification of {report.article.title or report.article.path}",
        "total": len(items),
        "first": {**page, "items": items},
    }


def _of_claim(report: Report, item: CheckedClaim, base: str) -> dict[str, Any]:
    verdict, claim = item.verdict, item.claim
    bodies = [_words("classifying", verdict.label)]
    bodies += [
        _words("describing", ": ".join(filter(None, (finding.kind, finding.claim, finding.evidence, finding.detail))))
        for finding in verdict.findings
    ]
    lines = {line.id: line for line in report.documents}
    bodies += [_passage(passage, lines.get(passage.document_id)) for passage in verdict.evidence]
    where = anchor(report.article.text, Span(claim.start, claim.end))
    return {
        "id": f"{base}:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": report.run.finished,
        "creator": {"type": "Software", "name": f"verifier {report.run.version}"},
        "body": bodies,
        "target": {"type": "SpecificResource", "source": article_name(report.article), "selector": _selectors(where)},
    }


def _of_reviews(item: CheckedClaim, base: str) -> list[dict[str, Any]]:
    claim = f"{base}:claim:{item.claim.id}"
    return [
        {
            "id": f"{claim}:review:{number}",
            "type": "Annotation",
            "motivation": "moderating",
            "created": review.at,
            "creator": {"type": "Person", "name": review.reviewer},
            "body": [
                _words("classifying", review.verdict),
                *([_words("commenting", review.note)] if review.note else []),
            ],
            "target": claim,
        }
        for number, review in enumerate(item.reviews, 1)
        if not review.stale
    ]


def _words(purpose: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value}


def _passage(passage: Evidence, line: DocumentLine | None) -> dict[str, Any]:
    where = Anchor(passage.quote, passage.prefix, passage.suffix, passage.start, passage.end, "")
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": document_name(passage, line),
        "selector": _selectors(where),
    }


def _selectors(where: Anchor) -> list[dict[str, Any]]:
    return [
        {"type": "TextQuoteSelector", "exact": where.exact, "prefix": where.prefix, "suffix": where.suffix},
        {"type": "TextPositionSelector", "start": where.start, "end": where.end},
    ]
