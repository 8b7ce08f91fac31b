"""Deciding on the page: what is kept, what is given back, and what a second tab or person sees."""

import json
import re
import signal
import sqlite3
import urllib.request
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest
from test_page import Page as Parsed
from web_desk import Page, command, desk, record_sample, samples, verify

from verifier import record


@pytest.fixture
def page(tmp_path: Path) -> Page:
    return desk(record_sample(tmp_path))


def kept(page: Page) -> list[tuple[int, str, str, str]]:
    """All decisions on the run: claim, verdict, note, person."""
    with page.sitting.opened() as held:
        report = record.load(held, page.sitting.run_id)
    return [(c.claim.id, r.verdict, r.note, r.reviewer) for c in report.claims for r in c.reviews]


def test_the_page_is_well_formed_and_has_a_form_for_every_claim(page: Page) -> None:
    parsed = Parsed(page.get().text)
    assert parsed.faults == []
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    assert len([a for a in parsed.values("action") if a.startswith("/the-path/claims/")]) == 2 * 10
    assert parsed.values("style") == []
    assert not [name for _, attrs in parsed.elements for name in attrs if name.startswith("on")]


def test_only_style_and_script_with_the_nonce_of_this_answer_run(page: Page) -> None:
    answers = [page.get(), page.get()]
    nonces = [re.findall(r'nonce="([^"]*)"', answer.text) for answer in answers]
    assert [len(found) for found in nonces] == [2, 2]
    assert nonces[0] != nonces[1]
    for answer, found in zip(answers, nonces, strict=True):
        assert (
            f"style-src 'nonce-{found[0]}'; script-src 'nonce-{found[0]}';" in answer.headers["content-security-policy"]
        )
        assert "http-equiv" not in answer.text


def test_the_worst_claim_comes_first(page: Page) -> None:
    order = re.findall(r'<article class="card" id="claim-(\d+)"', page.get().text)
    with page.sitting.opened() as held:
        waiting = record.queue(record.load(held), "Ida Brun")
    assert order == [str(item.claim.id) for item in waiting]


def test_a_plain_form_keeps_a_decision_and_leads_to_the_next_claim(page: Page) -> None:
    answer = page.post(2, {"verdict": "contradicted", "note": "rang\r\nthe port"})
    assert (answer.status, answer.headers["location"]) == (303, "/the-path/?after=2#claim-4")
    assert kept(page) == [(2, "contradicted", "rang\nthe port", "Ida Brun")]
    after = page.get("?after=2").text
    assert "Kept: claim 2 is contradicted, says Ida Brun." in after
    assert '<span id="decided">1</span> of 10 decided' in after


def test_a_script_gets_the_claim_as_it_stands_now(page: Page) -> None:
    answer = page.post(4, {"verdict": "supported", "note": "12 it is"}, scripted=True)
    told = json.loads(answer.text)
    assert (answer.status, told["kept"], told["decided"], told["waiting"]) == (200, True, 1, 9)
    assert told["said"] == "Kept: claim 4 is supported, says Ida Brun."
    assert "You decided" in told["card"]
    assert Parsed(told["card"]).faults == []


REFUSED = [
    ({"verdict": "supported"}, 422, "needs a note"),
    ({"verdict": "true", "note": "x"}, 422, "is no verdict"),
    ({"verdict": "supported", "note": "x" * 10_001}, 422, "are the most"),
    ({"verdict": "supported", "note": "mine", "digest": "0" * 64}, 422, "is not what was seen"),
    ({"verdict": "supported", "note": "mine", "seen": "3"}, 409, "was decided on meanwhile"),
    ({"verdict": "supported", "note": "mine", "seen": "x"}, 422, "load the page again"),
    ({"verdict": "supported", "note": "mine", "seen": "9" * 30}, 422, "load the page again"),
]


@pytest.mark.parametrize(("fields", "status", "why"), REFUSED)
def test_what_cannot_be_kept_comes_back_with_the_reason(
    page: Page, fields: dict[str, str], status: int, why: str
) -> None:
    for scripted in (False, True):
        answer = page.post(2, fields, scripted=scripted)
        text = json.loads(answer.text)["card"] if scripted else answer.text
        assert answer.status == status
        assert why in " ".join(Parsed(text).text.split())
        assert f">{fields.get('note', '')}</textarea>" in text
    assert kept(page) == []


def test_a_second_tab_does_not_override_what_the_first_kept(page: Page) -> None:
    second = page.fields(2)
    assert page.post(2, {"verdict": "contradicted"}).status == 303
    late = page.post(2, {**second, "verdict": "supported", "note": "seen in the other tab"}, scripted=True)
    told = json.loads(late.text)
    assert (late.status, told["kept"]) == (409, False)
    assert told["said"] == ("Not kept: claim 2 was decided on meanwhile: contradicted, says Ida Brun; look again")
    assert "seen in the other tab" in told["card"]
    assert page.post(2, {"verdict": "supported", "note": "seen in the other tab"}).status == 303
    assert [verdict for _, verdict, _, _ in kept(page)] == ["contradicted", "supported"]


def test_the_same_decision_sent_twice_is_kept_once(page: Page) -> None:
    fields = page.fields(2)
    for _ in range(2):
        assert page.post(2, {**fields, "verdict": "contradicted"}).status == 303
    assert len(kept(page)) == 1


def test_a_decision_in_the_terminal_meanwhile_is_seen(page: Page, tmp_path: Path) -> None:
    fields = page.fields(2)
    verify(tmp_path, "review", "--reviewer", "ben", "--claim", "2", "--verdict", "contradicted")
    answer = page.post(2, {**fields, "verdict": "contradicted"})
    assert answer.status == 409
    assert "says ben" in answer.text


def test_blind_hides_what_others_decided_and_minds_them_not(tmp_path: Path) -> None:
    record_sample(tmp_path)
    assert desk(tmp_path, "ben").post(2, {"verdict": "contradicted", "note": "from ben"}).status == 303
    page = desk(tmp_path, blind=True)
    assert "from ben" not in page.get().text
    assert page.post(2, {"verdict": "supported", "note": "blind"}).status == 303
    with page.sitting.opened() as held:
        assert held.execute("SELECT reviewer, blind FROM reviews ORDER BY id").fetchall() == [
            ("ben", 0),
            ("Ida Brun", 1),
        ]


@pytest.mark.parametrize(("blind", "shown"), [(False, True), (True, False)])
def test_decisions_of_others_that_were_lost_are_hidden_from_the_blind(tmp_path: Path, blind: bool, shown: bool) -> None:
    sitting = replace(desk(record_sample(tmp_path), blind=blind).sitting, since=samples.since("from ben"))
    assert ("decision lost:" in sitting.page("n")) is shown


def test_a_stale_decision_is_shown_as_stale_and_waits_again(page: Page) -> None:
    assert page.post(2, {"verdict": "contradicted"}).status == 303
    with page.sitting.opened() as held, mock.patch("verifier.record.store.digest", lambda _: "another"):
        assert [c.claim.id for c in record.load(held).claims if c.reviews and c.reviews[0].stale] == [2]
        text = page.get().text
    assert "stale: what was seen has changed" in text
    assert "Decided on something else" in text
    assert '<span id="decided">0</span>' in text


def test_a_file_that_cannot_be_written_gives_the_decision_back(page: Page, tmp_path: Path) -> None:
    fields = page.fields(2)
    blocker = sqlite3.connect(tmp_path / "verifier.db", isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with mock.patch("verifier.database.opening.PATIENCE", 0.05):
        answer = page.post(2, {**fields, "verdict": "supported", "note": "typed long"})
    blocker.execute("ROLLBACK")
    blocker.close()
    assert answer.status == 503
    assert "typed long" in answer.text
    assert "is locked by another program" in answer.text
    assert kept(page) == []


def test_a_file_that_is_gone_is_one_line(page: Page, tmp_path: Path) -> None:
    fields = page.fields(2)
    for file in tmp_path.glob("verifier.db*"):
        file.unlink()
    for answer in (page.get(), page.post(2, {**fields, "verdict": "contradicted"})):
        assert answer.status == 503
        assert answer.text.startswith("there is no database at")
        assert answer.text.count("\n") == 1


def test_the_command_serves_one_page_on_loopback_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    record_sample(tmp_path)
    with command(tmp_path, "--reviewer", "Ida Brun") as (address, process):
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert "Review by" in answer.read().decode()
            assert "server" not in {name.lower() for name in answer.headers}
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=15)
    assert (process.returncode, err) == (0, "")
    assert "0 claims decided, 10 still to do. Everything decided is kept." in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--web"], "a review needs a name"),
        (["--web", "--reviewer", "ida", "--claim", "2", "--verdict", "supported"], "four ways to review"),
        (["--port", "8200", "--reviewer", "ida"], "--port goes with --web"),
        (["--web", "--reviewer", "ida", "nope"], "'nope'"),
    ],
)
def test_what_cannot_be_served_is_one_line(tmp_path: Path, arguments: list[str], says: str) -> None:
    record_sample(tmp_path)
    done = verify(tmp_path, "review", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("package", ["starlette", "uvicorn"])
def test_a_missing_package_is_named_with_what_installs_it(tmp_path: Path, package: str) -> None:
    record_sample(tmp_path)
    with mock.patch("importlib.util.find_spec", lambda name: None if name == package else name):
        done = verify(tmp_path, "review", "--web", "--reviewer", "ida")
    assert done.returncode == 2
    assert done.stderr == (
        f'verify: a review in the browser needs {package}: install it with pip install "verifier[web]"\n'
    )


def test_a_port_that_is_taken_is_one_line(tmp_path: Path) -> None:
    record_sample(tmp_path)
    with command(tmp_path, "--reviewer", "ida") as (address, _):
        port = address.split(":")[2].partition("/")[0]
        done = verify(tmp_path, "review", "--web", "--reviewer", "ida", "--port", port)
    assert done.returncode == 2
    assert f"--port {port} cannot be used" in done.stderr
