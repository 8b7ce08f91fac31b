"""What differs about a claim between two runs, and which recorded differences explain it."""

from verifier.model import CheckedClaim, DocumentLine, Evidence, Report

NOTABLE = 0.05
"""A change of confidence below this is not reported: calibrated probabilities are read to the nearest twentieth."""

Pair = tuple[DocumentLine | None, DocumentLine | None]


def changed_documents(old: Report, new: Report) -> tuple[Pair, ...]:
    """Documents (by source and path) that came, went, changed their bytes or their outcome, by source and path."""
    before = {(line.source_id, line.path): line for line in old.documents}
    after = {(line.source_id, line.path): line for line in new.documents}
    return tuple(
        (before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if _bytes(before.get(key)) != _bytes(after.get(key))
    )


def _bytes(line: DocumentLine | None) -> tuple[str | None, bool] | None:
    # "read" now or known to be unchanged: what counts is whether its text was at hand.
    return None if line is None else (line.sha256, line.id is not None)


def parts(old: CheckedClaim, new: CheckedClaim, before: Report, after: Report) -> tuple[str, ...]:
    """The names of what differs about a claim, the gravest first; empty where all is the same."""
    differing = []
    if old.verdict.label != new.verdict.label:
        differing.append("verdict")
    if _findings(old) != _findings(new):
        differing.append("findings")
    if _passages(old, before) != _passages(new, after):
        differing.append("evidence")
    if _chain(old) != _chain(new):
        differing.append("chain")
    if _hedge(old) != _hedge(new):
        differing.append("hedge")
    if (old.claim.standalone, old.claim.kind, old.claim.checkable) != (
        new.claim.standalone,
        new.claim.kind,
        new.claim.checkable,
    ):
        differing.append("reading")
    if old.corroboration != new.corroboration:
        differing.append("corroboration")
    if not differing and abs(old.verdict.confidence - new.verdict.confidence) >= NOTABLE:
        differing.append("confidence")
    return tuple(differing)


def _findings(item: CheckedClaim) -> list[tuple[str, str, str]]:
    return [(finding.kind, finding.claim, finding.evidence) for finding in item.verdict.findings]


def _passages(item: CheckedClaim, report: Report) -> list[tuple[str | None, str | None, str, str]]:
    """Evidence by source, path, relation and words: where in the document it stands does not matter."""
    paths = {line.id: line.path for line in report.documents}
    return [
        (passage.source_id, paths.get(passage.document_id), passage.relation, passage.quote)
        for passage in item.verdict.evidence
    ]


def _chain(item: CheckedClaim) -> list[tuple[str, str | None, str]]:
    attribution = item.claim.attribution
    return [(link.name, link.source_id, link.anonymity) for link in attribution.chain] if attribution else []


def _hedge(item: CheckedClaim) -> str:
    return item.claim.attribution.hedge if item.claim.attribution else "none"


def causes(old: CheckedClaim, new: CheckedClaim, before: Report, after: Report) -> tuple[str, ...]:
    """What explains a changed claim, the nearest first; says so where nothing that is recorded does."""
    found = []
    sentence = before.article.text[slice(*old.claim.sentence)]
    if sentence != after.article.text[slice(*new.claim.sentence)]:
        found.append("its sentence was edited")
    if _chain(old) != _chain(new) or _hedge(old) != _hedge(new):
        found.append("who said it, or how surely, is read differently")
    found += _by_documents(old, new, before, after)
    if not found and before.article.sha256 != after.article.sha256:
        found.append("the article was edited elsewhere")
    if not found or before.run.version != after.run.version:
        found += _by_program(before, after)
    return tuple(found) or ("nothing that is recorded explains it",)


def _by_documents(old: CheckedClaim, new: CheckedClaim, before: Report, after: Report) -> list[str]:
    """Changes of documents that the claim's evidence stands in, or that its sources published."""
    used = _documents(old.verdict.evidence, before) | _documents(new.verdict.evidence, after)
    sources = {source for _, source, _ in (*_chain(old), *_chain(new)) if source}
    told = []
    for was, now in changed_documents(before, after):
        line = now or was
        assert line is not None
        if (line.source_id, line.path) not in used and line.source_id not in sources:
            continue
        name = f"{line.path} of {line.source_id}"
        if was is None or was.id is None:
            told.append(
                f"{name} was added" if now and now.id is not None else f"{name} could not be read: {line.state}"
            )
        elif now is None or now.id is None:
            told.append(f"{name} is not there any more" if now is None else f"{name} could not be read: {now.state}")
        else:
            told.append(f"{name} has changed")
    return told


def _documents(passages: tuple[Evidence, ...], report: Report) -> set[tuple[str, str]]:
    lines = {line.id: line for line in report.documents if line.id is not None}
    found = [lines[passage.document_id] for passage in passages if passage.document_id in lines]
    return {(line.source_id, line.path) for line in found}


def _by_program(before: Report, after: Report) -> list[str]:
    told = []
    if before.run.config_sha256 != after.run.config_sha256:
        told.append("config.toml was changed")
    if before.run.version != after.run.version:
        told.append(f"the program changed from {before.run.version} to {after.run.version}")
    return told
