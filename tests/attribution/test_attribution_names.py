"""Whom an unregistered phrase or pronoun names, as `find_attributions` tells it: rules and no tagger."""

import pytest

from verifier.attribution import engine, find_attributions, overlay
from verifier.attribution.found import Found
from verifier.attribution.page import Page, read_page
from verifier.attribution.rules import read_rules
from verifier.attribution.tagger import Tagged


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the rules see stands for what the tagger would: these tests ask for names, not for spans."""
    monkeypatch.setattr(engine, "_tagged", seen_by_rule)


def seen_by_rule(page: Page) -> list[Tagged]:
    return [tagged(page, one) for one in read_rules(page) if one.parent is None]


def tagged(page: Page, one: Found) -> Tagged:
    source = (tuple(page.span(*one.source)),) if one.source is not None else ()
    cue, content = (tuple(tuple(page.span(*words)) for words in role) for role in (one.cue, one.content))
    return Tagged(source, cue, content, 0.9)  # type: ignore[arg-type]


NAMES = (
    # a name that only looks like a person's yields to one who spoke
    ("Dana Reve spoke first. She met Holm Sands by the gate. “We lost,” she said.", "Dana Reve"),
    ("Julian Holt told the Gazetteer NW he was late. “I was ill,” he said.", "Julian Holt"),
    ("Julian Holt spoke of rents in Shelby County. “They are up,” he said.", "Julian Holt"),
    # the people listed after "including" do not speak for the list
    ("Leadership, including Warden Ines Vale and clerk Peter Roe, said pay fell. “It did,” she said.", "Ines Vale"),
    # a bare title is no name
    ("Dana Reve ran for President. “I lost,” she said.", "Dana Reve"),
    ("A report by the Office of Inspector General said that pay fell.", "Office of Inspector General"),
    ("Customs and Border Protection said the gate was shut.", "Customs and Border Protection"),
    ("Health and Marine Services said the gate was shut.", "Health and Marine Services"),
    ("Dana Reve met Customs and Holm. She said the gate was shut.", "Dana Reve"),
)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_source_is_called_by_the_name_it_goes_back_to(text: str, name: str) -> None:
    assert find_attributions(text)[-1].source_name == name


def test_who_says_i_inside_a_quotation_is_its_speaker() -> None:
    outer, inner = find_attributions("“I think the yard is safe,” Dana Reve said.")
    assert (outer.source_name, inner.source_name) == ("Dana Reve", "Dana Reve")
    assert [link.name for link in inner.chain] == ["Dana Reve"]


def test_a_pronoun_that_is_no_subject_does_not_tell_the_sex_of_the_last_speaker() -> None:
    text = "Alex Holt said rents rose. A note for the mayor accused her of sloth. “I was there,” he said."
    assert find_attributions(text)[-1].source_name == "Alex Holt"


def test_the_chain_of_an_inner_speaker_begins_with_the_outer_one() -> None:
    inner = find_attributions("Dana Reve said that Peter Roe told the guild that pay fell.")[-1]
    assert [link.name for link in inner.chain] == ["Dana Reve", "Peter Roe"]


def test_every_attribution_stands_after_the_one_it_is_inside() -> None:
    page = read_page("Dana Reve said that Peter Roe told the guild that pay fell. He said it rained, he believed.")
    found = overlay.overlay(page, read_rules(page), seen_by_rule(page))
    assert all(one.parent is None or one.parent < number for number, one in enumerate(found))
