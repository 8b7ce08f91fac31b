"""Quotations: are these the words, and do they still mean what they meant?"""

from dataclasses import dataclass
from typing import Literal

from verifier.model import FindingKind, Span


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """What a document holds of a quotation.

    `exact`: its words, allowing for craft (marked omissions and insertions, typography, spelling, a changed person or
    tense in a partial quotation). `altered`: its words with others among them, or a cut that turns the meaning.
    `absent`: not its words. `spans` are the stretches of the document that carry it, in order (empty if absent).
    `score` is the share of the quotation's words found in place, 0 to 1. `dropped` and `added` are the words that the
    document has and the quotation lacks, and the other way round; `turning` those whose loss or gain turns the meaning
    ("not", "only", "if"), also where they stand just outside the cut. `speaker` is where the document itself says whose
    words they are, None where it does not say.
    """

    result: Literal["exact", "altered", "absent"]
    spans: tuple[Span, ...] = ()
    score: float = 0.0
    dropped: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    turning: tuple[str, ...] = ()
    finding: FindingKind = "quote_not_found"
    hard: bool = False
    rule: str = ""
    detail: str = ""
    speaker: Span | None = None


def compare_quotation(quote: str, document: str, *, lead: str = "") -> QuoteMatch:
    """Search a quotation (its words without the outer marks) in a whole document text.

    `lead` are the claim's own words before the quotation in the same sentence: a negation that stands there excuses a
    cut that leaves the document's negation outside. Takes any two strings; time linear in the document.
    """
    return QuoteMatch("absent")
