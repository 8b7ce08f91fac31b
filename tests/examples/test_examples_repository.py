"""The hook and the workflow that docs/repositories.md shows: the commands in them, run on a small repository."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cli_desk import verify
from printing import Printed

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "docs" / "examples"
HOOK = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
SETTING = (EXAMPLES / "pre-commit-config.yaml").read_text(encoding="utf-8")
WORKFLOW = (EXAMPLES / "verify-docs.yml").read_text(encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for name in (".git", "docs", "sources"):
        (tmp_path / name).mkdir()
    (tmp_path / "sources" / "roads.txt").write_text(
        "Title: Closures\nDate: 2025-06-01\n\nThe bridge at Arlen will close for 12 days in July.\n", encoding="utf-8"
    )
    (tmp_path / "config.toml").write_text(
        '[sources.roads]\nname = "Roads Office"\ndocuments = ["sources/roads.txt"]\n', encoding="utf-8"
    )
    written(tmp_path, 12)
    return tmp_path


def written(repository: Path, days: int) -> None:
    (repository / "docs" / "travel.md").write_text(
        f"# Travel\n\nThe bridge at Arlen will close for {days} days in July, the Roads Office said.\n",
        encoding="utf-8",
    )


def ran(command: list[str], repository: Path) -> subprocess.CompletedProcess[str]:
    assert command[0] == "verify"
    line = [sys.executable, "-m", "verifier", *command[1:]]
    return subprocess.run(line, cwd=repository, capture_output=True, text=True, check=False)


def hook() -> list[str]:
    """The command as pre-commit makes it: the entry, the arguments of the setting, the files."""
    entry, given = re.search(r"entry: (.+)", HOOK), re.search(r"args: \[(.+)\]", SETTING)
    assert entry
    assert given
    return [*shlex.split(entry[1]), *given[1].split(", "), "docs/travel.md"]


def workflow() -> list[str]:
    """The command as the shell of a runner makes it."""
    found = re.search(r"run: (verify .+)", WORKFLOW)
    assert found
    return [
        part.replace("$RUNNER_TEMP", ".git").replace("docs/*.md", "docs/travel.md") for part in shlex.split(found[1])
    ]


@pytest.mark.parametrize("command", [hook(), workflow()], ids=["hook", "workflow"])
def test_a_contradicted_claim_fails_the_repository_and_a_supported_one_does_not(
    command: list[str], repository: Path
) -> None:
    assert verify(repository, *command[1:]).returncode == 0
    written(repository, 21)
    done = ran(command, repository)
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stderr == ""


def test_the_hook_of_the_setting_is_one_that_the_repository_has() -> None:
    wanted, there = (re.findall(r"- id: (\S+)", text) for text in (SETTING, HOOK))
    assert wanted == there


def test_the_page_shows_the_files(printed: Printed) -> None:
    shown = {"pre-commit": SETTING, "workflow": WORKFLOW}
    printed("docs/repositories.md", {name: f"```yaml\n{text}```" for name, text in shown.items()})
