"""Arguments, help, errors and exit statuses of the command line as a whole."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE
from typing import Protocol

import pytest
import typer
from cli_desk import Finished, one_line_error, process, record_sample

from verifier import cli
from verifier.cli.commands import app
from verifier.cli.order import COMMANDS, GROUPS, VALUED, with_command

SOURCES = ("list", "show", "add", "remove", "fetch", "refresh", "audit", "missing", "search", "export")
COMMAND_LINES = [
    ("",),
    *((name,) for name in COMMANDS),
    *(("sources", name) for name in SOURCES),
]


class Printed(Protocol):
    def __call__(self, path: str, blocks: Mapping[str, str]) -> None: ...


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("a.txt", "check a.txt"),
        ("a.txt b.txt --offline", "check a.txt b.txt --offline"),
        ("--config runs a.txt", "check --config runs a.txt"),
        ("--db=x.db runs", "runs --db=x.db"),
        ("--db x.db runs", "runs --db x.db"),
        ("--db x.db sources list", "sources list --db x.db"),
        ("runs --db x.db", "runs --db x.db"),
        ("check runs", "check runs"),
        ("./runs", "check ./runs"),
        ("-- runs", "check -- runs"),
        ("-", "check -"),
        ("--format json -", "check --format json -"),
        ("--offline", "check --offline"),
        ("--help", "--help"),
        ("-h", "-h"),
        ("--version", "--version"),
        ("report --help", "report --help"),
        ("--help report", "report --help"),
        ("", ""),
        ("--output report a.txt", "check --output report a.txt"),
        ("--fail-on", "check --fail-on"),
        ("--", "check --"),
    ],
)
def test_the_command_is_the_first_word_that_is_one(given: str, meant: str) -> None:
    assert with_command(given.split()) == meant.split()


def test_every_option_that_takes_a_value_is_known_as_such() -> None:
    root = typer.main.get_command(app)
    commands = [*root.commands.values(), *root.commands["sources"].commands.values()]  # type: ignore[attr-defined]
    found = {
        name for c in commands for p in c.params if not getattr(p, "is_flag", True) for name in p.opts if name[0] == "-"
    }
    assert found == set(VALUED)
    assert set(COMMANDS) == set(root.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", COMMAND_LINES, ids=" ".join)
def test_every_command_has_help_with_examples(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    assert cli.main([w for w in (*words, "--help") if w]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Usage: verify")
    assert "Examples:" in printed or words in [(g,) for g in GROUPS]


def test_the_help_pages_stand_in_the_documentation(
    capsys: pytest.CaptureFixture[str], printed: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not version("typer").startswith("0.29."):
        pytest.skip("docs/cli.md was printed with typer 0.29, and other versions lay out help differently")
    monkeypatch.setenv("COLUMNS", "80")
    blocks = {}
    for words in COMMAND_LINES:
        cli.main([w for w in (*words, "--help") if w])
        blocks[" ".join(w for w in ("verify", *words) if w)] = f"\n```text\n{capsys.readouterr().out}```\n"
    printed("docs/cli.md", blocks)


def test_version_is_that_of_the_package(tmp_path: Path) -> None:
    done = process(tmp_path, "--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"verify {version('verifier')}\n", "")


def test_without_arguments_the_help_is_shown_and_the_status_is_2(tmp_path: Path) -> None:
    done = process(tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("Usage: verify")


@pytest.mark.parametrize(
    "words",
    [
        ["--nope", "a.txt"],
        ["check"],
        ["--format"],
        ["--format", "xls", "a.txt"],
        ["--fail-on", "supported,nope", "a.txt"],
        ["--width", "3", "a.txt"],
        ["--width", "x", "a.txt"],
        ["sources"],
        ["sources", "nope"],
        ["diff", "a"],
        ["-", "-"],
        ["a.txt", "b.txt", "--format", "html"],
        ["a.txt", "b.txt", "--output", "x.txt"],
        ["a/x.txt", "b/x.txt", "--output", "{name}.md"],
        ["a.txt", "--output", "."],
        ["attributions", "a.txt", "--format", "csv"],
        ["\x1b[31m\u202e", "--nope"],
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_one_line_and_2(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert cli.main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("verify: ")
    assert err.count("\n") == 1
    assert err.strip("\n").isprintable()


@pytest.mark.parametrize("words", [["--help"], ["--version"]], ids=" ".join)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from verifier import cli; cli.main(sys.argv[1:]); "
        "heavy = {'rich', 'pydantic', 'numpy', 'httpx', 'sqlite_utils', 'jinja2', 'onnxruntime', 'bs4', 'tomlkit'}; "
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_help_takes_less_than_a_quarter_of_a_second_of_cpu() -> None:
    def once() -> float:
        before = os.times()
        subprocess.run([sys.executable, "-m", "verifier", "--help"], capture_output=True, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert min(once() for _ in range(5)) < 0.25


def test_an_interrupt_is_one_line_and_130(tmp_path: Path) -> None:
    code = "import sys\nfrom verifier import cli\nfrom verifier.cli import options\n"
    code += "def stop(*a, **k): raise KeyboardInterrupt\n"
    code += "options.verdicts = stop\nsys.exit(cli.main(['a.txt']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr == "verify: stopped\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "verifier", "report", "--all"]
    with subprocess.Popen(command, cwd=record_sample(tmp_path), stdout=PIPE, stderr=PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


AS_PROCESSES = {
    "report": 1,
    "explain 2": 0,
    "runs": 0,
    "diff r-2025 r-2025": 0,
    "review --reviewer ida": 0,
    "audit": 0,
    "refresh --offline": 1,
    "export": 0,
    "sources list": 0,
    "sources show port": 0,
    "sources audit": 0,
    "sources missing": 0,
    "doctor --offline": None,
}


@pytest.fixture(scope="module")
def ended(recorded: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Finished]:
    """Every command run as a process in a folder of its own, two at a time."""

    def run(words: str) -> Finished:
        folder = tmp_path_factory.mktemp("desk") / "copy"
        return process(shutil.copytree(recorded, folder), *words.split())

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(AS_PROCESSES, pool.map(run, AS_PROCESSES), strict=True))


@pytest.mark.parametrize("words", AS_PROCESSES)
def test_every_command_runs_as_a_process(ended: dict[str, Finished], words: str) -> None:
    done, status = ended[words], AS_PROCESSES[words]
    assert done.returncode in ((0, 2) if status is None else (status,))
    assert done.stdout
    assert done.stderr == ""


def test_an_error_of_a_process_is_one_line(recorded: Path) -> None:
    done = process(recorded, "report", "nope")
    assert done.returncode == 2
    assert one_line_error(done.stderr)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record_sample(tmp_path_factory.mktemp("desk"))
