"""A run and the report of it: what a verification gives back and the database keeps."""

from dataclasses import dataclass, field
from datetime import date

from verifier.model.speech import Aside, Claim
from verifier.model.texts import Document
from verifier.model.verdicts import Corroboration, Verdict
from verifier.model.vocabulary import SourceKind, VerdictLabel


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


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the article could be checked. checked + no_document + not_checkable == claims."""

    claims: int
    checked: int
    no_document: int
    not_checkable: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of a source as the report lists it. `state` is its named outcome: "read", or why it could not
    be read."""

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
    (a document that could not be read, a language that is not English). `config_kept` says that the bytes with the hash
    `config_sha256` were recorded with the run."""

    id: str
    started: str
    finished: str
    version: str
    config_sha256: str | None
    offline: bool
    coverage: Coverage
    problems: tuple[str, ...] = ()
    config_kept: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A run with everything that a report prints; what `verifier.verify` returns and the database keeps."""

    run: Run
    article: Document
    sources: tuple[SourceLine, ...]
    documents: tuple[DocumentLine, ...]
    claims: tuple[CheckedClaim, ...]
    asides: tuple[Aside, ...] = field(default=())
