"""How soon a busy reviewer should look at a claim: figures, names, accusations, quotations, consequences."""

from verifier.model import Claim


def worth(claim: Claim) -> float:
    """Check-worthiness of a claim, 0 to 1; orders the claims of one report and says nothing of truth."""
    return 0.5 if claim.checkable else 0.1
