"""`verify sources refresh`: documents looked at again, new versions kept, claims named that rested on what changed."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import CONFIG, one_line_error, verify

from verifier import database

sys.path.insert(0, str(Path(__file__).parents[1] / "library"))

from loopback import Loopback

ARTICLE = """Title: Storm at Aldray
Date: 2025-03-04

The Port of Aldray said that 112 boats were damaged in the storm.

The Coastal Board said that repairs would cost 3.5 million crowns.
"""
NOTICE = "<html><title>Notice</title><article><p>In the storm {} boats were damaged.</p><p>{}</p></article></html>"
BOARD = "The repairs will cost 3.5 million crowns, the Board found.\n"


@pytest.fixture
def server() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.close()


@pytest.fixture
def checked(server: Loopback, tmp_path: Path) -> Path:
    """A folder with a recorded run over a page and a file; the server's host is allowed by the option alone."""
    notice(server, "112")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "board_report.txt").write_text(BOARD, encoding="utf-8")
    settings = CONFIG.replace("sources/port_notice.txt", f"{server.url}/notice")
    (tmp_path / "config.toml").write_text("[network]\npause = 0\nattempts = 1\n" + settings, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    assert verify(tmp_path, "article.txt", "--allow-host", server.host).returncode == 0
    return tmp_path


def notice(server: Loopback, boats: str, rest: str = "The ferry stays closed until Friday.") -> None:
    def page(headers: dict[str, str]) -> tuple[str, bytes]:
        if headers.get("if-none-match") == f'"{boats}{len(rest)}"':
            return "304 Not Modified", b""
        return f'Content-Type: text/html\nETag: "{boats}{len(rest)}"', NOTICE.format(boats, rest).encode()

    server.page("/notice", "", page)


def refresh(folder: Path, server: Loopback, *words: str) -> tuple[int, list[str]]:
    done = verify(folder, "sources", "refresh", "--allow-host", server.host, *words)
    return done.returncode, done.stdout.splitlines()


def versions(folder: Path) -> list[tuple[str, int]]:
    with database.connect(folder / "verifier.db", readonly=True) as held:
        rows = held.execute("SELECT source_id, version FROM documents WHERE state = 'read' ORDER BY id")
        return [(source, version) for source, version in rows]


def test_what_did_not_change_is_asked_for_on_condition_and_stays(server: Loopback, checked: Path) -> None:
    assert refresh(checked, server) == (
        0,
        [f"port  {server.url}/notice: unchanged", "board  sources/board_report.txt: unchanged"],
    )
    assert server.seen[-1][1]["if-none-match"]
    assert versions(checked) == [("port", 1), ("board", 1)]


def test_a_changed_page_is_a_new_version_and_the_claims_that_rested_on_it_are_named(
    server: Loopback, checked: Path
) -> None:
    notice(server, "127")
    status, lines = refresh(checked, server)
    assert status == 0
    assert lines[:2] == [f"port  {server.url}/notice: changed", "board  sources/board_report.txt: unchanged"]
    assert lines[3].startswith("1 claim of run ") and "article.txt: no longer on what is in force" in lines[3]
    assert "verify refresh " in lines[3]
    assert lines[4].startswith("claim 1, ✓ supported: The Port of Aldray said that 112 boats")
    assert lines[5] == f"  evidence 1 is not in {server.url}/notice any more, or not at one place for certain"
    assert len(lines) == 6
    assert versions(checked) == [("port", 1), ("board", 1), ("port", 2)]
    assert verify(checked, "audit").returncode == 0
    assert verify(checked, "runs").stdout.count("article.txt") == 1, "nothing is verified again without being asked"


def test_a_change_beside_the_passage_loosens_no_claim(server: Loopback, checked: Path) -> None:
    notice(server, "112", "The ferry sails again from Monday.")
    assert refresh(checked, server)[1] == [
        f"port  {server.url}/notice: changed",
        "board  sources/board_report.txt: unchanged",
    ]


def test_a_changed_file_is_brought_up_to_date_without_the_network(server: Loopback, checked: Path) -> None:
    (checked / "sources" / "board_report.txt").write_text(BOARD.replace("3.5", "5.3"), encoding="utf-8")
    asked = dict(server.asked)
    status, lines = refresh(checked, server, "--offline")
    assert (status, lines[0]) == (0, "board  sources/board_report.txt: changed")
    assert any(line.startswith("claim 2, ") for line in lines)
    assert dict(server.asked) == asked


def test_only_the_sources_named_are_looked_at(server: Loopback, checked: Path) -> None:
    notice(server, "127")
    assert refresh(checked, server, "board") == (0, ["board  sources/board_report.txt: unchanged"])
    assert refresh(checked, server, "port")[1][0] == f"port  {server.url}/notice: changed"


def test_a_page_that_fails_is_named_with_its_state_and_the_held_version_stays(server: Loopback, checked: Path) -> None:
    server.page("/notice", "503 Service Unavailable")
    done = verify(checked, "sources", "refresh", "--allow-host", server.host)
    assert done.returncode == 2
    assert f"port  {server.url}/notice: server_error (HTTP 503)\n" in done.stdout
    assert one_line_error(done.stderr) and "1 of 2 documents could not be read; what was held stays" in done.stderr
    assert verify(checked, "article.txt", "--offline").returncode == 0


def test_a_host_of_the_own_network_is_not_fetched_unless_it_is_allowed(server: Loopback, checked: Path) -> None:
    asked = dict(server.asked)
    for words in (["sources", "refresh"], ["sources", "fetch", "--refresh"]):
        done = verify(checked, *words)
        assert done.returncode == 2 and "forbidden_address" in done.stdout
    assert dict(server.asked) == asked
    assert verify(checked, "sources", "fetch", "--refresh", "--allow-host", server.host).returncode == 0
    assert verify(checked, "refresh", "--allow-host", server.host).returncode == 0


def test_a_source_that_is_not_registered_is_refused(server: Loopback, checked: Path) -> None:
    done = verify(checked, "sources", "refresh", "nope")
    assert done.returncode == 2 and one_line_error(done.stderr)
