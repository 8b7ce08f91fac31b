"""The engines behind the shelf, and BM25 as a library, on the same units and queries.

Units and queries are those of library_scale.py. Each engine runs in a process of its own: build is processor time from
an existing database (FTS5: the index alone, made again), memory is what the process grew by while answering, found
means that the unit which the query was made from is among the 50 hits, and shared is the share of FTS5's first ten hits
that are among the engine's first twenty. Query times are processor time of one thread.

    python benchmarks/library_engines.py [UNITS ...] [--folder DIR]
"""

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from library_scale import by_words, documents, vocabulary

from verifier import database, library, reading
from verifier.language import lexicons
from verifier.library import store

QUERIES = 300
ENGINES = ("fts5", "tantivy", "bm25s")
Place = tuple[int, int]
Search = Callable[[list[str]], list[Place]]


def stock(path: Path, count: int) -> None:
    """A database of `count` made-up units in documents of 500, and queries with the unit that each was made from."""
    draw = random.Random(count)
    words, weights = vocabulary(draw)
    with database.connect(path) as held:
        held.conn.execute("PRAGMA synchronous = OFF")
        for number, text in enumerate(documents(draw, count, words, weights)):
            document = reading.from_text(text, path=f"{number}.txt")
            capture = store.Capture(f"s{number % 50}", f"{number}.txt", "read", document=document, data=text.encode())
            store.keep(held, capture)
        last = held.execute("SELECT max(id) FROM units").fetchone()[0]
        queries = []
        for _ in range(QUERIES):
            unit = draw.randint(1, last)
            row = held.execute("SELECT document_id, position, text FROM units WHERE id = ?", (unit,)).fetchone()
            queries.append((by_words(draw, row[2], words, weights), (row[0], row[1])))
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.with_suffix(".json").write_text(json.dumps(queries))


def shelf(path: Path, engine: str) -> Search:
    opened = library.open_shelf(database.connect(path), engine=engine)
    return lambda terms: [(hit.reference_id, hit.unit) for hit in opened.search(terms)]


def fts5(path: Path) -> tuple[Search, float]:
    held = database.connect(path)
    start = time.process_time()
    held.execute("INSERT INTO units_fts(units_fts) VALUES ('rebuild')")
    held.conn.commit()
    took = time.process_time() - start
    held.close()
    return shelf(path, "fts5"), took


def tantivy(path: Path) -> tuple[Search, float]:
    start = time.process_time()
    shelf(path, "tantivy")
    return shelf(path, "tantivy"), time.process_time() - start


def bm25s(path: Path) -> tuple[Search, float]:
    """As its documentation has it: tokenise with its own stop words, index, save, open memory-mapped."""
    import bm25s as library_of_scores

    held = database.connect(path, readonly=True)
    rows = held.execute("SELECT document_id, position, text FROM units ORDER BY id").fetchall()
    start = time.process_time()
    stop = list(lexicons.words("stop_words"))
    tokens = library_of_scores.tokenize([row[2] for row in rows], stopwords=stop, show_progress=False)
    made = library_of_scores.BM25(k1=1.2, b=0.75)
    made.index(tokens, show_progress=False)
    made.save(f"{path}.bm25s")
    took = time.process_time() - start
    opened = library_of_scores.BM25.load(f"{path}.bm25s", mmap=True)
    places = [(row[0], row[1]) for row in rows]

    def search(terms: list[str]) -> list[Place]:
        asked = library_of_scores.tokenize([" ".join(terms)], stopwords=stop, show_progress=False, return_ids=False)
        numbers = opened.retrieve(asked, k=min(50, len(places)), show_progress=False, return_as="documents")
        return [places[number] for number in numbers[0]]

    return search, took


def size(path: Path, engine: str) -> float:
    """MB of the index alone."""
    if engine == "fts5":
        with database.connect(path, readonly=True) as held:
            parts = "('units_fts_data', 'units_fts_idx', 'units_fts_docsize', 'units_fts_config')"
            pages = held.execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN {parts}").fetchone()[0]
        return float(pages) / 1e6
    return sum(file.stat().st_size for file in Path(f"{path}.{engine}").rglob("*") if file.is_file()) / 1e6


def resident() -> float:
    """MB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def child(path: Path, engine: str) -> None:
    """Measure one engine and print the figures as JSON."""
    queries = json.loads(path.with_suffix(".json").read_text())
    makers: dict[str, Callable[[Path], tuple[Search, float]]] = {"fts5": fts5, "tantivy": tantivy, "bm25s": bm25s}
    search, build = makers[engine](path)
    times, found, firsts = [], 0, []
    for terms, place in queries:
        start = time.thread_time()
        hits = search(terms)
        times.append(1000 * (time.thread_time() - start))
        found += tuple(place) in hits
        firsts.append(hits[:20])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {"times": sorted(times), "found": found / len(queries), "build": build, "firsts": firsts, "mb": peak}
        )
    )


def reopened(path: Path, engine: str) -> None:
    """Print how many MB a process grows by that only opens the index and answers the queries."""
    before = resident()
    search = shelf(path, engine)
    for terms, _ in json.loads(path.with_suffix(".json").read_text()):
        search(terms)
    print(json.dumps(resident() - before))


def run(path: Path, engine: str, what: str) -> dict[str, object]:
    command = [sys.executable, __file__, "--child", what, engine, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer if isinstance(answer, dict) else {"mb": answer}


def measure(count: int, folder: Path) -> list[str]:
    """The rows of the table for one size."""
    path = folder / f"engines-{count}.db"
    stock(path, count)
    rows, reference = [], None
    for engine in ENGINES:
        got = run(path, engine, "all")
        memory = run(path, engine, "reopened") if engine != "bm25s" else got
        firsts = got["firsts"]
        assert isinstance(firsts, list) and isinstance(got["times"], list)
        reference = reference or firsts
        same = [
            len({*map(tuple, a[:10])} & {*map(tuple, b)}) / max(1, len(a[:10]))
            for a, b in zip(reference, firsts, strict=True)
        ]
        times = got["times"]
        cells = (
            f"{count:,}",
            engine,
            f"{got['build']:.1f} s",
            f"{size(path, engine):.1f} MB",
            f"{statistics.median(times):.2f} ms",
            f"{times[int(0.95 * len(times))]:.2f} ms",
            f"{memory['mb']:.0f} MB" + ("" if engine != "bm25s" else " (whole process)"),
            f"{got['found']:.3f}",
            f"{statistics.mean(same):.3f}",
        )
        rows.append("| " + " | ".join(cells) + " |")
        print(rows[-1], flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", nargs="*", type=int, default=[1_000, 100_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        what, engine, path = chosen.child
        (child if what == "all" else reopened)(Path(path), engine)
        return
    print("| units | engine | build | index | query, median | p95 | memory | found | shared |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        for count in chosen.units:
            measure(count, Path(folder))


if __name__ == "__main__":
    main()
