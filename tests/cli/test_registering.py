"""`verify sources add` and `verify sources fetch`."""

from pathlib import Path

import pytest
from cli_desk import CONFIG, furnish, one_line_error, verify

from verifier import config


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return furnish(tmp_path)


def test_a_source_is_appended_and_nothing_else_in_the_file_changes(desk: Path) -> None:
    words = ["--kind", "government", "--reliability", "B", "--alias", 'the "Met"', "--document", "sources/port*.txt"]
    done = verify(desk, "sources", "add", "met", "Met Office", *words)
    assert (done.returncode, done.stdout) == (0, "registered Met Office as met in " + str(desk / "config.toml") + "\n")
    text = (desk / "config.toml").read_text(encoding="utf-8")
    assert text.startswith(CONFIG.rstrip())
    source = config.load(desk / "config.toml").sources[-1]
    assert (source.id, source.name, source.kind, source.reliability) == ("met", "Met Office", "government", "B")
    assert (source.aliases, source.documents) == (('the "Met"',), ("sources/port*.txt",))


def test_a_configuration_is_made_where_there_is_none(tmp_path: Path) -> None:
    assert verify(tmp_path, "sources", "add", "met", "Met Office").returncode == 0
    assert [source.name for source in config.load(tmp_path / "config.toml").sources] == ["Met Office"]


@pytest.mark.parametrize(
    "words",
    [
        ["board", "Coastal Board"],
        ["x", "X", "--kind", "nonsense"],
        ["x", "X", "--reliability", "Z"],
        ["x", "X", "--url", "javascript:x"],
        ["x", ""],
        ["x"],
    ],
    ids=" ".join,
)
def test_a_source_that_may_not_stand_leaves_the_file_untouched(desk: Path, words: list[str]) -> None:
    done = verify(desk, "sources", "add", *words)
    assert done.returncode == 2
    assert one_line_error(done.stderr)
    assert (desk / "config.toml").read_text(encoding="utf-8") == CONFIG


@pytest.mark.parametrize("name", ["a\x7fb", "\x00", "\u202e", '"]\n[database]\npath="/etc/x"', "\\u0000", "x" * 5000])
def test_a_hostile_name_stays_a_name(desk: Path, name: str) -> None:
    done = verify(desk, "sources", "add", "x", name)
    if done.returncode == 0:
        loaded = config.load(desk / "config.toml")
        assert loaded.sources[-1].name.split() == name.split()
        assert loaded.database == config.load(desk / "config.toml").folder / "verifier.db"
    else:
        assert one_line_error(done.stderr)
        assert (desk / "config.toml").read_text(encoding="utf-8") == CONFIG


def test_fetch_says_so_where_nothing_is_at_an_address(desk: Path) -> None:
    done = verify(desk, "sources", "fetch")
    assert (done.returncode, done.stdout) == (0, "no document of these sources is at an address\n")


def test_fetch_names_a_document_that_could_not_be_fetched(desk: Path) -> None:
    verify(desk, "sources", "add", "far", "Far Office", "--document", "http://localhost:9/x")
    done = verify(desk, "sources", "fetch", "far")
    assert done.returncode == 2
    assert "far  http://localhost:9/x: " in done.stdout
    assert one_line_error(done.stderr)
    assert "1 of 1 document could not be fetched" in done.stderr


def test_fetch_refuses_a_source_that_is_not_registered(desk: Path) -> None:
    done = verify(desk, "sources", "fetch", "nope")
    assert done.returncode == 2
    assert one_line_error(done.stderr)
    assert not (desk / "verifier.db").exists()
