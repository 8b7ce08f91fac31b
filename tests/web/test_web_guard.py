"""The guard before the review page: who is let in, how much may come, and what every answer carries."""

import pytest
from web_desk import HEADERS, HOST, Page, desk, record_sample

from verifier.web.guarding import LARGEST_BODY

CLAIM = "/the-path/claims/2"
FORM = b"token=the-token&digest=&seen=0&verdict=contradicted&note="


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    return desk(record_sample(tmp_path_factory.mktemp("recorded")))


REFUSED: dict[str, tuple[str, str, dict[str, str], bytes | list[bytes], int]] = {
    "no host": ("GET", "/the-path/", {"host": ""}, b"", 421),
    "another host": ("GET", "/the-path/", {"host": "evil.example"}, b"", 421),
    "another name that leads here": ("GET", "/the-path/", {"host": "evil.example:8123"}, b"", 421),
    "another port": ("GET", "/the-path/", {"host": "127.0.0.1:80"}, b"", 421),
    "no port": ("GET", "/the-path/", {"host": "127.0.0.1"}, b"", 421),
    "a host with a user": ("GET", "/the-path/", {"host": f"x@{HOST}"}, b"", 421),
    "no path": ("GET", "/", {}, b"", 404),
    "a wrong path": ("GET", "/the-pat/", {}, b"", 404),
    "a longer path": ("GET", "/the-path2/", {}, b"", 404),
    "the path without its slash": ("GET", "/the-path", {}, b"", 404),
    "below the page": ("GET", "/the-path/x", {}, b"", 404),
    "a way up": ("GET", "/the-path/../the-path/x", {}, b"", 404),
    "a claim to read": ("GET", CLAIM, {}, b"", 405),
    "the page to write to": ("POST", "/the-path/", {}, FORM, 405),
    "another method": ("PUT", CLAIM, {}, FORM, 405),
    "a claim that is not there": ("POST", "/the-path/claims/99", {}, FORM, 404),
    "a claim of very many digits": ("POST", "/the-path/claims/" + "9" * 150, {}, FORM, 404),
    "a path without end": ("GET", "/the-path/" + "x" * 5000, {}, b"", 404),
    "a claim that is no number": ("POST", "/the-path/claims/two", {}, FORM, 404),
    "another origin": ("POST", CLAIM, {"origin": "https://evil.example"}, FORM, 403),
    "an origin without a name": ("POST", CLAIM, {"origin": "null"}, FORM, 403),
    "another port as origin": ("POST", CLAIM, {"origin": "http://127.0.0.1:80"}, FORM, 403),
    "another site": ("POST", CLAIM, {"sec-fetch-site": "cross-site"}, FORM, 403),
    "a neighbour": ("POST", CLAIM, {"sec-fetch-site": "same-site"}, FORM, 403),
    "no form": ("POST", CLAIM, {"content-type": "application/json"}, b"{}", 415),
    "no type": ("POST", CLAIM, {"content-type": ""}, FORM, 415),
    "a wrong token": ("POST", CLAIM, {}, FORM.replace(b"the-token", b"a-token"), 403),
    "no token": ("POST", CLAIM, {}, FORM.replace(b"token=the-token&", b""), 403),
    "a token in letters of its own": ("POST", CLAIM, {}, FORM.replace(b"the-token", "tóken".encode()), 403),
    "an unknown field": ("POST", CLAIM, {}, FORM.replace(b"digest", b"reviewer"), 403),
    "a field twice": ("POST", CLAIM, {}, FORM + b"&note=x", 403),
    "nothing": ("POST", CLAIM, {}, b"", 403),
    "bytes that are no text": ("POST", CLAIM, {}, b"\xff\xfe" + FORM, 403),
    "half a character": ("POST", CLAIM, {}, FORM + b"%ff", 403),
    "a length that is too large": ("POST", CLAIM, {"content-length": str(LARGEST_BODY + 1)}, FORM, 413),
    "a length that is no number": ("POST", CLAIM, {"content-length": "1e3"}, FORM, 413),
    "a length without end": ("POST", CLAIM, {"content-length": "1" * 5000}, FORM, 413),
    "a body that is too large": ("POST", CLAIM, {}, [FORM, *[b"x" * 10_000] * 100], 413),
}


@pytest.mark.parametrize("case", REFUSED)
def test_turned_away_is(page: Page, case: str) -> None:
    method, path, changes, body, status = REFUSED[case]
    answer = page.ask(method, path, {**HEADERS, **changes}, body)
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert "the-token" not in answer.text
    assert "the-path" not in answer.text


@pytest.mark.parametrize("case", ["the page", *REFUSED])
def test_every_answer_is_sealed(page: Page, case: str) -> None:
    method, path, changes, body, _ = REFUSED.get(case, ("GET", "/the-path/", {}, b"", 200))
    headers = page.ask(method, path, {**HEADERS, **changes}, body).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "set-cookie" not in headers


@pytest.mark.parametrize("host", [HOST, "localhost:8123", "LOCALHOST:8123"])
def test_this_machine_is_let_in_by_both_its_names(page: Page, host: str) -> None:
    assert page.ask("GET", "/the-path/", {**HEADERS, "host": host}).status == 200


def test_two_hosts_are_one_too_many(page: Page) -> None:
    answers: list[int] = []

    class Twice(dict[str, str]):
        def items(self):  # type: ignore[no-untyped-def]
            return [("host", HOST), ("host", "evil.example")]

    answers.append(page.ask("GET", "/the-path/", Twice()).status)
    assert answers == [421]


def test_nothing_that_was_turned_away_left_a_decision(page: Page) -> None:
    for method, path, changes, body, _ in REFUSED.values():
        page.ask(method, path, {**HEADERS, **changes}, body)
    assert page.sitting.standing() == (0, 10)
