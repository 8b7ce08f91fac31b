"""What goes out to others has the shape that its standard publishes."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
import sqlite_utils
from record_samples import report

from verifier.model import Report, Review
from verifier.record import annotations, claim_reviews, provenance
from verifier.record.claimreviews import WORDS, Publisher
from verifier.record.names import fragment_link

PUBLISHER = Publisher("The Desk", "https://desk.example/checks/7", "https://desk.example/")


def decided() -> Report:
    """The sample with a decision that holds, one that is stale, and an address for everything that may have one."""
    made = report()
    holds = Review("supported", "the log says so", "Ana S/ß", "2025-03-05T10:00:00Z")
    stale = Review("contradicted", "", "ben", "2025-03-05T10:00:00Z", stale=True)
    claims = (replace(made.claims[0], reviews=(holds,)), replace(made.claims[1], reviews=(stale,)), *made.claims[2:])
    documents = (replace(made.documents[0], url="https://port.example/notice"), *made.documents[1:])
    article = replace(made.article, url="https://news.example/a-b")
    return replace(made, claims=claims, documents=documents, article=article)


REPORTS = [report(), decided(), replace(report(), claims=(), documents=(), sources=())]


# ------------------------------------------------------------------ PROV-JSON
# https://www.w3.org/submissions/2013/SUBM-prov-json-20130424/, section 3: the roles each relation must and may name.

ROLES: dict[str, tuple[set[str], set[str]]] = {
    "wasGeneratedBy": ({"prov:entity"}, {"prov:activity", "prov:time"}),
    "used": ({"prov:activity"}, {"prov:entity", "prov:time"}),
    "wasDerivedFrom": ({"prov:generatedEntity", "prov:usedEntity"}, {"prov:activity", "prov:generation", "prov:usage"}),
    "wasAttributedTo": ({"prov:entity", "prov:agent"}, set()),
    "wasAssociatedWith": ({"prov:activity"}, {"prov:agent", "prov:plan"}),
}
NODES = {
    "entity": {"prov:entity", "prov:generatedEntity", "prov:usedEntity", "prov:plan"},
    "activity": {"prov:activity"},
    "agent": {"prov:agent"},
}


@pytest.mark.parametrize("made", REPORTS)
def test_provenance_has_the_shape_of_prov_json(made: Report) -> None:
    told = provenance(made)
    assert set(told) <= {"prefix", *NODES, *ROLES}
    for kind, (needed, allowed) in ROLES.items():
        for attributes in told.get(kind, {}).values():
            assert needed <= set(attributes)
            assert {name for name in attributes if name not in needed | allowed} <= {"prov:type"}
            for name, value in attributes.items():
                node = next((node for node, roles in NODES.items() if name in roles), None)
                assert node is None or value in told[node], f"{kind} names a {node} that is not there: {value}"
    for kind in NODES:
        for name, attributes in told.get(kind, {}).items():
            assert name.split(":")[0] in told["prefix"]
            assert all(attribute.split(":")[0] in {*told["prefix"], "prov"} for attribute in attributes)
            for value in attributes.values():
                assert isinstance(value, str | int | bool) or set(value) == {"$", "type"}
    assert json.loads(json.dumps(told)) == told


def test_provenance_says_which_decision_rests_on_which_verdict() -> None:
    told = provenance(decided())
    decisions = [value for value in told["entity"].values() if value["prov:type"]["$"] == "v:decision"]
    assert [(d["prov:value"], d["v:stale"]) for d in decisions] == [("supported", False), ("contradicted", True)]
    assert {"v:person/ben", "v:person/Ana%20S%2F%C3%9F"} <= set(told["agent"])


# ------------------------------------------------------------------ Web Annotation
# https://www.w3.org/TR/annotation-model/: 3.1 Annotation, 3.2.4 TextualBody, 3.3.5 motivation, 4.2.4 and 4.2.5
# selectors, 5.1 AnnotationCollection, 5.2 AnnotationPage.

IRI = {"type": "string", "pattern": "^(https?:|urn:)[^\\s]+$"}
SELECTORS = {
    "type": "array",
    "minItems": 2,
    "items": {
        "oneOf": [
            {
                "properties": {
                    "type": {"const": "TextQuoteSelector"},
                    "exact": {"type": "string"},
                    "prefix": {"type": "string"},
                    "suffix": {"type": "string"},
                },
                "required": ["type", "exact"],
                "additionalProperties": False,
            },
            {
                "properties": {
                    "type": {"const": "TextPositionSelector"},
                    "start": {"type": "integer", "minimum": 0},
                    "end": {"type": "integer", "minimum": 0},
                },
                "required": ["type", "start", "end"],
                "additionalProperties": False,
            },
        ]
    },
}
SPECIFIC = {
    "type": "object",
    "properties": {
        "type": {"const": "SpecificResource"},
        "source": IRI,
        "selector": SELECTORS,
        "purpose": {"const": "linking"},
    },
    "required": ["source"],
    "additionalProperties": False,
}
TEXTUAL = {
    "type": "object",
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"const": "text/plain"},
        "purpose": {"enum": ["classifying", "describing", "commenting"]},
    },
    "required": ["type", "value"],
    "additionalProperties": False,
}
ANNOTATION = {
    "type": "object",
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["assessing", "moderating"]},
        "created": {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$"},
        "creator": {
            "type": "object",
            "properties": {"type": {"enum": ["Person", "Organization", "Software"]}, "name": {"type": "string"}},
            "required": ["type", "name"],
        },
        "body": {"type": "array", "items": {"oneOf": [TEXTUAL, SPECIFIC]}},
        "target": {"oneOf": [IRI, SPECIFIC]},
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
COLLECTION = {
    "type": "object",
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "partOf": IRI,
                "startIndex": {"const": 0},
                "items": {"type": "array", "items": ANNOTATION},
            },
            "required": ["id", "type", "items"],
            "additionalProperties": False,
        },
    },
    "required": ["@context", "id", "type", "first"],
    "additionalProperties": False,
}


@pytest.mark.parametrize("made", REPORTS)
def test_annotations_have_the_shape_of_the_web_annotation_model(made: Report) -> None:
    told = annotations(made)
    jsonschema.Draft202012Validator(COLLECTION).validate(told)
    names = [item["id"] for item in told["first"]["items"]]
    assert told["total"] == len(names) == len(set(names))


def test_the_selectors_of_a_claim_select_it() -> None:
    text = report().article.text
    for item in annotations(report())["first"]["items"]:
        words, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == words["exact"]
        assert words["prefix"] + words["exact"] + words["suffix"] in text


def test_a_stale_decision_is_not_passed_on() -> None:
    moderating = [i for i in annotations(decided())["first"]["items"] if i["motivation"] == "moderating"]
    assert [item["creator"]["name"] for item in moderating] == ["Ana S/ß"]


# ------------------------------------------------------------------ ClaimReview
# https://schema.org/ClaimReview and the required properties that Google lists for fact checks: claimReviewed,
# reviewRating.alternateName, url.

THING = {"type": "object", "properties": {"@type": {"type": "string"}}, "required": ["@type"]}
CLAIM_REVIEW = {
    "type": "object",
    "properties": {
        "@type": {"const": "ClaimReview"},
        "url": {"type": "string", "pattern": "^https://"},
        "claimReviewed": {"type": "string", "minLength": 1},
        "datePublished": {"type": "string", "pattern": "^\\d{4}-\\d\\d-\\d\\d$"},
        "author": {
            "type": "object",
            "properties": {"@type": {"enum": ["Organization", "Person"]}, "name": {"type": "string"}},
            "required": ["@type", "name"],
        },
        "reviewRating": {
            "type": "object",
            "properties": {
                "@type": {"const": "Rating"},
                "alternateName": {"enum": list(WORDS.values())},
                "ratingExplanation": {"type": "string"},
            },
            "required": ["@type", "alternateName"],
            "additionalProperties": False,
        },
        "itemReviewed": {
            "type": "object",
            "properties": {
                "@type": {"const": "Claim"},
                "text": {"type": "string"},
                "author": THING,
                "datePublished": {"type": "string"},
                "appearance": THING,
            },
            "required": ["@type", "appearance"],
            "additionalProperties": False,
        },
        "creator": THING,
        "citation": {"type": "array", "items": THING},
    },
    "required": ["@type", "url", "claimReviewed", "author", "reviewRating", "itemReviewed"],
    "additionalProperties": False,
}


def test_only_claims_with_a_decision_that_holds_are_claim_reviews() -> None:
    told = claim_reviews(decided(), PUBLISHER)
    assert told["@context"] == "https://schema.org"
    (made,) = told["@graph"]
    jsonschema.Draft202012Validator(CLAIM_REVIEW).validate(made)
    assert made["claimReviewed"] == "120 ships had waited"
    assert made["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "The source says this",
        "ratingExplanation": "the log says so",
    }
    assert made["itemReviewed"]["author"] == {"@type": "Organization", "name": "Port Authority"}
    assert made["itemReviewed"]["appearance"]["url"] == "https://news.example/a-b#:~:text=120%20ships%20had%20waited"
    assert made["citation"][0]["isPartOf"]["url"].startswith("https://port.example/notice#:~:text=some%20112")


def test_a_report_without_decisions_has_no_claim_reviews() -> None:
    assert claim_reviews(report(), PUBLISHER)["@graph"] == []


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_an_address_that_is_none_of_the_web_is_never_a_link() -> None:
    made = decided()
    evil = "javascript:alert(1)"
    made = replace(
        made,
        article=replace(made.article, url=evil),
        documents=tuple(replace(line, url=evil, path=evil) for line in made.documents),
    )
    for told in (annotations(made), claim_reviews(made, PUBLISHER)):
        assert not any(text.startswith("javascript") for text in strings(told))


@pytest.mark.parametrize(
    ("address", "words", "link"),
    [
        ("https://x.example/", "a, b & c-d", "https://x.example/#:~:text=a%2C%20b%20%26%20c%2Dd"),
        ("https://x.example/#top", "a\n  b", "https://x.example/#top:~:text=a%20b"),
        (
            "https://x.example/",
            "one two three four five six " * 20,
            "https://x.example/#:~:text=one%20two%20three%20four%20five,two%20three%20four%20five%20six",
        ),
    ],
)
def test_a_link_opens_the_page_at_the_words(address: str, words: str, link: str) -> None:
    assert fragment_link(address, words) == link


@pytest.mark.parametrize("words", ["x" * 100_000, "é " * 50_000, "\ud800", ""])
def test_a_link_to_anything_is_short(words: str) -> None:
    assert len(fragment_link("https://x.example/", words)) < 6000


def test_what_was_recorded_goes_out_the_same(held: sqlite_utils.Database) -> None:
    from verifier.record import load, save

    save(held, report())
    assert provenance(load(held)) == provenance(report())
    assert annotations(load(held)) == annotations(report())
