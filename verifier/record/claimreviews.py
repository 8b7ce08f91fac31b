"""Decided claims as ClaimReview (https://schema.org/ClaimReview), for those on which a person decided and no others."""

from dataclasses import dataclass
from typing import Any

from verifier.model import CheckedClaim, Link, Report, VerdictLabel
from verifier.record.names import article_name, document_name, fragment_link, is_web

WORDS: dict[VerdictLabel, str] = {
    "supported": "The source says this",
    "partly_supported": "The source says part of this",
    "contradicted": "The source says otherwise",
    "misattributed": "Somebody else said this",
    "not_found": "Not found in the source's documents",
    "no_document": "No document of the source at hand",
    "not_checkable": "Not checkable",
}
"""What a decision says in words. There is no number: these are not degrees of truth."""

PERSONS = ("person",)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who stands behind the reviews, and the address of the page they are published on."""

    name: str
    page: str
    url: str | None = None


def claim_reviews(report: Report, publisher: Publisher) -> dict[str, Any]:
    """One ClaimReview for each claim whose last decision holds (is not stale), in text order, as JSON-LD.

    The rating is the person's decision on whether the named source says what is credited to it, in words, without a
    number; who made the claim is who is said to have said it, and where it appeared is the article.
    """
    made = [_of(report, item, publisher) for item in report.claims if item.review and not item.review.stale]
    return {"@context": "https://schema.org", "@graph": made}


def _of(report: Report, item: CheckedClaim, publisher: Publisher) -> dict[str, Any]:
    review, claim = item.review, item.claim
    assert review is not None
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": WORDS[review.verdict]}
    if review.note:
        rating["ratingExplanation"] = review.note
    organization: dict[str, Any] = {"@type": "Organization", "name": publisher.name}
    if publisher.url:
        organization["url"] = publisher.url
    made: dict[str, Any] = {
        "@type": "ClaimReview",
        "url": publisher.page,
        "claimReviewed": claim.standalone or claim.text,
        "datePublished": review.at[:10],
        "author": organization,
        "creator": {"@type": "Person", "name": review.reviewer},
        "reviewRating": rating,
        "itemReviewed": _claim(report, item),
    }
    links = _evidence(report, item)
    if links:
        made["citation"] = links
    return made


def _claim(report: Report, item: CheckedClaim) -> dict[str, Any]:
    article, claim = report.article, item.claim
    where: dict[str, Any] = {"@type": "CreativeWork", "identifier": f"sha256:{article.sha256}"}
    if article.title:
        where["headline"] = article.title
    if is_web(article.url):
        where["url"] = fragment_link(article_name(article), claim.text)
    if article.published:
        where["datePublished"] = article.published.isoformat()
    made: dict[str, Any] = {"@type": "Claim", "text": claim.text, "appearance": where}
    chain = claim.attribution.chain if claim.attribution else ()
    named = [link for link in chain if link.anonymity == "named"]
    if named:
        made["author"] = _who(named[-1])
    if article.published:
        made["datePublished"] = article.published.isoformat()
    return made


def _who(link: Link) -> dict[str, Any]:
    return {"@type": "Person" if link.kind in PERSONS else "Organization", "name": link.name}


def _evidence(report: Report, item: CheckedClaim) -> list[dict[str, Any]]:
    lines = {line.id: line for line in report.documents}
    found = []
    for passage in item.verdict.evidence:
        line = lines.get(passage.document_id)
        name = document_name(passage, line)
        made: dict[str, Any] = {"@type": "Quotation", "text": passage.quote}
        work: dict[str, Any] = {"@type": "CreativeWork"}
        if line is not None and line.title:
            work["name"] = line.title
        if is_web(name):
            work["url"] = fragment_link(name, passage.quote)
        else:
            work["identifier"] = name
        found.append({**made, "isPartOf": work})
    return found
