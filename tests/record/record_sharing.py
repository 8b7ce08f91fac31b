"""Several programs at one file: `python record_sharing.py FOLDER WRITERS RUNS`.

The writers save runs while one person reviews. Prints one line of JSON: how many runs and decisions were kept, what
the audit says, seconds, and the longest wait.
"""

import json
import os
import sys
import time
from pathlib import Path

from record_samples import report, stock

from verifier.database import connect
from verifier.record import Decision, audit, decide, load, runs, save


def write(path: Path, writer: int, number: int) -> float:
    """Saves runs; the longest that one took, in seconds."""
    longest = 0.0
    for each in range(number):
        # A connection for each run, as separate programs have.
        with connect(path) as database:
            begun = time.perf_counter()
            save(database, report(f"{writer}-{each}"))
            longest = max(longest, time.perf_counter() - begun)
    return longest


def review(path: Path, number: int) -> float:
    """Decides again and again on the first run, and reads the newest one between."""
    longest = 0.0
    with connect(path) as database:
        for each in range(number):
            begun = time.perf_counter()
            decision = Decision(1 + each % 4, "supported", f"note {each}", "ana")
            decide(database, "first", decision, at="2025-03-05T10:00:00Z")
            longest = max(longest, time.perf_counter() - begun)
            load(database)
    return longest


def main(folder: str, writers: str, number: str) -> None:
    """Starts all at once and waits for all."""
    path = Path(folder) / "verifier.db"
    with connect(path) as database:
        stock(database)
        save(database, report("first"))
    begun = time.perf_counter()
    read, tell = os.pipe()
    children = []
    for writer in range(int(writers) + 1):
        child = os.fork()
        if child == 0:
            status = 3
            try:
                last = writer == int(writers)
                longest = review(path, int(number)) if last else write(path, writer, int(number))
                os.write(tell, f"{longest}\n".encode())
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    os.close(tell)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    with os.fdopen(read) as pipe:
        waits = [float(line) for line in pipe]
    seconds = time.perf_counter() - begun
    with connect(path) as database:
        told = {
            "runs": len(runs(database)),
            "decisions": database["reviews"].count,
            "failed": failed,
            "problems": [f"{problem.where}: {problem.what}" for problem in audit(database)],
            "seconds": round(seconds, 2),
            "longest wait": round(max(waits, default=0.0), 3),
        }
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
