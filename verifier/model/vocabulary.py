"""The closed lists of words that results are made of; every enumeration in the database and the JSON comes from
here."""

from typing import Literal, get_args

Voice = Literal["attributed", "unattributed"]
SpeechType = Literal["direct", "indirect", "mixed", "none"]
Anonymity = Literal["named", "unnamed", "vague"]
Hedge = Literal["none", "reportedly", "alleged", "possible", "denied"]
ClaimKind = Literal["fact", "opinion", "prediction", "question", "instruction"]
VerdictLabel = Literal[
    "supported", "partly_supported", "contradicted", "misattributed", "not_found", "no_document", "not_checkable"
]
FindingKind = Literal[
    "quote_exact",
    "quote_altered",
    "quote_not_found",
    "negation_changed",
    "number_mismatch",
    "date_mismatch",
    "name_mismatch",
    "role_swap",
    "hedge_dropped",
    "scope_widened",
    "misattributed",
    "source_unregistered",
    "source_anonymous",
    "single_origin",
    "circular_sourcing",
]
SourceKind = Literal[
    "person",
    "government",
    "military",
    "court",
    "police",
    "company",
    "news_agency",
    "newspaper",
    "broadcaster",
    "magazine",
    "state_media",
    "international_body",
    "ngo",
    "think_tank",
    "academic",
    "report",
    "statistics_office",
    "party",
    "social_media",
    "unknown",
]
Relation = Literal["supports", "contradicts", "related"]
FactKind = Literal["quotation", "quantity", "period", "name", "polarity", "modality"]
ComparisonResult = Literal["same", "different", "absent", "ambiguous"]

VERDICTS: tuple[VerdictLabel, ...] = get_args(VerdictLabel)
FINDINGS: tuple[FindingKind, ...] = get_args(FindingKind)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
HEDGES: tuple[Hedge, ...] = get_args(Hedge)
EVIDENCED: frozenset[VerdictLabel] = frozenset({"supported", "partly_supported", "contradicted", "misattributed"})
"""The verdicts that may not stand without an evidence passage."""
