"""`verify sources search` and `verify sources export`."""

from pathlib import Path

import pytest
from cli_desk import CONFIG, one_line_error, verify

NOTICE = "Date: 2025-03-04\n\nIn the storm 112 boats were damaged.\n\nThe ferry stays closed until Friday.\n"
BOARD = "Date: 2025-04-01\n\nThe ferry sails. The repairs will cost 3.5 million crowns.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "sources" / "port_notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "sources" / "board_report.txt").write_text(BOARD, encoding="utf-8")
    assert verify(tmp_path, "sources", "refresh").returncode == 0
    return tmp_path


def test_passages_are_shown_with_their_document_and_place(desk: Path) -> None:
    done = verify(desk, "sources", "search", "damaged boats")
    assert (done.returncode, done.stdout) == (
        0,
        "port  sources/port_notice.txt, 2025-03-04, ¶ 1\n  In the storm 112 boats were damaged.\n",
    )


def test_a_number_is_found_however_it_is_written(desk: Path) -> None:
    assert "The repairs will cost" in verify(desk, "sources", "search", "3,500,000").stdout


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], ["port", "board"]),
        (["--source", "board"], ["board"]),
        (["--since", "2025-03-05"], ["board"]),
        (["--until", "2025-03-04"], ["port"]),
        (["--limit", "1"], ["board"]),
        (["--versions"], ["port", "board", "port"]),
    ],
)
def test_a_search_is_limited_to_sources_days_and_versions(words: list[str], found: list[str], desk: Path) -> None:
    (desk / "sources" / "port_notice.txt").write_text(NOTICE.replace("Friday", "Sunday"), encoding="utf-8")
    verify(desk, "sources", "refresh")
    lines = verify(desk, "sources", "search", "ferry", *words).stdout.splitlines()
    assert sorted(line.split()[0] for line in lines[::2]) == sorted(found)


def test_nothing_found_and_a_wrong_day_are_told(desk: Path) -> None:
    done = verify(desk, "sources", "search", "volcano")
    assert (done.returncode, done.stdout) == (1, "nothing held matches\n")
    done = verify(desk, "sources", "search", "ferry", "--since", "last week")
    assert done.returncode == 2 and one_line_error(done.stderr) and "2025-06-12" in done.stderr


def test_what_is_kept_is_written_to_a_warc_file(desk: Path) -> None:
    pytest.importorskip("warcio")
    done = verify(desk, "sources", "export", "pages.warc.gz", "port")
    assert (done.returncode, done.stdout) == (0, "1 record written to pages.warc.gz\n")
    done = verify(desk, "sources", "export", "pages.warc.gz")
    assert done.returncode == 2 and one_line_error(done.stderr) and "is there already" in done.stderr
