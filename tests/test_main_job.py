"""The main job, end to end: an article against the documents of the sources it names."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cli_desk import inside

from verifier import desk
from verifier.model import CheckedClaim, Report
from verifier.report import render

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "fixtures" / "article.txt"
PLANTED = {
    "KCNA said the message was sent on Wednesday.": "date_mismatch",
    "true bond between comrades": "quote_altered",
    "over 11,000 North Korean troops": "number_mismatch",
}


def run(*words: str | Path, cwd: Path = ROOT, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "verifier", *map(str, words)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, check=False)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return desk.check(
        str(ARTICLE),
        config=ROOT / "config.toml",
        db=tmp_path_factory.mktemp("desk") / "verifier.db",
        offline=True,
        clock=lambda: datetime(2025, 6, 13, 9, 0, tzinfo=UTC),
    )


def claim(report: Report, words: str) -> CheckedClaim:
    return next(item for item in report.claims if words in item.claim.text)


def test_the_planted_discrepancies_are_found_with_their_reasons(report: Report) -> None:
    for words, finding in PLANTED.items():
        item = claim(report, words)
        assert item.verdict.label == "contradicted", words
        assert finding in {found.kind for found in item.verdict.findings}, words


def test_nothing_else_is_an_alarm(report: Report) -> None:
    alarms = [c.claim.text for c in report.claims if c.verdict.label in ("contradicted", "misattributed")]
    assert len(alarms) == len(PLANTED), alarms


@pytest.mark.parametrize(
    "words",
    ["always stand with Moscow", "unconditional support", "at least 100 ballistic missiles", "Kursk region"],
)
def test_what_the_sources_say_is_supported(report: Report, words: str) -> None:
    assert claim(report, words).verdict.label == "supported"


@pytest.mark.parametrize(
    ("words", "chain"),
    [
        ("always stand with Moscow", ["kcna", None]),
        ("most beloved comrade", ["kcna", None]),
        ("KCNA said the message", ["kcna"]),
        ("at least 100 ballistic missiles", ["bloomberg", "msmt"]),
        ("over 11,000 North Korean troops", ["msmt"]),
        ("Kursk region", ["msmt"]),
    ],
)
def test_the_chain_goes_to_the_registered_sources(report: Report, words: str, chain: list[str | None]) -> None:
    attribution = claim(report, words).claim.attribution
    assert attribution is not None
    assert [link.source_id for link in attribution.chain] == chain


def test_every_claim_stands_in_the_article(report: Report) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    for item in report.claims:
        assert text[item.claim.start : item.claim.end] == item.claim.text


def test_every_passage_stands_in_its_document(report: Report) -> None:
    texts = {line.id: Path(line.path).read_text(encoding="utf-8") for line in report.documents}
    for item in report.claims:
        for passage in item.verdict.evidence:
            assert texts[passage.document_id][passage.start : passage.end] == passage.quote


def test_the_json_report_keeps_its_schema(report: Report) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(render(report, "json")))


def without_run(document: bytes) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(document)
    for key in ("id", "started", "finished"):
        del content["run"][key]
    return content


def test_two_runs_differ_in_id_and_times_only_and_the_exit_status_tells(tmp_path: Path) -> None:
    words = ("fixtures/article.txt", "--offline", "--format", "json", "--db")
    first, second = run(*words, tmp_path / "a.db"), run(*words, tmp_path / "b.db")
    assert first.returncode == second.returncode == 1
    assert without_run(first.stdout) == without_run(second.stdout)
    again = (*words, str(tmp_path / "a.db"))
    assert inside(ROOT, *again, "--no-fail").returncode == 0
    assert inside(ROOT, *again, "--fail-on", "no_document").returncode == 1
    assert inside(ROOT, *again, "--fail-on", "misattributed").returncode == 0


@pytest.mark.parametrize("form", ["terminal", "markdown", "html", "json", "csv"])
def test_the_stored_run_prints_what_the_run_printed(tmp_path: Path, form: str) -> None:
    words = ("--db", str(tmp_path / "verifier.db"), "--format", form)
    printed = inside(ROOT, "fixtures/article.txt", *words)
    assert printed.stdout == inside(ROOT, "report", *words).stdout
    assert printed.stdout


def test_the_stored_run_is_printed_by_another_process_as_the_run_printed_it(tmp_path: Path) -> None:
    database = tmp_path / "verifier.db"
    printed = run("fixtures/article.txt", "--db", database)
    assert printed.stdout == run("report", "--db", database).stdout
    assert printed.stdout


def test_the_article_may_come_from_standard_input(tmp_path: Path) -> None:
    article = ARTICLE.read_bytes()
    done = run("-", "--db", tmp_path / "verifier.db", "--format", "json", stdin=article)
    assert done.returncode == 1
    assert json.loads(done.stdout)["claims"]


# ------------------------------------------------ bad input: one clear line, exit 2, nothing half-written


BAD_ARTICLES: dict[str, bytes] = {
    "empty": b"",
    "blank": b" \n\n ",
    "binary": bytes(range(256)) * 64,
    "huge": b"The minister said that the bridge was open. " * 1_200_000,
}


def refused(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 2, done.stderr.decode()
    assert done.stdout == b""
    line = done.stderr.decode("utf-8")
    assert line.startswith("verify: ")
    assert line.count("\n") == 1
    return line


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_a_bad_article_is_one_clear_line_and_no_database(tmp_path: Path, name: str) -> None:
    (tmp_path / "article.txt").write_bytes(BAD_ARTICLES[name])
    refused(inside(tmp_path, "article.txt"))
    assert [path.name for path in tmp_path.iterdir()] == ["article.txt"]


def test_a_missing_article_is_one_clear_line(tmp_path: Path) -> None:
    assert "nowhere.txt" in refused(run("nowhere.txt", cwd=tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_folder_without_an_article_is_one_clear_line(tmp_path: Path) -> None:
    assert "no article in this folder" in refused(inside(tmp_path, "."))
    assert not list(tmp_path.iterdir())


BAD_CONFIGS = {
    "an unknown key": "[sources.a]\nname = 'A'\ncolour = 'red'\n",
    "an unknown section": "[paint]\ncolour = 'red'\n",
    "a glob that matches nothing": "[sources.a]\nname = 'A'\ndocuments = ['none/*.txt']\n",
    "an id used twice": "[sources.a]\nname = 'A'\n[sources.a]\nname = 'B'\n",
    "not TOML": "sources = = 3",
}


@pytest.mark.parametrize("name", BAD_CONFIGS)
def test_a_bad_config_is_one_clear_line_and_the_database_stays_as_it_was(tmp_path: Path, name: str) -> None:
    (tmp_path / "article.txt").write_text("The bridge is open, the ministry said.\n", encoding="utf-8")
    assert inside(tmp_path, "article.txt").returncode == 0
    before = (tmp_path / "verifier.db").read_bytes()
    (tmp_path / "config.toml").write_text(BAD_CONFIGS[name], encoding="utf-8")
    assert "config.toml" in refused(inside(tmp_path, "article.txt"))
    assert (tmp_path / "verifier.db").read_bytes() == before


@pytest.mark.parametrize("content", [b"not a database at all, but a letter to my aunt" * 40, None])
def test_a_file_that_is_no_database_of_ours_is_left_alone(tmp_path: Path, content: bytes | None) -> None:
    database = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(database) as other:
            other.execute("CREATE TABLE letters (body TEXT)")
        other.close()
    else:
        database.write_bytes(content)
    before = database.read_bytes()
    assert "other.db" in refused(inside(tmp_path, str(ARTICLE), "--db", "other.db"))
    assert database.read_bytes() == before


def test_a_database_of_a_newer_schema_is_refused(tmp_path: Path) -> None:
    assert inside(tmp_path, str(ARTICLE)).returncode in (0, 1)
    with sqlite3.connect(tmp_path / "verifier.db") as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    assert "newer" in refused(inside(tmp_path, str(ARTICLE)))


def test_an_article_in_another_encoding_is_read_or_refused_never_garbled(tmp_path: Path) -> None:
    text = "“The café is open,” the mayor said. Prices rose by 5% on Monday.\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        (tmp_path / "article.txt").write_bytes(text.encode(encoding))
        done = inside(tmp_path, "article.txt", "--format", "json", "--no-fail")
        assert done.returncode == 0, done.stderr
        assert "“The café is open,” the mayor said." in [c["text"] for c in json.loads(done.stdout)["claims"]]


def test_no_network_is_touched_offline(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\ndef refuse(*a, **k): raise SystemExit('a socket was opened')\nsocket.socket.connect = refuse\n"
        "socket.getaddrinfo = refuse\n",
        encoding="utf-8",
    )
    (tmp_path / "config.toml").write_text(
        "[sources.board]\nname = 'Harbour Board'\ndocuments = ['https://example.org/a.html']\n", encoding="utf-8"
    )
    (tmp_path / "article.txt").write_text("The bridge is open, the Harbour Board said.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "article.txt", "--offline", "--format", "json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [c["verdict"] for c in json.loads(done.stdout)["claims"]] == ["no_document"]
