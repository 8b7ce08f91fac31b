"""Kills writers at random moments and says what was lost: `python record_killing.py save|review FOLDER MOMENTS SEED`.

One process, which forks a writer for each moment: what is killed has everything loaded and is in the middle of its
work. The writer tells through a pipe what was acknowledged to it. Prints one line of JSON.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from record_samples import report, stock

from verifier.database import connect
from verifier.record import Decision, audit, decide, load, runs, save

LONGEST = 0.06
"""Seconds until the latest moment: a save takes a few milliseconds, so that several are acknowledged before."""


def work(path: Path, kind: str, moment: int, told: int) -> None:
    """Saves runs or makes decisions until killed, telling each one that was acknowledged."""
    with connect(path) as database:
        for number in range(10_000):
            if kind == "save":
                name = f"{moment}-{number}"
                save(database, report(name))
            else:
                name = f"note {moment}-{number}"
                decision = Decision(1 + number % 4, "supported", name, "ana")
                decide(database, "first", decision, at="2025-03-05T10:00:00Z")
            os.write(told, f"{name}\n".encode())


def killed(path: Path, kind: str, moment: int, after: float) -> list[str]:
    """What a writer had been told was kept, when it was killed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            work(path, kind, moment, write)
        finally:
            os._exit(3)
    os.close(write)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as pipe:
        return pipe.read().decode().splitlines()


def kept(path: Path, kind: str) -> tuple[set[str], list[str]]:
    """What is in the file now, and what its audit says."""
    with connect(path) as database:
        problems = [f"{problem.where}: {problem.what}" for problem in audit(database)]
        if kind == "save":
            listed = {line.id for line in runs(database)}
            assert all(load(database, name) == report(name) for name in list(listed)[-3:])
            return listed, problems
        return {review.note for item in load(database, "first").claims for review in item.reviews}, problems


def main(kind: str, folder: str, moments: str, seed: str) -> None:
    """Kills, and after each kill looks."""
    path = Path(folder) / "verifier.db"
    with connect(path) as database:
        stock(database)
        save(database, report("first"))
    draw = random.Random(seed)
    acknowledged: set[str] = set()
    lost: list[str] = []
    problems: list[str] = []
    unasked = 0
    for moment in range(int(moments)):
        acknowledged |= set(killed(path, kind, moment, draw.uniform(0, LONGEST)))
        found, said = kept(path, kind)
        lost += sorted(acknowledged - found)
        problems += said
        unasked = len(found - acknowledged)
    told = {"acknowledged": len(acknowledged), "lost": lost, "problems": problems, "kept unacknowledged": unasked}
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
