"""The command line run in a folder with a registry, two documents and a recorded run."""

import contextlib
import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[1] / "report"))

import report_samples as samples

from verifier import cli, config, database, library, record

__all__ = ["CONFIG", "furnish", "inside", "one_line_error", "process", "record_sample", "samples", "verify"]

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


Finished = subprocess.CompletedProcess[str]


def process(folder: Path, *arguments: str, stdin: str = "", **env: str) -> Finished:
    """One command line run as a process of its own in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "verifier", *arguments],
        cwd=folder,
        input=stdin,
        env=_environment(env),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def verify(folder: Path, *arguments: str, stdin: str = "", **env: str) -> Finished:
    """One command line run inside this process, as `process` runs it; it saves the start of an interpreter."""
    done = inside(folder, *arguments, stdin=stdin.encode("utf-8"), **env)
    texts = [stream.decode("utf-8").replace("\r\n", "\n") for stream in (done.stdout, done.stderr)]
    return subprocess.CompletedProcess(arguments, done.returncode, *texts)


def inside(folder: Path, *arguments: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[bytes]:
    """One command line run inside this process: the bytes that it takes and prints."""
    out, err, given = (io.TextIOWrapper(io.BytesIO(text), "utf-8") for text in (b"", b"", stdin))
    before = os.environ.copy()
    with contextlib.chdir(folder), redirect_stdout(out), redirect_stderr(err), mock.patch("sys.stdin", given):
        try:
            os.environ.clear()
            os.environ.update(_environment(env))
            status = cli.main(arguments)
        finally:
            os.environ.clear()
            os.environ.update(before)
    for stream in (out, err):
        stream.flush()
    return subprocess.CompletedProcess(arguments, status, out.buffer.getvalue(), err.buffer.getvalue())


def _environment(changes: dict[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "VERIFIER_REVIEWER")}
    return kept | changes


def furnish(folder: Path) -> Path:
    """Put config.toml, an article and the documents of two sources into a folder."""
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "article.txt").write_text(samples.ARTICLE, encoding="utf-8")
    (folder / "sources").mkdir()
    (folder / "sources" / "port_notice.txt").write_text(samples.NOTICE, encoding="utf-8")
    (folder / "sources" / "board_report.txt").write_text(samples.BOARD, encoding="utf-8")
    return folder


@cache
def new_database() -> bytes:
    """A database with nothing in it. It is made once, as the schema takes longer than what the tests then put there."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        database.connect(file).close()
        return file.read_bytes()


def record_sample(folder: Path) -> Path:
    """Furnish a folder and record the sample report in its database."""
    furnish(folder)
    (folder / "verifier.db").write_bytes(new_database())
    settings = config.load(folder / "config.toml")
    with database.connect(folder / "verifier.db") as held:
        library.sync(held, settings, offline=True, clock=lambda: datetime(2025, 3, 4, tzinfo=UTC))
        record.save(held, samples.unreviewed())
    return folder


def one_line_error(text: str) -> bool:
    """Whether an error was told as it should be."""
    return text.startswith("verify: ") and text.count("\n") == 1 and "Traceback" not in text
