"""A report as rows of the tables: a pure function, so that `save` writes and `audit` compares the very same thing."""

import json
from collections.abc import Iterable, Iterator, Sequence

from verifier.model import Attribution, CheckedClaim, Comparison, DocumentLine, Evidence, Report, Span
from verifier.record.digests import digest, keys

Value = str | int | float | None
Row = dict[str, Value]

ORDER: dict[str, tuple[str, ...]] = {
    "runs": ("id",),
    "articles": ("run_id",),
    "asides": ("position",),
    "sources": ("position",),
    "claims": ("id",),
    "attributions": ("claim_id",),
    "links": ("claim_id", "position"),
    "verdicts": ("claim_id",),
    "evidence": ("claim_id", "position"),
    "considered": ("claim_id", "position"),
    "comparisons": ("claim_id", "considered_position", "evidence_position", "position"),
    "findings": ("claim_id", "position"),
    "corroborations": ("claim_id", "position"),
}
"""The tables of a run in the order in which they are written, with the columns that order their rows within it. (Its
report, packed, stands in `reports` besides, and the documents before it in a list that runs share: `listings`.)"""


def rows(report: Report) -> dict[str, list[Row]]:
    """Every row that a report is recorded as, by table, in the order of ORDER.

    Reviews are no part of it: they have their own table.
    """
    run_id = report.run.id
    made: dict[str, list[Row]] = {table: [] for table in ORDER}
    for table, row in _of_report(report):
        made[table].append(row)
    for item, key in zip(report.claims, keys([item.claim for item in report.claims]), strict=True):
        for table, row in _of_claim(item, key):
            made[table].append({"run_id": run_id, **row})
    return made


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _spans(spans: Iterable[Span]) -> str:
    return _json([[start, end] for start, end in spans])


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _of_report(report: Report) -> Iterator[tuple[str, Row]]:
    run, article, coverage = report.run, report.article, report.run.coverage
    yield (
        "runs",
        {
            "id": run.id,
            "started": run.started,
            "finished": run.finished,
            "version": run.version,
            "config_sha256": run.config_sha256,
            "offline": int(run.offline),
            "claims": coverage.claims,
            "checked": coverage.checked,
            "no_document": coverage.no_document,
            "not_checkable": coverage.not_checkable,
            "problems": _json(run.problems),
        },
    )
    yield (
        "articles",
        {
            "run_id": run.id,
            "path": article.path,
            "sha256": article.sha256,
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
            "author": article.author,
            "url": article.url,
            "publisher": article.publisher,
            "language": article.language,
            "media_type": article.media_type,
            "body": article.body,
            "text": article.text,
            "locators": _json([[locator.start, locator.label] for locator in article.locators]),
        },
    )
    for position, aside in enumerate(report.asides, 1):
        start, end = aside.span
        yield (
            "asides",
            {"run_id": run.id, "position": position, "start": start, "end": end, "reason": aside.reason},
        )
    for position, source in enumerate(report.sources, 1):
        yield (
            "sources",
            {
                "run_id": run.id,
                "position": position,
                "id": source.id,
                "name": source.name,
                "kind": source.kind,
                "reliability": source.reliability,
                "registered": int(source.registered),
                "documents": source.documents,
                "claims": source.claims,
            },
        )


def document_rows(lines: Iterable[DocumentLine]) -> list[Row]:
    """The rows of a list of documents, as `listed_documents` has them."""
    return [
        {
            "position": position,
            "document_id": line.id,
            "source_id": line.source_id,
            "path": line.path,
            "state": line.state,
            "title": line.title,
            "sha256": line.sha256,
            "published": line.published.isoformat() if line.published else None,
            "url": line.url,
            "characters": line.characters,
            "detail": line.detail,
        }
        for position, line in enumerate(lines, 1)
    ]


def _of_claim(item: CheckedClaim, key: str) -> Iterator[tuple[str, Row]]:
    claim, verdict = item.claim, item.verdict
    yield (
        "claims",
        {
            "id": claim.id,
            "start": claim.start,
            "end": claim.end,
            "text": claim.text,
            "standalone": claim.standalone,
            "kind": claim.kind,
            "checkable": int(claim.checkable),
            "reason": claim.reason,
            "worth": claim.worth,
            "sentence_start": claim.sentence.start,
            "sentence_end": claim.sentence.end,
            "content": _spans(claim.content),
            "fragments": _spans(claim.fragments),
            "unresolved": _json(claim.unresolved),
            "key": key,
            "digest": digest(item),
        },
    )
    if claim.attribution:
        yield from _of_attribution(claim.id, claim.attribution)
    yield (
        "verdicts",
        {
            "claim_id": claim.id,
            "label": verdict.label,
            "support": verdict.support,
            "confidence": verdict.confidence,
            "rule": verdict.rule,
            "reasons": _json(verdict.reasons),
            "independent_origins": item.corroboration.independent_origins,
            "first_evidence": 1 if verdict.evidence else None,
        },
    )
    yield from _of_passages(claim.id, "evidence", verdict.evidence)
    yield from _of_passages(claim.id, "considered", verdict.considered)
    for position, finding in enumerate(verdict.findings, 1):
        yield (
            "findings",
            {
                "claim_id": claim.id,
                "position": position,
                "kind": finding.kind,
                "claim": finding.claim,
                "evidence": finding.evidence,
                "detail": finding.detail,
            },
        )
    others = [(name, "supports") for name in item.corroboration.supports]
    others += [(name, "contradicts") for name in item.corroboration.contradicts]
    for position, (source_id, relation) in enumerate(others, 1):
        yield (
            "corroborations",
            {"claim_id": claim.id, "position": position, "source_id": source_id, "relation": relation},
        )


def _of_attribution(claim_id: int, attribution: Attribution) -> Iterator[tuple[str, Row]]:
    yield (
        "attributions",
        {
            "claim_id": claim_id,
            "type": attribution.type,
            "source_name": attribution.source_name,
            "hedge": attribution.hedge,
            "rule": attribution.rule,
            "score": attribution.score,
            "source": _spans(attribution.source),
            "cue": _spans(attribution.cue),
            "content": _spans(attribution.content),
        },
    )
    for position, link in enumerate(attribution.chain, 1):
        start, end = _ends(link.span)
        yield (
            "links",
            {
                "claim_id": claim_id,
                "position": position,
                "mention": link.mention,
                "start": start,
                "end": end,
                "name": link.name,
                "source_id": link.source_id,
                "kind": link.kind,
                "anonymity": link.anonymity,
                "rule": link.rule,
                "runner_up": link.runner_up,
            },
        )


def _of_passages(claim_id: int, table: str, passages: Sequence[Evidence]) -> Iterator[tuple[str, Row]]:
    for position, passage in enumerate(passages, 1):
        yield (
            table,
            {
                "claim_id": claim_id,
                "position": position,
                "document_id": passage.document_id,
                "source_id": passage.source_id,
                "relation": passage.relation,
                "quote": passage.quote,
                "prefix": passage.prefix,
                "suffix": passage.suffix,
                "start": passage.start,
                "end": passage.end,
                "score": passage.score,
                "url": passage.url,
                "locator": passage.locator,
            },
        )
        for number, comparison in enumerate(passage.comparisons, 1):
            yield "comparisons", _of_comparison(comparison, table, (claim_id, position, number))


def _of_comparison(comparison: Comparison, table: str, place: tuple[int, int, int]) -> Row:
    claim_id, passage, number = place
    claim_start, claim_end = _ends(comparison.claim_span)
    evidence_start, evidence_end = _ends(comparison.evidence_span)
    return {
        "claim_id": claim_id,
        "evidence_position": passage if table == "evidence" else None,
        "considered_position": passage if table == "considered" else None,
        "position": number,
        "kind": comparison.kind,
        "result": comparison.result,
        "claim": comparison.claim,
        "evidence": comparison.evidence,
        "rule": comparison.rule,
        "detail": comparison.detail,
        "claim_start": claim_start,
        "claim_end": claim_end,
        "evidence_start": evidence_start,
        "evidence_end": evidence_end,
        "finding": comparison.finding,
        "hard": int(comparison.hard),
    }
