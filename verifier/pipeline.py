"""The story: read who says what, cut the claims, look into the named sources' documents, decide.

Pure: the same article, sources and shelf give the same findings. No clock, disk, network, environment or randomness.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from verifier.attribution import read_discourse
from verifier.checking import check, note_outlet
from verifier.claims import find_claims, read_frame
from verifier.model import (
    Aside,
    CheckedClaim,
    Claim,
    Corroboration,
    Coverage,
    Document,
    Finding,
    Link,
    Report,
    Shelf,
    Source,
    SourceLine,
    Verdict,
)

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that a verification finds out: a report without its run. `article` has its frame (title, date …)."""

    article: Document
    sources: tuple[SourceLine, ...]
    claims: tuple[CheckedClaim, ...]
    asides: tuple[Aside, ...]
    coverage: Coverage
    problems: tuple[str, ...]


Judged = tuple[Verdict, Corroboration]
Judging = Callable[[Claim, tuple[str, ...], date | None], Judged]
"""A judge that has its shelf and affiliations already: claim, sources of its chain, date of the article."""


class Judge(Protocol):
    """What gives the verdict on one claim: `check`, or something that gives the same in another way."""

    def __call__(
        self,
        claim: Claim,
        shelf: Shelf,
        *,
        chain_sources: tuple[str, ...],
        affiliations: Mapping[str, tuple[str, ...]],
        published: date | None = None,
    ) -> Judged:
        """As `check`."""


def verify(
    article: Document,
    sources: Sequence[Source],
    shelf: Shelf,
    *,
    progress: Progress | None = None,
    judge: Judge | None = None,
) -> Findings:
    """Check every claim of `article` against the documents on `shelf` of the sources it names. `judge` stands in for
    `check`, where it remembers what it judged before.

    Stages: frame (title, date, language) -> discourse (who says what) -> claims -> verdicts -> sources and coverage.
    """
    tell = progress or _silent
    tell("reading who says what", 0, 1)
    framed = read_frame(article)
    discourse = read_discourse(framed, sources)
    claims, asides = find_claims(framed, discourse)
    claims = tuple(_of_registered(claim, sources) for claim in claims)
    checked = _checked(claims, framed, sources, _judging(judge or check, sources, shelf, framed.publisher), tell)
    return _findings(framed, checked, asides, sources, shelf)


def verify_again(
    earlier: Report,
    numbers: Collection[int],
    sources: Sequence[Source],
    shelf: Shelf,
    *,
    progress: Progress | None = None,
) -> Findings:
    """Check the claims of an earlier report with these numbers against what is on `shelf` now.

    The article is not read again: claims and attributions stay, and so does everything about the other claims.
    """
    loose = [item.claim for item in earlier.claims if item.claim.id in numbers]
    anew = {
        item.claim.id: item
        for item in _checked(
            loose,
            earlier.article,
            sources,
            _judging(check, sources, shelf, earlier.article.publisher),
            progress or _silent,
        )
    }
    claims = [anew.get(item.claim.id, item) for item in earlier.claims]
    return _findings(earlier.article, claims, earlier.asides, sources, shelf)


def _checked(
    claims: Sequence[Claim], article: Document, sources: Sequence[Source], judging: Judging, tell: Progress
) -> list[CheckedClaim]:
    known = {source.name: source.id for source in sources if source.builtin}
    checked = []
    for done, claim in enumerate(claims):
        tell("checking claims", done, len(claims))
        chain = claim.attribution.chain if claim.attribution else ()
        verdict, corroboration = judging(claim, _chain_sources(chain, known), article.published)
        checked.append(CheckedClaim(claim, _with_source_findings(verdict, claim), corroboration))
    tell("checking claims", len(claims), len(claims))
    return checked


def _of_registered(claim: Claim, sources: Sequence[Source]) -> Claim:
    """The claim with ids for registered sources alone: the table of well-known names gives a name and a kind, no id."""
    known = {source.id for source in sources if source.builtin}
    attribution = claim.attribution
    if attribution is None or known.isdisjoint(link.source_id for link in attribution.chain):
        return claim
    chain = tuple(replace(link, source_id=None) if link.source_id in known else link for link in attribution.chain)
    return replace(claim, attribution=replace(attribution, chain=chain))


def _chain_sources(chain: Sequence[Link], known: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of a chain's sources. A well-known name counts by its id in the table, which affiliations may name."""
    ids = (link.source_id or (known.get(link.name) if link.anonymity == "named" else None) for link in chain)
    return tuple(dict.fromkeys(identity for identity in ids if identity))


def _judging(judge: Judge, sources: Sequence[Source], shelf: Shelf, outlet: str | None) -> Judging:
    affiliations = {source.id: source.affiliations for source in sources if source.affiliations}

    def judging(claim: Claim, chain_sources: tuple[str, ...], published: date | None) -> Judged:
        verdict, corroboration = judge(
            claim, shelf, chain_sources=chain_sources, affiliations=affiliations, published=published
        )
        return note_outlet(verdict, shelf, outlet), corroboration

    return judging


def _findings(
    article: Document,
    claims: Sequence[CheckedClaim],
    asides: tuple[Aside, ...],
    sources: Sequence[Source],
    shelf: Shelf,
) -> Findings:
    return Findings(
        article=article,
        sources=_source_lines(sources, claims, shelf),
        claims=tuple(claims),
        asides=asides,
        coverage=_coverage(claims),
        problems=_problems(article),
    )


def _silent(what: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def _with_source_findings(verdict: Verdict, claim: Claim) -> Verdict:
    """The verdict with what a reader must know about the source itself: nobody named, or nobody registered."""
    if claim.attribution is None or not claim.attribution.chain:
        return verdict
    chain = claim.attribution.chain
    innermost = chain[-1]
    extra = []
    if innermost.anonymity != "named":
        detail = (
            "the article does not say who said this" if innermost.anonymity == "vague" else "the speaker is not named"
        )
        extra.append(Finding("source_anonymous", claim=innermost.mention, detail=detail))
    for link in chain:
        if link.source_id is None and link.anonymity == "named":
            detail = f"{link.name} is not registered as a source"
            if link.runner_up:
                detail += f"; it could be {link.runner_up}"
            extra.append(Finding("source_unregistered", claim=link.mention, detail=detail))
    known = {finding.kind for finding in verdict.findings}
    return replace(verdict, findings=verdict.findings + tuple(f for f in extra if f.kind not in known))


def _source_lines(sources: Sequence[Source], checked: Sequence[CheckedClaim], shelf: Shelf) -> tuple[SourceLine, ...]:
    """Registered sources in the order of the registry, then the named but unregistered in the order of the article."""
    chains = [item.claim.attribution.chain for item in checked if item.claim.attribution]
    held = shelf.sources()
    by_id = Counter(source_id for chain in chains for source_id in {link.source_id for link in chain} if source_id)
    lines = [
        SourceLine(
            id=source.id,
            name=source.name,
            kind=source.kind,
            reliability=source.reliability,
            registered=True,
            documents=len(held.get(source.id, ())),
            claims=by_id[source.id],
        )
        for source in sources
        if not source.builtin
    ]
    strangers: dict[str, Link] = {}
    resting: Counter[str] = Counter()
    for chain in chains:
        unregistered = {link.name: link for link in chain if link.source_id is None}
        resting.update(unregistered.keys())
        for name, link in unregistered.items():
            strangers.setdefault(name, link)
    for name, link in strangers.items():
        lines.append(
            SourceLine(
                id=None,
                name=name,
                kind=link.kind,
                reliability=None,
                registered=False,
                documents=0,
                claims=resting[name],
            )
        )
    return tuple(lines)


def _coverage(checked: Sequence[CheckedClaim]) -> Coverage:
    labels = Counter(item.verdict.label for item in checked)
    aside = labels["no_document"] + labels["not_checkable"]
    return Coverage(
        claims=len(checked),
        checked=len(checked) - aside,
        no_document=labels["no_document"],
        not_checkable=labels["not_checkable"],
    )


def _problems(article: Document) -> tuple[str, ...]:
    problems = []
    if article.language != "en":
        problems.append(
            f"the article seems to be in another language than English ({article.language}): "
            "only quotations, numbers and names were checked"
        )
    if article.published is None:
        problems.append("the article gives no date: 'yesterday', 'on Wednesday' and the like stay unresolved")
    return tuple(problems)
