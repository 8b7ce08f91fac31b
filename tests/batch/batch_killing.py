"""Kills batches at random moments, goes on, and compares: `python batch_killing.py FOLDER ARTICLES KILLS JOBS SEED`.

The main process and its workers are killed with SIGKILL, in turn: the whole command, then a single worker. After each
kill of the main process the same command goes on with --resume. In the end the database is compared, row by row and
apart from times, with one of an undisturbed run. Prints one line of JSON.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from batch_desk import dump, furnish

LONGEST = 900.0
"""Seconds that are waited for the next outcome at most."""


def begun(folder: Path, db: str, jobs: int, *, resume: bool) -> "subprocess.Popen[str]":
    """The command at work on the articles of a folder."""
    words = [sys.executable, "-m", "verifier", str(folder / "articles"), "--offline", "--no-fail", "--jobs", str(jobs)]
    words += ["--config", "config.toml", "--db", db, "--format", "json", *(["--resume"] if resume else [])]
    return subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")


def outcomes(path: Path) -> int:
    """How many articles have an outcome."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM batch_outcomes").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return -1


def planned(path: Path) -> bool:
    """Whether the batch is in the database already, so that it can be gone on with."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return bool(connection.execute("SELECT 1 FROM batches").fetchone())
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def workers(process: "subprocess.Popen[str]") -> list[int]:
    """The worker processes of a command (their command line says that they were spawned)."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "spawn_main" in line]


def reached(process: "subprocess.Popen[str]", path: Path, number: int) -> bool:
    """Wait until so many articles have an outcome. False where the command ended before."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        if outcomes(path) >= number:
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.02)
    raise AssertionError(f"no {number} outcomes within {LONGEST:g} s")


def interrupted(folder: Path, db: str, *, moments: Sequence[int], jobs: int, draw: random.Random | None = None) -> int:
    """A batch killed when so many articles have an outcome (every second time only a worker is), then finished. How
    often something was killed."""
    path = folder / db
    kills = 0
    process = begun(folder, db, jobs, resume=False)
    for turn, moment in enumerate(moments):
        if not reached(process, path, moment):
            break
        if draw:
            time.sleep(draw.uniform(0, 0.3))
        if turn % 2 and (at_work := workers(process)):
            os.kill((draw or random.Random(turn)).choice(at_work), signal.SIGKILL)
            kills += 1
            continue
        process.kill()
        process.communicate()
        kills += 1
        process = begun(folder, db, jobs, resume=planned(path))
    _, errors = process.communicate(timeout=LONGEST)
    if process.returncode != 0:
        raise AssertionError(errors)
    return kills


def main(folder: str, articles: str, kills: str, jobs: str, seed: str) -> None:
    """One undisturbed run, one disturbed, and what differs."""
    draw = random.Random(seed)
    place = furnish(Path(folder).resolve() / f"killing-{seed}", int(articles))
    whole = begun(place, "whole.db", int(jobs), resume=False)
    started = time.monotonic()
    whole.communicate()
    took = time.monotonic() - started
    moments = sorted(draw.randrange(int(articles)) for _ in range(int(kills)))
    done = interrupted(place, "killed.db", moments=moments, jobs=int(jobs), draw=draw)
    one, other = dump(place / "whole.db").splitlines(), dump(place / "killed.db").splitlines()
    told: dict[str, object] = {
        "articles": int(articles),
        "kills": done,
        "rows": len(one),
        "equal": one == other,
        "undisturbed_s": round(took),
    }
    if one != other:
        told["differs"] = [line[:200] for line in sorted(set(one) ^ set(other))[:4]]
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
