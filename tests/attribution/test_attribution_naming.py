"""What `find_attributions` calls a source: no article, no title, the fullest name, no name where one is withheld."""

import pytest

from verifier.attribution import engine, find_attributions, read_discourse
from verifier.attribution.elided import cue_of
from verifier.attribution.found import Found
from verifier.attribution.naming import bare_name
from verifier.attribution.tagger import Tagged
from verifier.model import Document, Source

BARE = (
    ("the WHO", "WHO"),
    ("The Harbour Guild", "Harbour Guild"),
    ("the Friends of Priory Lane", "Friends of Priory Lane"),
    ("The Holm campaign", "Holm campaign"),
    ("A Harbour Guild", "Harbour Guild"),
    ("The Hague", "The Hague"),
    ("The Guardian", "The Guardian"),
    ("the mill", "the mill"),
    ("a Tuesday video", "a Tuesday video"),
    ("Theodore Holm", "Theodore Holm"),
    ("The", "The"),
    ("", ""),
)


@pytest.mark.parametrize(("name", "bare"), BARE)
def test_a_name_loses_the_article_that_is_no_part_of_it(name: str, bare: str) -> None:
    assert bare_name(name) == bare


NAMES = (
    # bodies
    ("“We will stay,” the WHO said.", "WHO"),
    ("The Marine Safety Board (MSB) met. Rents rose, the MSB said.", "Marine Safety Board"),
    ("MSB staff met. The Marine Safety Board is old. Rents rose, MSB said.", "Marine Safety Board"),
    ("The Holm School District met. Rents rose, district leaders said.", "Holm School District"),
    ("One state agency, the Coastal Board, met the Marine Guild. The agency said rents rose.", "Coastal Board"),
    # people: titles, places, accents, families, pairs
    ("French President Anne Roy said rents rose.", "Anne Roy"),
    ("Vermont Sen. Anne Roy said rents rose.", "Anne Roy"),
    ("Democrat Anne Roy said rents rose.", "Anne Roy"),
    ("Minister of Education Anne Roy said rents rose.", "Anne Roy"),
    ("HBM Chief of Staff Anne Roy said rents rose.", "Anne Roy"),
    ("Senate Majority Leader Anne Roy said rents rose.", "Anne Roy"),
    ("Prime Minister Anne Roy met Paul Holm. The prime minister said rents rose.", "Anne Roy"),
    ("HARBOUR BOARD said rents rose. The Harbour Board said costs rose.", "Harbour Board"),
    ("Is Roy right? Anne Roy met them. Rents rose, Roy said.", "Anne Roy"),
    ("Get it sent to you. Holm Line met them. It said rents rose.", "Holm Line"),
    ("Holm Line showed how the A.I. product works. It said rents rose.", "Holm Line"),
    ("Tenants sued in Roy v. Holm. The Roy v. Holm ruling said rents rose.", "Roy v. Holm"),
    ("Hugo Soto-Martín met them. Soto-Martin said rents rose.", "Hugo Soto-Martín"),
    ("Anne Roy and Paul Roy run it. Rents rose, the Roys said.", "Anne and Paul Roy"),
    ("Anne Roy and Paul Holm said rents rose.", "Anne Roy and Paul Holm"),
    # a name that only tells whose
    (
        "Anne Roy met them. Supporters of Paul Holm and Anne Roy said rents rose.",
        "Supporters of Paul Holm and Anne Roy",
    ),
    ("Anne Roy met them. Roy supporters said rents rose.", None),
    # contracted pronouns, and a name beside another noun
    ("Anne Roy spoke of Paul Holm. “Rents rose,” she’d said.", "Anne Roy"),
    # a heading does not make names
    ("Anne Roy Slams Holm Board Over Harbour Rents\n\nAnne Roy met them. Rents rose, Roy said.", "Anne Roy"),
)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_source_is_called_by_its_fullest_name(text: str, name: str | None) -> None:
    assert find_attributions(text)[-1].source_name == name


WITHHELD = (
    ("An officer told us that rents rose.", ""),
    ("Three people familiar with the sale said rents rose.", ""),
    ("More than a dozen former employees said rents rose.", ""),
    ("Three people familiar with the sale met. Two of the people said rents rose.", ""),
    ("Three people familiar with the sale said rents rose. They said costs rose too.", ""),
    ("An Ardent official said rents rose.", None),
    ("Two teachers said rents rose.", None),
    ("Residents said rents rose.", None),
)


@pytest.mark.parametrize(("text", "name"), WITHHELD)
def test_people_whose_names_are_withheld_have_an_empty_name(text: str, name: str | None) -> None:
    assert find_attributions(text)[-1].source_name == name


def test_an_article_read_for_checking_gives_them_no_name_at_all() -> None:
    text = "An officer told us that rents rose."
    assert read_discourse(Document(text, "", "")).attributions[-1].source_name is None


ELIDED = (
    ("Anne Roy sat down and told the Gazette that rents rose.", "told", "Anne Roy"),
    ("Anne Roy stood by the gate, telling the crowd that rents rose.", "telling", "Anne Roy"),
    ("Anne Roy met Paul Holm, whom they told that rents rose.", "told", None),
)


@pytest.mark.parametrize(("text", "cue", "name"), ELIDED)
def test_a_clause_without_a_subject_has_that_of_the_clause_before(
    text: str, cue: str, name: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, content = text.index(cue), text.index("rents")
    seen = Tagged((), ((at, at + len(cue)),), ((content, len(text) - 1),), 0.9)
    monkeypatch.setattr(engine, "_tagged", lambda page: [seen])
    monkeypatch.setattr(engine, "read_rules", lambda page: [])
    (found,) = find_attributions(text)
    assert (found.source, found.source_name) == ((), name)


def test_only_an_attribution_without_a_source_asks_for_its_subject() -> None:
    assert cue_of(Found((0, 1), ((1, 2),), ((2, 3),), "tagger")) is None
    assert cue_of(Found(None, (), ((2, 3),), "tagger")) is None
    assert cue_of(Found(None, ((1, 2),), ((2, 3),), "tagger")) == (1, 2)


EPITHETS = (
    ("Anne Roy said it rained. Roy said it was cold. Paul Holm said no. The candidate said rents rose.", "Anne Roy"),
    ("Anne Roy said it rained. Paul Holm said no. The candidate said rents rose.", None),
    ("Anne Roy said it rained. Roy said it was cold. The businessman said rents rose.", None),
)


@pytest.mark.parametrize(("text", "name"), EPITHETS)
def test_a_candidate_is_whoever_the_text_is_most_about(text: str, name: str | None) -> None:
    link = read_discourse(Document(text, "", "")).attributions[-1].chain[-1]
    assert (link.name if link.rule == "epithet" else None) == name


def test_the_writers_own_we_is_nobody_else() -> None:
    text = "Anne Roy said it rained. We asked the board why rents rose."
    assert all(a.source_name != "Anne Roy" for a in find_attributions(text)[1:])


def test_a_link_of_a_chain_is_called_as_registered_or_without_an_article() -> None:
    court = Source("court", "The Hague Court", (), "government")
    text = "The Hague Court said on Monday that rules were broken. “We will stay,” the WHO said."
    found = read_discourse(Document(text, "", ""), (court,))
    names = [one.chain[-1].name for one in found.attributions]
    assert names == ["The Hague Court", "WHO"]
