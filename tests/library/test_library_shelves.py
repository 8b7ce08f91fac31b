"""Documents brought into the database by version, and found again by their words."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from verifier import config, database, facts, library, reading
from verifier.errors import ConfigError, DatabaseError
from verifier.library import search, store, units
from verifier.library.store import Database
from verifier.model import DocumentLine, Shelf

START = datetime(2030, 1, 1, tzinfo=UTC)
TOML = (
    '[sources.kcna]\nname="KCNA"\ndocuments=["docs/k*.txt"]\n[sources.un]\nname="UN"\ndocuments=["docs/report.txt"]\n'
)


class Project:
    """A folder with a config.toml and documents, and a clock that moves on by a minute at every look."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START
        (folder / "docs").mkdir()
        self.write(
            "docs/k1.txt", "Title: Message\nDate: 2025-06-12\n\nPyongyang sent 11,000 troops. It denied missiles.\n"
        )
        self.write(
            "docs/report.txt", "1. The team counted missiles.\n\n2. Eleven nations signed.\n\n3. It was published.\n"
        )
        self.write("config.toml", TOML)

    def write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, encoding="utf-8")

    def clock(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def sync(self, held: Database) -> list[DocumentLine]:
        loaded = config.load(self.folder / "config.toml")
        return library.sync(held, loaded, offline=True, clock=self.clock)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def held() -> Iterator[Database]:
    opened = database.memory()
    yield opened
    opened.close()


def texts(shelf: Shelf, terms: str, **limits: object) -> list[str]:
    hits = shelf.search(terms.split(), **limits)  # type: ignore[arg-type]
    out = []
    for hit in hits:
        reference = shelf.reference(hit.reference_id)
        start, end = reference.units[hit.unit]
        out.append(reference.document.text[start:end])
    return out


def test_documents_are_read_into_the_database(project: Project, held: Database) -> None:
    lines = project.sync(held)
    assert [(line.source_id, line.path, line.state) for line in lines] == [
        ("kcna", "docs/k1.txt", "read"),
        ("un", "docs/report.txt", "read"),
    ]
    assert (lines[0].title, lines[0].published) == ("Message", date(2025, 6, 12))
    shelf = library.open_shelf(held, lines)
    reference = shelf.reference(shelf.sources()["kcna"][0])
    assert reference.document == reading.read_bytes((project.folder / "docs/k1.txt").read_bytes(), name="docs/k1.txt")


def test_the_bytes_are_kept_under_their_hash(project: Project, held: Database) -> None:
    line = project.sync(held)[0]
    assert line.sha256 is not None
    assert database.blob(held, line.sha256) == (project.folder / "docs/k1.txt").read_bytes()


def test_an_unchanged_file_is_not_opened_again(
    project: Project, held: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = project.sync(held)
    monkeypatch.setattr(reading.files, "read_bytes", lambda path: pytest.fail(f"opened {path}"))
    assert project.sync(held) == first


def test_a_file_changed_within_the_clock_tick_of_the_last_look_is_read_again(project: Project, held: Database) -> None:
    project.sync(held)
    path = project.folder / "docs/k1.txt"
    before = path.stat()
    path.write_text(path.read_text().replace("11,000", "12,000"))
    near = (project.now - timedelta(minutes=2)).timestamp() + 59.5
    os.utime(path, (near, near))
    assert path.stat().st_size == before.st_size
    assert "12,000" in texts(library.open_shelf(held, project.sync(held)), "troops")[0]


def test_a_file_behind_a_link_that_was_turned_elsewhere_is_read_again(project: Project, held: Database) -> None:
    for year in ("2024", "2025"):
        (project.folder / year).mkdir()
        (project.folder / year / "k1.txt").write_text(f"The tally of {year} is out.")
        os.utime(project.folder / year / "k1.txt", (1, 1))
    link = project.folder / "now"
    link.symlink_to("2024")
    project.write("config.toml", TOML.replace("docs/k*.txt", "now/k*.txt"))
    project.sync(held)
    link.unlink()
    link.symlink_to("2025")
    assert texts(library.open_shelf(held, project.sync(held)), "tally") == ["The tally of 2025 is out."]


def test_many_documents_are_asked_for_at_once(project: Project, held: Database) -> None:
    lines = project.sync(held)
    asked = [("un", "docs/report.txt"), ("kcna", "docs/k1.txt"), ("kcna", "docs/none.txt"), ("un", "docs/k1.txt")]
    found = store.current_of(held, asked)
    assert [(place, row["id"]) for place, row in found.items()] == [
        (("kcna", "docs/k1.txt"), lines[0].id),
        (("un", "docs/report.txt"), lines[1].id),
    ]
    assert all(row == store.current(held, *place) for place, row in found.items())


def test_a_changed_file_is_a_new_version_and_the_old_one_stays(project: Project, held: Database) -> None:
    old = project.sync(held)[0]
    project.write("docs/k1.txt", "Title: Message\n\nPyongyang sent 12,000 troops.\n")
    new = project.sync(held)[0]
    rows = list(held.query("SELECT id, version, superseded_by FROM documents WHERE source_id = 'kcna' ORDER BY id"))
    assert rows == [
        {"id": old.id, "version": 1, "superseded_by": new.id},
        {"id": new.id, "version": 2, "superseded_by": None},
    ]
    assert texts(library.open_shelf(held), "troops") == ["Pyongyang sent 12,000 troops."]
    assert "11,000" in texts(library.StoredShelf(held, [old.id or 0]), "troops")[0]


def test_a_touched_file_of_the_same_bytes_is_no_new_version(project: Project, held: Database) -> None:
    first = project.sync(held)
    os.utime(project.folder / "docs/k1.txt", (1, 1))
    assert project.sync(held) == first


def test_a_new_default_date_is_a_new_version(project: Project, held: Database) -> None:
    project.sync(held)
    project.write("config.toml", TOML + "published='2025-05-29'\n")
    assert project.sync(held)[1].published == date(2025, 5, 29)


@pytest.mark.parametrize(
    ("name", "data", "state"),
    [
        ("docs/gone.txt", None, "missing"),
        ("docs/empty.txt", b"", "empty"),
        ("docs/bin.txt", b"\0\1", "binary"),
        ("docs", None, "folder"),
    ],
)
def test_a_document_that_cannot_be_read_is_noted_and_not_raised(
    name: str, data: bytes | None, state: str, project: Project, held: Database
) -> None:
    project.write("config.toml", f'[sources.a]\nname="A"\ndocuments=["{name}"]\n')
    if data is not None:
        (project.folder / name).write_bytes(data)
    (line,) = project.sync(held)
    assert line.state == state
    assert line.detail and name not in line.detail
    assert project.sync(held)[0].id == line.id, "the same failure is noted once"
    assert library.open_shelf(held).sources() == {}


def test_what_was_read_once_stays_on_the_shelf_when_the_file_goes(project: Project, held: Database) -> None:
    project.sync(held)
    (project.folder / "docs/report.txt").unlink()
    lines = project.sync(held)
    assert [line.state for line in lines] == ["read", "missing", "read"]
    assert "un" in library.open_shelf(held, lines).sources()
    project.write("docs/report.txt", "The team counted missiles again.\n")
    assert project.sync(held)[1].state == "read"
    assert texts(library.open_shelf(held), "missiles", sources=["un"]) == ["The team counted missiles again."]


def test_a_glob_that_matches_nothing_stops_before_anything_is_written(project: Project, held: Database) -> None:
    project.write("config.toml", TOML + '[sources.b]\nname="B"\ndocuments=["none/*.txt"]\n')
    with pytest.raises(ConfigError, match=r'\[sources.b\] documents: "none/\*.txt" matches no file'):
        project.sync(held)
    assert held["documents"].count == 0


def test_both_shelves_find_the_same_units(project: Project, held: Database) -> None:
    stored = library.open_shelf(held, project.sync(held))
    inside = library.open_shelf(
        reading.read_document(str(project.folder / path)) for path in ("docs/k1.txt", "docs/report.txt")
    )
    for query in ("missile", "the team and the troops", "eleven nation", "the", "nothing here"):
        assert texts(stored, query) == texts(inside, query)


def test_what_else_is_held_changes_no_ranking(project: Project, held: Database) -> None:
    found = []
    for sentences in (1, 400):
        project.write("docs/report.txt", "The troops sent missiles. They counted it. " * sentences)
        shelf = library.open_shelf(held, project.sync(held))
        found.append([(hit.unit, hit.score) for hit in shelf.search(["troops", "missiles"], sources=["kcna"])])
    assert found[0] == found[1]
    assert {unit for unit, _ in found[0]} == {0, 1}


def test_a_word_that_nearly_all_hold_tells_nothing(held: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "COMMON", 3)
    text = "Ships came. Ships left. Ships sank. Ships burnt. One was seen."
    document = reading.from_text(text, path="1.txt")
    store.keep(held, store.Capture("a", "1.txt", "read", document=document, data=text.encode()))
    shelf = library.open_shelf(held)
    assert texts(shelf, "ships") == []
    assert texts(shelf, "ships sank") == ["Ships sank."]


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM units WHERE position = 1 AND document_id = 2",
        "UPDATE units SET position = position + 7 WHERE document_id = 2",
        "INSERT INTO units_fts_docsize(id, sz) VALUES (4000000000000, x'0101')",
    ],
)
def test_damaged_passages_are_named_and_not_searched(damage: str, project: Project, held: Database) -> None:
    project.sync(held)
    held.conn.execute(damage)
    with pytest.raises(DatabaseError, match=r"passages.*damaged"):
        library.open_shelf(held)


@pytest.mark.parametrize("damage", ["UPDATE units_fts_docsize SET sz = x''", "DELETE FROM units_fts_docsize"])
def test_an_index_without_lengths_finds_what_it_can(damage: str, project: Project, held: Database) -> None:
    project.sync(held)
    held.conn.execute(damage)
    assert library.open_shelf(held).search(["troops"]) == []


def test_endings_accents_and_case_do_not_matter() -> None:
    shelf = library.open_shelf([reading.from_text("The Élysée Palace denied it. Nobody else was asked about rockets.")])
    assert texts(shelf, "elysee") == texts(shelf, "palaces denies") == ["The Élysée Palace denied it."]


FACTS = (
    "The fund holds 1,300 million crowns. Eleven nations signed it. It met on 2025-06-12. Half of them left. "
    "The visit ended last Tuesday. The World Health Organization agreed. A French ship came. Nobody counted the boats. "
    "The Korean Central News Agency was silent."
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("$1.3bn", "The fund holds 1,300 million crowns."),
        ("1.3 billion euros", "The fund holds 1,300 million crowns."),
        ("1,312 million in all", "The fund holds 1,300 million crowns."),
        ("11 people", "Eleven nations signed it."),
        ("12 June", "It met on 2025-06-12."),
        ("June 12, 2025", "It met on 2025-06-12."),
        ("on Thursday", "It met on 2025-06-12."),
        ("50%", "Half of them left."),
        ("on 10 June", "The visit ended last Tuesday."),
        ("the WHO", "The World Health Organization agreed."),
        ("France", "A French ship came."),
        ("KCNA", "The Korean Central News Agency was silent."),
    ],
)
@pytest.mark.parametrize("place", ["everywhere", "one source", "memory"])
def test_a_unit_is_found_by_its_facts_however_they_are_written(
    asked: str, found: str, place: str, project: Project, held: Database
) -> None:
    project.write("docs/report.txt", f"Date: 2025-06-13\n\n{FACTS}")
    lines = project.sync(held)
    shelf = library.open_shelf([reading.read_document(str(project.folder / "docs/report.txt"))])
    shelf = shelf if place == "memory" else library.open_shelf(held, lines)
    keys = facts.keys(asked, published=date(2025, 6, 14))
    hit = shelf.search(keys, sources=["un"] if place == "one source" else None)[0]
    start, end = shelf.reference(hit.reference_id).units[hit.unit]
    assert shelf.reference(hit.reference_id).document.text[start:end] == found


def test_of_two_units_with_the_same_words_that_with_the_fact_comes_first(project: Project, held: Database) -> None:
    project.write("docs/report.txt", "They sent troops in May. They sent 12,000 troops in July. They sent troops too.")
    shelf = library.open_shelf(held, project.sync(held))
    asked = ["sent", "troops", *facts.keys("12 thousand troops")]
    assert texts(shelf, " ".join(asked), sources=["un"])[0] == "They sent 12,000 troops in July."


def test_units_that_an_older_program_made_are_made_anew_once(project: Project, held: Database) -> None:
    project.write("docs/report.txt", f"Date: 2025-06-13\n\n{FACTS}")
    project.sync(held)
    rows = 'SELECT id, document_id, position, start, "end", text, facts FROM units ORDER BY id'
    whole = held.execute(rows).fetchall()
    with database.writing(held):
        held.execute("UPDATE units SET facts = NULL")
        held.execute("UPDATE documents SET indexed_by = NULL")
        held.execute("INSERT INTO units_fts(units_fts) VALUES ('rebuild')")
    asked = facts.keys("1.3 billion")
    assert not library.open_shelf(held).search(asked)
    assert library.open_shelf(held).search(["crowns"]), "by its words it is found all the while"
    told: list[tuple[str, int, int]] = []
    loaded = config.load(project.folder / "config.toml")
    library.sync(held, loaded, offline=True, clock=project.clock, progress=lambda *step: told.append(step))
    assert told[:2] == [("reading the facts of documents held", 0, 2), ("reading the facts of documents held", 1, 2)]
    assert library.open_shelf(held).search(asked)
    assert held.execute(rows).fetchall() == whole
    assert store.complete(held) == 0
    assert held.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    held.execute("INSERT INTO units_fts(units_fts, rank) VALUES ('integrity-check', 1)")


def test_a_search_is_limited_to_its_sources(project: Project, held: Database) -> None:
    shelf = library.open_shelf(held, project.sync(held))
    assert texts(shelf, "missiles", sources=["un"]) == ["1. The team counted missiles."]
    assert texts(shelf, "missiles", sources=[]) == texts(shelf, "missiles", sources=["nobody"]) == []
    assert len(texts(shelf, "missiles", limit=1)) == 1


@pytest.mark.parametrize(
    "terms",
    [[], [""], ["—"], ['"'], ['a"b'], ["NOT"], ["a AND b OR"], ["NEAR(x)"], ["\0"], ["x" * 100_000], ["-"] * 9000],
)  # fmt: skip
def test_any_term_is_safe(terms: list[str], project: Project, held: Database) -> None:
    for shelf in (library.open_shelf(held, project.sync(held)), library.open_shelf([reading.from_text("Not a text.")])):
        assert isinstance(shelf.search(terms), list)


def test_a_reference_that_is_not_held_is_a_key_error(held: Database) -> None:
    for shelf in (library.open_shelf(held), library.open_shelf([])):
        with pytest.raises(KeyError):
            shelf.reference(7)


@pytest.mark.parametrize(
    "text", ["word " * 3_000, "x" * 9_000, "One. " + "a b\n" * 2_000, "x " * 999 + " " * 3_000 + "y"]
)
def test_no_unit_is_a_book(text: str) -> None:
    (reference,) = library.references([reading.from_text(text)])
    assert all(0 < end - start <= units.LONGEST for start, end in reference.units)
    assert all(before.end <= after.start for before, after in pairwise(reference.units))
    between = [text[before.end : after.start] for before, after in pairwise(reference.units)]
    assert not "".join(between).strip()
    assert sum(end - start for start, end in reference.units) >= len("".join(text.split()))
