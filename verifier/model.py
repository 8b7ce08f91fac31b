"""The nouns of the program: frozen, equal by content, ignorant of storage and of how they came about.

All offsets count Unicode code points. Offsets of the article's side (claims, attributions, cues, links, referents) go
into `Document.text` of the article, header block included; offsets of evidence go into the text of its reference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, Protocol, get_args

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


class Span(NamedTuple):
    """A half-open range of code points, [start, end)."""

    start: int
    end: int


# ------------------------------------------------------------------ texts


@dataclass(frozen=True, slots=True)
class Locator:
    """A place name for people ("p. 12", "para. 34", "§ Findings") that holds from `start` up to the next of its sort."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read: the article, or what a source published. `text` is the decoded file and never changes.

    `body` is the offset at which the text proper starts (after a header block). `published` is None where no date is given.
    """

    text: str
    path: str
    sha256: str
    title: str | None = None
    published: date | None = None
    author: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    body: int = 0
    media_type: str = "text/plain"
    locators: tuple[Locator, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A registered source. `affiliations` are ids of sources whose words it may carry; `documents` are paths, globs or URLs."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: SourceKind = "unknown"
    reliability: str | None = None
    affiliations: tuple[str, ...] = ()
    url: str | None = None
    documents: tuple[str, ...] = ()
    published: date | None = None
    builtin: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that a source published, as held in the library. `units` are its sentences, headings and table rows,
    in text order, without overlap: spans into `document.text`."""

    id: int
    source_id: str
    document: Document
    units: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One unit of a reference that a search found. A score ranks hits of one search and judges nothing."""

    reference_id: int
    unit: int
    score: float


class Shelf(Protocol):
    """The library as the checking room sees it: references by source, and a search over their units."""

    def sources(self) -> Mapping[str, Sequence[int]]:
        """Ids of the readable references of each source that has any, by source id, in id order."""

    def reference(self, reference_id: int) -> Reference:
        """The reference with that id; KeyError where there is none."""

    def search(self, terms: Sequence[str], *, sources: Iterable[str] | None = None, limit: int = 50) -> list[Hit]:
        """The units that match the most telling of `terms` (words, any case), best first, ties by reference and unit.

        `sources` limits the search to those source ids; None searches everything held.
        """


# ------------------------------------------------------------------ who said it


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a chain. `mention` are the words at `span` that name it; `name` is what they resolve to.

    `rule` says what decided the name; `runner_up` is the other candidate where it was close (then source_id may be None).
    """

    mention: str
    span: Span | None
    name: str
    source_id: str | None = None
    kind: SourceKind = "unknown"
    anonymity: Anonymity = "named"
    rule: str = ""
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans of one attribution, with its chain (outermost first; the last link said it first).

    A discontinuous content has several spans. `source` and `cue` may be empty. `source_name` is the resolved name of the
    innermost link, None where nobody is named. `rule` names what found it; `score` is its certainty, 0 to 1.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    type: SpeechType = "indirect"
    source_name: str | None = None
    chain: tuple[Link, ...] = ()
    hedge: Hedge = "none"
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Referent:
    """What a pronoun or a noun phrase at `span` stands for. `sure` is False where the rule abstains between two."""

    span: Span
    name: str
    antecedent: Span | None
    rule: str
    sure: bool = True
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Discourse:
    """Who says what in one article: attributions in text order, and the referents found on the way."""

    attributions: tuple[Attribution, ...] = ()
    referents: tuple[Referent, ...] = ()


# ------------------------------------------------------------------ claims


@dataclass(frozen=True, slots=True)
class Claim:
    """A span of the article that asserts something: text == article.text[start:end].

    `fragments` is empty for a contiguous claim. `content` are the spans of what is asserted, without the words of
    attribution (equal to the whole claim where nobody is credited). `sentence` is the sentence it stands in. `attribution`
    is None in the writer's own voice. `reason` says why it is (not) checkable; `worth` ranks what to look at first, 0 to 1.
    `unresolved` lists words whose reference is not sure.
    """

    id: int
    start: int
    end: int
    text: str
    sentence: Span
    content: tuple[Span, ...]
    standalone: str
    fragments: tuple[Span, ...] = ()
    kind: ClaimKind = "fact"
    checkable: bool = True
    reason: str = ""
    worth: float = 0.5
    attribution: Attribution | None = None
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A stretch of the article that was left out of the claims, with the reason: a heading, a newsletter line, a caption."""

    span: Span
    reason: str


# ------------------------------------------------------------------ facts and their comparison


@dataclass(frozen=True, slots=True)
class Fact:
    """Something comparable at [start, end) of a text. `value` is its canonical form; `parts` are kind-specific details
    (unit, bound, granularity, cue …) as sorted name/value pairs, so that facts stay hashable."""

    kind: FactKind
    start: int
    end: int
    text: str
    value: str
    rule: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact of the claim against one of a passage. Spans go into the two texts that were given to the comparison.

    `finding` is what a person must know if this is a conflict; `hard` is True where the two cannot hold together.
    """

    kind: FactKind
    result: ComparisonResult
    claim: str
    evidence: str
    rule: str
    detail: str = ""
    claim_span: Span | None = None
    evidence_span: Span | None = None
    finding: FindingKind | None = None
    hard: bool = False


# ------------------------------------------------------------------ verdicts


@dataclass(frozen=True, slots=True)
class Finding:
    """A named reason a person must know (CONTRACT: findings): the claim's words, the evidence's words, and an explanation."""

    kind: FindingKind
    claim: str = ""
    evidence: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that counts: `quote` == reference text[start:end], with up to 60 code points of context on each side."""

    document_id: int
    source_id: str | None
    relation: Relation
    quote: str
    prefix: str
    suffix: str
    start: int
    end: int
    score: float
    url: str | None = None
    locator: str | None = None
    comparisons: tuple[Comparison, ...] = ()

    @property
    def document(self) -> int:
        """Index of the document in the list given to `check_claim` (the same number as `document_id` there)."""
        return self.document_id


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the named source's documents say about a claim. `support` = P(they support all of it); `confidence` =
    P(`label` is right), calibrated. `considered` are passages that were weighed and rejected. ValueError where a label that
    leans on evidence has none."""

    label: VerdictLabel
    support: float
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    considered: tuple[Evidence, ...] = ()
    rule: str = ""
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.label in EVIDENCED and not self.evidence:
            raise ValueError(f"a verdict of {self.label} needs at least one evidence passage")


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What other documents than the named source's say: source ids, and how many independent origins support the claim."""

    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    independent_origins: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a verdict, bound to the digest of what that person saw. `at` is an ISO 8601 UTC time."""

    verdict: VerdictLabel
    note: str
    reviewer: str
    at: str
    digest: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with its verdict, what others say, and the decisions of people (the newest last)."""

    claim: Claim
    verdict: Verdict
    corroboration: Corroboration = Corroboration()
    reviews: tuple[Review, ...] = ()

    @property
    def review(self) -> Review | None:
        """The decision that holds, if any."""
        return self.reviews[-1] if self.reviews else None


# ------------------------------------------------------------------ a run and its report


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the article could be checked. checked + no_document + not_checkable == claims."""

    claims: int
    checked: int
    no_document: int
    not_checkable: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a source as the report lists it. `state` is its named outcome: "read", or why it could not be read."""

    id: int | None
    source_id: str
    path: str
    state: str
    title: str | None = None
    sha256: str | None = None
    published: date | None = None
    url: str | None = None
    characters: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as the report lists it: registered or only named by the article; `claims` rest on it."""

    id: str | None
    name: str
    kind: SourceKind
    reliability: str | None
    registered: bool
    documents: int
    claims: int


@dataclass(frozen=True, slots=True)
class Run:
    """One verification. Times are ISO 8601 UTC with a final Z. `problems` are one-line notes that every report shows
    (a document that could not be read, a language that is not English)."""

    id: str
    started: str
    finished: str
    version: str
    config_sha256: str | None
    offline: bool
    coverage: Coverage
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A run with everything that a report prints; what `verifier.verify` returns and the database keeps."""

    run: Run
    article: Document
    sources: tuple[SourceLine, ...]
    documents: tuple[DocumentLine, ...]
    claims: tuple[CheckedClaim, ...]
    asides: tuple[Aside, ...] = field(default=())
