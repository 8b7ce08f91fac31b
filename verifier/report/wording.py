"""The words and signs a report uses for verdicts, findings, anonymity and confidence: one table each."""

from typing import NamedTuple

from verifier.model import Anonymity, FindingKind, SourceKind, VerdictLabel


class Sign(NamedTuple):
    """How a verdict is shown: a sign of one column, a word, and what it means in a sentence."""

    icon: str
    word: str
    meaning: str


SIGNS: dict[VerdictLabel, Sign] = {
    "contradicted": Sign(
        "✗", "contradicted", "a document of the source says something that cannot hold together with it"
    ),
    "misattributed": Sign("⇄", "misattributed", "it was said, but by someone else than the article says"),
    "partly_supported": Sign(
        "◐", "partly supported", "a document of the source says part of it, or says it less strongly"
    ),
    "not_found": Sign("?", "not found", "the documents held were read and no passage speaks to it"),
    "no_document": Sign("∅", "no document", "no document of the source is held, so nothing is known either way"),
    "supported": Sign("✓", "supported", "a document of the source says this and nothing material differs"),
    "not_checkable": Sign("·", "not checkable", "an opinion, a prediction, a question or an instruction"),
}
"""Worst first: the order in which reports list claims."""

RANK: dict[VerdictLabel, int] = {label: rank for rank, label in enumerate(SIGNS)}

FINDINGS: dict[FindingKind, str] = {
    "quote_altered": "the quotation was altered",
    "negation_changed": "a negation was dropped or added",
    "misattributed": "someone else said it",
    "role_swap": "who did what to whom is turned around",
    "number_mismatch": "another number",
    "date_mismatch": "another date",
    "name_mismatch": "another name",
    "quote_not_found": "the quotation is in no document held",
    "hedge_dropped": "a reservation was dropped",
    "scope_widened": "it claims more than the source does",
    "circular_sourcing": "its sources lean on each other",
    "single_origin": "everything goes back to one origin",
    "source_anonymous": "the source is not named",
    "source_unregistered": "the source is not registered",
    "quote_exact": "the quotation is word for word",
}
"""Gravest first."""

GRAVITY: dict[FindingKind, int] = {kind: rank for rank, kind in enumerate(FINDINGS)}

ANONYMITY: dict[Anonymity, str] = {"named": "named", "unnamed": "unnamed", "vague": "vague"}

ADMIRALTY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
"""The letters of the Admiralty code for a source (NATO AJP-2.1)."""

KINDS: dict[SourceKind, str] = {
    "international_body": "international body",
    "news_agency": "news agency",
    "ngo": "NGO",
    "social_media": "social media",
    "state_media": "state media",
    "statistics_office": "statistics office",
    "think_tank": "think tank",
    "unknown": "kind unknown",
}
"""Kinds whose name is not already a word."""

_SURENESS = (
    (0.95, "nearly certain"),
    (0.85, "very likely"),
    (0.7, "likely"),
    (0.5, "more likely than not"),
    (0.0, "a guess"),
)


def kind(source_kind: SourceKind) -> str:
    """The kind of a source in words."""
    return KINDS.get(source_kind, source_kind)


def sureness(confidence: float) -> str:
    """A probability in words; the bands are fixed and mean what they say only as far as the number is calibrated."""
    return next(word for least, word in _SURENESS if confidence >= least or least == 0.0)


def count(number: int, noun: str, plural: str = "") -> str:
    """ "1 claim", "2 claims": a number with its noun."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(items: list[str], word: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {word} {items[-1]}" if items else ""
