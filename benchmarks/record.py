"""What the record costs: seconds to save, load, list and audit, and bytes a run, as the file grows.

    python benchmarks/record.py [RUNS] [DOCUMENTS]

Runs on reports of 30 claims each with two passages and four comparisons a passage, saved one by one; each lists so many
documents. The last line is for runs as a batch records them, which makes the list of documents once: processor time of
the worker that makes a run ready, and of the one writer, 16 runs in a transaction.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from sqlite_utils import Database

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "record"))

from record_samples import report, stock  # noqa: E402

from verifier.batch.recording import MOST  # noqa: E402
from verifier.database import connect, writing  # noqa: E402
from verifier.model import CheckedClaim, Coverage, DocumentLine, Report  # noqa: E402
from verifier.record import audit, listing, load, prepare, runs, save, write  # noqa: E402

CLAIMS = 30


def large(run_id: str, lines: tuple[DocumentLine, ...]) -> Report:
    """A report of the size that an article of 500 words gives, over the documents listed."""
    made = report(run_id)
    first = made.claims[0]
    passages = tuple(replace(p, comparisons=p.comparisons * 4) for p in first.verdict.evidence * 2)
    verdict = replace(first.verdict, evidence=passages, considered=first.verdict.considered * 5)
    claims = tuple(CheckedClaim(replace(first.claim, id=n), verdict) for n in range(1, CLAIMS + 1))
    run = replace(made.run, coverage=Coverage(CLAIMS, CLAIMS, 0, 0))
    return replace(made, claims=claims, run=run, documents=lines or made.documents)


def listed(database: Database, documents: int) -> tuple[DocumentLine, ...]:
    """So many documents put into a library, as a run lists them."""
    texts = tuple(f"Statement {number} of the port\nNo ship waited.\n" for number in range(documents))
    lines = []
    for number in stock(database, texts):
        row = database.table("documents").get(number)
        lines.append(DocumentLine(number, row["source_id"], row["path"], "read", row["title"], row["sha256"]))
    return tuple(replace(line, published=date(2025, 3, 4), characters=2000) for line in lines)


def bytes_of(database: Database) -> int:
    """Bytes of the file."""
    sizes = database.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    return int(sizes.fetchone()[0])


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(number: int, documents: int) -> None:
    """Prints one line for each tenfold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verifier.db"
        with connect(path) as database:
            stock(database)
            lines = listed(database, documents)
            before = bytes_of(database)
            print("   runs  save ms  load ms  list ms  audit ms a run  KB a run")
            step, saves = 10, []
            for each in range(1, number + 1):
                made = large(f"run-{each:06}", lines)
                saves.append(timed(lambda made=made: save(database, made)))  # type: ignore[misc]
                if each in (step, number):
                    loads = [timed(lambda: load(database)) for _ in range(5)]
                    figures = (
                        median(saves[-100:]) * 1000,
                        median(loads) * 1000,
                        timed(lambda: runs(database)) * 1000,
                        timed(lambda: audit(database)) * 1000 / each,
                    )
                    kilobytes = (bytes_of(database) - before) / each / 1024
                    told = "  ".join(f"{value:{width}.1f}" for value, width in zip(figures, (7, 7, 7, 14), strict=True))
                    print(f"{each:7}  {told}  {kilobytes:8.0f}")
                    step *= 10
            shared = listing(lines) if lines else listing(large("run", lines).documents)
            more = [large(f"more-{each:06}", lines) for each in range(64)]
            begun = time.process_time()
            ready = [prepare(made, shared).without_list() for made in more]
            between = time.process_time()
            for start in range(0, len(ready), MOST):
                with writing(database):
                    for run in ready[start : start + MOST]:
                        write(database, run.with_list(shared))
            ended = time.process_time()
            parts = [(end - start) / len(more) * 1000 for start, end in ((begun, between), (between, ended))]
            print(f"in a batch: ready {parts[0]:.1f} ms, written {parts[1]:.1f} ms of processor time a run")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 1000, given[1] if len(given) > 1 else 0)
