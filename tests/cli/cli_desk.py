"""The command line run as a process, in a folder with a registry, two documents and a recorded run."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

import report_samples as samples

from verifier import config, database, library, record

CONFIG = """
[sources.port]
name = "Port of Aldray"
kind = "company"
reliability = "B"
documents = ["sources/port_notice.txt"]

[sources.board]
name = "Coastal Board"
aliases = ["the Board"]
kind = "government"
reliability = "A"
documents = ["sources/board_report.txt"]

[sources.post]
name = "Aldray Post"
kind = "newspaper"
"""


def verify(folder: Path, *arguments: str, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The finished process of one command line, run in a folder."""
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "verifier", *arguments],
        cwd=folder,
        input=stdin,
        env=kept | env,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def furnish(folder: Path) -> Path:
    """Put config.toml, an article and the documents of two sources into a folder."""
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "article.txt").write_text(samples.ARTICLE, encoding="utf-8")
    (folder / "sources").mkdir()
    (folder / "sources" / "port_notice.txt").write_text(samples.NOTICE, encoding="utf-8")
    (folder / "sources" / "board_report.txt").write_text(samples.BOARD, encoding="utf-8")
    return folder


def record_sample(folder: Path) -> Path:
    """Furnish a folder and record the sample report in its database."""
    furnish(folder)
    settings = config.load(folder / "config.toml")
    with database.connect(folder / "verifier.db") as held:
        library.sync(held, settings, offline=True, clock=lambda: datetime(2025, 3, 4, tzinfo=UTC))
        record.save(held, samples.unreviewed())
    return folder


def one_line_error(text: str) -> bool:
    """Whether an error was told as it should be."""
    return text.startswith("verify: ") and text.count("\n") == 1 and "Traceback" not in text
