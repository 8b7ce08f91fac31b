"""The checks that need no running program: format, lint, types."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("command", [["format", "--check", "."], ["check", "."]], ids=["formatted", "linted"])
def test_the_code_is(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_code_is_typed(typed: tuple[int, str]) -> None:
    status, said = typed
    assert status == 0, said
