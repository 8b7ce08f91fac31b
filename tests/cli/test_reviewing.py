"""`verify review`, `diff`, `audit`, `refresh`, `export` and `sources audit` on a recorded run."""

import csv
import json
import sqlite3
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import pytest
from cli_desk import one_line_error, record_sample, samples, verify

from verifier import database, record


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    return record_sample(tmp_path)


def reviews(folder: Path) -> list[tuple[int, str, str]]:
    report = json.loads(verify(folder, "report", "--format", "json").stdout)
    return [(c["id"], r["verdict"], r["note"]) for c in report["claims"] for r in c["reviews"]]


def test_a_session_takes_the_worst_claim_first_and_keeps_every_decision(recorded: Path) -> None:
    done = verify(
        recorded, "review", "--reviewer", "ida", stdin="c checked by phone\no\nsupported\nfigure is right\nq\n"
    )
    assert done.returncode == 0
    assert "── Claim 2 ── 1 of 10" in done.stdout
    assert "2 claims decided, 8 still to do" in done.stdout
    assert reviews(recorded) == [(2, "contradicted", "checked by phone"), (4, "supported", "figure is right")]
    again = verify(recorded, "review", "--reviewer", "ida", stdin="q\n")
    assert "8 claims to look at" in again.stdout


def test_a_decision_can_be_given_by_options(recorded: Path) -> None:
    done = verify(
        recorded, "review", "--reviewer", "ida", "--claim", "7", "--verdict", "supported", "--note", "it is in the log"
    )
    assert (done.returncode, done.stdout) == (0, "Kept: claim 7 is supported, says ida.\n")
    assert reviews(recorded) == [(7, "supported", "it is in the log")]


def test_the_report_shows_verdict_and_decision_side_by_side(recorded: Path) -> None:
    verify(recorded, "review", "--reviewer", "ida", "--claim", "2", "--verdict", "supported", "--note", "a slip")
    printed = verify(recorded, "report").stdout
    assert "✗ CONTRADICTED  claim 2" in printed
    assert "person  ✓ supported by ida" in printed


@pytest.mark.parametrize(
    "words",
    [
        ["--claim", "7", "--verdict", "supported", "--reviewer", "ida"],
        ["--claim", "7", "--verdict", "not_found"],
        ["--claim", "99", "--verdict", "supported", "--note", "x", "--reviewer", "ida"],
        ["--claim", "7", "--verdict", "nonsense", "--note", "x", "--reviewer", "ida"],
        ["--claim", "7", "--reviewer", "ida"],
        ["--note", "x", "--reviewer", "ida"],
        ["--csv-in", "x", "--csv-out", "y"],
        ["--csv-in", "nofile.csv", "--reviewer", "ida"],
        ["--csv-in", "article.txt", "--reviewer", "ida"],
        ["--csv-out", "no/where.csv", "--reviewer", "ida"],
        [],
    ],
    ids=" ".join,
)
def test_a_decision_that_cannot_stand_is_one_line_and_nothing_is_kept(recorded: Path, words: list[str]) -> None:
    done = verify(recorded, "review", *words)
    assert done.returncode == 2
    assert one_line_error(done.stderr)
    assert reviews(recorded) == []


def test_a_sheet_goes_out_and_comes_back(recorded: Path) -> None:
    assert verify(recorded, "review", "--reviewer", "ida", "--csv-out", "sheet.csv").returncode == 0
    sheet = recorded / "sheet.csv"
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 10
    rows[0] |= {"decision": "supported", "note": "seen"}
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    done = verify(recorded, "review", "--reviewer", "ida", "--csv-in", "sheet.csv")
    assert done.stdout.startswith("Kept: 1 decision on run r-2025-03-04-1.\n")
    assert reviews(recorded) == [(2, "supported", "seen")]


def test_the_reviewer_may_stand_in_the_environment_and_two_are_compared(recorded: Path) -> None:
    decide = ("review", "--claim", "2", "--verdict", "contradicted")
    assert verify(recorded, *decide, VERIFIER_REVIEWER="ida").returncode == 0
    assert verify(recorded, *decide, VERIFIER_REVIEWER="bo").returncode == 0
    done = verify(recorded, "review", stdin="q\n", VERIFIER_REVIEWER="ida")
    assert "bo and ida agree on 1 of 1 claim" in done.stdout


def test_hostile_text_is_inert_in_a_session(tmp_path: Path) -> None:
    record_sample(tmp_path)
    report = samples.unreviewed()
    evil = replace(report.claims[0].claim, standalone="\x1b[31m\u202eevil")
    claims = (replace(report.claims[0], claim=evil), *report.claims[1:])
    with database.connect(tmp_path / "verifier.db") as held:
        record.save(held, replace(report, claims=claims, run=replace(report.run, id="r-evil")))
    done = verify(tmp_path, "review", "r-evil", "--reviewer", "ida", stdin="1\nq\n")
    assert "‹U+001B›[31m‹U+202E›evil" in done.stdout
    assert "\x1b" not in done.stdout


def test_diff_tells_what_changed_and_why(recorded: Path) -> None:
    report = samples.unreviewed()
    first, *rest = report.claims
    changed = replace(first, verdict=replace(first.verdict, label="not_found", evidence=()))
    later = replace(report, run=replace(report.run, id="r-later"), claims=(changed, *rest[:-1]))
    with database.connect(recorded / "verifier.db") as held:
        record.save(held, later)
    done = verify(recorded, "diff", "r-2025", "r-later")
    assert done.returncode == 0
    assert "~ changed  claim 1 → 1  ✓ supported → ? not found" in done.stdout
    assert "- gone  claim 10  ⇄ misattributed" in done.stdout
    assert "8 claims the same" in done.stdout
    assert "no claim changed" in verify(recorded, "diff", "r-later", "r-later").stdout


def test_audit_holds_for_what_this_program_recorded(recorded: Path) -> None:
    done = verify(recorded, "audit")
    assert done.returncode == 0
    assert "everything holds: 1 run, 3 ledger entries" in done.stdout
    head = done.stdout.split("head ")[1].split(";")[0]
    assert verify(recorded, "audit", "--head", head).returncode == 0
    assert verify(recorded, "audit", "--head", "0" * 63 + "1").returncode == 1


def test_audit_names_what_was_altered_and_leaves_with_1(recorded: Path) -> None:
    with sqlite3.connect(recorded / "verifier.db") as held:
        for (name,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            held.execute(f'DROP TRIGGER "{name}"')
        held.execute("UPDATE claims SET text = 'The harbour wall fell' WHERE id = 1")
    held.close()
    done = verify(recorded, "audit")
    assert done.returncode == 1
    assert "claim" in done.stdout
    assert "not hold" in done.stdout


def test_sources_audit_shows_how_each_source_fared(recorded: Path) -> None:
    done = verify(recorded, "sources", "audit")
    assert done.returncode == 0
    assert "Port of Aldray: 1 claim, 1 document, 1 of 1 checked borne out" in done.stdout
    assert "Reuters, not registered: 1 claim, 0 documents, nothing checked" in done.stdout
    assert "post has no document: add the article, by date and headline" in done.stdout


def test_sources_missing_says_what_to_look_for(recorded: Path) -> None:
    done = verify(recorded, "sources", "missing")
    assert (done.returncode, done.stdout) == (
        0,
        (
            "Reuters, news agency: 1 claim rests on it (9)\n  look for its dispatch, by date and headline; "
            "the article is of 2025-03-04; it publishes at https://reuters.com\n"
        ),
    )


@pytest.mark.parametrize("form", ["prov", "annotations", "claimreview"])
def test_export_prints_one_json_document(recorded: Path, form: str) -> None:
    done = verify(
        recorded, "export", "--format", form, "--publisher", "Aldray Post", "--page", "https://a.example/checks"
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)


@pytest.mark.parametrize("words", [["--format", "xml"], ["--format", "claimreview"], ["nope"], ["--output", "."]])
def test_an_export_that_cannot_be_is_one_line(recorded: Path, words: list[str]) -> None:
    done = verify(recorded, "export", *words)
    assert done.returncode == 2
    assert one_line_error(done.stderr)


def test_refresh_says_which_claims_lost_their_passages_and_why(recorded: Path) -> None:
    assert "every claim of run r-2025-03-04-1 rests on what is in force" in verify(recorded, "refresh").stdout
    notice = samples.NOTICE.replace("Some 400 metres", "Some 40 metres")
    (recorded / "sources" / "port_notice.txt").write_text(notice, encoding="utf-8")
    done = verify(recorded, "refresh")
    assert done.returncode == 1
    assert "claim 2, ✗ contradicted" in done.stdout
    assert "2 claims of run r-2025-03-04-1 verified again" in done.stdout


def test_two_reviewers_and_their_agreement_stand_in_the_report(recorded: Path) -> None:
    for who, verdict in (("ida", "supported"), ("jon", "contradicted")):
        for claim, said in (("2", verdict), ("7", "supported")):
            words = ["--reviewer", who, "--claim", claim, "--verdict", said, "--note", "looked it up"]
            assert verify(recorded, "review", *words).returncode == 0
    assert "ida and jon agree on 1 of 2 claims (Cohen's kappa 0.00)" in verify(recorded, "report").stdout


def test_a_session_is_as_wide_as_the_terminal(recorded: Path) -> None:
    with mock.patch("verifier.cli.output.width", return_value=60):
        done = verify(recorded, "review", "--reviewer", "ida", stdin="q\n")
    narrow = max(len(line) for line in done.stdout.splitlines() if line.startswith("  "))
    wide = verify(recorded, "review", "--reviewer", "ida", stdin="q\n").stdout
    assert narrow <= 60 < max(len(line) for line in wide.splitlines())


def test_browse_says_what_is_missing(recorded: Path) -> None:
    if find_spec("datasette"):
        pytest.skip("datasette is installed, and browsing would not end by itself")
    done = verify(recorded, "browse")
    assert done.returncode == 2
    assert "verifier[browse]" in done.stderr
