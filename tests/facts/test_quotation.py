"""Quotations against whole documents: the words, what the cuts leave out, and who speaks."""

from collections.abc import Iterator

import pytest

from verifier.facts import alignment, compare, compare_quotation, read

SPEECH = (
    "MR HALE: Thank you, chair.\n\n"
    "MS VIITA: We asked for a vote and were given, after nine months and a working group, a seat at the back of the "
    "room. "
    "I don't think that's honourable. It cost 9 million euros, per cent for percent.\n\n"
    "We have, um, never sold one sack, and the organisation will not start now.\n"
)
RELEASE = (
    "Title: A statement\n\nRhona Devlin, Chief Prosecutor, said:\n\n"
    '"He looked them in the eye, and lied to them. Four of them did not live to see today.\n\n'
    '"I want to thank the jury."\n\n'
    'The court heard more. "Nobody should mistake a falling river for a safe one," said the bureau\'s chief '
    "hydrologist, Piers Alleyne.\n"
)


@pytest.mark.parametrize(
    "quote",
    [
        "We asked for a vote and were given … a seat at the back of the room",
        "We asked for a vote and were given [...] a seat at the back of the room",
        "I do not think that is honorable",
        "It cost nine million euros, percent for per cent",
        "[They] asked for a vote and were given",
        "[w]e asked for a vote [sic] and were given",
        "never sold one sack, and the organization will not start now",
        "WE HAVE, UM, NEVER SOLD ONE SACK",
        "has never sold one sack, and the organisation will not start now",
    ],
)
def test_what_a_careful_editor_may_do_is_exact(quote: str) -> None:
    match = compare_quotation(quote, SPEECH)
    assert (match.result, match.finding, match.score > 0.85) == ("exact", "quote_exact", True)


@pytest.mark.parametrize(
    ("quote", "turning", "negated"),
    [
        ("I … think that's honourable", ("not",), True),
        ("the organisation will start now", (), False),
        ("sold one sack, and the organisation", ("never",), True),
    ],
)
def test_a_cut_that_turns_the_meaning_is_named(quote: str, turning: tuple[str, ...], negated: bool) -> None:
    match = compare_quotation(quote, SPEECH)
    if turning:
        assert (match.result, match.turning, match.hard, match.negated) == ("altered", turning, True, negated)
    else:
        assert match.result == "altered"
        assert "not" in match.dropped


def test_a_condition_after_the_cut_is_named_and_excused_where_the_claim_carries_it() -> None:
    document = "Rates will come down this year if, and only if, wages do."
    cut = compare_quotation("Rates will come down this year ...", document)
    assert (cut.result, cut.turning, cut.negated) == ("altered", ("if",), False)
    assert compare_quotation("Rates will come down this year", document, tail=" if wages do, he said").result == "exact"


def test_a_negation_outside_the_cut_is_excused_where_the_claim_carries_it() -> None:
    document = "The mission has not found evidence of fraud."
    assert compare_quotation("found evidence of fraud", document, lead="It has ").result == "altered"
    assert compare_quotation("found evidence of fraud", document, lead="It has not ").result == "exact"


@pytest.mark.parametrize(
    ("quote", "document"),
    [
        ("the sound of an economy", "That is not the sound of an engine, it is the sound of an economy."),
        ("the best of times", "There is no doubt that it was the best of times."),
        ("even if it breaks my heart", "I will accept it, whoever it favours, even if it breaks my heart."),
    ],
)
def test_a_negation_of_something_else_is_no_loss(quote: str, document: str) -> None:
    assert compare_quotation(quote, document).result == "exact"


def test_a_cut_inside_a_word_is_not_found() -> None:
    assert compare_quotation("to show restrain", "We urge all parties to show restraint.").result == "absent"


def test_spans_hold_the_fragments_in_order_and_dropped_what_lies_between() -> None:
    match = compare_quotation("We asked for a vote ... a seat at the back", SPEECH)
    assert [SPEECH[span.start : span.end] for span in match.spans] == ["We asked for a vote", "a seat at the back"]
    assert match.dropped == ("and", "were", "given", "after", "9", "months", "and", "a", "working", "group")


@pytest.mark.parametrize(
    ("quote", "document", "speaker"),
    [
        ("asked for a vote and were given", SPEECH, "MS VIITA"),
        ("Thank you, chair", SPEECH, "MR HALE"),
        ("lied to them", RELEASE, "Rhona Devlin"),
        ("Four of them did not live to see today", RELEASE, "Rhona Devlin"),
        ("mistake a falling river for a safe one", RELEASE, "Piers Alleyne"),
        ("the court heard more", RELEASE, None),
        ("it is careful work", 'Prof Idris Calloway said: "It is careful work."', "Prof Idris Calloway"),
        ("a relay run", '"It was a relay run," Ann Roe of the union told us.', "Ann Roe"),
        ("a wig on a skull", "Q. You dislike the word?\nA. It is a wig on a skull.", "A"),
        ("keeps its own accounts", "The sea keeps its own accounts.", None),
    ],
)
def test_the_document_says_who_speaks(quote: str, document: str, speaker: str | None) -> None:
    span = compare_quotation(quote, document).speaker
    assert (document[span.start : span.end] if span else None) == speaker


def test_folded_letters_and_offsets() -> None:
    document = "\ufeffThe “ﬁrst” oﬀer —  it was ﬁnal."
    match = compare_quotation("the first offer - it was final", document)
    assert match.result == "exact"
    assert document[match.spans[0].start : match.spans[0].end] == "The “ﬁrst” oﬀer —  it was ﬁnal"


def test_outermost_quotations_are_facts() -> None:
    text = "“It was their own general,” she went on, “who called the talks ‘a waste of diesel’.”"
    assert [fact.value for fact in read(text).of("quotation")] == [
        "it was their own general,",
        "who called the talks 'a waste of diesel'.",
    ]


def test_the_title_of_a_work_is_nobodys_words() -> None:
    match = compare_quotation(
        "The Keeper of the Northern Light Revisited", "He wrote The Keeper of the Northern Light."
    )
    assert (match.result, match.hard) == ("altered", False)


def test_a_claim_names_the_negation_that_a_quotation_lost() -> None:
    found = compare(
        read("“We have ruled out a joint inquiry,” she said."), read("We have not ruled out a joint inquiry.")
    )
    assert [(one.kind, one.finding, one.hard) for one in found] == [
        ("quotation", "quote_altered", True),
        ("polarity", "negation_changed", True),
    ]


@pytest.fixture
def one_mark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every word has the same mark."""
    monkeypatch.setattr(alignment, "_mark", lambda key: "x")
    kept = (alignment._forms, alignment._marks)
    for cached in kept:
        cached.cache_clear()
    yield
    for cached in kept:
        cached.cache_clear()


@pytest.mark.usefixtures("one_mark")
def test_words_that_share_a_mark_are_told_apart() -> None:
    held = alignment.Index("one house by the river, two houses by the lake, two houses by the sea")
    assert held.exact(["2", "houses"]) == [5, 10]
    assert held.exact(["2", "houses", "by", "the", "sea"], 6) == [10]


def test_a_figure_in_two_words_is_one_however_they_are_parted() -> None:
    held = alignment.Index("They sold twenty  one boats, twenty—two\u00a0cars and five per\n\ncent more.")
    assert held.keys(0, len(held)) == ["they", "sold", "21", "boats", "22", "cars", "and", "5", "percent", "more"]
