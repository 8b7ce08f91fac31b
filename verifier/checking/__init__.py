"""Does the source say it: passages -> comparisons -> judgement -> verdict, findings, confidence."""

from collections.abc import Mapping, Sequence
from datetime import date

from verifier.model import Claim, Corroboration, Shelf, Verdict

__all__ = ["check", "check_texts"]


def check(
    claim: Claim,
    shelf: Shelf,
    *,
    chain_sources: tuple[str, ...],
    affiliations: Mapping[str, tuple[str, ...]],
    published: date | None = None,
) -> tuple[Verdict, Corroboration]:
    """What the documents behind a claim say about it, and what the rest of the library says.

    `chain_sources` are the registered ids of the claim's chain, outermost first; empty for the writer's own voice,
    which is checked against everything held. A document counts for the chain if its source is in it, or carries a
    source of it (`affiliations`: source id -> ids whose words it may carry). `published` is the article's date.

    A claim that is not checkable is `not_checkable`; one whose sources have no readable document is `no_document`,
    unless its words stand elsewhere in the library under another name, which is `misattributed`.
    """
    if not claim.checkable:
        return Verdict("not_checkable", 0.0, 0.9, rule="not-checkable"), Corroboration()
    return Verdict("not_found", 0.0, 0.5, rule="nothing-speaks-to-it"), Corroboration()


def check_texts(claim: str, documents: Sequence[str]) -> Verdict:
    """Whether the documents say the claim; `evidence.document` is an index into `documents`. Accepts any text."""
    return Verdict("not_found", 0.0, 0.5, rule="nothing-speaks-to-it")
