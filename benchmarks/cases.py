"""Verify every case of a folder and write one JSON report a case, for a scorer to read.

    python benchmarks/cases.py CASES_DIR OUT_DIR [--api]

Each case is a folder with article.txt, config.toml and its sources. By default the command itself runs, once a case and
in a fresh database, as a user would run it; --api calls the same code inside this process, which is faster.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def by_command(case: Path, database: Path) -> str:
    command = [sys.executable, "-m", "verifier", "--config", str(case / "config.toml"), "--db", str(database)]
    command += ["--offline", "--no-fail", "--format", "json", str(case / "article.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{case.name}: exit {done.returncode}: {done.stderr.strip()}", file=sys.stderr)
    return done.stdout


def by_api(case: Path, database: Path) -> str:
    from verifier import desk
    from verifier.report import render

    report = desk.check(str(case / "article.txt"), config=case / "config.toml", db=database, offline=True)
    return render(report, "json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--api", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    folders = sorted(path.parent for path in options.cases.rglob("gold.json"))
    for case in folders:
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as scratch:
            report = (by_api if options.api else by_command)(case, Path(scratch) / "cases.db")
        (options.out / f"{case.name}.json").write_text(report, encoding="utf-8")
        print(f"{case.name}: {time.perf_counter() - started:.2f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
