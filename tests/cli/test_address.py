"""`verify URL`: an article page and its sources' pages from a server, then again without the network."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_desk import CONFIG, Finished, one_line_error, process, samples, verify

sys.path.insert(0, str(Path(__file__).parents[1] / "library"))

from loopback import Loopback

NETWORK = '[network]\nallow_hosts = ["{host}"]\npause = 0\nattempts = 1\ntimeout = 5\n'
FRAME = (
    "<!DOCTYPE html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a> <a href='/b'>B</a></nav>"
    "<article><h1>{title}</h1>{body}</article><footer>All rights reserved</footer></body></html>"
)


def paragraphs(text: str) -> str:
    return "".join(f"<p>{paragraph.strip()}</p>" for paragraph in text.split("\n\n"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    """A server with the article and what its sources published, and beside it a folder whose registry lists these."""
    running = Loopback()
    story = samples.ARTICLE.split("\n\n", 1)[1]
    texts = {"/notice": ("Notice", samples.NOTICE), "/report": ("Report", samples.BOARD), "/story": ("Harbour", story)}
    for path, (title, text) in texts.items():
        page = FRAME.format(title=title, body=paragraphs(text))
        running.page(path, "Content-Type: text/html; charset=utf-8", page.encode())
    registry = CONFIG.replace("sources/port_notice.txt", f"{running.url}/notice")
    registry = registry.replace("sources/board_report.txt", f"{running.url}/report")
    (tmp_path / "config.toml").write_text(NETWORK.format(host=running.host) + registry, encoding="utf-8")
    yield running
    running.close()


def verdicts(done: Finished) -> list[tuple[object, ...]]:
    assert (done.returncode, done.stderr) == (0, "")
    claims = json.loads(done.stdout)["claims"]
    return [
        (claim["text"], claim["verdict"], claim["confidence"], [found["quote"] for found in claim["evidence"]])
        for claim in claims
    ]


def test_an_article_and_its_sources_come_from_the_network_and_again_from_what_was_kept(
    server: Loopback, tmp_path: Path
) -> None:
    asked = (f"{server.url}/story", "--format", "json", "--no-fail")
    online = process(tmp_path, *asked)
    report = json.loads(online.stdout)
    assert [line["state"] for line in report["documents"]] == ["read", "read"]
    assert report["article"]["path"] == report["article"]["url"] == f"{server.url}/story"
    found = {text: (verdict, quotes) for text, verdict, _, quotes in verdicts(online)}
    assert found["The harbour wall held through the storm, the Port of Aldray said on Monday."] == (
        "supported",
        ["The wall of the inner harbour held throughout the storm."],
    )
    assert found["The same report counted 12 damaged boats."][0] == "contradicted"
    assert "All rights reserved" not in online.stdout
    times = dict(server.asked)
    server.close()
    offline = verify(tmp_path, "--offline", *asked)
    assert verdicts(offline) == verdicts(online)
    assert json.loads(offline.stdout)["run"]["offline"] is True
    assert dict(server.asked) == times
    assert verify(tmp_path, "audit").returncode == 0


def test_a_second_run_asks_for_the_article_alone(server: Loopback, tmp_path: Path) -> None:
    for _ in range(2):
        assert verify(tmp_path, f"{server.url}/story", "--no-fail").returncode == 0
    assert (server.asked["/story"], server.asked["/notice"], server.asked["/report"]) == (2, 1, 1)


def test_a_source_that_fails_is_named_with_its_state_and_the_rest_is_checked(server: Loopback, tmp_path: Path) -> None:
    server.page("/report", "403 Forbidden")
    done = verify(tmp_path, f"{server.url}/story", "--format", "json", "--no-fail")
    report = json.loads(done.stdout)
    assert [line["state"] for line in report["documents"]] == ["read", "refused"]
    assert f"{server.url}/report: refused: HTTP 403" in report["run"]["problems"]
    assert "supported" in {claim["verdict"] for claim in report["claims"]}


@pytest.mark.parametrize("place", ["first", "last"])
def test_an_address_and_its_options_stand_in_any_order(place: str, server: Loopback, tmp_path: Path) -> None:
    options = ["--no-fail", "--format", "html", "--output", "{name}.html", "--config", str(tmp_path / "config.toml")]
    words = [*options, f"{server.url}/story"] if place == "last" else ["check", f"{server.url}/story", *options]
    done = verify(tmp_path, *words)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert "Harbour" in (tmp_path / "story.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("404 Not Found", "not_found"),
        ("403 Forbidden", "refused"),
        ("429 Too Many Requests", "rate_limited"),
        ("500 Internal Server Error", "server_error"),
        ("302 Found\nLocation: http://10.0.0.1/", "forbidden_address"),
        ("302 Found\nLocation: ftp://a.example/", "bad_address"),
        ("302 Found\nLocation: /x", "too_many_redirects"),
        ("Content-Length: 99999999999", "too_large"),
        ("Content-Length: 5000", "broken_answer"),
        ("Content-Type: image/png", "unsupported"),
        ("Content-Type: text/plain", "empty"),
        ("Content-Type: text/html", "empty"),
        ("raw", "broken_answer"),
    ],
)
def test_an_article_that_cannot_be_fetched_is_one_line_with_its_state(
    head: str, state: str, server: Loopback, tmp_path: Path
) -> None:
    url = server.page("/x", head)
    done = verify(tmp_path, url)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr)
    assert done.stderr.startswith(f"verify: {url}: {state}: ")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1/", "forbidden_address"),
        ("HTTP://169.254.169.254/latest", "forbidden_address"),
        ("https://nobody.invalid/", "unreachable"),
        ("http://user:secret@a.example/", "bad_address"),
        ("http://", "bad_address"),
        ("http://[::1/", "bad_address"),
        ("http://a.example/" + "a" * 9_000, "bad_address"),
        ("http://a.example/\n\x1b[2J", "bad_address"),
        ("ftp://a.example/story", "only http and https addresses are fetched"),
    ],
)
def test_an_address_that_is_not_fetched_is_one_line_that_says_why(
    address: str, said: str, server: Loopback, tmp_path: Path
) -> None:
    done = verify(tmp_path, address)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr) and said in done.stderr and len(done.stderr) < 500
    assert "\x1b" not in done.stderr


def test_an_article_that_is_not_held_is_offline(server: Loopback, tmp_path: Path) -> None:
    done = verify(tmp_path, "--offline", f"{server.url}/story")
    assert (done.returncode, done.stdout, dict(server.asked)) == (2, "", {})
    assert one_line_error(done.stderr) and f"{server.url}/story: offline: not held" in done.stderr


def test_a_page_that_fails_now_is_not_silently_read_from_what_was_kept(server: Loopback, tmp_path: Path) -> None:
    url = f"{server.url}/story"
    assert verify(tmp_path, url, "--no-fail").returncode == 0
    server.page("/story", "410 Gone")
    done = verify(tmp_path, url)
    assert done.returncode == 2 and f"{url}: not_found: " in done.stderr
    assert verify(tmp_path, url, "--no-fail", "--offline").returncode == 0
