"""What is said or believed inside what is said: rows of texts with the inner source and content, and silent ones."""

import pytest

from verifier.attribution.engine import speech_type
from verifier.attribution.nested import nested
from verifier.attribution.overlay import overlay
from verifier.attribution.page import read_page
from verifier.attribution.quotations import with_quotations
from verifier.attribution.rules import read_rules
from verifier.attribution.tagger import Tagged

INNER = (
    ("Dana Reve said she believed the yard was safe.", "she", "the yard was safe"),
    ("“I think the yard is safe,” Dana Reve said.", "I", "the yard is safe"),
    ("“It was, I think, a safe yard,” Dana Reve said.", "I", "It was … a safe yard"),
    ("Dana Reve said it had begun I think by accident, a mere slip.", "I", "it had begun … by accident"),
    ("Dana Reve said all they found was a note stating “the yard is shut”.", "a note", "“the yard is shut"),
)
SILENT = (
    "“I think so,” Dana Reve said.",
    "“I do not believe the yard is safe,” Dana Reve said.",
    "Dana Reve said I told them the yard was safe.",
    "Dana Reve said the members of the March states were late for the vote.",
    "Dana Reve said the people stating their case were late.",
    "Dana Reve said he thinks the yard is safe.",
    "“She left and I think the yard is safe,” Dana Reve said.",
)


def spans(text: str, *pieces: str) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(piece), text.index(piece) + len(piece)) for piece in pieces)


@pytest.mark.parametrize(("text", "source", "content"), INNER)
def test_an_inner_attribution_has_its_own_source_and_content(text: str, source: str, content: str) -> None:
    page = read_page(text)
    (one,) = nested(page, read_rules(page))
    assert one.source is not None
    assert text[slice(*page.span(*one.source))] == source
    assert " … ".join(text[slice(*page.span(*words))] for words in one.content) == content


@pytest.mark.parametrize("text", SILENT)
def test_what_one_says_of_oneself_or_of_nobody_stays_part_of_the_content(text: str) -> None:
    page = read_page(text)
    assert nested(page, read_rules(page)) == []


def test_the_taggers_spans_stand_and_the_inner_speaker_is_put_inside() -> None:
    text = "According to the guild, the mayor said that pay will fall."
    page = read_page(text)
    seen = [Tagged(spans(text, "the guild"), spans(text, "According to"), spans(text, "pay will fall"), 0.9)]
    outer, inner = overlay(page, read_rules(page), seen)
    assert text[slice(*page.span(*outer.content[0]))] == "the mayor said that pay will fall"
    assert (inner.parent, text[slice(*page.span(*inner.content[0]))]) == (0, "pay will fall")


def test_whom_one_is_told_by_is_put_around_what_the_tagger_saw() -> None:
    text = "According to the guild, the mayor said that pay will fall."
    page = read_page(text)
    seen = [Tagged(spans(text, "the mayor"), spans(text, "said"), spans(text, "pay will fall"), 0.9)]
    outer, inner = overlay(page, read_rules(page), seen)
    assert (outer.rule, inner.parent) == ("according-to", 0)
    assert text[slice(*page.span(*outer.content[0]))] == "the mayor said that pay will fall"


def test_a_content_cut_at_a_comma_is_read_as_one() -> None:
    text = "Dana Reve said all they found was a note stating, “the yard is shut”."
    page = read_page(text)
    pieces = spans(text, "all they found was a note stating", "“the yard is shut”")
    (outer,) = overlay(page, [], [Tagged(spans(text, "Dana Reve"), spans(text, "said"), pieces, 0.9)])
    (one,) = nested(page, [outer])
    assert text[slice(*page.span(*one.content[0]))] == "“the yard is shut"


def test_whom_the_rules_hear_inside_the_taggers_content_stands_under_it() -> None:
    text = "Dana Reve has learned that according to the guild, pay will fall."
    page = read_page(text)
    content = text[text.index("that") : -1]
    seen = [Tagged(spans(text, "Dana Reve"), spans(text, "has learned"), spans(text, content), 0.9)]
    outer, inner = overlay(page, read_rules(page), seen)
    assert (outer.parent, inner.parent) == (None, 0)
    assert inner.source is not None
    assert text[slice(*page.span(*inner.source))] == "the guild"


def test_two_attributions_of_the_tagger_that_one_rule_covers_both_stand() -> None:
    text = "She denied that pay fell and complained that rents rose."
    page = read_page(text)
    seen = [
        Tagged(spans(text, "She"), spans(text, "denied"), spans(text, "that pay fell"), 0.9),
        Tagged(spans(text, "She"), spans(text, "complained"), spans(text, "that rents rose"), 0.9),
    ]
    assert [one.drawn is not None for one in overlay(page, read_rules(page), seen)] == [True, True]


def test_words_in_the_outer_speakers_marks_are_not_a_quotation_of_the_inner_one() -> None:
    page = read_page("“I think the yard is safe,” Dana Reve said.")
    (one,) = nested(page, read_rules(page))
    assert speech_type(page, one.content, heard=page.quote_of[one.cue[0][0]]) == "indirect"


def test_a_quotation_left_open_runs_on_to_the_mark_that_closes_it_in_the_next_paragraph() -> None:
    text = 'Dana Reve said, "We learned a lot.\n\nIt was a long day. We shall be back."\n\nShe left.'
    page = read_page(text)
    (one,) = with_quotations(page, read_rules(page))
    assert text[slice(*page.span(*one.content[-1]))] == "It was a long day. We shall be back."


def test_an_open_quotation_does_not_run_into_a_paragraph_that_opens_one_of_its_own() -> None:
    text = 'Dana Reve said, "We learned a lot.\n\nIt was a long day. The mayor said "no" to that.'
    page = read_page(text)
    assert all(len(one.content) == 1 for one in with_quotations(page, read_rules(page)))
