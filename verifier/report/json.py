"""A report as JSON, schema_version "1": the shape that docs/report.schema.json describes."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from verifier.model import (
    Agreement,
    Aside,
    Attribution,
    CheckedClaim,
    Comparison,
    DocumentLine,
    Evidence,
    Link,
    Report,
    Review,
    SourceLine,
    Span,
    agreement,
)
from verifier.report.inert import ODD

SCHEMA_VERSION = "1"


def render(report: Report) -> str:
    """One JSON document. Texts are exact; characters without a shape are written as \\u escapes: it prints safely."""
    return dumped(as_data(report))


def several(reports: list[Report], failed: list[tuple[str, str]]) -> str:
    """Reports of several articles as one document, with (article, reason) of those that could not be verified."""
    failures = [{"article": article, "error": error} for article, error in failed]
    data = {"schema_version": SCHEMA_VERSION, "reports": [as_data(r) for r in reports], "failed": failures}
    return dumped(data)


def dumped(data: Mapping[str, Any]) -> str:
    """Data as indented JSON text that has no invisible or direction-turning character."""
    return _written(data, "\n") + "\n"


_NESTING = (dict, list, tuple)


def _written(value: Any, line: str) -> str:
    """A value as JSON text; `line` begins each of its lines but the first.

    As json.dumps with an indent of two, in less than half its time: what holds nothing that spans lines of its own is
    left to the encoder in C, which knows no indent.
    """
    inner = f"{line}  "
    if not value or not isinstance(value, _NESTING):
        return _escape(_flat(",").encode(value))
    held = value.values() if isinstance(value, dict) else value
    if not any(isinstance(part, _NESTING) for part in held):
        flat = _escape(_flat(f",{inner}").encode(value))
        return f"{flat[0]}{inner}{flat[1:-1]}{line}{flat[-1]}"
    if isinstance(value, dict):
        parts = (f"{_written(key, inner)}: {_written(part, inner)}" for key, part in value.items())
        return f"{{{inner}{f',{inner}'.join(parts)}{line}}}"
    return f"[{inner}{f',{inner}'.join(_written(part, inner) for part in value)}{line}]"


@cache
def _flat(between: str) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(between, ": "))


def as_data(report: Report) -> dict[str, Any]:
    """The report as plain data, keys in the order of the schema."""
    run, article = report.run, report.article
    coverage = run.coverage
    return {
        "schema_version": SCHEMA_VERSION,
        "run": {
            "id": run.id,
            "started": run.started,
            "finished": run.finished,
            "version": run.version,
            "config_sha256": run.config_sha256,
            "config_kept": run.config_kept,
            "offline": run.offline,
            "coverage": {
                "claims": coverage.claims,
                "checked": coverage.checked,
                "no_document": coverage.no_document,
                "not_checkable": coverage.not_checkable,
            },
            "problems": list(run.problems),
        },
        "article": {
            "path": article.path,
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
            "author": article.author,
            "url": article.url,
            "publisher": article.publisher,
            "language": article.language,
            "sha256": article.sha256,
            "characters": len(article.text),
        },
        "sources": [_source(s) for s in report.sources],
        "documents": [_document(d) for d in report.documents],
        "claims": [_claim(c, article.text) for c in report.claims],
        "asides": [_aside(a) for a in report.asides],
        "agreement": [_agreement(pair) for pair in agreement(report.claims)],
    }


def _source(line: SourceLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "name": line.name,
        "kind": line.kind,
        "reliability": line.reliability,
        "registered": line.registered,
        "documents": line.documents,
        "claims": line.claims,
    }


def _document(line: DocumentLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "source_id": line.source_id,
        "path": line.path,
        "state": line.state,
        "title": line.title,
        "published": line.published.isoformat() if line.published else None,
        "url": line.url,
        "sha256": line.sha256,
        "characters": line.characters,
        "detail": line.detail,
    }


def _claim(checked: CheckedClaim, article: str) -> dict[str, Any]:
    claim, verdict, others = checked.claim, checked.verdict, checked.corroboration
    data: dict[str, Any] = {"id": claim.id, "start": claim.start, "end": claim.end, "text": claim.text}
    if claim.fragments:
        data["fragments"] = _spans(claim.fragments)
    return data | {
        "content": _spans(claim.content),
        "sentence": list(claim.sentence),
        "standalone": claim.standalone,
        "kind": claim.kind,
        "checkable": claim.checkable,
        "reason": claim.reason,
        "worth": _number(claim.worth),
        "unresolved": list(claim.unresolved),
        "attribution": _attribution(checked, article),
        "verdict": verdict.label,
        "confidence": _number(verdict.confidence),
        "support": _number(verdict.support),
        "rule": verdict.rule,
        "reasons": list(verdict.reasons),
        "uncovered": [list(span) for span in verdict.uncovered],
        "findings": [
            {"kind": f.kind, "claim": f.claim, "evidence": f.evidence, "detail": f.detail} for f in verdict.findings
        ],
        "evidence": [_evidence(e) for e in verdict.evidence],
        "considered": [_evidence(e) for e in verdict.considered],
        "corroboration": {
            "supports": list(others.supports),
            "contradicts": list(others.contradicts),
            "independent_origins": others.independent_origins,
        },
        "review": _review(checked.review) if checked.review else None,
        "reviews": [_review(r) for r in checked.reviews],
    }


def _attribution(checked: CheckedClaim, article: str) -> dict[str, Any]:
    said = checked.claim.attribution
    if said is None:
        return {
            "voice": "unattributed",
            "type": "none",
            "cue": None,
            "chain": [],
            "hedge": "none",
            "rule": "writer",
            "score": 1.0,
        }
    return {
        "voice": "attributed",
        "type": said.type,
        "cue": _cue(said, article),
        "chain": [_link(link) for link in said.chain],
        "hedge": said.hedge,
        "rule": said.rule,
        "score": _number(said.score),
    }


def _cue(said: Attribution, article: str) -> dict[str, Any] | None:
    """The first cue span with its words."""
    if not said.cue:
        return None
    start, end = said.cue[0]
    return {"text": article[start:end], "start": start, "end": end}


def _link(link: Link) -> dict[str, Any]:
    return {
        "mention": link.mention,
        "start": link.span.start if link.span else None,
        "end": link.span.end if link.span else None,
        "source_id": link.source_id,
        "name": link.name,
        "kind": link.kind,
        "anonymity": link.anonymity,
        "rule": link.rule,
        "runner_up": link.runner_up,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "document_id": evidence.document_id,
        "source_id": evidence.source_id,
        "relation": evidence.relation,
        "quote": evidence.quote,
        "prefix": evidence.prefix,
        "suffix": evidence.suffix,
        "start": evidence.start,
        "end": evidence.end,
        "score": _number(evidence.score),
        "url": evidence.url,
        "locator": evidence.locator,
        "comparisons": [_comparison(c) for c in evidence.comparisons],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    return {
        "kind": comparison.kind,
        "result": comparison.result,
        "claim": comparison.claim,
        "evidence": comparison.evidence,
        "rule": comparison.rule,
        "detail": comparison.detail,
        "finding": comparison.finding,
        "hard": comparison.hard,
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "verdict": review.verdict,
        "note": review.note,
        "reviewer": review.reviewer,
        "at": review.at,
        "digest": review.digest,
        "stale": review.stale,
    }


def _aside(aside: Aside) -> dict[str, Any]:
    return {"start": aside.span.start, "end": aside.span.end, "reason": aside.reason}


def _agreement(pair: Agreement) -> dict[str, Any]:
    return {
        "reviewers": [pair.first, pair.second],
        "claims": pair.claims,
        "agreed": pair.agreed,
        "kappa": None if pair.kappa is None else _number(pair.kappa),
    }


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _number(value: float) -> float:
    """Four decimals are more than any of these can mean, and keep the last bits of a platform out of the bytes."""
    return round(float(value), 4)


def _escape(text: str) -> str:
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return ODD.sub(lambda m: "".join(map(_unit, m[0])), text)


def _unit(character: str) -> str:
    code = ord(character)
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
