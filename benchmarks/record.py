"""What the record costs: seconds to save, load, list and audit, and bytes a run, as the file grows.

    python benchmarks/record.py [RUNS]

Runs on reports of 30 claims each with two passages and four comparisons a passage, saved one by one as a batch does.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "record"))

from record_samples import report, stock  # noqa: E402

from verifier.database import connect  # noqa: E402
from verifier.model import CheckedClaim, Coverage, Report  # noqa: E402
from verifier.record import audit, load, runs, save  # noqa: E402

CLAIMS = 30


def large(run_id: str) -> Report:
    """A report of the size that an article of 500 words gives."""
    made = report(run_id)
    first = made.claims[0]
    passages = tuple(replace(p, comparisons=p.comparisons * 4) for p in first.verdict.evidence * 2)
    verdict = replace(first.verdict, evidence=passages, considered=first.verdict.considered * 5)
    claims = tuple(CheckedClaim(replace(first.claim, id=n), verdict) for n in range(1, CLAIMS + 1))
    return replace(made, claims=claims, run=replace(made.run, coverage=Coverage(CLAIMS, CLAIMS, 0, 0)))


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main(number: int) -> None:
    """Prints one line for each tenfold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verifier.db"
        with connect(path) as database:
            stock(database)
            print("   runs  save ms  load ms  list ms  audit ms a run  KB a run")
            step, saves = 10, []
            for each in range(1, number + 1):
                made = large(f"run-{each:06}")
                saves.append(timed(lambda made=made: save(database, made)))  # type: ignore[misc]
                if each in (step, number):
                    loads = [timed(lambda: load(database)) for _ in range(5)]
                    figures = (
                        median(saves[-100:]) * 1000,
                        median(loads) * 1000,
                        timed(lambda: runs(database)) * 1000,
                        timed(lambda: audit(database)) * 1000 / each,
                    )
                    size = database.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                    kilobytes = size.fetchone()[0] / each / 1024
                    told = "  ".join(f"{value:{width}.1f}" for value, width in zip(figures, (7, 7, 7, 14), strict=True))
                    print(f"{each:7}  {told}  {kilobytes:8.0f}")
                    step *= 10


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
