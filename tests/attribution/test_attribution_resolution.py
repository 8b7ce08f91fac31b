"""From phrases to sources: registered names, pronouns, offices, documents, chains; and silence where two fit."""

import pytest

from verifier.attribution import find_attributions, read_discourse
from verifier.model import Attribution, Document, Link, Source

SOURCES = (
    Source("board", "Marine Safety Board of Tarsia", ("the board", "interim report"), "government"),
    Source("calder", "Calder Line", ("the company",), "company"),
    Source("strand", "Fenella Strand", (), "person"),
    Source("institute", "Health Protection Institute", (), "government"),
    Source("defence", "Ministry of Defence of Varenia", ("Defence Ministry",), "military"),
    Source("foreign", "Ministry of Foreign Affairs of Varenia", ("Varenian Foreign Ministry",), "government"),
    Source("guild", "Deck Officers' Guild", ("the union", "Kit Hargreave"), "ngo"),
    Source("reuters", "Reuters", (), "news_agency"),
    Source("bloomberg", "Bloomberg", (), "news_agency"),
)


def read(text: str) -> tuple[Attribution, ...]:
    return read_discourse(Document(text, "", ""), SOURCES).attributions


def last_link(text: str) -> Link:
    return read(text)[-1].chain[-1]


def chain(text: str) -> list[str]:
    return [link.source_id or link.name for link in read(text)[-1].chain]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Calder Line said the ship was safe.", "calder"),
        ("The ship was safe, the company said.", "calder"),
        ("The ship was safe, according to the Marine Safety Board.", "board"),
        ("The Health Protection Institute spoke. The institute said nine were ill.", "institute"),
        ("The board found a crack. It added that paint had hidden it.", "board"),
        ("The ship was safe, the company's statement says.", "calder"),
        ("Calder Line published its accounts. Profit fell, the accounts show.", "calder"),
        ("The crack was old, the interim report says.", "board"),
        ("Fenella Strand spoke first. “We are sorry,” she said.", "strand"),
        ("Fenella Strand spoke first. “We are sorry,” Strand said.", "strand"),
        ("Foreign Ministry spokesman Olan Dee said talks would go on.", "foreign"),
        ("A spokeswoman for Calder Line said the ship was safe.", "calder"),
        ("“Pay is low,” said Kit Hargreave.", "guild"),
        ("Dr Ines Vale of the Health Protection Institute said nine were ill.", "institute"),
    ],
)
def test_a_phrase_is_resolved_to_its_registered_source(text: str, source: str) -> None:
    assert last_link(text).source_id == source


def test_the_bare_ministry_names_neither_of_two() -> None:
    link = last_link("The ministry said two battalions had moved.")
    assert link.source_id is None
    assert link.runner_up is not None
    assert "Defence" in link.runner_up
    assert "Foreign" in link.runner_up


def test_a_speaker_for_a_body_keeps_her_name() -> None:
    link = last_link("Foreign Ministry spokeswoman Mira Anders said talks would go on.")
    assert (link.name, link.source_id, link.rule) == ("Mira Anders", "foreign", "speaks-for")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Bloomberg reported, citing Calder Line, that fares would rise.", ["bloomberg", "calder"]),
        ("Two pilots told Reuters that the light had failed.", ["reuters", "Two pilots"]),
        (
            "Two pilots told Reuters that the light had failed. Rents rose too, the pilots said.",
            ["reuters", "Two pilots"],
        ),
        ("Two pilots told Reuters the light had failed. A third said it had not.", ["reuters", "A third"]),
        (
            "A report by the board seen by Reuters said so. Fares rose, Reuters quoted the report as saying.",
            ["reuters", "board"],
        ),
        ("The envoy, as quoted by Reuters, called them “pirates”.", ["reuters", "The envoy"]),
        ("Bloomberg broke the news. Its sources said that a sale was near.", ["bloomberg", "Its sources"]),
        ("Strand had told it that fares would rise, the union claimed.", ["guild", "strand"]),
        ("Asked about it by Reuters, Strand refused to call it a failure.", ["reuters", "strand"]),
        ("According to the board, Calder Line said that the ship was safe.", ["board", "calder"]),
    ],
)
def test_a_chain_runs_from_the_outermost_to_who_said_it(text: str, links: list[str]) -> None:
    assert chain(text) == links


def test_an_audience_is_no_link() -> None:
    assert chain("Strand told a news conference that fares would rise.") == ["strand"]


def test_the_articles_own_paper_is_no_link() -> None:
    text = "Fifty-two seconds\nTarsia Herald, 5 December\n\nA crew member told the Herald that the alarm had failed."
    assert chain(text) == ["A crew member"]


@pytest.mark.parametrize(
    ("text", "anonymity"),
    [
        ("Critics say the sport is run as a family firm.", "vague"),
        ("Reports from the region suggest a hungry winter.", "vague"),
        ("Some residents say the river smells.", "vague"),
        ("A person close to Calder Line said a sale was near.", "unnamed"),
        ("People familiar with the matter said a sale was near.", "unnamed"),
        ("One banker, who would not be named, said a sale was near.", "unnamed"),
        ("Two officials said a sale was near.", "unnamed"),
        ("Calder Line said a sale was near.", "named"),
        ("An analyst at Brandt Pullman, Theo Marchetti, said a sale was near.", "named"),
    ],
)
def test_how_a_source_is_named(text: str, anonymity: str) -> None:
    assert last_link(text).anonymity == anonymity


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The company denied that the ship was unsafe.", "denied"),
        ("The union alleged that pay was withheld.", "alleged"),
        ("The board said the captain had reportedly slept.", "reportedly"),
        ("The union believes that the ship was unsafe.", "possible"),
        ("The company said the ship was safe.", "none"),
    ],
)
def test_how_firmly_it_is_said(text: str, hedge: str) -> None:
    assert read(text)[-1].hedge == hedge


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We are sorry,” Strand said.", "direct"),
        ("Strand called it “a shame”.", "mixed"),
        ("Strand said it was a shame.", "indirect"),
        ("Strand said that “it was a shame”.", "mixed"),
    ],
)
def test_what_is_quoted_makes_the_type(text: str, kind: str) -> None:
    assert read(text)[-1].type == kind


def test_a_pronoun_is_kept_as_a_referent_with_what_it_goes_back_to() -> None:
    text = "Fenella Strand spoke first. “We are sorry,” she said."
    (referent,) = (
        r for r in read_discourse(Document(text, "", ""), SOURCES).referents if text[slice(*r.span)] == "she"
    )
    assert (referent.name, referent.rule, referent.sure) == ("Fenella Strand", "pronoun", True)
    assert referent.antecedent is not None
    assert text[slice(*referent.antecedent)] == "Fenella Strand"


def test_without_a_registry_names_still_resolve() -> None:
    text = "Calder Line's chairwoman, Ida Holm, spoke on Monday. Holm said the ship was safe."
    assert find_attributions(text)[-1].source_name == "Ida Holm"


def test_the_header_block_is_not_read() -> None:
    text = "Title: Strand said no\n\nThe ship sailed on time."
    assert read_discourse(Document(text, "", "", body=23), SOURCES).attributions == ()


@pytest.mark.parametrize("text", ["The mayor declined to comment.", "Its makers did not return our calls."])
def test_silence_is_no_statement(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize("text", ["“We will stay,” the WHO said.", "The WHO said on Monday that cases fell."])
def test_a_body_that_is_spelt_like_a_relative_pronoun_keeps_its_name(text: str) -> None:
    (found,) = find_attributions(text)
    assert found.source_name
    assert found.source_name.endswith("WHO")
