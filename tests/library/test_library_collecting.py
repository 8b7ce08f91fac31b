"""Pages of registered sources: fetched into the database with their proof, kept by version, safe at any end."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from loopback import ARTICLE, Loopback

from verifier import config, database, library
from verifier.config import Config
from verifier.errors import InputError, UsageError
from verifier.library.store import Database


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2030, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def server() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.close()


@pytest.fixture
def held() -> Iterator[Database]:
    opened = database.memory()
    yield opened
    opened.close()


def registry(server: Loopback, *paths: str, folder: Path = Path()) -> Config:
    text = f"""
[network]
allow_hosts = ["{server.host}"]
pause = 0
attempts = 1
timeout = 5
[sources.a]
name = "A"
documents = [{", ".join(f'"{server.url}{path}"' for path in paths)}]
published = "2025-01-01"
"""
    (folder / "config.toml").write_text(text)
    return config.load(folder / "config.toml")


def test_a_run_fetches_what_is_not_held_and_nothing_else(server: Loopback, held: Database, tmp_path: Path) -> None:
    loaded = registry(server, "/good", folder=tmp_path)
    for _ in range(3):
        (line,) = library.sync(held, loaded, offline=False, clock=Clock())
        assert (line.state, line.title) == ("read", "Message")
    assert server.asked["/good"] == 1
    assert library.open_shelf(held).search(["stand", "Moscow"])


def test_the_proof_of_a_page_is_kept(server: Loopback, held: Database, tmp_path: Path) -> None:
    server.page("/moved", "301 Moved\nLocation: /good")
    library.sync(held, registry(server, "/moved", folder=tmp_path), offline=False, clock=Clock())
    (row,) = held.query("SELECT * FROM documents")
    assert row["path"] == f"{server.url}/moved" and row["final_url"] == f"{server.url}/good"
    assert row["http_status"] == 200 and row["fetched"].startswith("2030-01-01T")
    assert '["content-type", "text/html; charset=utf-8"]' in row["headers"]
    assert "trafilatura" in row["extractor"]
    assert database.blob(held, row["sha256"]) == ARTICLE.encode()
    assert row["published"] == "2025-06-12", "the page's own date wins over the default"


def test_a_changed_page_is_a_new_version_and_other_bytes_of_the_same_text_are_not(
    server: Loopback, held: Database, tmp_path: Path
) -> None:
    loaded = registry(server, "/good", folder=tmp_path)
    states = []
    for page in (ARTICLE, ARTICLE + "<!-- another advertisement -->", ARTICLE.replace("always", "never")):
        server.page("/good", "Content-Type: text/html", page.encode())
        states.append(library.fetch(held, loaded, clock=Clock(), refresh=True)[0].state)
    assert states == ["read", "not_modified", "read"]
    rows = list(held.query("SELECT version, superseded_by IS NULL AS newest FROM documents ORDER BY id"))
    assert rows == [{"version": 1, "newest": 0}, {"version": 2, "newest": 1}]


def test_a_page_that_did_not_change_is_not_sent_again(server: Loopback, held: Database, tmp_path: Path) -> None:
    def tagged(headers: dict[str, str]) -> tuple[str, bytes]:
        if headers.get("if-none-match") == '"v1"':
            return "304 Not Modified", b""
        return 'Content-Type: text/html\nETag: "v1"', ARTICLE.encode()

    server.page("/good", "", tagged)
    loaded = registry(server, "/good", folder=tmp_path)
    first = library.fetch(held, loaded, clock=Clock())
    again = library.fetch(held, loaded, clock=Clock(), refresh=True)
    assert [first[0].state, again[0].state] == ["read", "not_modified"]
    assert first[0].id == again[0].id


@pytest.mark.parametrize(
    ("head", "body", "state"),
    [
        ("404 Not Found", b"", "not_found"),
        ("403 Forbidden", b"", "refused"),
        ("Content-Type: text/html", b"<html><body></body></html>", "no_text"),
        ("Content-Type: text/html", ARTICLE.replace("<h1>", "<p>Subscribe to read on.</p>").encode(), "paywalled"),
        ("Content-Type: text/html", b"<html><body><p>Please sign in to see this.</p>", "walled"),
        ("Content-Type: application/pdf", b"%PDF-1.7\nbroken", "damaged"),
        ("Content-Type: text/plain", b"", "empty"),
        ("Content-Type: application/octet-stream", b"\0\1\2" * 100, "binary"),
    ],
)
def test_a_failure_is_noted_with_its_state_and_tried_again_later(
    head: str, body: bytes, state: str, server: Loopback, held: Database, tmp_path: Path
) -> None:
    server.page("/x", head, body)
    loaded = registry(server, "/x", folder=tmp_path)
    clock = Clock()
    for _ in range(2):
        (line,) = library.sync(held, loaded, offline=False, clock=clock)
        assert line.state == state and line.id is not None
    assert server.asked["/x"] == 1
    server.page("/x", "Content-Type: text/html", ARTICLE.encode())
    clock.now += timedelta(hours=2)
    (line,) = library.sync(held, loaded, offline=False, clock=clock)
    assert line.state == "read"
    assert library.sync(held, loaded, offline=False, clock=clock) == [line]


def test_what_was_read_stays_when_the_site_fails_later(server: Loopback, held: Database, tmp_path: Path) -> None:
    loaded = registry(server, "/good", folder=tmp_path)
    library.fetch(held, loaded, clock=Clock())
    server.page("/good", "500 Internal Server Error")
    assert library.fetch(held, loaded, clock=Clock(), refresh=True)[0].state == "server_error"
    assert library.sync(held, loaded, offline=False, clock=Clock())[0].state == "read"


def test_offline_opens_no_socket(
    server: Loopback, held: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = registry(server, "/good", "/other", folder=tmp_path)
    library.fetch(held, registry(server, "/good", folder=tmp_path), clock=Clock())

    def forbidden(*args: object, **options: object) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    lines = library.sync(held, loaded, offline=True, clock=Clock())
    assert [line.state for line in lines] == ["read", "offline"]


def test_the_network_is_not_even_loaded_without_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Some text.")
    (tmp_path / "config.toml").write_text('[sources.a]\nname="A"\ndocuments=["a.txt"]\n')
    code = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path;"
        "from verifier import config, database, library;"
        f"loaded = config.load(Path({str(tmp_path / 'config.toml')!r}));"
        "library.sync(database.memory(), loaded, offline=False, clock=lambda: datetime.now(UTC));"
        "print([name for name in ('httpx', 'trafilatura', 'pypdfium2', 'docx', 'bs4') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_settings_may_forbid_the_network(server: Loopback, held: Database, tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    registry(server, "/good", folder=tmp_path)
    path.write_text(path.read_text().replace("pause = 0", "pause = 0\noffline = true"))
    loaded = config.load(path)
    assert library.sync(held, loaded, offline=False, clock=Clock())[0].state == "offline"
    with pytest.raises(UsageError, match="take that line out to fetch"):
        library.fetch(held, loaded, clock=Clock())
    assert not server.asked


def test_an_article_at_an_address_is_read_and_again_offline(server: Loopback, held: Database, tmp_path: Path) -> None:
    loaded = registry(server, folder=tmp_path)
    url = f"{server.url}/good"
    online = library.read_article(held, url, loaded, offline=False, clock=Clock())
    assert "always stand with Moscow" in online.text and online.url == url
    server.close()
    assert library.read_article(held, url, loaded, offline=True, clock=Clock()) == online
    assert library.open_shelf(held).sources() == {}, "an article is no source"


def test_an_article_that_cannot_be_fetched_is_an_input_error(server: Loopback, held: Database, tmp_path: Path) -> None:
    loaded = registry(server, folder=tmp_path)
    with pytest.raises(InputError, match=r"/none: not_found: HTTP 404"):
        library.read_article(held, f"{server.url}/none", loaded, offline=False, clock=Clock())
    with pytest.raises(InputError, match=r"/new: offline: not held, .*; run once without --offline"):
        library.read_article(held, f"{server.url}/new", loaded, offline=True, clock=Clock())


def test_a_kill_at_any_moment_leaves_a_sound_database(tmp_path: Path) -> None:
    """Twenty moments: `python tests/library/library_killing.py FOLDER 20 SEED`."""
    script = Path(__file__).with_name("library_killing.py")
    command = [sys.executable, str(script), str(tmp_path), "4", "6"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    told = json.loads(done.stdout)
    assert told | {"written": 0} == {"kills": 4, "lost": 0, "problems": 0, "unfinished": 0, "written": 0}
