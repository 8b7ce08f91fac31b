"""`verify ARTICLE...` from end to end: report, record, exit status, several articles, inputs that cannot be used."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from cli_desk import furnish, one_line_error, process, samples, verify
from jsonschema import Draft202012Validator

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return furnish(tmp_path)


def test_an_article_is_checked_recorded_and_printed_again_byte_for_byte(desk: Path) -> None:
    first = process(desk, "article.txt", "--offline", "--no-fail")
    assert (first.returncode, first.stderr) == (0, "")
    assert "claims: " in first.stdout
    assert verify(desk, "report", "--no-fail").stdout == first.stdout
    assert "article.txt: Harbour wall holds, port says" in verify(desk, "runs").stdout
    assert verify(desk, "audit").returncode == 0


def test_json_is_one_document_that_keeps_to_the_schema(desk: Path) -> None:
    done = verify(desk, "article.txt", "--offline", "--format", "json", "--no-fail")
    data = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(data)
    assert data["article"]["characters"] == len(samples.ARTICLE)
    assert data["run"]["offline"] is True
    for claim in data["claims"]:
        assert samples.ARTICLE[claim["start"] : claim["end"]] == claim["text"]


def test_two_runs_differ_in_id_and_times_only(desk: Path) -> None:
    def once() -> dict[str, object]:
        data = json.loads(verify(desk, "article.txt", "--offline", "--format", "json").stdout)
        for name in ("id", "started", "finished"):
            del data["run"][name]
        return dict(data)

    assert once() == once()


def test_the_exit_status_follows_the_verdicts(desk: Path) -> None:
    data = json.loads(verify(desk, "article.txt", "--offline", "--format", "json").stdout)
    found = {claim["verdict"] for claim in data["claims"]}
    assert verify(desk, "article.txt", "--offline", "--fail-on", ",".join(found)).returncode == 1
    others = {"supported", "contradicted", "misattributed", "not_found", "partly_supported"} - found
    assert verify(desk, "article.txt", "--offline", "--fail-on", ",".join(others)).returncode == 0
    assert verify(desk, "article.txt", "--offline", "--fail-on", ",".join(found), "--no-fail").returncode == 0


def test_standard_input_is_an_article(desk: Path) -> None:
    done = verify(desk, "-", "--offline", "--format", "json", "--no-fail", stdin=samples.ARTICLE)
    assert done.returncode == 0
    assert json.loads(done.stdout)["article"]["title"] == "Harbour wall holds, port says"


def test_several_articles_make_one_json_document_and_the_one_that_fails_is_named(desk: Path) -> None:
    done = verify(desk, "article.txt", "nofile.txt", "--offline", "--format", "json")
    assert done.returncode == 2
    assert one_line_error(done.stderr)
    data = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(data)
    assert len(data["reports"]) == 1
    assert [failure["article"] for failure in data["failed"]] == ["nofile.txt"]


def test_several_articles_share_one_csv_header_and_get_files_of_their_own(desk: Path) -> None:
    (desk / "other.txt").write_text(samples.ARTICLE, encoding="utf-8")
    done = verify(desk, "article.txt", "other.txt", "--offline", "--format", "csv", "--no-fail")
    lines = list(csv.DictReader(StringIO(done.stdout)))
    assert {line["article"] for line in lines} == {"article.txt", "other.txt"}
    done = verify(
        desk, "article.txt", "other.txt", "--offline", "--format", "html", "--output", "{name}.html", "--no-fail"
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert (desk / "article.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (desk / "other.html").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nofile.txt", None),
        ("empty.txt", b""),
        ("blank.txt", b" \n\n "),
        ("binary.txt", bytes(range(256)) * 40),
        ("sources", None),
        ("x.exe", b"MZ\x00\x01" * 100),
    ],
)
def test_an_article_that_cannot_be_used_is_one_line_and_leaves_no_database(
    desk: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (desk / name).write_bytes(content)
    done = verify(desk, name, "--offline")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr)
    assert not (desk / "verifier.db").exists()


@pytest.mark.parametrize(
    "config",
    ["[sources.x]\nnmae = 'X'\n", "not toml", "[sources.x]\nname = 'X'\ndocuments = ['nothing*.txt']\n", "\ufffe"],
)
def test_a_configuration_that_cannot_be_used_is_one_line(desk: Path, config: str) -> None:
    (desk / "config.toml").write_text(config, encoding="utf-8")
    done = verify(desk, "article.txt", "--offline")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr)


def test_a_file_that_is_no_database_is_left_as_it_is(desk: Path) -> None:
    (desk / "verifier.db").write_bytes(b"somebody's notes" * 100)
    done = verify(desk, "article.txt", "--offline")
    assert (done.returncode, done.stdout) == (2, "")
    assert one_line_error(done.stderr)
    assert (desk / "verifier.db").read_bytes() == b"somebody's notes" * 100


def test_attributions_lists_who_said_what(desk: Path) -> None:
    done = process(desk, "attributions", "article.txt")
    assert done.returncode == 0
    assert "Ida Brun" in done.stdout
    data = json.loads(verify(desk, "attributions", "article.txt", "--format", "json").stdout)
    for said in data["attributions"]:
        for part in (*said["source"], *said["cue"], *said["content"]):
            assert samples.ARTICLE[part["start"] : part["end"]] == part["text"]
