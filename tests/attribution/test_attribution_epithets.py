"""Sources that go by no word of a name: bosses, the billionaire, a table of the bulletin; with silent neighbours."""

import pytest

from verifier.attribution import engine, read_discourse
from verifier.model import Attribution, Document, Source

SOURCES = (
    Source("metal", "Union of Metal Workers", (), "ngo"),
    Source("harbour", "Harbour Pilots' Guild", (), "ngo"),
    Source("foods", "Harrow Foods", (), "company"),
    Source("statistics", "National Statistics Office", ("the bulletin",), "statistics_office"),
    Source("council", "Havnby Council", (), "government"),
)


@pytest.fixture(autouse=True)
def rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """These sources are found by rule."""
    monkeypatch.setattr(engine, "_tagged", lambda page: [])


def last(text: str) -> Attribution:
    return read_discourse(Document(text, "", ""), SOURCES).attributions[-1]


REGISTERED = (
    ("The metal workers' federation said pay would fall.", "metal"),
    ("The pilots' federation said pay would fall.", "harbour"),
    ("The workers' federation said pay would fall.", None),
    ("The glass workers' federation said pay would fall.", None),
    ("Harrow Foods closed a plant. Bosses said it was old.", "foods"),
    ("Harrow Foods closed a plant. Company bosses said it was old.", "foods"),
    ("Harrow Foods closed a plant. Bosses at the firm said it was old.", "foods"),
    ("Havnby Council met. Mob bosses said it was old.", None),
    ("Output fell, table 7 of the bulletin shows.", "statistics"),
    ("According to chapter 2 of the bulletin, output fell.", "statistics"),
    ("According to table 7 of the menu, soup is cheap.", None),
)


@pytest.mark.parametrize(("text", "source"), REGISTERED)
def test_a_source_is_recognised_by_what_describes_it(text: str, source: str | None) -> None:
    assert last(text).chain[-1].source_id == source


NAMES = (
    ("Mum-of-two Kelly Marsh said the bus was late.", "Kelly Marsh"),
    ("The bus was late, 36-year-old Kelly Marsh said.", "Kelly Marsh"),
    ("The family said the bus was late.", "The family"),
    ("Kelly Marsh spoke first. The billionaire said the bus was late.", "The billionaire"),
    ("Kelly Marsh said it had rained all day. The billionaire said the bus was late.", "Kelly Marsh"),
    ("Kelly Marsh said it had rained all day. The driver said the bus was late.", "The driver"),
    ("Ardent said it had rained all day. The utility said the lights were out.", "Ardent"),
    ("Kelly Marsh said it had rained all day. The utility said the lights were out.", "The utility"),
    ("He thanked Kelly Marsh, who said the bus was late.", "Kelly Marsh"),
    ("School leadership — including clerk Peter Roe — said the bus was late.", "School leadership"),
    ("School leadership, including clerk Peter Roe, said the bus was late.", "School leadership"),
    ("An Ardent video says the bus was late.", "Ardent"),
    ("A Tuesday video says the bus was late.", "A Tuesday video"),
)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_source_goes_by_the_name_it_takes_up(text: str, name: str) -> None:
    assert last(text).chain[-1].name == name


CLAUSES = (
    ("Harrow Foods confirmed it would close the plant, where 40 people work.", "it would close the plant"),
    ("Harrow Foods said it had sold the plant, which employs 40 people.", "it had sold the plant"),
    ("Harrow Foods said it had sold the plant, which had 40 rooms.", "it had sold the plant, which had 40 rooms"),
    ("Harrow Foods says it sells the plant, which has 40 rooms.", "it sells the plant, which has 40 rooms"),
    ("Harrow Foods said the plant, which has 40 rooms, would go.", "the plant, which has 40 rooms, would go"),
    ("Harrow Foods said it had sold a plant which has 40 rooms.", "it had sold a plant which has 40 rooms"),
)


@pytest.mark.parametrize(("text", "content"), CLAUSES)
def test_a_clause_that_the_writer_adds_in_the_present_is_not_the_sources(text: str, content: str) -> None:
    assert text[slice(*last(text).content[0])] == content
