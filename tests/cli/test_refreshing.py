"""`verify refresh` on real files: a claim on a changed passage is checked again, everything else stays as recorded."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_desk import CONFIG, process, verify

from verifier import database

ARTICLE = """Title: Storm at Aldray
Date: 2025-03-04

The Port of Aldray said that 112 boats were damaged in the storm.

The Coastal Board said that repairs would cost 3.5 million crowns.
"""
NOTICE = "Dated 4 March 2025.\n\nIn the storm 112 boats were damaged.\n\nThe ferry stays closed until Friday.\n"
BOARD = "The repairs will cost 3.5 million crowns, the Board found.\n"


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "sources" / "port_notice.txt").write_text(NOTICE, encoding="utf-8")
    (tmp_path / "sources" / "board_report.txt").write_text(BOARD, encoding="utf-8")
    assert verify(tmp_path, "article.txt", "--offline").returncode == 0
    (tmp_path / "article.txt").unlink()
    return tmp_path


def report(folder: Path) -> dict[str, Any]:
    data = json.loads(verify(folder, "report", "--format", "json").stdout)
    assert isinstance(data, dict)
    return data


def notice(folder: Path, text: str) -> None:
    (folder / "sources" / "port_notice.txt").write_text(text, encoding="utf-8")


def number_of_runs(folder: Path) -> int:
    return verify(folder, "runs").stdout.count("article.txt")


def test_only_the_claim_on_the_changed_passage_gets_a_new_verdict(checked: Path) -> None:
    before = report(checked)
    notice(checked, NOTICE.replace("112", "127"))
    done = process(checked, "refresh", "--offline")
    after = report(checked)
    assert done.returncode == 1, done.stderr
    assert [c["verdict"] for c in before["claims"]] == ["supported", "supported"]
    assert [c["verdict"] for c in after["claims"]] == ["contradicted", "supported"]
    assert after["claims"][1] == before["claims"][1]
    assert f"1 claim of run {before['run']['id']} verified again, recorded as run {after['run']['id']}" in done.stdout
    assert "~ changed  claim 1 → 1  ✓ supported → ✗ contradicted" in done.stdout
    assert "1 claim the same" in done.stdout
    assert after["run"]["problems"][0].startswith(f"follows run {before['run']['id']}: 1 of 2 claims")
    assert number_of_runs(checked) == 2
    assert verify(checked, "audit").returncode == 0


def test_the_settings_of_every_run_are_kept(checked: Path) -> None:
    changed = CONFIG.replace('reliability = "B"', 'reliability = "C"')
    (checked / "config.toml").write_text(changed, encoding="utf-8")
    notice(checked, NOTICE.replace("112", "127"))
    before = report(checked)["run"]
    verify(checked, "refresh", "--offline")
    after = report(checked)["run"]
    with database.connect(checked / "verifier.db", readonly=True) as held:
        kept = [database.blob(held, run["config_sha256"]).decode() for run in (before, after)]
    assert kept == [CONFIG, changed]
    assert before["config_kept"]
    assert after["config_kept"]


def test_nothing_is_recorded_where_nothing_changed(checked: Path) -> None:
    done = verify(checked, "refresh", "--offline")
    assert (done.returncode, number_of_runs(checked)) == (0, 1)
    assert "rests on what is in force" in done.stdout


def test_a_change_beside_the_passage_records_nothing(checked: Path) -> None:
    notice(checked, NOTICE.replace("until Friday", "until Monday"))
    assert "rests on what is in force" in verify(checked, "refresh", "--offline").stdout
    assert number_of_runs(checked) == 1


def test_a_second_refresh_finds_everything_in_force(checked: Path) -> None:
    notice(checked, NOTICE.replace("112", "127"))
    assert verify(checked, "refresh", "--offline", "--no-fail").returncode == 0
    done = verify(checked, "refresh", "--offline")
    assert "rests on what is in force" in done.stdout
    assert (done.returncode, number_of_runs(checked)) == (1, 2)


def test_a_document_that_is_gone_is_not_recorded_over_and_over(checked: Path) -> None:
    (checked / "sources" / "port_notice.txt").unlink()
    (checked / "config.toml").write_text(CONFIG, encoding="utf-8")
    verify(checked, "refresh", "--offline")
    runs = number_of_runs(checked)
    verify(checked, "refresh", "--offline")
    assert number_of_runs(checked) == runs


def test_a_decision_on_a_claim_carried_over_holds_and_one_on_a_changed_claim_is_stale(checked: Path) -> None:
    for number in ("1", "2"):
        verify(checked, "review", "--reviewer", "ida", "--claim", number, "--verdict", "supported", "--note", "read it")
    notice(checked, NOTICE.replace("112", "127"))
    verify(checked, "refresh", "--offline")
    assert [c["review"]["stale"] for c in report(checked)["claims"]] == [True, False]


def test_claims_carried_over_keep_the_version_that_they_were_checked_against(checked: Path) -> None:
    notice(checked, "Corrected.\n\n" + NOTICE)
    (checked / "sources" / "board_report.txt").write_text(BOARD.replace("3.5", "5.3"), encoding="utf-8")
    verify(checked, "refresh", "--offline")
    after = report(checked)
    first = after["claims"][0]["evidence"][0]["document_id"]
    lines = {d["id"]: (d["path"], d["detail"]) for d in after["documents"]}
    assert lines[first] == ("sources/port_notice.txt", "an earlier version")
    assert len(after["documents"]) == 3
    assert verify(checked, "audit").returncode == 0
