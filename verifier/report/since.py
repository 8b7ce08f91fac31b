"""What changed since an earlier run of the same article, as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.model import CheckedClaim, Review, VerdictLabel


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim of this run that was not so in the earlier one: `was` is its verdict there, None for a new claim."""

    was: VerdictLabel | None
    parts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gone:
    """A claim of the earlier run that is not in this one; `instead` is the claim that may be its new wording."""

    claim: CheckedClaim
    instead: int | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision whose claim is gone, and what became of its sentence."""

    claim: CheckedClaim
    review: Review
    why: str


@dataclass(frozen=True, slots=True)
class Since:
    """The earlier run and what differs: `around` says in lines what changed beside the claims (article, documents,
    configuration, program); `claims` holds the changed and new ones by their number in this run."""

    run: str
    finished: str
    around: tuple[str, ...] = ()
    claims: Mapping[int, Changed] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def same(self) -> bool:
        """Whether no claim differs and no decision was lost."""
        return not (self.claims or self.gone or self.lost)
