"""What all tests share: documents that the code prints are compared, and rewritten only on request."""

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from printing import Printed

ROOT = Path(__file__).parent.parent
BLOCK = r"(<!-- printed: {name} -->\n).*?(<!-- /printed -->)"


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
