"""`verify sources add`, `remove` and `fetch`."""

from pathlib import Path

import pytest
from cli_desk import CONFIG, furnish, one_line_error, verify

from verifier import config


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return furnish(tmp_path)


def test_a_source_and_its_documents_are_added_and_taken_away_again(desk: Path) -> None:
    done = verify(desk, "sources", "add", "met", "sources/port*.txt", "--name", "Met Office", "--kind", "government")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("registered met, 1 document added in ")
    source = config.load(desk / "config.toml").sources[-1]
    assert (source.id, source.name, source.kind, source.documents) == (
        "met",
        "Met Office",
        "government",
        ("sources/port*.txt",),
    )
    assert "met  Met Office, government: 1 document, 1 not read yet" in verify(desk, "sources", "list").stdout
    assert verify(desk, "sources", "remove", "met", "sources/port*.txt").returncode == 0
    assert config.load(desk / "config.toml").sources[-1].documents == ()
    assert verify(desk, "sources", "remove", "met").returncode == 0
    assert "met" not in [source.id for source in config.load(desk / "config.toml").sources]


def test_a_configuration_is_made_where_there_is_none(tmp_path: Path) -> None:
    assert verify(tmp_path, "sources", "add", "met", "--name", "Met Office").returncode == 0
    assert [source.name for source in config.load(tmp_path / "config.toml").sources] == ["Met Office"]


@pytest.mark.parametrize(
    "words",
    [
        ["add", "x", "--kind", "nonsense"],
        ["add", "x", "nothing_here.txt"],
        ["add", "x", "ftp://a.example/x"],
        ["add"],
        ["remove", "nope"],
        ["remove", "board", "nope.txt"],
    ],
    ids=" ".join,
)
def test_what_may_not_stand_leaves_the_file_untouched(desk: Path, words: list[str]) -> None:
    done = verify(desk, "sources", *words)
    assert done.returncode == 2
    assert one_line_error(done.stderr)
    assert (desk / "config.toml").read_text(encoding="utf-8") == CONFIG


def test_fetch_says_so_where_nothing_is_at_an_address(desk: Path) -> None:
    done = verify(desk, "sources", "fetch")
    assert (done.returncode, done.stdout) == (0, "no document of these sources is at an address\n")


def test_fetch_names_a_document_that_could_not_be_fetched(desk: Path) -> None:
    verify(desk, "sources", "add", "far", "http://localhost:9/x")
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
