"""A folder with sources and articles for batches; what a database says apart from times; a run without processes."""

import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import sqlite_utils

from verifier.batch.inputs import Given
from verifier.batch.running import Ended, Order, run
from verifier.batch.serving import serve
from verifier.batch.working import Outcome, Setting, Task, Worker
from verifier.database import unpack

CONFIG = """
[sources.port]
name = "Port of Aldray"
kind = "company"
documents = ["sources/port.txt"]

[sources.board]
name = "Coastal Board"
kind = "government"
documents = ["sources/board.txt"]
"""
PORT = """Title: Notice of the Port of Aldray
Date: 2025-03-03

The port handled 1,200 containers in February. Berth 4 will close on 10 March for repairs. The crane at berth 2 was
inspected and passed. The harbour master is Ines Calder. No vessel was turned away during the storm.
"""
BOARD = """Title: Report of the Coastal Board
Date: 2025-03-02

The board counted 37 vessels at anchor on Sunday. It fined two operators 5,000 crowns each. The sea wall at Nore needs
repairs that may cost 2 million crowns.
"""
SENTENCES = (
    "The Port of Aldray said it handled {n} containers in February.",
    "Berth 4 will close on {d} March for repairs, the Port of Aldray said.",
    "The Coastal Board counted {v} vessels at anchor on Sunday.",
    "The board fined two operators 5,000 crowns each, according to the Coastal Board.",
    "A fisherman said the harbour was quiet.",
)
NOT_COMPARED = {
    "runs": ("started", "finished"),
    "reports": ("packed", "size", "sha256"),
    "ledger": ("content_sha256", "previous", "hash"),
    "documents": ("fetched", "checked", "stat", "headers"),
    "batches": ("started",),
}
"""Columns that hold times, or hashes over times."""


def article(number: int) -> str:
    """A small article, another one for each number."""
    chosen = [SENTENCES[(number + i) % len(SENTENCES)] for i in range(1 + number % 3)]
    words = " ".join(chosen).format(n=1200 + number % 3, d=10 + number % 2, v=36 + number % 4)
    return f"Title: Story {number}\nDate: 2025-03-{4 + number % 9:02d}\n\n{words}\n"


def slow_article() -> str:
    """An article of 20,000 sentences: minutes of work, whatever the machine."""
    return "Title: Long\nDate: 2025-03-04\n\n" + "\n\n".join(article(n).split("\n\n")[1].strip() for n in range(10_000))


def furnish(folder: Path, articles: int = 6) -> Path:
    """Put config.toml, the documents of two sources and some articles into a folder."""
    (folder / "sources").mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "sources" / "port.txt").write_text(PORT, encoding="utf-8")
    (folder / "sources" / "board.txt").write_text(BOARD, encoding="utf-8")
    (folder / "articles").mkdir()
    for number in range(articles):
        (folder / "articles" / f"{number:05d}.txt").write_text(article(number), encoding="utf-8")
    old = time.time() - 3600
    for file in folder.rglob("*.txt"):
        os.utime(file, (old, old))
    return folder


def dump(path: Path) -> str:
    """All that a database says, one row a line, apart from times and from what is hashed over times."""
    database = sqlite_utils.Database(path)
    lines = []
    for table in sorted(t.name for t in database.tables if "_fts" not in t.name and not t.name.startswith("sqlite_")):
        left_out = NOT_COMPARED.get(table, ())
        for row in database.query(f"SELECT * FROM {table} ORDER BY rowid"):
            kept = {key: value for key, value in row.items() if key not in left_out}
            if table == "reports":
                kept["json"] = _timeless(unpack(row["packed"], row["size"]))
            lines.append(f"{table} {json.dumps(kept, default=lambda value: value.hex(), sort_keys=True)}")
    database.close()
    return "\n".join(lines)


def _timeless(text: str) -> Any:
    report = json.loads(text)
    report["run"] = {key: value for key, value in report["run"].items() if key not in ("started", "finished")}
    return report


def inline(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
    """An engine in this very process, for what does not need another one."""
    worker = Worker(setting)
    try:
        for task in tasks:
            yield worker.verify(task)
    finally:
        worker.close()


def checked(folder: Path, db: str, *named: str, resume: bool = False, stop_after: int | None = None) -> Ended:
    """A batch in this process, over the articles of the folder unless others are named, stopped after some outcomes."""

    def engine(setting: Setting, tasks: Iterator[Task]) -> Iterator[Outcome | None]:
        for number, outcome in enumerate(inline(setting, tasks)):
            if stop_after is not None and number >= stop_after:
                raise Stopped
            yield outcome

    order = Order(config=folder / "config.toml", db=folder / db, offline=True, resume=resume)
    return run(Given(named or (str(folder / "articles"),)), order, progress=lambda *_: None, engine=engine)


class Stopped(Exception):  # noqa: N818 -- it is no error
    """Raised where a test ends the work in the middle."""


def dying(connection: Connection, setting: Setting) -> None:
    """A worker that dies over an article with "poison" in its name, and hangs over one with "slow" in it."""
    serve(_Poisoned(connection), setting)  # type: ignore[arg-type]


class _Poisoned:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def recv(self) -> Any:
        task = self._connection.recv()
        if task is not None and "poison" in task.item.name:
            sys.stderr.flush()
            os.kill(os.getpid(), 9)
        if task is not None and "slow" in task.item.name:
            time.sleep(900)
        return task

    def send(self, what: Any) -> None:
        self._connection.send(what)


def day(text: str) -> date:
    """An ISO date."""
    return date.fromisoformat(text)
