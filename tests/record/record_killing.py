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

MOST = 2
"""Acknowledgements that are waited for, at most, before a kill: so that it comes in the middle of work."""


EACH = 10
"""Kills a file goes through before a new one takes its place, as all of it is audited after each."""


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


def killed(path: Path, kind: str, moment: int, draw: random.Random) -> list[str]:
    """What a writer had been told was kept, when it was killed: some time after an acknowledgement, or at the start."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            work(path, kind, moment, write)
        finally:
            os._exit(3)
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as pipe:
        begun, told = time.monotonic(), b""
        for _ in range(draw.randrange(MOST + 1)):
            begun = time.monotonic()
            told += pipe.readline()
        # Anywhere within about the time that one piece of work takes.
        time.sleep(draw.uniform(0, min(time.monotonic() - begun, 0.1) or 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += pipe.read()
    return told.decode().splitlines()


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
    draw = random.Random(seed)
    acknowledged: set[str] = set()
    lost: list[str] = []
    problems: list[str] = []
    unasked = total = 0  # kept, but killed before it could be told
    for moment in range(int(moments)):
        if moment % EACH == 0:
            path = Path(folder) / f"{moment}.db"
            acknowledged = {"first"} if kind == "save" else set()
            with connect(path) as database:
                stock(database)
                save(database, report("first"))
        before = len(acknowledged)
        acknowledged |= set(killed(path, kind, moment, draw))
        found, said = kept(path, kind)
        lost += sorted(acknowledged - found)
        problems += said
        total += len(acknowledged) - before
        unasked += len(found - acknowledged)
        acknowledged |= found
    told = {"acknowledged": total, "lost": lost, "problems": problems, "kept unacknowledged": unasked}
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
