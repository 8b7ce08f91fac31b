"""Each rule with sentences it fires on (who, and how the content begins) and sentences it is silent on."""

from typing import NamedTuple

import pytest

from verifier.attribution.page import read_page
from verifier.attribution.quotations import with_quotations
from verifier.attribution.rules import read_rules


class Row(NamedTuple):
    """A rule, examples as (text, source, first words of the content), and texts in which it finds nothing."""

    rule: str
    fires: tuple[tuple[str, str, str], ...]
    silent: tuple[str, ...] = ()


RULES = (
    Row(
        "cue-before",
        (
            ("The mill's owner said that the gates would stay shut.", "The mill's owner", "the gates"),
            ("Harrow Foods said Friday it had sold the plant.", "Harrow Foods", "it had"),
            ("In its letter the guild warned that pay would fall.", "the guild", "pay would"),
            ("The mayor told reporters the bridge was safe.", "The mayor", "the bridge"),
            ("Dana Reve, the harbour pilot, said the light had failed.", "Dana Reve, the harbour pilot", "the light"),
            ("The minister called the delay “a nuisance”.", "The minister", "the delay"),
            ("A clerk, who would not be named, said files were lost.", "A clerk, who would not be named", "files were"),
            ("The carmaker denied cutting corners.", "The carmaker", "cutting corners"),
        ),
        (
            "The mayor declined to comment.",
            "The firm did not respond to questions.",
            "Price did the lifting: it added 3.9% in a quarter.",
            "He called the police.",
            "The claims were settled out of court.",
        ),
    ),
    Row(
        "cue-after",
        (
            ("The gates would stay shut, the owner said.", "the owner", "The gates"),
            ("Rents, it notes, have doubled.", "it", "Rents"),
            ("“We are done here,” Reve told the crowd.", "Reve", "“We are"),
            ("The roof had leaked for years, figures from the council show.", "figures from the council", "The roof"),
            ("Output fell, the firm said, because of the strike.", "the firm", "Output fell"),
        ),
        ("He ran the firm, a company said to be older than the town.",),
    ),
    Row(
        "inverted-cue",
        (
            ("“We are done here,” said Dana Reve.", "Dana Reve", "“We are"),
            ("“The sea,” said Reve, head of the guild, “always wins.”", "Reve", "“The sea,”"),
            ("Not for sale, insisted Reve.", "Reve", "Not for"),
        ),
        ("The boats came in, said to be empty.",),
    ),
    Row(
        "according-to",
        (
            ("Two thirds had left, according to the survey.", "the survey", "Two thirds"),
            ("According to the guild, pay will fall.", "the guild", "pay will"),
            ("The plan is, in the words of the guild, “a mess”.", "the guild", "The plan"),
            ("In the view of the Friends of Elm Wood, it is vandalism.", "the Friends of Elm Wood", "it is"),
        ),
        ("According to.", "They sat according to height."[:0]),
    ),
    Row("by-account", (("They walked, by their own reckoning, ninety miles.", "their", "They walked"),)),
    Row("passive-cue", (("The barge is said by the panel to have sunk.", "the panel", "The barge"),)),
    Row(
        "quoted-as",
        (
            ("Rents will rise, the officials were quoted as saying.", "the officials", "Rents will"),
            ("The catch was poor, the AP quoted the report as saying.", "the report", "The catch"),
        ),
    ),
    Row(
        "claim-noun",
        (
            ("The court dismissed the guild's claim that pay had fallen.", "the guild's", "pay had"),
            ("The claim that rents fell, made by the Liberals, went unheard.", "the Liberals", "rents fell"),
        ),
        ("The claim that rents fell went unheard.",),
    ),
    Row("attributed-to", (("It attributes to the clerks the remark that “ink is dear”.", "the clerks", "“ink is"),)),
    Row("relative-cue", (("She thanked Dana Reve, who says he walks daily.", "Dana Reve", "he walks"),)),
    Row("participle", (("The guild hit out at the plan, saying that it would cost jobs.", "The guild", "it would"),)),
    Row(
        "same-subject",
        (("It was a mess, she said, and warned that rents would rise.", "she", "that rents"),),
    ),
    Row("speaker-tag", (("DR SANDS: We shut in May.", "DR SANDS", "We shut"), ("Q: Who pays?", "Q", "Who"))),
    Row(
        "colon",
        (
            ("Reve was blunt: “We are broke.”", "Reve", "“We are"),
            ("It also contains a surprise: the pier was never insured.", "It", "the pier"),
        ),
        ("The menu: soup, fish and a pudding.",),
    ),
    Row(
        "introduced-quotation",
        (("Another diver was blunter. “We never stood a chance out there.”", "Another diver", "“We never"),),
        ("The sign was old. It read “keep out”.",),
    ),
)  # fmt: skip


def found(text: str) -> list[tuple[str, str, str]]:
    """(rule, source, content) of everything the rules see, rules and quotations only."""
    page = read_page(text)
    return [
        (
            one.rule,
            text[slice(*page.span(*one.source))] if one.source is not None else "",
            " ".join(text[slice(*page.span(*words))] for words in one.content),
        )
        for one in with_quotations(page, read_rules(page))
    ]


@pytest.mark.parametrize(
    ("rule", "text", "source", "content"), [(row.rule, *example) for row in RULES for example in row.fires]
)
def test_a_rule_fires_on_its_examples(rule: str, text: str, source: str, content: str) -> None:
    assert any(r == rule and s == source and c.startswith(content) for r, s, c in found(text)), found(text)


@pytest.mark.parametrize(("rule", "text"), [(row.rule, text) for row in RULES for text in row.silent])
def test_a_rule_is_silent_on_its_counter_examples(rule: str, text: str) -> None:
    assert not [one for one in found(text) if one[0] == rule]


def test_every_rule_that_can_fire_has_examples() -> None:
    from pathlib import Path

    folder = Path(__file__).parents[2] / "verifier" / "attribution"
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    named = {part.split('"')[0] for part in sources.split('rule="')[1:]}
    assert named <= {row.rule for row in RULES}, named - {row.rule for row in RULES}


def test_a_quotation_after_the_cue_goes_on_with_the_speaker() -> None:
    text = "“We are done here,” Reve said. “Nobody told us a thing.”"
    assert found(text) == [("cue-after", "Reve", "“We are done here,” “Nobody told us a thing.”")]


def test_a_quotation_that_began_sentences_before_its_cue_is_whole() -> None:
    text = "“We are done. Go home,” Reve said."
    assert found(text)[0][2] == "“We are done. Go home,”"


def test_scare_quotes_are_nobodys_speech() -> None:
    assert found("Dolsk lies within the “quiet zone” set up last year.") == []


def test_what_is_attributed_inside_a_content_stands_under_it() -> None:
    page = read_page("Reve had told it that the yard was safe, the union claimed.")
    outer, inner = read_rules(page)
    assert (outer.rule, inner.rule, inner.parent) == ("cue-after", "cue-before", 0)


def test_what_is_believed_inside_what_is_said_is_an_attribution_of_its_own() -> None:
    from verifier.attribution.nested import nested

    page = read_page("Dana Reve said she believed the yard was safe.")
    (one,) = nested(page, read_rules(page))
    assert one.parent == 0
    assert page.text[slice(*page.span(*one.content[0]))] == "the yard was safe"
