"""A report as Markdown that pastes into an issue or a CMS; everything from outside is escaped (CommonMark, GFM)."""

import re
from collections.abc import Iterator

from verifier.model import CheckedClaim, Link, Report
from verifier.report import overview
from verifier.report.inert import clip, one_line
from verifier.report.wording import ADMIRALTY, SIGNS, count, kind, sureness

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~$^]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_OPENING = re.compile(r"^(\d{0,9})([#+=.)-])")
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("@"): "&#64;"}


def render(report: Report) -> str:
    """Headings, the worst claims in full, then a table of all claims and one of the sources."""
    return "\n".join(_lines(report)).strip("\n") + "\n"


def escaped(text: str) -> str:
    """The text on one line, with everything that Markdown, HTML or an autolink could take for its own escaped."""
    return _SPECIAL.sub(r"\\\g<0>", one_line(text)).translate(_ENTITIES)


def opening(text: str) -> str:
    """`escaped`, for the first words of a block, which could also begin a heading, a list or a rule."""
    return _OPENING.sub(r"\1\\\2", escaped(text))


def _lines(report: Report) -> Iterator[str]:
    run, article = report.run, report.article
    yield f"# Report: {escaped(article.title or article.path)}"
    yield ""
    yield f"**{overview.headline(report)}**"
    yield ""
    yield overview.coverage(report)
    yield ""
    for problem in run.problems:
        yield f"- ⚠ {escaped(problem)}"
    loud = [c for c in overview.ordered(report) if c.verdict.label not in ("supported", "not_checkable", "no_document")]
    for checked in loud:
        yield ""
        yield from _detail(report, checked)
    gaps = overview.missing(report)
    if gaps:
        yield from ("", "## Sources we hold no document of", "")
        for gap in gaps:
            yield f"- {opening(gap.name)}: {_claims(gap.claims)}"
    nameless = tuple(c.claim.id for c in overview.anonymous(report))
    if nameless:
        yield from ("", "## Not named", "")
        yield f"- {_claims(nameless)}: no document can settle who said this"
    if pairs := overview.agreements(report):
        yield from ("", "## Reviewers", "")
        yield from (f"- {opening(pair)}" for pair in pairs)
    yield from ("", "## All claims", "", "| | Claim | Said by | Sure |", "| --- | --- | --- | --- |")
    for checked in report.claims:
        sign = SIGNS[checked.verdict.label]
        text = f"{checked.claim.id}\\. {escaped(clip(checked.claim.text, 160))}"
        sure = f"{checked.verdict.confidence:.2f}"
        yield f"| {sign.icon} {sign.word} | {text} | {_chain(report, checked)} | {sure} |"
    yield from _sources(report)
    config = f", config {escaped(run.config_sha256[:12])}" if run.config_sha256 else ""
    yield ""
    yield (
        f"Run {escaped(run.id)}, {escaped(run.finished)}, version {escaped(run.version)}{config}, "
        f"article {escaped(article.sha256[:12])}"
    )


def _sources(report: Report) -> Iterator[str]:
    yield from ("", "## Sources", "", "| Source | Kind | Reliability | Documents | Claims |")
    yield "| --- | --- | --- | --- | --- |"
    for source in report.sources:
        grade = ""
        if source.reliability:
            grade = f"{escaped(source.reliability)}, {ADMIRALTY.get(source.reliability, 'unknown grade')}"
        name = escaped(source.name) + ("" if source.registered else " (not registered)")
        yield f"| {name} | {kind(source.kind)} | {grade} | {source.documents} | {source.claims} |"
    for document in overview.unread(report):
        detail = f" ({escaped(document.detail)})" if document.detail else ""
        yield from ("", f"- ⚠ {escaped(document.path)}: {escaped(document.state)}{detail}")


def _detail(report: Report, checked: CheckedClaim) -> Iterator[str]:
    claim, verdict = checked.claim, checked.verdict
    sign = SIGNS[verdict.label]
    yield f"## {sign.icon} {sign.word.capitalize()}: claim {claim.id}"
    yield ""
    yield f"> {opening(claim.text)}"
    yield ""
    yield f"- Said by: {_chain(report, checked)}"
    for evidence in verdict.evidence[:2]:
        yield f"- Passage: “{escaped(evidence.quote)}” ({escaped(overview.place(report, evidence))})"
    for why in overview.because(checked):
        yield f"- Because: {escaped(why)}"
    yield f"- Sure: {sureness(verdict.confidence)} ({verdict.confidence:.2f})"
    others = checked.corroboration
    if others.contradicts:
        yield f"- Contradicted by others: {escaped(', '.join(others.contradicts))}"
    if others.supports:
        origins = count(others.independent_origins, "independent origin")
        yield f"- Also in: {escaped(', '.join(others.supports))}; {origins}"
    for step in overview.to_do(checked):
        yield f"- [ ] {escaped(step)}"
    for review in checked.reviews:
        stale = " (stale: what was seen has changed)" if review.stale else ""
        note = f": {escaped(review.note)}" if review.note else ""
        yield f"- {opening(review.reviewer)}, {escaped(review.at)}: {SIGNS[review.verdict].word}{note}{stale}"


def _chain(report: Report, checked: CheckedClaim) -> str:
    links = overview.said_by(checked)
    return " → ".join(_link(report, link) for link in links) if links else overview.WRITER


def _link(report: Report, link: Link) -> str:
    if link.anonymity != "named":
        return f"{escaped(link.name)} ({link.anonymity})"
    source = overview.source_of(report, link.source_id)
    grade = f" \\[{escaped(source.reliability)}\\]" if source and source.reliability else ""
    return escaped(link.name) + grade


def _claims(ids: tuple[int, ...]) -> str:
    return f"claim{'' if len(ids) == 1 else 's'} {', '.join(map(str, ids))}"
