"""The README shows what the program really prints, and the commands that really run."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import pytest
from printing import Printed

from verifier import desk
from verifier.report import render

ROOT = Path(__file__).parent.parent


def console(text: str) -> str:
    return f"```console\n{text.rstrip()}\n```"


def test_the_run_in_the_readme_is_what_a_newcomer_sees(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    report = desk.check(
        "fixtures/article.txt",
        db=tmp_path / "verifier.db",
        clock=lambda: datetime(2025, 6, 13, 9, 0, tzinfo=UTC),
    )
    printed("README.md", {"run": console("$ verify fixtures/article.txt\n" + render(report, "terminal"))})


def test_the_help_in_the_readme_is_the_help(printed: Printed) -> None:
    if not version("typer").startswith("0.29."):
        pytest.skip("README.md was printed with typer 0.29, and other versions lay out help differently")
    done = subprocess.run(
        [sys.executable, "-m", "verifier", "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"},
    )
    printed("README.md", {"help": console("$ verify --help\n" + done.stdout)})


def test_continuous_integration_runs_the_readme_s_command() -> None:
    command = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]
    assert command in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
