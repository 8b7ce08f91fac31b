"""docs/notebook.md: its code runs from top to bottom, and its outputs are what the code prints."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from printing import Printed

pytest.importorskip("pandas")
PAGE = Path(__file__).parent.parent.parent / "docs" / "notebook.md"


def test_the_outputs_on_the_page_are_what_the_code_prints(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    pieces = re.findall(r"```python\n(.*?)```|<!-- printed: (\w+) -->", text, re.DOTALL)
    names: dict[str, Any] = {"__name__": "notebook"}
    outputs: dict[str, str] = {}
    told = ""
    for code, name in pieces:
        if name:
            outputs[name] = f"```text\n{told}```"
            continue
        heard = io.StringIO()
        with contextlib.redirect_stdout(heard):
            exec(compile(code, str(PAGE), "exec"), names)  # the page is ours
        told = "".join(f"{line.rstrip()}\n" for line in heard.getvalue().splitlines())
    assert len(outputs) == 5
    printed("docs/notebook.md", outputs)
