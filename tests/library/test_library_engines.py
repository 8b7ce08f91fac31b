"""The index of passages behind the shelf: two engines, the same passages."""

import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from verifier import config, database, library, reading
from verifier.errors import ConfigError, DatabaseError
from verifier.library import store
from verifier.library.store import Database
from verifier.model import Hit

tantivy = pytest.importorskip("tantivy")
from verifier.library import search_tantivy  # noqa: E402

WORDS = (
    *("ministry", "exports", "missile", "factory", "river", "harvest", "tariff", "ceasefire", "budget", "election"),
    *("border", "railway", "hospital", "strike", "minister", "spokesman", "parliament", "sanctions", "shipment"),
    *("grain", "pipeline", "refugees", "tribunal", "inflation", "currency"),
)
TEXT = (
    "Pyongyang sent 11,000 troops. It denied missiles.\n\nThe café's exports were running at $1.3bn, 1,300,000,000 "
    "in full. The state-run agency said so. Missiles were denied again by the ministers."
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verifier.db"


@pytest.fixture
def held(path: Path) -> Iterator[Database]:
    opened = database.connect(path)
    yield opened
    opened.close()


def add(held: Database, text: str, name: str, source: str = "a") -> int:
    document = reading.from_text(text, path=name)
    line = store.keep(held, store.Capture(source, name, "read", document=document, data=text.encode()))
    assert line.id is not None
    return line.id


def stock(held: Database, count: int = 30) -> None:
    """Documents of 20 sentences each of ten words and a number of their own, from three sources in turn."""
    draw = random.Random(7)
    for number in range(count):
        sentences = [" ".join(draw.choices(WORDS, k=10)) + f" {number}{at:02}." for at in range(20)]
        add(held, " ".join(sentence.capitalize() for sentence in sentences), f"{number}.txt", "abc"[number % 3])


def places(hits: list[Hit]) -> list[tuple[int, int]]:
    return [(hit.reference_id, hit.unit) for hit in hits]


@pytest.mark.parametrize(
    "terms",
    [
        "troops",
        "missile",
        "MISSILES",
        "cafe",
        "Café",
        "export",
        "11,000",
        "$1.3bn",
        "1,300,000,000",
        "state-run",
        "run",
    ],
)
def test_both_engines_find_the_same_units_however_a_word_is_written(terms: str, held: Database) -> None:
    add(held, TEXT, "1.txt")
    add(held, "Nothing of the kind was said. Troops of 11,000 and 300 men.", "2.txt", "b")
    found = [places(library.open_shelf(held, engine=engine).search([terms])) for engine in ("fts5", "tantivy")]
    assert found[0]
    assert sorted(found[0]) == sorted(found[1])


@pytest.mark.parametrize("sources", [None, ["a"], ["b", "c"]])
def test_both_engines_bring_the_same_units_first(sources: list[str] | None, held: Database) -> None:
    stock(held)
    shelves = [library.open_shelf(held, engine=engine) for engine in ("fts5", "tantivy")]
    for number in (3, 7, 11, 22):
        if sources is not None and "abc"[number % 3] not in sources:
            continue
        terms = [*WORDS[number : number + 3], f"{number}05"]
        one, other = (places(shelf.search(terms, sources=sources, limit=400)) for shelf in shelves)
        assert one[:1] == other[:1]
        # A word counts once a unit in the one, as often as it stands in the other.
        assert len(set(one[:10]) & set(other[:20])) >= 8


def test_nothing_telling_finds_nothing(held: Database) -> None:
    add(held, TEXT, "1.txt")
    shelf = library.open_shelf(held, engine="tantivy")
    assert shelf.search([]) == []
    assert shelf.search(["…", "\0", ""]) == []
    assert shelf.search(["troops"], limit=0) == []
    assert shelf.search(["troops"], sources=["nobody"]) == []
    assert places(shelf.search(['tro"ops" OR * NEAR(', "troops\0", "x" * 100_000, "11,000"])) == [(1, 0)]


def test_units_that_match_equally_come_in_the_order_of_the_library(held: Database) -> None:
    for number in range(300):
        add(held, "Grain was shipped.", f"{number}.txt")
    shelf = library.open_shelf(held, engine="tantivy")
    assert places(shelf.search(["grain"], limit=5)) == [(number, 0) for number in range(1, 6)]


def test_a_superseded_version_is_found_only_where_it_is_asked_for(held: Database) -> None:
    old = add(held, "Pyongyang sent 11,000 troops.", "1.txt")
    new = add(held, "Pyongyang sent 12,000 troops.", "1.txt")
    assert places(library.open_shelf(held, engine="tantivy").search(["troops"])) == [(new, 0)]
    assert places(library.StoredShelf(held, [old], engine="tantivy").search(["troops"])) == [(old, 0)]


def test_the_index_lies_beside_the_database_and_is_not_made_again(
    path: Path, held: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(held, TEXT, "1.txt")
    first = library.open_shelf(held, engine="tantivy").search(["troops"])
    assert path.with_name("verifier.db.tantivy").is_dir()
    monkeypatch.setattr(search_tantivy, "_add", lambda *given: pytest.fail("indexed again"))
    assert library.open_shelf(held, engine="tantivy").search(["troops"]) == first


def test_new_documents_are_added_to_the_index_that_is_there(held: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    add(held, TEXT, "1.txt")
    library.open_shelf(held, engine="tantivy")
    new = add(held, "More troops came.", "2.txt")
    monkeypatch.setattr(search_tantivy, "_rebuilt", lambda *given: pytest.fail("built anew"))
    assert (new, 0) in places(library.open_shelf(held, engine="tantivy").search(["troops"]))


def spoil_manifest(folder: Path) -> None:
    (folder / search_tantivy.MANIFEST).write_text("{", encoding="utf-8")


def spoil_segments(folder: Path) -> None:
    for file in folder.glob("*.idx"):
        file.unlink()


def spoil_meta(folder: Path) -> None:
    (folder / "meta.json").write_bytes(b"\0" * 50)


def another_library(folder: Path) -> None:
    kept = json.loads((folder / search_tantivy.MANIFEST).read_text(encoding="utf-8"))
    kept["digest"] = "0" * 64
    (folder / search_tantivy.MANIFEST).write_text(json.dumps(kept), encoding="utf-8")


def half_written(folder: Path) -> None:
    index = search_tantivy._opened(folder)
    search_tantivy._add(index, [(9, 0, "a", "Troops of an end that came too early.")])


@pytest.mark.parametrize(
    "fault", [shutil.rmtree, spoil_manifest, spoil_segments, spoil_meta, another_library, half_written]
)
def test_a_lost_or_damaged_index_is_built_anew(fault: object, path: Path, held: Database) -> None:
    add(held, TEXT, "1.txt")
    add(held, "More troops came.", "2.txt")
    first = library.open_shelf(held, engine="tantivy").search(["troops"])
    fault(path.with_name("verifier.db.tantivy"))  # type: ignore[operator]
    assert library.open_shelf(held, engine="tantivy").search(["troops"]) == first
    assert [entry.name for entry in path.parent.iterdir() if "tantivy" in entry.name] == ["verifier.db.tantivy"]


def test_a_database_that_only_may_be_read_is_searched_with_the_index_beside_it(path: Path, held: Database) -> None:
    add(held, TEXT, "1.txt")
    first = library.open_shelf(held, engine="tantivy").search(["troops"])
    with database.connect(path, readonly=True) as other:
        assert library.open_shelf(other, engine="tantivy").search(["troops"]) == first


def test_a_database_in_memory_has_its_index_in_memory() -> None:
    with database.memory() as held:
        add(held, TEXT, "1.txt")
        assert places(library.open_shelf(held, engine="tantivy").search(["troops"])) == [(1, 0)]


def test_a_place_that_cannot_be_written_is_one_clear_line(
    path: Path, held: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    add(held, TEXT, "1.txt")
    monkeypatch.setattr(tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(DatabaseError, match=r"tantivy, the index of passages, .*Permission denied; remove the folder"):
        library.open_shelf(held, engine="tantivy")


def test_without_the_package_the_setting_is_one_clear_line(path: Path, held: Database) -> None:
    script = (
        "import sys; sys.modules['tantivy'] = None\n"
        "from verifier import database, library\n"
        "library.open_shelf(database.memory(), engine='tantivy')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert 'ConfigError: [search] engine = "tantivy" needs a package that is not installed: pip install' in done.stderr


def test_the_engine_is_a_setting(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[search]\nengine = "tantivy"\n', encoding="utf-8")
    assert config.load(file).settings.engine == "tantivy"
    file.write_text('[search]\nengine = "grep"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r'\[search\] engine "grep": allowed: fts5, tantivy'):
        config.load(file)
