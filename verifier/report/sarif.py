"""A report as SARIF 2.1.0, for editors and CI: one result a claim, at its exact region of the article."""

from bisect import bisect_right
from typing import Any
from urllib.parse import quote

from verifier.model import CheckedClaim, Evidence, Report, VerdictLabel
from verifier.report import overview
from verifier.report.inert import one_line
from verifier.report.json import dumped
from verifier.report.wording import SIGNS

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[VerdictLabel, str] = {
    "contradicted": "error",
    "misattributed": "error",
    "partly_supported": "warning",
    "not_found": "warning",
    "no_document": "note",
    "supported": "none",
    "not_checkable": "none",
}
KINDS: dict[VerdictLabel, str] = {"supported": "pass", "not_checkable": "notApplicable"}
"""Every other verdict is a "fail", the only kind that may have a level."""


def render(report: Report) -> str:
    """The report of one article as a log with one run."""
    return several([report])


def several(reports: list[Report]) -> str:
    """One log with a run for each article."""
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report) for report in reports]})


def _run(report: Report) -> dict[str, Any]:
    lines = _line_starts(report.article.text)
    return {
        "tool": {
            "driver": {
                "name": "verifier",
                "version": one_line(report.run.version),
                "rules": [
                    {
                        "id": label,
                        "shortDescription": {"text": sign.word},
                        "fullDescription": {"text": sign.meaning},
                        "defaultConfiguration": {"level": LEVELS[label]},
                    }
                    for label, sign in SIGNS.items()
                ],
            }
        },
        "automationDetails": {"id": one_line(report.run.id)},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(report.article.path)}, "hashes": {"sha-256": report.article.sha256}}],
        "results": [_result(report, checked, lines) for checked in report.claims],
    }


def _result(report: Report, checked: CheckedClaim, lines: list[int]) -> dict[str, Any]:
    claim, verdict = checked.claim, checked.verdict
    reasons = "; ".join(map(one_line, overview.because(checked)))
    who = " → ".join(one_line(link.name) for link in overview.said_by(checked)) or overview.WRITER
    result: dict[str, Any] = {
        "ruleId": verdict.label,
        "ruleIndex": list(SIGNS).index(verdict.label),
        "kind": KINDS.get(verdict.label, "fail"),
        "level": LEVELS[verdict.label],
        "message": {"text": f"Claim {claim.id}, {SIGNS[verdict.label].word} ({who}): {reasons}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(report.article.path), "index": 0},
                    "region": _region(claim.start, claim.end, lines),
                }
            }
        ],
        "rank": round(100 * verdict.confidence, 1),
        "properties": {
            "findings": [f.kind for f in overview.findings(checked)],
            "toDo": [one_line(step) for step in overview.to_do(checked)],
        },
    }
    if verdict.evidence:
        result["relatedLocations"] = [
            {
                "message": {"text": f"{e.relation}: “{one_line(e.quote)}”"},
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(_path(report, e))},
                    "region": {"charOffset": e.start, "charLength": e.end - e.start},
                },
            }
            for e in verdict.evidence
        ]
    return result


def _region(start: int, end: int, lines: list[int]) -> dict[str, int]:
    first, last = bisect_right(lines, start) - 1, bisect_right(lines, end) - 1
    return {
        "startLine": first + 1,
        "startColumn": start - lines[first] + 1,
        "endLine": last + 1,
        "endColumn": end - lines[last] + 1,
        "charOffset": start,
        "charLength": end - start,
    }


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for i, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[i + 1 : i + 2] != "\n"):
            starts.append(i + 1)
    return starts


def _path(report: Report, evidence: Evidence) -> str:
    document = overview.document_of(report, evidence)
    return document.path if document else ""


def _uri(path: str) -> str:
    """A path or URL as a URI reference: what may not stand in one is percent-encoded."""
    return quote(path.encode("utf-8", "replace"), safe="/:?#[]@!$&'()*+,;=-._~%")
