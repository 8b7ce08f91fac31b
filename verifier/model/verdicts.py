"""Facts, their comparison, the evidence they make, and the verdict."""

from dataclasses import dataclass

from verifier.model.texts import Span
from verifier.model.vocabulary import EVIDENCED, ComparisonResult, FactKind, FindingKind, Relation, VerdictLabel


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


UNCOVERED = "words-uncovered"
"""The rule of a comparison that says of some words of the claim that no passage bears them out; its `claim_span` goes
into the claim's text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A named reason a person must know: the claim's words, the evidence's words, and an explanation."""

    kind: FindingKind
    claim: str = ""
    evidence: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that counts: `quote` == reference text[start:end], with up to 60 code points of context on each
    side."""

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
    P(`label` is right), calibrated. `considered` are passages that were weighed and rejected. ValueError where
    a label that
    leans on evidence has none."""

    label: VerdictLabel
    support: float
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    considered: tuple[Evidence, ...] = ()
    rule: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def uncovered(self) -> tuple[Span, ...]:
        """The stretches of the claim's text that no passage bears out, where a part of the claim is borne out."""
        return tuple(
            one.claim_span
            for passage in self.evidence
            for one in passage.comparisons
            if one.rule == UNCOVERED and one.claim_span is not None
        )

    def __post_init__(self) -> None:
        if self.label in EVIDENCED and not self.evidence:
            raise ValueError(f"a verdict of {self.label} needs at least one evidence passage")


@dataclass(frozen=True, slots=True)
class Corroboration:
    """What other documents than the named source's say: source ids, and how many independent origins support
    the claim."""

    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    independent_origins: int = 0
