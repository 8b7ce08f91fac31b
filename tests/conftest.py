"""What all tests share: printed documents, compared and rewritten only on request; types, checked beside the tests."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from printing import Printed

if TYPE_CHECKING:
    from browser import Browser

ROOT = Path(__file__).parent.parent
# The browser of the reports and the command line as a test runs it are used from other folders too.
sys.path[:0] = [str(ROOT / "tests" / folder) for folder in ("cli", "report")]
BLOCK = r"(<!-- printed: {name} -->\n).*?(<!-- /printed -->)"

PROCESSES = str(ROOT / "tests" / "processes")  # what comes first in every process that a test starts
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (PROCESSES, os.environ.get("PYTHONPATH"))))
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each of a hundred processes would compile the program anew

MEMORY, ROOM = Path("/dev/shm"), 1_000_000_000
"""Where the tests' folders lie in memory, and the bytes that are to be free there: a whole run takes a tenth. What is
tested asks nothing of the disk, not even of one that fails, and a disk is waited for at every transaction."""
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-docs", action="store_true", help="write what the code prints into the documents")


def _filled(text: str, block: re.Match[str]) -> str:
    return block[1] + text.rstrip("\n") + "\n" + block[2]


@pytest.fixture
def printed(request: pytest.FixtureRequest) -> Printed:
    """printed(path, {name: text}): each block `<!-- printed: name -->` of the document holds just that text."""

    def compare(path: str, blocks: Mapping[str, str]) -> None:
        document = ROOT / path
        before = after = document.read_text(encoding="utf-8")
        for name, text in blocks.items():
            pattern = re.compile(BLOCK.format(name=re.escape(name)), re.DOTALL)
            assert pattern.search(after), f"{path} has no block printed: {name}"
            after = pattern.sub(partial(_filled, text), after)
        if request.config.getoption("--rewrite-docs"):
            document.write_text(after, encoding="utf-8")
        else:
            assert before == after, f"{path} is out of date: run pytest --rewrite-docs and read the difference"

    return compare


@pytest.fixture(scope="session", autouse=True)
def typing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[subprocess.Popen[bytes], Path] | None]:
    """The type check at work, and the file of what it says. It takes longer than any test: so where it is asked for, it
    begins with the first test and works beside the others, on another processor where there is one."""
    if not any("typed" in item.fixturenames for item in request.session.items if isinstance(item, pytest.Function)):
        yield None
        return
    said = tmp_path_factory.mktemp("types") / "said.txt"
    with said.open("wb") as out:
        command = [sys.executable, "-m", "mypy", "--no-error-summary"]
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process, said
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def typed(typing: tuple[subprocess.Popen[bytes], Path]) -> tuple[int, str]:
    """The exit status of the type check, and what it said."""
    process, said = typing
    return process.wait(), said.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The window in which every test with a browser opens its page; it notes what breaks a page's policy."""
    from browser import Browser

    with Browser() as opened:
        opened.watch()
        yield opened
