"""Kills `library.fetch` at random moments and says what was lost: `python library_killing.py FOLDER MOMENTS SEED`.

A server on the loopback address gives pages that differ at every look, so that each fetch writes all of them anew. One
process, which forks a fetcher for each moment: what is killed has everything loaded and is in the middle of its work.
After each kill the database must open, its audit be clean, and nothing that was acknowledged be gone; then a fetch that
nobody kills must bring every page. Prints one line of JSON.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from loopback import ARTICLE, Loopback

from verifier import config, database, library, record
from verifier.library.store import Database

PAGES = 12


def settings(folder: Path, server: Loopback) -> Path:
    """A config.toml whose sources publish at the server."""
    addresses = ", ".join(f'"{server.url}/{number}"' for number in range(PAGES))
    path = folder / "config.toml"
    path.write_text(
        f'[network]\nallow_hosts = ["{server.host}"]\npause = 0\nattempts = 1\ntimeout = 20\n'
        f'[sources.a]\nname = "A"\ndocuments = [{addresses}]\n'
    )
    return path


def fetch(held: Database, loaded: config.Config) -> int:
    """Fetch all pages again; how many came."""
    lines = library.fetch(held, loaded, clock=lambda: datetime.now(UTC), refresh=True)
    return sum(line.state in ("read", "not_modified") for line in lines)


def versions(held: Database) -> dict[int, tuple[str, int, str]]:
    """Every version that is kept: page, number, hash of its text, by id."""
    rows = held.execute("SELECT id, path, version, text_sha256 FROM documents ORDER BY id")
    return {number: (path, version, digest) for number, path, version, digest in rows}


def killed(path: Path, loaded: config.Config, after: float) -> None:
    """A fetch in a process of its own, killed after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            with database.connect(path) as held:
                while True:
                    fetch(held, loaded)
        finally:
            os._exit(3)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(folder: str, moments: str, seed: str) -> None:
    """Kills, and after each kill looks."""
    draw = random.Random(seed)
    server = Loopback()
    looks = count()
    for number in range(PAGES):
        server.page(f"/{number}", "", lambda headers: (
            "Content-Type: text/html", ARTICLE.replace("always", f"always {next(looks)}").encode()
        ))  # fmt: skip
    loaded = config.load(settings(Path(folder), server))
    path = Path(folder) / "verifier.db"
    with database.connect(path) as held:
        begun = time.monotonic()
        fetch(held, loaded)
        whole = time.monotonic() - begun
        before = versions(held)
    lost = problems = unfinished = written = 0
    for _ in range(int(moments)):
        killed(path, loaded, draw.uniform(0, whole))
        with database.connect(path) as held:
            problems += len(record.audit(held))
            after = versions(held)
            lost += sum(after.get(number) != row for number, row in before.items())
            written += len(after) - len(before)
            unfinished += fetch(held, loaded) != PAGES
            problems += len(record.audit(held))
            before = versions(held)
    server.close()
    told = {"kills": int(moments), "lost": lost, "problems": problems, "unfinished": unfinished, "written": written}
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
