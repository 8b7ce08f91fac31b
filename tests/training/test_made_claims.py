"""True sentences made into claims: what the edits keep and what they change."""

import random

import pytest

from verifier.training import corruptions, faithful
from verifier.training.corruptions import Article, Edit, Variant

SENTENCE = (
    "On Tuesday, Maria Keller told the council in Varna that some of the 1,300 workers may not be paid, "
    "and shares rose."
)
ARTICLE = Article(
    (
        SENTENCE,
        "The director, Peter Hollis, rejected the plan for 40 jobs at the plant in March.",
        "“We shall keep every single promise we made,” said Anna Kovac in Leeds.",
        "Officials visited 17 villages in Serbia.",
    )
)
EDITS: dict[str, Edit] = {edit.__name__: edit for edit, _ in corruptions.CORRUPTIONS}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("seed", range(5))
def test_an_edit_changes_the_sentence_and_says_where(name: str, seed: int) -> None:
    made = EDITS[name](SENTENCE, ARTICLE, random.Random(seed))
    if made is None:
        pytest.skip("does not fit this sentence")
    assert made.text != SENTENCE
    assert made.label != "supports"
    assert all(0 <= start < end <= len(made.text) for start, end in made.changed)
    assert made.changed


@pytest.mark.parametrize(
    ("edit", "sentence", "label"),
    [
        (corruptions.number_changed, "They lost 40 jobs.", "refutes"),
        (corruptions.number_changed, "They lost three jobs.", "refutes"),
        (corruptions.date_changed, "They met on Monday.", "refutes"),
        (corruptions.negation_changed, "They will pay.", "refutes"),
        (corruptions.negation_changed, "They will not pay.", "refutes"),
        (corruptions.opposite_said, "Shares rose again.", "refutes"),
        (corruptions.hedge_dropped, "It may rain.", "neutral"),
        (corruptions.scope_widened, "Some workers left.".lower(), "neutral"),
        (corruptions.detail_added, "They met.", "neutral"),
        (corruptions.name_changed, "It was Anna Kovac who left.", "unsupported"),
        (corruptions.roles_swapped, "They say Peter Hollis was met by Anna Kovac.", "unsupported"),
    ],
)
def test_each_edit_has_a_sentence_it_fits(edit: Edit, sentence: str, label: str) -> None:
    made = edit(sentence, ARTICLE, random.Random(0))
    assert made is not None
    assert (made.label, made.text != sentence) == (label, True)


def test_names_that_are_only_listed_together_do_not_change_places() -> None:
    assert corruptions.roles_swapped("It was Anna Kovac and Peter Hollis.", ARTICLE, random.Random(0)) is None


def test_swapped_names_keep_the_rest_of_the_sentence() -> None:
    made = corruptions.roles_swapped("They say Peter Hollis was met by Anna Kovac.", ARTICLE, random.Random(0))
    assert made == Variant("They say Anna Kovac was met by Peter Hollis.", "unsupported", ((9, 19), (31, 43)), "roles")


def test_made_roles_have_both_answers() -> None:
    made = corruptions.role_pairs(["Anna Kovac", "Peter Hollis"], random.Random(1))
    assert {variant.label for _, variant in made} == {"supports", "refutes"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Taxes will rise next year, the minister said.", "Taxes will rise next year."),
        ("The minister said that taxes will rise next year.", "Taxes will rise next year."),
        ("Taxes will rise.", None),
        ("The minister said “taxes will rise next year”.", None),
    ],
)
def test_what_is_said_is_told_from_who_says_it(sentence: str, expected: str | None) -> None:
    assert faithful.unattributed(sentence) == expected


@pytest.mark.parametrize("seed", range(8))
def test_shortening_never_drops_a_negation_or_a_condition(seed: int) -> None:
    for sentence in (
        "The plan will go ahead next year, unless the court stops it.",
        "He paid all of it, though not on time.",
    ):
        made = faithful.shortened(sentence, random.Random(seed))
        assert made is None or not {"unless", "not"} & set(made[1].split())


@pytest.mark.parametrize(
    ("sentence", "ways"),
    [
        ("It cost 1,300,000 crowns.", {"It cost 1.3 million crowns."}),
        ("It has 7 floors.", {"It has seven floors."}),
        ("It rose 5% again.", {"It rose 5 percent again.", "It rose 5 per cent again."}),
    ],
)
def test_numbers_are_written_otherwise(sentence: str, ways: set[str]) -> None:
    found = {faithful.renumbered(sentence, random.Random(seed)) for seed in range(12)} - {None}
    assert found <= ways
    assert found


def test_the_same_seed_makes_the_same_claims() -> None:
    ones, others = (
        [faithful.faithful(SENTENCE, random.Random(3)), corruptions.corrupted(SENTENCE, ARTICLE, random.Random(3))]
        for _ in range(2)
    )
    assert ones == others
