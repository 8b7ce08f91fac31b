"""Among many documents something always comes near: what is only near says nothing."""

from dataclasses import replace

import pytest
from shelves import PUBLISHED, NamedShelf, claim_of

from verifier.checking import check
from verifier.checking.verdict import FEW, raised
from verifier.model import Claim, Verdict

FERRY = "The ferry struck the north pier at 21:40 on Monday with 371 passengers on board. Six people were injured."
NEAR = (
    "The governor won Selby and Arnholm, earning 175 additional delegates.",
    "The mayor gave his concession speech on Tuesday night near the top of the old tower.",
    "Mr Brandt is averaging 15 percent in the polls of the province.",
    "“It is a golden opportunity to build the bridge,” the engineers said.",
    "The opposition leader said she was still not sure of her plans.",
    "The trial over the water works is set to go on after November.",
)
MANY = [("board", FERRY), *((f"s{n}", text) for n, text in enumerate(NEAR))]
MANY += [(f"f{n}", f"Item {n} of the list is about street {n} and its {n + 3} lamps.") for n in range(40)]


def verdict_of(claim: Claim) -> Verdict:
    return check(claim, NamedShelf(MANY), chain_sources=(), affiliations={}, published=PUBLISHED)[0]


@pytest.mark.parametrize("bar", [0.03, 0.2, 0.4, 0.6])
def test_a_bar_rises_with_the_documents_searched(bar: float) -> None:
    bars = [raised(bar, documents) for documents in (1, FEW, 50, 1_000, 100_000)]
    assert bars[0] == bars[1] == bar
    assert bars == sorted(bars)
    assert bars[-1] < 1


def test_another_number_of_something_else_is_no_contradiction() -> None:
    claim = claim_of("An additional 250 volunteers are being sent to Selby, Arnholm, Torp and Hale.")
    assert verdict_of(claim).label == "not_found"


def test_another_number_of_the_same_thing_is_one() -> None:
    claim = claim_of("The ferry struck the north pier on Monday with 317 passengers on board.")
    assert verdict_of(claim).label == "contradicted"


def test_what_a_passage_says_in_full_is_supported() -> None:
    assert verdict_of(claim_of("The ferry struck the north pier on Monday with 371 passengers.")).label == "supported"


def test_a_claim_of_few_words_may_speak_of_anything() -> None:
    claim = claim_of("The trial is set for November.")
    assert verdict_of(claim).label == "not_found"


def test_a_passage_about_somebody_else_does_not_bear_out_what_is_said_of_him() -> None:
    claim = claim_of("He is averaging 15 percent in the polls of the province.")
    assert verdict_of(claim).label == "supported"
    of_another = verdict_of(replace(claim, standalone="Johnson is averaging 15 percent in the polls of the province."))
    assert (of_another.label, of_another.rule) == ("not_found", "of-another")
    assert of_another.reasons == ("the document of the nearest passage does not mention Johnson",)


def test_a_short_quotation_does_not_carry_the_sentence_around_it() -> None:
    claim = claim_of("The election is a “golden opportunity” for the party to reclaim the safety of the streets.")
    assert verdict_of(claim).label == "not_found"


def test_a_short_quotation_that_stands_somewhere_altered_was_not_altered() -> None:
    claim = claim_of("“I am still sure of the plans,” the sign in the window of the shop at the corner read.")
    assert verdict_of(claim).label != "contradicted"
