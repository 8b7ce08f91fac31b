"""A report as PROV-JSON (W3C Member Submission, 2013): what came from what, by which activity, on whose behalf."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from verifier.model import CheckedClaim, Document, DocumentLine, Report

PREFIXES = {"v": "urn:verifier:", "dct": "http://purl.org/dc/terms/", "xsd": "http://www.w3.org/2001/XMLSchema#"}

Record = tuple[str, str, dict[str, Any]]
"""The kind of a record, its identifier, its attributes."""


def provenance(report: Report) -> dict[str, Any]:
    """The whole document: article, documents, claims, verdicts and passages are entities, the run and each decision are
    activities, the program, the reviewers and the sources are agents."""
    made: dict[str, Any] = {"prefix": dict(PREFIXES)}
    for kind, name, attributes in _records(report):
        made.setdefault(kind, {})[name] = attributes
    return made


def _id(*parts: object) -> str:
    return "v:" + "/".join(quote(str(part), safe="") for part in parts)


def _type(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _some(**values: object) -> dict[str, Any]:
    """The attributes that have a value; `dct_title` becomes dct:title."""
    return {name.replace("_", ":", 1): value for name, value in values.items() if value is not None}


class _Count:
    """Identifiers of relations, which nobody refers to: _:r1, _:r2 and so on."""

    def __init__(self) -> None:
        self.last = 0

    def __call__(self) -> str:
        self.last += 1
        return f"_:r{self.last}"


def _records(report: Report) -> Iterator[Record]:
    run, count = report.run, _Count()
    activity, article, program = _id("run", run.id), _id("article", report.article.sha256), _id("program", run.version)
    yield (
        "activity",
        activity,
        {"prov:startTime": run.started, "prov:endTime": run.finished, "prov:type": _type("v:verification")},
    )
    yield "agent", program, {"prov:type": _type("prov:SoftwareAgent"), "dct:title": f"verifier {run.version}"}
    yield "wasAssociatedWith", count(), _some(prov_activity=activity, prov_agent=program)
    yield "entity", article, _article(report.article)
    yield "used", count(), {"prov:activity": activity, "prov:entity": article}
    if run.config_sha256:
        config = _id("config", run.config_sha256)
        yield "entity", config, {"prov:type": _type("v:configuration")}
        yield "used", count(), {"prov:activity": activity, "prov:entity": config}
    for source in report.sources:
        if source.id:
            yield "agent", _id("source", source.id), {"dct:title": source.name, "v:kind": source.kind}
    known = {source.id for source in report.sources}
    for line in report.documents:
        if line.id is None:
            continue
        document = _id("document", line.id)
        yield "entity", document, _document(line)
        yield "used", count(), {"prov:activity": activity, "prov:entity": document}
        if line.source_id not in known:
            known.add(line.source_id)
            yield "agent", _id("source", line.source_id), {"dct:title": line.source_id}
        yield (
            "wasAttributedTo",
            count(),
            {"prov:entity": document, "prov:agent": _id("source", line.source_id)},
        )
    for item in report.claims:
        yield from _of_claim(report, item, (activity, article), count)


def _article(article: Document) -> dict[str, Any]:
    return _some(
        prov_type=_type("v:article"),
        dct_title=article.title,
        dct_issued=article.published.isoformat() if article.published else None,
        dct_identifier=article.url or article.path,
        v_sha256=article.sha256,
    )


def _document(line: DocumentLine) -> dict[str, Any]:
    return _some(
        prov_type=_type("v:document"),
        dct_title=line.title,
        dct_issued=line.published.isoformat() if line.published else None,
        dct_identifier=line.url or line.path,
        v_sha256=line.sha256,
    )


def _of_claim(report: Report, item: CheckedClaim, origin: tuple[str, str], count: _Count) -> Iterator[Record]:
    activity, article = origin
    run, claim = report.run.id, item.claim
    words, verdict = _id("run", run, "claim", claim.id), _id("run", run, "verdict", claim.id)
    quotation = _type("prov:Quotation")
    yield (
        "entity",
        words,
        {"prov:type": _type("v:claim"), "prov:value": claim.text, "v:start": claim.start, "v:end": claim.end},
    )
    yield (
        "wasDerivedFrom",
        count(),
        {"prov:generatedEntity": words, "prov:usedEntity": article, "prov:type": quotation},
    )
    yield (
        "entity",
        verdict,
        {
            "prov:type": _type("v:verdict"),
            "prov:value": item.verdict.label,
            "v:confidence": {"$": repr(item.verdict.confidence), "type": "xsd:double"},
            "v:rule": item.verdict.rule,
        },
    )
    yield (
        "wasGeneratedBy",
        count(),
        {"prov:entity": verdict, "prov:activity": activity, "prov:time": report.run.finished},
    )
    yield "wasDerivedFrom", count(), {"prov:generatedEntity": verdict, "prov:usedEntity": words}
    listed = {line.id for line in report.documents}
    for number, passage in enumerate(item.verdict.evidence, 1):
        evidence = _id("run", run, "evidence", claim.id, number)
        document = _id("document", passage.document_id)
        if passage.document_id not in listed:
            listed.add(passage.document_id)
            yield "entity", document, {"prov:type": _type("v:document")}
        yield (
            "entity",
            evidence,
            {
                "prov:type": _type("v:passage"),
                "prov:value": passage.quote,
                "v:start": passage.start,
                "v:end": passage.end,
                "v:relation": passage.relation,
            },
        )
        yield (
            "wasDerivedFrom",
            count(),
            {"prov:generatedEntity": evidence, "prov:usedEntity": document, "prov:type": quotation},
        )
        yield "wasDerivedFrom", count(), {"prov:generatedEntity": verdict, "prov:usedEntity": evidence}
    for number, review in enumerate(item.reviews, 1):
        made = _id("run", run, "review", claim.id, number)
        decision, person = f"{made}/decision", _id("person", review.reviewer)
        yield "agent", person, {"prov:type": _type("prov:Person"), "dct:title": review.reviewer}
        yield (
            "activity",
            made,
            {"prov:startTime": review.at, "prov:endTime": review.at, "prov:type": _type("v:review")},
        )
        yield "wasAssociatedWith", count(), {"prov:activity": made, "prov:agent": person}
        yield "used", count(), {"prov:activity": made, "prov:entity": verdict}
        yield (
            "entity",
            decision,
            {
                "prov:type": _type("v:decision"),
                "prov:value": review.verdict,
                "v:note": review.note,
                "v:stale": review.stale,
            },
        )
        yield "wasGeneratedBy", count(), {"prov:entity": decision, "prov:activity": made, "prov:time": review.at}
        yield "wasDerivedFrom", count(), {"prov:generatedEntity": decision, "prov:usedEntity": verdict}
