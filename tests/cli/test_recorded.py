"""The commands that show what is recorded or registered."""

import json
from pathlib import Path

import pytest
from cli_desk import furnish, one_line_error, record_sample, samples, verify

from verifier import database, record
from verifier.report import FORMATS, explain, html, render


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return furnish(tmp_path)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    return record_sample(tmp_path)


@pytest.mark.parametrize("form", FORMATS)
def test_report_prints_the_recorded_report_byte_for_byte(recorded: Path, form: str) -> None:
    done = verify(recorded, "report", "--format", form)
    report = samples.unreviewed()
    if form == "html":  # the page also holds the documents as the library keeps them
        with database.connect(recorded / "verifier.db") as held:
            expected = html.render(report, texts=record.kept_texts(held, report))
    else:
        expected = render(report, form)
    assert done.stdout == expected.replace("\r\n", "\n")
    assert done.stderr == ""
    assert done.returncode == 1


def test_report_takes_the_beginning_of_a_run_id(recorded: Path) -> None:
    done = verify(recorded, "report", "r-2025", "--no-fail", "--format", "json")
    assert json.loads(done.stdout)["run"]["id"] == samples.everyday().run.id
    assert done.returncode == 0


def test_report_names_a_run_that_is_not_there(recorded: Path) -> None:
    done = verify(recorded, "report", "nope")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr)
    assert "'nope'" in done.stderr


def test_explain_shows_one_claim_of_the_last_run(recorded: Path) -> None:
    done = verify(recorded, "explain", "2")
    assert done.stdout == explain(samples.unreviewed(), 2)
    assert done.returncode == 0
    assert verify(recorded, "explain", "r-2025", "2").stdout == done.stdout


@pytest.mark.parametrize("words", [["99"], ["x"], ["a", "b", "3"], ["-1"], ["9" * 300], []])
def test_explain_refuses_what_is_no_claim(recorded: Path, words: list[str]) -> None:
    done = verify(recorded, "explain", *words)
    assert done.returncode == 2
    assert one_line_error(done.stderr)


def test_runs_lists_what_is_recorded(recorded: Path) -> None:
    done = verify(recorded, "runs")
    assert done.returncode == 0
    assert "r-2025-03-04-1  2025-03-04 10:00  article.txt: Harbour wall holds, port says" in done.stdout
    assert "10 claims: 2 contradicted, 1 misattributed, 1 partly supported" in done.stdout


@pytest.mark.parametrize("command", [["runs"], ["report"], ["explain", "1"], ["audit"], ["diff", "a", "b"], ["review"]])
def test_a_missing_database_is_one_line_and_none_is_made(tmp_path: Path, command: list[str]) -> None:
    done = verify(tmp_path, *command)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr)
    assert list(tmp_path.iterdir()) == []


def test_sources_list_shows_the_registry(desk: Path) -> None:
    done = verify(desk, "sources", "list")
    assert done.returncode == 0
    assert "board  Coastal Board [A], government: 1 document" in done.stdout
    assert "3 sources registered" in done.stdout


def test_sources_show_tells_everything_about_one(desk: Path) -> None:
    done = verify(desk, "sources", "show", "board")
    assert done.returncode == 0
    for words in ("Coastal Board", "the Board", "A, completely reliable", "sources/board_report.txt: not read yet"):
        assert words in done.stdout


def test_sources_show_tells_what_is_held_of_each_document(recorded: Path) -> None:
    assert "port_notice.txt, 112 characters, sha256 " in verify(recorded, "sources", "show", "port").stdout


def test_sources_show_names_a_source_that_is_not_there(desk: Path) -> None:
    done = verify(desk, "sources", "show", "nope")
    assert done.returncode == 2
    assert one_line_error(done.stderr)


def test_doctor_finds_nothing_wrong_with_a_sound_desk(recorded: Path) -> None:
    done = verify(recorded, "doctor", "--offline")
    for words in (
        "verifier ",
        "Python ",
        "full-text search",
        "packages",
        "config.toml",
        "1 run",
        "3 sources, 2 documents",
    ):
        assert words in done.stdout
    assert "broken" not in done.stdout
    assert not [line for line in done.stdout.splitlines() if line.startswith("✗") and "model" not in line]


def test_doctor_leaves_with_2_and_names_what_is_broken(desk: Path) -> None:
    (desk / "sources" / "board_report.txt").unlink()
    (desk / "verifier.db").write_text("this is no database, and long enough to be sure of it" * 50)
    done = verify(desk, "doctor", "--offline")
    assert done.returncode == 2
    broken = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert any("board_report.txt" in line for line in broken)
    assert any("verifier.db" in line for line in broken)


def test_doctor_goes_on_after_a_config_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[sources.x]\nnmae = 'X'\n")
    done = verify(tmp_path, "doctor", "--offline")
    assert done.returncode == 2
    assert "✗ config" in done.stdout


def test_a_terminal_report_has_colour_only_when_asked(recorded: Path) -> None:
    assert "\x1b" not in verify(recorded, "report").stdout
    assert "\x1b[1;31m" in verify(recorded, "report", FORCE_COLOR="1").stdout
    assert "\x1b" not in verify(recorded, "report", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_output_writes_the_report_to_a_file_and_nothing_else(recorded: Path) -> None:
    done = verify(recorded, "report", "--format", "json", "--output", "out-{name}.json", FORCE_COLOR="1")
    assert (done.stdout, done.stderr) == ("", "")
    assert (recorded / "out-article.json").read_text(encoding="utf-8") == render(samples.unreviewed(), "json")
    assert not [p for p in recorded.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("target", "words"),
    [("sources", "is a folder"), ("no/where.md", "no folder no"), ("article.txt", "the article itself")],
)
def test_output_refuses_a_bad_target(recorded: Path, target: str, words: str) -> None:
    done = verify(recorded, "report", "--output", target)
    assert done.returncode == 2
    assert words in done.stderr
    assert (recorded / "article.txt").read_text(encoding="utf-8") == samples.ARTICLE


def test_all_shows_every_claim_in_full_and_width_sets_the_width(recorded: Path) -> None:
    done = verify(recorded, "report", "--all", "--width", "60")
    assert done.stdout == render(samples.unreviewed(), "terminal", width=60, show_all=True)
