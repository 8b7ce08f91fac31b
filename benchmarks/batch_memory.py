"""What a batch takes in memory as it goes on, process by process.

    python benchmarks/batch_memory.py [ARTICLES] [DOCUMENTS]

Runs `verify articles --jobs 2` over made-up news of four sentences each and prints, whenever another tenth of the
articles has an outcome, the megabytes of each process: first the command, which writes, then its workers. `private` is
what a process alone holds (RssAnon), `share` its share of all (Pss, where shared pages are divided), `all` the sum of
shares. Linux only. The last line says by how much each grew per 1,000 articles after the first tenth.
"""

import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from performance_news import write_articles, write_library

SENTENCES = 4


def children(number: int) -> list[int]:
    """The worker processes of a command, in the order in which they were started."""
    found = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii").split()
    return [int(child) for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def megabytes(number: int, file: str, field: str) -> float:
    """A field of a file in /proc, in MB. OSError where the process has ended."""
    for line in Path(f"/proc/{number}/{file}").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    raise ProcessLookupError(number)


def outcomes(path: Path) -> int:
    """How many articles have an outcome."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM batch_outcomes").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return 0


def main(articles: int, documents: int) -> None:
    """Prints a line for each tenth, then the growth."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        publishers = write_library(folder, documents=documents, sentences=12, sources=8)
        write_articles(folder / "articles", publishers, count=articles, sentences=SENTENCES)
        words = [sys.executable, "-m", "verifier", "articles", "--offline", "--no-fail", "--jobs", "2"]
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL)
        seen: list[tuple[int, list[float]]] = []
        due = 1
        while process.poll() is None:
            time.sleep(0.2)
            done = outcomes(folder / "verifier.db")
            if done < due:
                continue
            try:
                numbers = [process.pid, *children(process.pid)]
                private = [megabytes(number, "status", "RssAnon") for number in numbers]
                share = [megabytes(number, "smaps_rollup", "Pss") for number in numbers]
            except OSError:
                continue
            if len(numbers) < 3:  # before the workers are there, and after
                continue
            seen.append((done, private))
            due = done + articles // 10
            parts = "  ".join(f"{one:5.0f} ({other:4.0f})" for one, other in zip(private, share, strict=True))
            print(f"{done:6} articles  private (share): {parts}  all {sum(share):5.0f} MB", flush=True)
        if len(seen) > 1:
            (first, before), (last, after) = seen[0], seen[-1]
            grown = [(new - old) / (last - first) * 1000 for old, new in zip(before, after, strict=False)]
            print(f"MB more per 1,000 articles from {first} to {last}:", "  ".join(f"{each:.1f}" for each in grown))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 1000, given[1] if len(given) > 1 else 40)
