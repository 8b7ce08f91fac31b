"""A claim readable alone: pronouns, 'the report' and relative dates explained in brackets."""

from collections.abc import Sequence

from verifier.model import Claim, Document, Referent


def standalone(document: Document, claim: Claim, referents: Sequence[Referent]) -> tuple[str, tuple[str, ...]]:
    """The claim's words with what they stand for in brackets, and the words whose reference is not sure."""
    return claim.text, ()
