"""A billion passages on paper: what a passage and a query cost, measured small, and the arithmetic of growing them.

    python benchmarks/scale.py [--units N] [--passages N] [--write]

Measured at two sizes on made-up sentences (library_scale.py): bytes a passage in SQLite with FTS5, in tantivy, and in
PostgreSQL with a GIN index over tsvector where `initdb` is found; processor time a query. tantivy stands in for
OpenSearch, whose engine (Lucene) has the same layout: blocks of postings with their best score, so that a query skips
what cannot be among the best. Simulated for the large size: postings that the words of a query have, from the same
frequencies of words. Prices are assumptions, at the top of the file.
"""

import argparse
import json
import math
import os
import random
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

import library_engines
from library_scale import STOP, vocabulary

from verifier import database

PAGE = Path(__file__).parent.parent / "docs" / "scale.md"
CORE_HOUR, MEMORY_HOUR, DISK_MONTH = 0.04, 0.005, 0.08
"""Dollars for a core, a GB of memory, a GB of fast disk: round list prices of large clouds. Replace them by yours."""
HOURS = 730
COPIES = 2
SHARD_GB = 40
"""Size of a shard that still moves and merges in good time; OpenSearch advises 10 to 50 GB."""
WORDS_IN_UNIT = 24
POSTINGS_A_SECOND = 5e7
"""Postings with a score that one core works through; FTS5 ranks 5e5 a second, Lucene and tantivy skip most."""
RANKED_A_SECOND = 1e5
"""Rows that PostgreSQL reads and ranks a second and core where they are in memory, rounded up from the measurement."""
MILLION_MS, GROWTH = 2.4, 0.53
"""tantivy's median query at a million units, and the power with which it grew from 100,000 to a million
(library_engines.py; docs/scale.md): small sizes are too quick to tell."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine at one size: passages, bytes of text and index together, the median query in ms."""

    engine: str
    passages: int
    size: float
    query: float


def local(passages: int, folder: Path) -> list[Measured]:
    """SQLite with FTS5, and tantivy with SQLite for the text."""
    path = folder / f"scale-{passages}.db"
    library_engines.stock(path, passages)
    with database.connect(path, readonly=True) as held:
        count = held.execute("SELECT count(*) FROM units").fetchone()[0]
        parts = "('units_fts_data', 'units_fts_idx', 'units_fts_docsize', 'units_fts_config')"
        index = held.execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {parts}").fetchone()[0]
        whole = held.execute("SELECT sum(pgsize) FROM dbstat").fetchone()[0]
    found = [Measured("SQLite, FTS5", count, whole, median(path, "fts5"))]
    query = median(path, "tantivy")
    size = sum(file.stat().st_size for file in Path(f"{path}.tantivy").rglob("*") if file.is_file())
    found.append(Measured("SQLite, tantivy beside it", count, whole - index + size, query))
    return [*found, *postgres(path, count, folder)]


def median(path: Path, engine: str) -> float:
    """Processor time of a query in ms."""
    search = library_engines.shelf(path, engine)
    times = []
    for terms, _ in json.loads(path.with_suffix(".json").read_text()):
        start = time.thread_time()
        search(terms)
        times.append(1000 * (time.thread_time() - start))
    return statistics.median(times)


def postgres(path: Path, count: int, folder: Path) -> list[Measured]:
    """PostgreSQL in a folder of its own, on a socket there; nothing where it is not installed."""
    tools = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
        Path(found) for found in [which("initdb")] if found
    ]
    if not tools:
        return []
    tool = tools[-1].parent
    user = "postgres" if os.geteuid() == 0 else None
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if user:
        subprocess.run(["chown", user, str(home)], check=True)
    data, dump = home / "data", folder / "units.tsv"

    def run(*command: str, given: str | None = None) -> str:
        done = subprocess.run(command, user=user, cwd=home, input=given, capture_output=True, text=True, check=True)
        return done.stdout

    def sql(text: str) -> str:
        return run(str(tool / "psql"), "-h", str(home), "-d", "postgres", "-AtX", "-v", "ON_ERROR_STOP=1", given=text)

    run(str(tool / "initdb"), "-D", str(data), "-A", "trust", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off -c shared_buffers=512MB"
    run(str(tool / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(home / "log"), "-w", "start")
    try:
        with database.connect(path, readonly=True) as held, dump.open("w", encoding="utf-8") as file:
            file.writelines(
                f"{row[0]}\t{row[1]}\t{row[2]}\t{row[3]}\n"
                for row in held.execute("SELECT id, document_id, position, text FROM units ORDER BY id")
            )
        sql("CREATE TABLE units (id bigint PRIMARY KEY, document_id int, position int, text text);")
        sql(f"COPY units FROM STDIN;\n{dump.read_text(encoding='utf-8')}\\.\n")
        sql("ALTER TABLE units ADD words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED;")
        sql("CREATE INDEX units_words ON units USING gin (words);\nVACUUM (FULL, ANALYZE) units;")
        size = float(sql("SELECT pg_total_relation_size('units');"))
        asked = []
        for terms, _ in json.loads(path.with_suffix(".json").read_text())[:60]:
            words = " | ".join(word for word in terms if word.isalpha() and word not in STOP)
            asked.append(
                "EXPLAIN (ANALYZE, TIMING OFF) SELECT id FROM units, to_tsquery('english', '" + words + "') q"
                " WHERE words @@ q ORDER BY ts_rank_cd(words, q) DESC LIMIT 50;"
            )
        told = sql("SET max_parallel_workers_per_gather = 0;\n" + "\n".join(asked))
        times = [float(found) for found in re.findall(r"Execution Time: ([\d.]+) ms", told)]
        return [Measured("PostgreSQL, GIN over tsvector", count, size, statistics.median(times))]
    finally:
        run(str(tool / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        subprocess.run(["rm", "-rf", str(home)], check=True)


def postings(passages: int) -> dict[str, list[float]]:
    """Postings of the words of 500 queries in a library of so many passages: of all words, of all but stop words, and
    of the three rarest."""
    draw = random.Random(9)
    words, weights = vocabulary(draw)
    frequencies = [1 / rank / weights[-1] for rank in range(1, len(words) + 1)]
    found: dict[str, list[float]] = {"all words": [], "without stop words": [], "the three rarest": []}
    for _ in range(500):
        ranks = draw.choices(range(len(words)), cum_weights=weights, k=8)
        held = {rank: passages * (1 - (1 - frequencies[rank]) ** WORDS_IN_UNIT) for rank in ranks}
        telling = sorted(count for rank, count in held.items() if words[rank] not in STOP)
        found["all words"].append(sum(held.values()))
        found["without stop words"].append(sum(telling))
        found["the three rarest"].append(sum(telling[:3]))
    return {name: sorted(counts) for name, counts in found.items()}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in (head, ["---"] * len(head), *rows))


def measured_table(found: Sequence[Measured]) -> str:
    rows = [
        [one.engine, f"{one.passages:,}", f"{one.size / one.passages:,.0f}", f"{one.query:.2f} ms"] for one in found
    ]
    return table(("engine", "passages", "bytes a passage, text and index", "query, median"), rows)


def postings_table(passages: int) -> str:
    rows = []
    for name, counts in postings(passages).items():
        middle, slow = statistics.median(counts), counts[int(0.95 * len(counts))]
        rows.append(
            [
                name,
                f"{middle:,.0f}",
                f"{slow:,.0f}",
                f"{middle / POSTINGS_A_SECOND:,.1f} s",
                f"{middle / RANKED_A_SECOND:,.0f} s",
            ]
        )
    head = ("postings of", "median query", "p95", "one core reading them all", "one core of PostgreSQL ranking them")
    return table(head, rows)


def bill(passages: int, found: Sequence[Measured]) -> str:
    """Disk, memory, cores and price of holding so many passages."""
    latest = {one.engine: one for one in found}
    rows = []
    telling = statistics.median(postings(passages)["without stop words"])
    for name, engine in (("OpenSearch", "SQLite, tantivy beside it"), ("PostgreSQL", "PostgreSQL, GIN over tsvector")):
        if engine not in latest:
            continue
        last = latest[engine]
        disk = COPIES * passages * last.size / last.passages / 1e9
        shards = math.ceil(disk / COPIES / SHARD_GB)
        memory = 0.25 * disk
        if name == "OpenSearch":
            each = MILLION_MS * (passages / shards / 1e6) ** GROWTH / 1000
            core_seconds = shards * each
        else:
            core_seconds = telling / RANKED_A_SECOND
            each = core_seconds / shards
        cores = max(2 * shards, math.ceil(10 * core_seconds))
        price = cores * CORE_HOUR * HOURS + memory * MEMORY_HOUR * HOURS + disk * DISK_MONTH
        rows.append(
            [
                name,
                f"{disk / 1000:.1f} TB",
                f"{shards}",
                f"{memory:,.0f} GB",
                f"{1000 * each:,.0f} ms",
                f"{core_seconds:,.1f} s",
                f"{cores:,}",
                f"${price:,.0f}",
            ]
        )
    head = (
        "held in",
        f"disk, {COPIES} copies",
        f"shards of {SHARD_GB} GB",
        "memory, a quarter of the disk",
        "query, one shard after growth",
        "processor a query",
        "cores for 10 queries a second",
        "a month",
    )
    return table(head, rows)


def write(name: str, text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(rf"(<!-- measured: {name} -->\n).*?(<!-- /measured -->)", re.DOTALL)
    PAGE.write_text(pattern.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--passages", type=int, default=1_000_000_000)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = [one for units in options.units for one in local(units, Path(folder))]
    found.sort(key=lambda one: (one.engine, one.passages))
    for name, text in (
        ("engines", measured_table(found)),
        ("postings", postings_table(options.passages)),
        ("bill", bill(options.passages, found)),
    ):
        print(text + "\n", flush=True)
        if options.write:
            write(name, text)


if __name__ == "__main__":
    main()
