"""Pairs of claim and source that other checkers get wrong, and what must come out here."""

import pytest

from verifier.facts import compare, compare_quotation, read

CLAUSE = (
    "Under clause 9, the landlord is not permitted to terminate this lease during the fixed term. "
    "We will continue to closely monitor the situation, and we urge all parties to show restraint."
)


def results(claim: str, passage: str, kind: str) -> list[tuple[str, bool]]:
    return [(found.result, found.hard) for found in compare(read(claim), read(passage)) if found.kind == kind]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("12,000 troops", "11,000 troops"),
        ("compiled by 12 nations", "compiled by 11 nations"),
        ("It was worth $2.5 billion, up 12%", "It was worth $2.5 million, up 12%"),
        ("a deal worth EUR 40m", "a deal worth EUR 400m"),
        ("12,000 troops", "8,000 troops"),
        ("shipping 9 million shells", "shipping 2 million shells"),
        ("12,000 troops", "10,000 troops"),
    ],
)
def test_another_figure_for_the_same_thing_is_a_hard_difference(claim: str, passage: str) -> None:
    assert ("different", True) in results(claim, passage, "quantity")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("exports rose to $1.3bn", "exports rose to 1,300 million dollars"),
        ("nearly 9 million rounds", "up to nine million rounds"),
        ("a report by 11 nations", "a report by eleven member states"),
        ("11 nations", "eleven nations"),
        ("two-thirds of voters", "67 percent of voters"),
        ("a range of 1,000 km", "a range of 620 miles"),
        ("at least 20,000 containers", "more than 20,000 shipping containers"),
        ("a cut of 25 basis points", "a cut of 0.25 percentage points"),
    ],
)
def test_the_same_figure_in_other_words_is_the_same(claim: str, passage: str) -> None:
    assert results(claim, passage, "quantity") == [("same", False)]


def test_a_day_of_the_month_is_no_quantity_and_another_day_differs() -> None:
    claim, passage = "The treaty was signed on 14 March 2025.", "The treaty was signed on March 15, 2025."
    assert results(claim, passage, "quantity") == []
    assert results(claim, passage, "period") == [("different", True)]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("prices rose 5%", "prices fell 5 percent"),
        ("Exports rose 5%", "Exports fell 5%"),
        ("prices rose 5%", "prices dropped 5%"),
        ("North Korea sent troops to the front", "North Korea did not send troops to the front"),
        ("The minister denied the allegation", "The minister confirmed the allegation"),
        ("talks would resume in June", "The ministry ruled out talks resuming in June"),
    ],
)
def test_a_turned_polarity_is_a_hard_difference(claim: str, passage: str) -> None:
    assert ("different", True) in results(claim, passage, "polarity")


def test_two_ways_of_saying_that_nobody_was_hurt_do_not_conflict() -> None:
    found = compare(read("No one was injured"), read("The blast caused no injuries"))
    assert not [one for one in found if one.result == "different"]


def test_exchanged_sides_of_an_attack_are_a_role_swap() -> None:
    found = compare(read("Russia attacked Ukraine"), read("Ukraine attacked Russia"))
    assert [one.finding for one in found if one.hard] == ["role_swap"]


def test_what_remains_in_one_of_two_texts_is_no_third_figure() -> None:
    claim = "Arden won 12 seats and Brock won 15, and the rest went to Cole."
    for one, other in (
        (claim, "Arden won 12 seats, and Brock won 15."),
        ("Arden won 12 seats, and Brock won 15.", claim),
    ):
        assert "figures-exchanged" not in [found.rule for found in compare(read(one), read(other))]


@pytest.mark.parametrize(
    "passage",
    ["Ukraine was attacked by Russia", "Russia has attacked Ukraine", "Ukraine was attacked overnight by Russia"],
)
def test_the_passive_of_the_same_attack_is_no_swap(passage: str) -> None:
    found = compare(read("Russia attacked Ukraine"), read(passage))
    assert not [one for one in found if one.result == "different"]


@pytest.mark.parametrize(
    ("quote", "result", "turning"),
    [
        ("the landlord is ... permitted to terminate", "altered", ("not",)),
        ("the landlord is permitted to terminate this lease", "altered", ("not",)),
        ("permitted to terminate this lease during the fixed term", "altered", ("not",)),
        ("We will … monitor the situation", "exact", ()),
        ("[They] will continue to closely monitor the situation", "exact", ()),
        ("to show restrain", "absent", ()),
        ("show restraint ... closely monitor the situation", "altered", ()),
    ],
)
def test_quotations_of_a_clause(quote: str, result: str, turning: tuple[str, ...]) -> None:
    match = compare_quotation(quote, CLAUSE)
    assert (match.result, match.turning) == (result, turning)
