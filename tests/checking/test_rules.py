"""The rules of the verdict that a library adds: figures that stand, reasons that are missing."""

import pytest
from shelves import PUBLISHED, NamedShelf, claim_of

from verifier.checking import check, check_texts
from verifier.model import Verdict

BULLETIN = (
    "Bulletin\n\nTurnover in retail fell by 1.8% in the year to May. Prices of bread rose by 4.2%.\n\n"
    "The institute has no figures on household debt.\n\nTwo of the drivers were fined."
)
SHELF = NamedShelf([("institute", BULLETIN)])


def verdict_of(text: str) -> Verdict:
    claim = claim_of(text, name="The institute", source="institute", kind="statistics_office")
    return check(claim, SHELF, chain_sources=("institute",), affiliations={}, published=PUBLISHED)[0]


@pytest.mark.parametrize(
    "claim",
    [
        "Retail sales went down 1.8% in the year to May because shoppers feared the new levy on imports.",
        "Turnover in retail fell by 1.8% in the year to May due to the strike of dock workers at Mirnau.",
    ],
)
def test_a_reason_that_the_source_does_not_give_is_not_supported(claim: str) -> None:
    assert verdict_of(claim).label != "supported"


def test_figures_that_stand_in_one_passage_carry_the_claim_of_a_named_source() -> None:
    verdict = verdict_of("Shops took in 1.8% less than in the twelve months before, to the end of May, on its count.")
    assert verdict.label == "supported"


def test_a_small_number_alone_carries_nothing() -> None:
    verdict = verdict_of("The flood had washed away two of the mills on the lower river, it added.")
    assert verdict.rule != "facts-stand"


def test_a_name_that_the_source_lacks_keeps_figures_from_carrying_a_claim() -> None:
    verdict = verdict_of("Mayor Ilse Tamm had blamed the 1.8% on the brewers of Mirnau, it noted.")
    assert verdict.label != "supported"


def test_texts_that_are_judged_to_say_it_show_what_does_not_agree() -> None:
    verdict = check_texts("Further cuts would come before 2027.", ["She ruled out further cuts before 2027."])
    assert [one.kind for one in verdict.findings] == ["negation_changed"]
    assert any("ruled out" in reason for reason in verdict.reasons)
