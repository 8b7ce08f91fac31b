"""The nouns of the program: frozen, equal by content, ignorant of storage and of how they came about.

All offsets count Unicode code points. Offsets of the article's side (claims, attributions, cues, links, referents) go
into `Document.text` of the article, header block included; offsets of evidence go into the text of its reference.
"""

from verifier.model.batches import Failure
from verifier.model.reviewers import Agreement, agreement, holding
from verifier.model.runs import CheckedClaim, Coverage, DocumentLine, Report, Review, Run, SourceLine
from verifier.model.speech import Aside, Attribution, Claim, Discourse, Link, Referent
from verifier.model.texts import Document, Hit, Locator, Reference, Shelf, Source, Span
from verifier.model.verdicts import UNCOVERED, Comparison, Corroboration, Evidence, Fact, Finding, Verdict
from verifier.model.vocabulary import (
    CLAIM_KINDS,
    EVIDENCED,
    FINDINGS,
    HEDGES,
    SOURCE_KINDS,
    VERDICTS,
    Anonymity,
    ClaimKind,
    ComparisonResult,
    FactKind,
    FindingKind,
    Hedge,
    Relation,
    SourceKind,
    SpeechType,
    VerdictLabel,
    Voice,
)

__all__ = [
    "CLAIM_KINDS",
    "EVIDENCED",
    "FINDINGS",
    "HEDGES",
    "SOURCE_KINDS",
    "UNCOVERED",
    "VERDICTS",
    "Agreement",
    "Anonymity",
    "Aside",
    "Attribution",
    "CheckedClaim",
    "Claim",
    "ClaimKind",
    "Comparison",
    "ComparisonResult",
    "Corroboration",
    "Coverage",
    "Discourse",
    "Document",
    "DocumentLine",
    "Evidence",
    "Fact",
    "FactKind",
    "Failure",
    "Finding",
    "FindingKind",
    "Hedge",
    "Hit",
    "Link",
    "Locator",
    "Reference",
    "Referent",
    "Relation",
    "Report",
    "Review",
    "Run",
    "Shelf",
    "Source",
    "SourceKind",
    "SourceLine",
    "Span",
    "SpeechType",
    "Verdict",
    "VerdictLabel",
    "Voice",
    "agreement",
    "holding",
]
