"""Fetching from a server on the loopback address that does its worst: each answer ends in its state, within bounds."""

import socket
import ssl
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import loopback
import pytest
from loopback import ARTICLE, Loopback

from verifier.config import Settings
from verifier.library import fetching, fetching_robots
from verifier.library.fetching import Answer, Fetcher
from verifier.library.fetching_states import STATES
from verifier.reading import STATES as READING_STATES


@pytest.fixture
def server() -> Iterator[Loopback]:
    running = Loopback()
    yield running
    running.close()


def settings(server: Loopback, **changes: object) -> Settings:
    usual: dict[str, object] = {"allow_hosts": (server.host,), "pause": 0.0, "attempts": 1, "timeout": 5.0}
    return Settings(**{**usual, **changes})  # type: ignore[arg-type]


def get(server: Loopback, path: str, **changes: object) -> Answer:
    with Fetcher(settings(server, **changes)) as fetcher:
        answer = fetcher.fetch(path if "://" in path else server.url + path)
    assert answer.state in {**STATES, **READING_STATES}
    assert "\n" not in answer.detail
    return answer


def test_a_good_page_is_fetched_with_its_proof(server: Loopback) -> None:
    answer = get(server, "/good")
    assert (answer.state, answer.status, answer.data) == ("read", 200, ARTICLE.encode())
    assert answer.final_url == f"{server.url}/good"
    assert answer.header("content-type") == "text/html; charset=utf-8"


def test_it_says_who_it_is_and_asks_for_plain_bytes(server: Loopback) -> None:
    get(server, "/good", contact="desk@example.org")
    headers = dict(server.seen)["/good"]
    assert headers["user-agent"].startswith("verifier/") and "desk@example.org" in headers["user-agent"]
    assert headers["accept-encoding"] == "identity"
    assert "cookie" not in headers


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("401 Unauthorized", "refused"),
        ("403 Forbidden", "refused"),
        ("451 Unavailable For Legal Reasons", "refused"),
        ("404 Not Found", "not_found"),
        ("410 Gone", "not_found"),
        ("429 Too Many Requests", "rate_limited"),
        ("500 Internal Server Error", "server_error"),
        ("503 Service Unavailable", "server_error"),
        ("206 Partial Content", "broken_answer"),
        ("302 Found", "broken_answer"),
        ("304 Not Modified", "broken_answer"),
        ("200 OK\nContent-Type: video/mp4", "unsupported"),
        ("200 OK\nContent-Type: image/png", "unsupported"),
        ("200 OK\nContent-Encoding: br", "broken_answer"),
        ("200 OK\nContent-Encoding: gzip, gzip, gzip", "broken_answer"),
        ("200 OK\nContent-Length: 99999999999", "too_large"),
        ("200 OK\nContent-Length: 5000", "broken_answer"),
    ],
)
def test_each_answer_has_its_state(head: str, state: str, server: Loopback) -> None:
    server.page("/x", head, b"some text")
    assert get(server, "/x").state == state


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        (b"nonsense\r\n\r\n", "broken_answer"),
        (b"", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000 + b"\r\n", "broken_answer"),
        (b"HTTP/1.1 200 OK\r\nX: \xff\x00\r\n\r\n", "broken_answer"),
    ],
    ids=["no http", "nothing", "wrong length", "wrong chunks", "chunks cut off", "endless headers", "binary header"],
)
def test_an_answer_that_breaks_the_rules_of_http_is_broken(raw: bytes, state: str, server: Loopback) -> None:
    server.page("/x", "raw", raw)
    assert get(server, "/x").state == state


@pytest.mark.parametrize("length", [100, 5_000_000])
def test_a_body_is_never_longer_than_it_was_declared(length: int, server: Loopback) -> None:
    server.page("/x", f"Content-Length: {length}", loopback.endless(b"x" * 1000))
    assert len(get(server, "/x").data) == length


@pytest.fixture
def traced() -> Iterator[Callable[[], float]]:
    """The most memory held at once since the test began, in MB, that of earlier tests aside."""
    tracemalloc.start()
    yield lambda: tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Encoding: gzip", loopback.bomb(200)),
        ("Content-Encoding: gzip, gzip", loopback.nested(100)),
        ("Content-Encoding: deflate", loopback.bomb(100)),
        ("", loopback.endless(b"x" * 100_000)),
    ],
    ids=["gzip bomb", "nested gzip bomb", "gzip called deflate", "endless body"],
)
def test_a_body_without_end_costs_neither_memory_nor_time(
    head: str, body: Iterator[bytes], server: Loopback, traced: Callable[[], float]
) -> None:
    server.page("/x", head, body)
    start = time.monotonic()
    answer = get(server, "/x", timeout=20.0)
    assert answer.state in ("too_large", "broken_answer")
    assert traced() < 30
    assert time.monotonic() - start < 20


def test_a_packed_body_is_unpacked_though_it_was_not_asked_for(server: Loopback) -> None:
    server.page("/x", "Content-Encoding: gzip", loopback.packed(b"one") + loopback.packed(b" two"))
    assert get(server, "/x").data == b"one two"
    server.page("/y", "Content-Encoding: gzip", loopback.packed(b"text" * 1000)[:-20])
    assert get(server, "/y").state == "broken_answer"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", loopback.endless(b"x", 0.05)),
        ("raw", loopback.endless(b"H", 0.05)),
        ("raw", loopback.endless(b"", 0.05)),
        ("raw", loopback.endless(b"HTTP/1.1 100 Continue\r\n\r\n", 0.05)),
    ],
    ids=["slow body", "slow head", "silence", "endless continue"],
)  # fmt: skip
def test_a_slow_drip_ends_when_its_time_is_over(head: str, body: Iterator[bytes], server: Loopback) -> None:
    server.page("/x", head, body)
    start = time.monotonic()
    assert get(server, "/x", timeout=0.5).state == "timed_out"
    assert time.monotonic() - start < 3


def test_a_host_that_hangs_up_or_is_not_there_is_unreachable(server: Loopback) -> None:
    assert get(server, "http://127.0.0.1:1/", allow_hosts=("127.0.0.1:1",)).state == "unreachable"
    assert get(server, "http://nobody.invalid/").state == "unreachable"


FORBIDDEN = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
    "http://localhost/", "http://localhost./", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0.0.0.0/",
    "http://10.1.2.3/", "http://192.168.0.1/", "http://172.16.0.1/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://[fe80::1]/", "http://[fc00::1]/", "http://[64:ff9b::7f00:1]/", "http://224.0.0.1/",
    "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:7f00:1::]/", "http://255.255.255.255/", "http://[::]/",
    "http://8.8.8.8:22/", "http://8.8.8.8:6379/",
]  # fmt: skip


@pytest.mark.parametrize("url", FORBIDDEN)
def test_no_address_inside_is_reached(url: str, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *args: pytest.fail("connected"))
    assert get(server, url).state in ("forbidden_address", "bad_address")


def test_a_name_that_resolves_inside_is_not_reached(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    def inside(host: str, port: int, **options: object) -> list[object]:
        return [(2, 1, 6, "", (address, port)) for address in ("93.184.216.34", "10.0.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", inside)
    answer = get(server, "http://rebound.example/")
    assert answer.state == "forbidden_address" and "rebound.example (10.0.0.7)" in answer.detail


def test_the_connection_goes_to_the_address_that_was_checked(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.getaddrinfo
    answers = iter(["93.184.216.34"])

    def once(host: str, port: int, *args: object, **options: object) -> list[object]:
        if host == "rebound.example":
            return [(2, 1, 6, "", (next(answers, "127.0.0.1"), port))]
        return list(real(host, port, *args, **options))  # type: ignore[arg-type]

    reached: list[object] = []

    def connect(line: socket.socket, address: object) -> None:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", once)
    monkeypatch.setattr(socket.socket, "connect", connect)
    get(server, "http://rebound.example/")
    assert reached == [("93.184.216.34", 80)]


@pytest.mark.parametrize(
    "url",
    ["ftp://x.example/", "file:///etc/passwd", "gopher://x/", "http://", "http://user:secret@x.example/", "//x", "x",
     "http://x.example:99999/", "http://[::1/", "http://\u2100.example\n/", "javascript:alert(1)",
     "http://x/" + "a" * 3000],
)  # fmt: skip
def test_what_is_no_web_address_is_not_asked_for(url: str, server: Loopback) -> None:
    with Fetcher(settings(server)) as fetcher:
        assert fetcher.fetch(url).state in ("bad_address", "forbidden_address")


def test_redirects_are_followed_and_the_final_address_kept(server: Loopback) -> None:
    server.page("/a", "301 Moved\nLocation: b")
    server.page("/b", f"307 Temporary\nLocation: {server.url}/good")
    answer = get(server, "/a")
    assert (answer.state, answer.url, answer.final_url) == ("read", f"{server.url}/a", f"{server.url}/good")


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ("http://127.0.0.1:22/", "forbidden_address"),
        ("http://169.254.169.254/latest/meta-data/", "forbidden_address"),
        ("http://localhost/", "forbidden_address"),
        ("file:///etc/passwd", "bad_address"),
        ("http://user:pass@example.com/", "bad_address"),
        ("/x", "too_many_redirects"),
        ("http://[::", "broken_answer"),
        ("http://\xff\xfe/", "unreachable"),
    ],
)
def test_each_hop_is_checked_like_the_first(target: str, state: str, server: Loopback) -> None:
    server.page("/x", f"302 Found\nLocation: {target}")
    assert get(server, "/x").state == state


def test_a_chain_of_redirects_ends(server: Loopback) -> None:
    for number in range(10):
        server.page(f"/{number}", f"302 Found\nLocation: /{number + 1}")
    assert get(server, "/0", redirects=3).state == "too_many_redirects"
    assert server.asked["/3"] == 1 and server.asked["/4"] == 0


ROBOTS = "User-agent: *\nDisallow: /private\nDisallow: /*.pdf$\n\nUser-agent: verifier\nDisallow: /no-verifier\n"


@pytest.mark.parametrize(
    ("path", "state"), [("/good", "read"), ("/no-verifier/x", "blocked_by_robots"), ("/robots.txt", "read")]
)
def test_robots_rules_are_kept(path: str, state: str, server: Loopback) -> None:
    server.page("/robots.txt", "Content-Type: text/plain", ROBOTS.encode())
    assert get(server, path).state == state


@pytest.mark.parametrize(
    ("head", "body", "state"),
    [
        ("404 Not Found", b"", "read"),
        ("403 Forbidden", b"", "read"),
        ("500 Internal Server Error", b"", "blocked_by_robots"),
        ("200 OK", b"\xff\xfe\0" * 1000, "read"),
        ("200 OK", b"User-agent: *\nDisallow: " + b"*a" * 100_000, "read"),
        ("200 OK", b"x" * 600_000, "blocked_by_robots"),
        ("302 Found\nLocation: http://169.254.169.254/", b"", "forbidden_address"),
        ("302 Found\nLocation: /robots.txt", b"", "read"),
    ],
)
def test_a_broken_robots_file_has_its_meaning(head: str, body: bytes, state: str, server: Loopback) -> None:
    server.page("/robots.txt", head, body)
    assert get(server, "/good").state == state


def test_the_rules_of_a_site_are_asked_once(server: Loopback) -> None:
    with Fetcher(settings(server)) as fetcher:
        fetcher.fetch(f"{server.url}/good")
        fetcher.fetch(f"{server.url}/good")
    assert server.asked["/robots.txt"] == 1


def test_rules_made_to_be_slow_are_left_out() -> None:
    rules = fetching_robots.Rules("User-agent: *\nDisallow: /" + "*a" * 5000 + "\nDisallow: /b\nCrawl-delay: 900")
    assert rules.allow("http://x/" + "a" * 1900) and not rules.allow("http://x/b")
    assert rules.delay == fetching_robots.MOST_DELAY


class Time:
    """A clock that moves on only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def test_a_host_is_asked_no_faster_than_the_pause_and_its_crawl_delay(server: Loopback) -> None:
    clock = Time()
    server.page("/robots.txt", "", b"User-agent: *\nCrawl-delay: 3")
    with Fetcher(settings(server, pause=1.0), clock=lambda: clock.now, sleep=clock.sleep) as fetcher:
        for _ in range(3):
            assert fetcher.fetch(f"{server.url}/good").state == "read"
    assert clock.slept == [1.0, 3.0, 3.0]


DATED = "Date: Thu, 12 Jun 2025 10:00:00 GMT\n"


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        ("Retry-After: 7", 7.0),
        (f"{DATED}Retry-After: Thu, 12 Jun 2025 10:00:45 GMT", 45.0),
        (f"{DATED}Retry-After: Thursday, 12-Jun-25 10:00:45 GMT", 45.0),
        (f"{DATED}Retry-After: Thu Jun 12 10:00:45 2025", 45.0),
    ],
)
def test_a_server_that_asks_to_wait_is_waited_for(asked: str, waited: float, server: Loopback) -> None:
    clock = Time()

    def limited(headers: dict[str, str]) -> tuple[str, bytes]:
        if server.asked["/x"] < 2:
            return f"429 Too Many Requests\n{asked}", b""
        return "200 OK", b"some text"

    server.page("/x", "", limited)
    with Fetcher(settings(server, attempts=3), clock=lambda: clock.now, sleep=clock.sleep) as fetcher:
        assert fetcher.fetch(f"{server.url}/x").state == "read"
    assert clock.slept == [waited]


@pytest.mark.parametrize(("asked", "waited"), [("Retry-After: 7", [7.0]), ("Retry-After: 86400", [])])
def test_a_server_may_ask_to_wait_for_its_rules_too(asked: str, waited: list[float], server: Loopback) -> None:
    clock = Time()

    def limited(headers: dict[str, str]) -> tuple[str, bytes]:
        return ("404 Not Found", b"") if server.asked["/robots.txt"] > 1 else (f"429 Too Many Requests\n{asked}", b"")

    server.page("/robots.txt", "", limited)
    with Fetcher(settings(server, attempts=3), clock=lambda: clock.now, sleep=clock.sleep) as fetcher:
        answer = fetcher.fetch(f"{server.url}/good")
    assert clock.slept == waited
    assert answer.state == ("read" if waited else "blocked_by_robots")
    assert server.asked["/good"] == len(waited)


@pytest.mark.parametrize(
    "asked",
    [
        "Retry-After: 86400",
        "Retry-After: " + "9" * 1000,
        f"{DATED}Retry-After: Thu, 12 Jun 2025 10:05:00 GMT",
        "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT",
    ],
    ids=["a day", "without end", "five minutes by its own clock", "a date without its own clock"],
)
def test_a_server_that_asks_to_wait_long_is_not_tried_again(asked: str, server: Loopback) -> None:
    server.page("/x", f"503 Service Unavailable\n{asked}")
    answer = get(server, "/x", attempts=5)
    assert (answer.state, server.asked["/x"]) == ("server_error", 1)
    assert "come back in" in answer.detail


@pytest.mark.parametrize(
    "asked",
    ["", "soon", "-7", "\xb2", "Thu, 12 Jun 2025 09:00:00 GMT", "Thu, 32 Jun 2025 10:00:00 GMT",
     "Thu, 12 Jun 99999 10:00:00 +99999999999", "Thu, " * 400],
)  # fmt: skip
def test_a_wait_that_means_nothing_is_none(asked: str, server: Loopback) -> None:
    server.page("/x", f"503 Service Unavailable\n{DATED}Retry-After: {asked}")
    clock = Time()
    with Fetcher(settings(server, attempts=2), clock=lambda: clock.now, sleep=clock.sleep) as fetcher:
        assert fetcher.fetch(f"{server.url}/x").state == "server_error"
    assert server.asked["/x"] == 2 and clock.slept == []


def test_a_fault_that_may_pass_is_tried_again_and_others_are_not(server: Loopback) -> None:
    server.page("/x", "502 Bad Gateway")
    server.page("/y", "404 Not Found")
    get(server, "/x", attempts=3)
    get(server, "/y", attempts=3)
    assert (server.asked["/x"], server.asked["/y"]) == (3, 1)


def test_what_is_held_is_asked_for_on_condition(server: Loopback) -> None:
    def tagged(headers: dict[str, str]) -> tuple[str, bytes]:
        same = headers.get("if-none-match") == '"v1"' and "if-modified-since" in headers
        return ("304 Not Modified", b"") if same else ('ETag: "v1"', b"some text")

    server.page("/x", "", tagged)
    with Fetcher(settings(server)) as fetcher:
        first = fetcher.fetch(f"{server.url}/x")
        assert first.header("etag") == '"v1"'
        again = fetcher.fetch(f"{server.url}/x", etag='"v1"', last_modified="Thu, 12 Jun 2025 10:00:00 GMT")
        assert (again.state, again.data) == ("not_modified", b"")
        assert fetcher.fetch(f"{server.url}/x", etag='"v\r\n1"').state == "read"


def test_a_certificate_that_nobody_vouches_for_is_a_tls_error() -> None:
    server = Loopback(encrypted=True)
    answer = get(server, "/good")
    assert answer.state == "tls_error" and "self-signed" in answer.detail.replace("self signed", "self-signed")
    server.close()


def test_the_certificate_of_a_server_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    trusted = ssl.create_default_context(cafile=str(Path(__file__).with_name("loopback.pem")))
    trusted.check_hostname = False
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **options: trusted)
    server = Loopback(encrypted=True)
    answer = get(server, "/good")
    assert answer.state == "read" and answer.certificate is not None and len(answer.certificate) == 7 + 64
    server.close()


def test_a_plain_server_on_an_encrypted_address_is_given_up(server: Loopback) -> None:
    server.page("/good", "raw", b"")
    answer = get(server, f"https://{server.host}/good", timeout=0.5)
    assert answer.state in ("tls_error", "timed_out", "unreachable")


def test_a_proxy_of_the_environment_is_not_used(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert get(server, "/good").state == "read"


def test_the_agent_takes_no_header_from_the_contact() -> None:
    assert "\r" not in fetching.agent("x\r\nEvil: 1") and fetching.agent("") == fetching.agent("é")
