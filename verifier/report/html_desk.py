"""What the page needs to take a person's decisions where it is served for a review; a file on disk has none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from verifier.model import CheckedClaim, Review, holding


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision that could not be kept, given back to the person with the reason, so that nothing typed is lost."""

    verdict: str
    note: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A review as the page shows it.

    `action` is the path under which decisions are taken, `token` what each form must bring back, `nonce` lets the
    page's own style and script through the policy. `order` are the numbers of all claims in the order to take them up,
    `digests` what each claim shows now. `notice` is said at the top of the page.
    """

    reviewer: str
    action: str
    token: str
    nonce: str
    order: tuple[int, ...]
    digests: Mapping[int, str]
    blind: bool = False
    notice: str = ""
    drafts: Mapping[int, Draft] = field(default_factory=dict)

    def mine(self, checked: CheckedClaim) -> Review | None:
        """This person's decision that holds on what the claim shows now."""
        return holding(checked).get(self.reviewer)
