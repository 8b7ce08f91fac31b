"""The traps that other checkers fall into: numbers, cut quotations, polarity, swapped roles."""

import pytest

from verifier.checking import check_texts

LEASE = (
    "Under clause 9, the landlord is not permitted to terminate this lease during the fixed term. "
    "We will continue to closely monitor the situation, and we urge all parties to show restraint."
)

# claim, document, right answers
NUMBERS = [
    ("Pyongyang sent 12,000 troops.", "Pyongyang sent 11,000 troops.", "contradicted"),
    ("The report was compiled by 12 nations.", "The report was compiled by 11 nations.", "contradicted"),
    (
        "Sales reached $2.5 billion, up 12%, the company said.",
        "Sales reached $2.5 million, up 12%, the company said.",
        "contradicted",
    ),
    ("Exports rose to $1.3bn.", "Exports rose to 1,300 million dollars.", "supported"),
    ("The ministry paid EUR 40m for the bridge.", "The ministry paid EUR 400m for the bridge.", "contradicted"),
    (
        "It shipped nearly 9 million rounds of ammunition.",
        "It shipped up to nine million rounds of ammunition.",
        "supported",
    ),
    ("The report was compiled by 11 nations.", "The report was compiled by eleven nations.", "supported"),
    ("Two-thirds of voters backed the plan.", "67 percent of voters backed the plan.", "supported"),
    ("The pipeline is 1,000 km long.", "The pipeline is 620 miles long.", "supported"),
    (
        "At least 20,000 containers were sent to Russia.",
        "More than 20,000 shipping containers were sent to Russia.",
        "supported",
    ),
    (
        "The bank raised its rate by 25 basis points.",
        "The bank raised its rate by 0.25 percentage points.",
        "supported",
    ),
    ("The treaty was signed on 14 March 2025.", "The treaty was signed on March 15, 2025.", "contradicted"),
    ("Food prices rose 5% last year.", "Food prices fell 5 percent last year.", "contradicted"),
    ("Sales reached 2.5 billion dollars.", "Sales reached 2.5 million dollars.", "contradicted"),
    ("Pyongyang sent 12,000 troops.", "Pyongyang sent 8,000 troops.", "contradicted"),
]
QUOTATIONS = [
    ("“The landlord is ... permitted to terminate,” the contract says.", LEASE, "contradicted"),
    ("“The landlord is permitted to terminate this lease,” the contract says.", LEASE, "contradicted"),
    ("The landlord is “permitted to terminate this lease during the fixed term”.", LEASE, "contradicted"),
    ("“We will … monitor the situation,” they said.", LEASE, "supported"),
    ("“[They] will continue to closely monitor the situation.”", LEASE, "supported"),
]
MEANING = [
    ("North Korea sent troops to Russia.", "North Korea did not send troops to Russia.", "contradicted"),
    ("Exports rose 5% in May.", "Exports fell 5% in May.", "contradicted"),
    ("Russia attacked Ukraine.", "Ukraine attacked Russia.", "contradicted"),
    ("The country is shipping 9 million shells.", "The country is shipping 2 million shells.", "contradicted"),
    ("The minister denied the allegation.", "The minister confirmed the allegation.", "contradicted"),
    ("He said talks would resume in June.", "He ruled out talks resuming in June.", "contradicted"),
    ("No one was injured in the blast.", "The blast caused no injuries.", "supported"),
    ("Pyongyang sent 12,000 troops.", "Pyongyang sent 10,000 troops.", "contradicted"),
]


@pytest.mark.parametrize(("claim", "document", "right"), [*NUMBERS, *QUOTATIONS, *MEANING])
def test_a_trap_is_not_fallen_into(claim: str, document: str, right: str) -> None:
    assert check_texts(claim, [document]).label == right


def test_a_lost_not_is_named() -> None:
    verdict = check_texts("“The landlord is permitted to terminate this lease,” the contract says.", [LEASE])
    assert {"quote_altered", "negation_changed"} <= {finding.kind for finding in verdict.findings}


def test_a_quotation_cut_inside_a_word_does_not_stand() -> None:
    verdict = check_texts("They “urge all parties to show restrain”.", [LEASE])
    assert "quote_exact" not in {finding.kind for finding in verdict.findings}


def test_a_reversed_quotation_does_not_stand() -> None:
    verdict = check_texts("“This lease is not permitted ... the landlord to terminate.”", [LEASE])
    assert verdict.label != "supported"
