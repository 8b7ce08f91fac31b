"""`verify diff` and the page of a run: what changed since the run of the same article before."""

from dataclasses import replace
from pathlib import Path

import pytest
from cli_desk import one_line_error, record_sample, samples, verify

from verifier import database, record
from verifier.model import Report, Verdict

OTHER = "r-2025-03-05-1"


def later() -> Report:
    """The sample a day later: one claim has another verdict, one is gone."""
    report = samples.unreviewed()
    first, second, *rest = report.claims
    milder = replace(second, verdict=Verdict("not_found", 0.2, 0.6))
    run = replace(report.run, id=OTHER, started="2025-03-05T10:00:00Z", finished="2025-03-05T10:00:01Z")
    claims = (first, milder, *rest[:-1])
    return replace(report, run=run, claims=claims)


@pytest.fixture
def twice(tmp_path: Path) -> Path:
    folder = record_sample(tmp_path)
    with database.connect(folder / "verifier.db") as held:
        record.save(held, later())
    return folder


@pytest.mark.parametrize("runs", [[], ["r-2025-03-04-1"], ["r-2025-03-04-1", OTHER]])
def test_the_last_run_is_compared_with_the_one_before_unless_runs_are_named(twice: Path, runs: list[str]) -> None:
    done = verify(twice, "diff", *runs)
    assert done.returncode == 0
    assert done.stdout.startswith(f"from run r-2025-03-04-1 to run {OTHER}\n")
    assert "~ changed  claim 2 → 2  ✗ contradicted → ? not found" in done.stdout
    assert "- gone  claim 10" in done.stdout


def test_the_first_run_of_an_article_has_none_before_it(tmp_path: Path) -> None:
    done = verify(record_sample(tmp_path), "diff")
    assert done.returncode == 2
    assert one_line_error(done.stderr)
    assert "is the first of its article" in done.stderr


def test_the_page_of_the_later_run_shows_what_changed(twice: Path) -> None:
    done = verify(twice, "diff", "--format", "html", "--output", "changes.html")
    assert (done.returncode, done.stdout) == (0, "")
    page = (twice / "changes.html").read_text(encoding="utf-8")
    assert "Changed since 2025-03-04, 10:00 UTC" in page
    assert 'id="only-changed"' in page
    assert page == verify(twice, "report", "--format", "html").stdout


def test_the_page_of_the_earlier_run_stays_as_it_was(twice: Path) -> None:
    page = verify(twice, "report", "r-2025-03-04-1", "--format", "html").stdout
    assert "Changed since" not in page


def test_a_form_that_is_not_there_is_named(twice: Path) -> None:
    done = verify(twice, "diff", "--format", "json")
    assert done.returncode == 2
    assert one_line_error(done.stderr)
