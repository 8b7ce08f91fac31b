"""The same batch here and on a cluster, and what differs between the two databases, row by row, apart from times.

    python benchmarks/batch_cluster.py cases FOLDER            every folder with article.txt and config.toml is a batch
    python benchmarks/batch_cluster.py made FOLDER [ARTICLES] [DOCUMENTS]      one batch of made-up news, as a command

The cluster is one of two processes on this machine (`--cluster local:2`). The extra [dask] must be installed. Prints a
line of JSON for each batch.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "batch"))

from batch_desk import dump  # noqa: E402
from performance_news import write_articles, write_library  # noqa: E402

CLUSTER = "local:2"
SENTENCES = 4


def told(name: str, folder: Path, seconds: tuple[float, float], **more: object) -> bool:
    """Print how here.db and there.db of a folder compare, and give whether they are equal."""
    here, there = (dump(folder / f"{which}.db").splitlines() for which in ("here", "there"))
    line: dict[str, object] = {"batch": name, **more, "rows": len(here), "equal": here == there}
    line |= {"here_s": round(seconds[0], 1), "there_s": round(seconds[1], 1)}
    if here != there:
        line["differs"] = [row[:200] for row in sorted(set(here) ^ set(there))[:4]]
    print(json.dumps(line), flush=True)
    return bool(here == there)


def cases(folder: Path) -> bool:
    """Each case as a batch of one article, all on one cluster."""
    from verifier.batch import cluster
    from verifier.batch.inputs import Given
    from verifier.batch.running import Engine, Order, run

    def once(case: Path, database: Path, engine: Engine | None) -> float:
        begun = time.perf_counter()
        order = Order(config=case / "config.toml", db=database, offline=True)
        run(Given((str(case / "article.txt"),)), order, progress=lambda *_: None, engine=engine)
        return time.perf_counter() - begun

    equal = []
    with cluster.connected(CLUSTER) as client:
        for case in sorted(path.parent for path in folder.glob("*/article.txt")):
            with tempfile.TemporaryDirectory() as scratch:
                place = Path(scratch)
                here = once(case, place / "here.db", None)
                there = once(case, place / "there.db", lambda setting, tasks: cluster.outcomes(client, setting, tasks))
                equal.append(told(case.name, place, (here, there)))
    print(json.dumps({"batches": len(equal), "equal": sum(equal)}))
    return all(equal)


def made(folder: Path, articles: int, documents: int) -> bool:
    """One batch of made-up news, by the command line."""
    publishers = write_library(folder, documents=documents, sentences=12, sources=8)
    write_articles(folder / "articles", publishers, count=articles, sentences=SENTENCES)

    def once(*how: str) -> float:
        words = [sys.executable, "-m", "verifier", "articles", "--offline", "--no-fail", "--format", "json", *how]
        begun = time.perf_counter()
        done = subprocess.run(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise SystemExit(done.stderr.decode()[-2000:])
        return time.perf_counter() - begun

    here = once("--db", "here.db", "--jobs", "2")
    there = once("--db", "there.db", "--cluster", CLUSTER)
    return told("made", folder, (here, there), articles=articles, documents=documents)


if __name__ == "__main__":
    what, where, *numbers = sys.argv[1:]
    if what == "cases":
        same = cases(Path(where))
    else:
        Path(where).mkdir(parents=True)
        same = made(Path(where), *[*map(int, numbers), 2000, 40][:2])
    raise SystemExit(0 if same else 1)
