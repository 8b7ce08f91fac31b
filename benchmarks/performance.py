"""Time and memory of the whole program, printed into docs/performance.md.

    python benchmarks/performance.py [--quick] [--write] [--peers PYTHON] [--news FILE ...] [--only SECTION ...]

Everything is measured in one run on made-up news (performance_news.py); the batch also on news that was printed, where
--news names files of it: JSON lines, each with a "text" or a "document", the articles in the first file. --write fills
the tables of the page, which are only printed without it. --quick takes small samples, for a look while something else
runs. --peers is a Python that has textacy with the small English pipeline, proofpath and citefact installed; without it
their rows say "not installed".
"""

import argparse
import json
import os
import platform
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from performance_news import Publisher, article, write_articles, write_library, write_printed

HERE = Path(__file__).parent
PAGE = HERE.parent / "docs" / "performance.md"
BLOCK = r"(<!-- measured: {name} -->\n).*?(<!-- /measured -->)"
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WORDS_500 = 25
"""Sentences of an article of 500 words."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    repeats: int
    documents: int
    articles: int
    lengths: tuple[int, ...]
    passages: tuple[int, ...]
    units: tuple[int, ...]
    checks: int


FULL = Scale(5, 1_000, 400, (1, 10, 100, 1_000), (100, 1_000, 10_000, 100_000), (1_000, 100_000), 200)
QUICK = Scale(2, 50, 4, (1, 10, 30), (100, 1_000), (1_000,), 10)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}"


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended: seconds by the clock, processor seconds, and the most MB its processes held together."""

    wall: float
    cpu: float
    mb: float
    output: str


def ran(command: Sequence[str], *, cores: int = 1, watch: bool = False) -> Ran:
    """Run a command to its end. `watch` adds up the memory of the process and all below it, ten times a second."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, **(ONE_CORE if cores == 1 else {})}
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        most = [0.0]
        if watch:
            threading.Thread(target=follow, args=(process.pid, most), daemon=True).start()
        output, complaint = process.communicate()
    wall = time.perf_counter() - start
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: exit {process.returncode}: {complaint.strip()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(wall, cpu, most[0], output)


def follow(root: int, most: list[float]) -> None:
    """The largest sum of proportional set sizes seen of a process and its descendants, in MB, until it ends."""
    while Path(f"/proc/{root}").exists():
        total = 0.0
        family = [root]
        for pid in family:
            try:
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
                family.extend(int(child) for child in children)
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            except OSError:
                continue
            found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
            total += int(found[1]) / 1024 if found else 0
        most[0] = max(most[0], total)
        time.sleep(0.1)


class Bench:
    """A folder of made-up news and what is measured on it. Each method is a section: its table as text."""

    def __init__(self, folder: Path, scale: Scale, peers: str, news: Sequence[Path]) -> None:
        self.folder = folder
        self.scale = scale
        self.peers = peers
        self.news = news
        self.home = folder / "home"
        self.home.mkdir()
        self.publishers = write_library(self.home, documents=scale.documents, sentences=30, sources=20)
        write_articles(self.home / "articles", self.publishers, count=scale.articles, sentences=WORDS_500)
        self.verify = [sys.executable, "-m", "verifier"]
        self.place = ["--config", str(self.home / "config.toml"), "--db", str(self.home / "verifier.db"), "--offline"]
        first = str(self.home / "articles" / "000000.txt")
        self.filled = ran([*self.verify, first, *self.place, "--no-fail", "--format", "json"])

    def machine(self) -> str:
        model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
        name = model[1] if model else platform.processor()
        load = os.getloadavg()[0]
        return (
            f"Measured on {datetime.now(UTC):%Y-%m-%d} with `{' '.join(['python', *sys.argv[:1]])}`: Python "
            f"{platform.python_version()}, {os.cpu_count()} cores of {name}, load {load:.1f} before it began"
            f"{'' if self.scale is FULL else '; a quick look with small samples, on a machine that was not idle'}."
        )

    def start(self) -> str:
        """Processor seconds of one command, the median of several."""
        one = str(self.home / "articles" / "000000.txt")
        check = [*self.verify, one, *self.place, "--no-fail", "--format", "json"]
        commands = [
            ("`python -c pass`", [sys.executable, "-c", "pass"], ""),
            ("`verify --version`", [*self.verify, "--version"], "0.25"),
            (f"`verify ARTICLE`, 500 words, {self.scale.documents:,} documents held", check, "1.5"),
            ("`verify report`, the same", [*self.verify, "report", *self.place[:4], "--no-fail"], ""),
        ]
        rows = []
        for name, command, aim in commands:
            runs = [ran(command) for _ in range(self.scale.repeats)]
            cpu, wall = (statistics.median(getattr(run, what) for run in runs) for what in ("cpu", "wall"))
            rows.append([name, f"{cpu:.2f} s", f"{wall:.2f} s", f"{aim} s" if aim else ""])
        rows.append(
            [
                f"the first time, {self.scale.documents:,} files read",
                f"{self.filled.cpu:.2f} s",
                f"{self.filled.wall:.2f} s",
                "",
            ]
        )
        return table(("command", "processor", "clock", "floor"), rows)

    def batch(self) -> str:
        """Articles a second by the clock, with one and two processes."""
        rows = self._batches("made up", self.home)
        if self.news:
            home = self.folder / "printed"
            write_printed(home, self.news, documents=self.scale.documents, articles=self.scale.articles, sources=20)
            rows += self._batches("printed", home)
        head = (
            "news",
            "processes",
            "articles a second",
            "words a second",
            "against one",
            "processor an article",
            "most memory, all together",
        )
        return table(head, rows)

    def _batches(self, name: str, home: Path) -> list[list[str]]:
        rows: list[list[str]] = []
        base = 0.0
        articles = sorted((home / "articles").iterdir())
        words = sum(len(file.read_text(encoding="utf-8").split()) for file in articles)
        for jobs in (1, 2):
            place = ["--config", str(home / "config.toml"), "--db", str(home / f"batch{jobs}.db"), "--offline"]
            ran([*self.verify, str(articles[0]), *place, "--no-fail", "--format", "json"])
            command = [*self.verify, str(home / "articles"), *place, "--no-fail", "--jobs", str(jobs)]
            done = ran(command, watch=True)
            rate = len(articles) / done.wall
            base = base or rate
            rows.append(
                [
                    name,
                    str(jobs),
                    f"{rate:.2f}",
                    f"{words / done.wall:,.0f}",
                    ratio(rate, base),
                    f"{done.cpu / len(articles):.2f} s",
                    f"{done.mb:.0f} MB",
                ]
            )
        return rows

    def stages(self) -> str:
        """Where the processor time of a batch goes, from one process over the articles."""
        from verifier import config, database, library, pipeline, reading, record
        from verifier.report import render

        spent: dict[str, float] = {}

        def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(*given: Any, **named: Any) -> Any:
                begun = time.process_time()
                try:
                    return work(*given, **named)
                finally:
                    spent[name] = spent.get(name, 0.0) + time.process_time() - begun

            return wrapped

        from verifier import desk

        names = {
            "reading the frame (title, date, language)": (pipeline, "read_frame"),
            "who says what (tagger, chains, sources)": (pipeline, "read_discourse"),
            "cutting claims": (pipeline, "find_claims"),
            "checking: passages, comparisons, verdict": (pipeline, "check"),
            "looking at the documents again": (library, "sync"),
            "opening the shelf": (library, "open_shelf"),
            "recording": (record, "save"),
            "earlier reviews": (record, "with_reviews"),
            "opening and closing the file": (database, "connect"),
            "configuration": (config, "load"),
            "reading the article": (reading, "read"),
        }
        kept = {name: getattr(*where) for name, where in names.items()}
        files = sorted((self.home / "articles").iterdir())[: max(4, self.scale.articles // 10)]
        whole = 0.0
        try:
            for name, (room, what) in names.items():
                setattr(room, what, timed(name, kept[name]))
            json_of = timed("the report as JSON", render)
            for number, file in enumerate(files):
                begun = time.process_time()
                report = desk.check(
                    str(file), config=self.home / "config.toml", db=self.home / "verifier.db", offline=True
                )
                json_of(report, "json")
                if number == 0:  # loads the models
                    spent.clear()
                    continue
                whole += time.process_time() - begun
        finally:
            for name, (room, what) in names.items():
                setattr(room, what, kept[name])
        count = len(files) - 1
        spent["everything else"] = whole - sum(spent.values())
        rows = [
            [name, f"{1000 * seconds / count:.1f} ms", f"{100 * seconds / whole:.1f}%"]
            for name, seconds in sorted(spent.items(), key=lambda item: -item[1])
        ]
        rows.append(["one article of 500 words", f"{1000 * whole / count:.0f} ms", "100%"])
        return table(("stage", "processor", "share"), rows)

    def length(self) -> str:
        """Processor time by the length of the article."""
        draw = random.Random(3)
        check = opened(self.home)
        check(article(draw, self.publishers, WORDS_500))
        rows = []
        base = 0.0
        for sentences in self.scale.lengths:
            times = []
            for _ in range(1 if sentences >= 500 else 3):
                text = article(draw, self.publishers, sentences)
                times.append(spent_on(lambda text=text: check(text)))  # type: ignore[misc]
            each = statistics.median(times) / sentences
            if sentences >= 10:
                base = base or each
            rows.append(
                [
                    f"{sentences:,}",
                    f"{statistics.median(times):.2f} s",
                    f"{1000 * each:.0f} ms",
                    ratio(each, base) if base else "",
                ]
            )
        return table(("sentences", "processor", "a sentence", "against 10 sentences"), rows)

    def library(self) -> str:
        """Processor time of an article by the size of the library."""
        rows = []
        base = 0.0
        for passages in self.scale.passages:
            home = self.folder / f"library-{passages}"
            home.mkdir()
            sentences = 10 if passages < 1_000 else 30
            publishers = write_library(home, documents=passages // sentences, sentences=sentences, sources=10)
            filled, _ = opening(home)
            again, check = opening(home)
            draw = random.Random(passages)
            each_article(check, draw, publishers)
            times = [each_article(check, draw, publishers) for _ in range(self.scale.repeats)]
            middle = statistics.median(times)
            base = base or middle
            size = (home / "verifier.db").stat().st_size / 1e6
            rows.append(
                [
                    f"{passages:,}",
                    f"{passages // sentences:,}",
                    f"{filled:.1f} s",
                    f"{size:.0f} MB",
                    f"{again:.2f} s",
                    f"{1000 * middle:.0f} ms",
                    ratio(middle, base),
                ]
            )
        head = (
            "passages",
            "documents",
            "read the first time",
            "database",
            "looked at again",
            "one article after that",
            "against the smallest",
        )
        return table(head, rows)

    def parts(self) -> str:
        """Finding speech and checking a claim, beside what a user would pick instead."""
        draw = random.Random(5)
        articles = [article(draw, self.publishers, WORDS_500) for _ in range(max(4, self.scale.checks // 10))]
        clauses = [draw.choice(publisher.facts) for publisher in self.publishers for _ in range(4)]
        texts = [
            ". ".join(draw.sample(publisher.facts, min(30, len(publisher.facts)))) + "."
            for publisher in self.publishers
        ]
        pairs = [[clause, [draw.choice(texts)]] for clause in draw.choices(clauses, k=self.scale.checks)]
        rows = []
        for title, inputs, names in (
            ("who said what, an article of 500 words", articles, ("verifier speech", "textacy speech")),
            ("a claim against a text of 30 sentences", pairs, ("verifier check", "proofpath check", "citefact check")),
        ):
            file = self.folder / "inputs.json"
            file.write_text(json.dumps(inputs), encoding="utf-8")
            base = 0.0
            for name in names:
                python = sys.executable if name.startswith("verifier") else self.peers
                command = [python, str(HERE / "performance_peers.py"), name, str(file)]
                got = json.loads(ran(command).output.splitlines()[-1])
                if "missing" in got:
                    rows.append([title, PART[name], "not installed", "", "", ""])
                    continue
                each = got["seconds"] / got["inputs"]
                base = base or each
                rows.append(
                    [
                        title,
                        PART[name],
                        f"{got['start']:.2f} s",
                        f"{1000 * each:.2f} ms",
                        ratio(each, base),
                        f"{got['found'] / got['inputs']:.2f}",
                    ]
                )
        return table(("work", "by", "ready after", "processor each", "against ours", "found each"), rows)

    def engines(self) -> str:
        """The passage index: FTS5, tantivy, bm25s."""
        import library_engines

        head = ("units", "engine", "build", "index", "query, median", "p95", "memory", "found", "shared with FTS5")
        rows = []
        for units in self.scale.units:
            rows += library_engines.measure(units, self.folder)
        return table(head, []) + "\n" + "\n".join(rows)


PART = {
    "verifier speech": "`verifier.find_attributions`: direct, indirect and mixed speech, sources resolved",
    "textacy speech": "textacy 0.13 `direct_quotations` on spaCy's small pipeline: direct speech alone",
    "verifier check": "`verifier.check_claim`: all kinds of facts, verdict and evidence",
    "proofpath check": "proofpath 0.4 `numerics.check`: numbers alone",
    "citefact check": "citefact 0.3's quote check: near-verbatim words alone",
}
SECTIONS = ("machine", "start", "batch", "stages", "length", "library", "parts", "engines")


def spent_on(work: Callable[[], object]) -> float:
    """Processor seconds of a call, all threads."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def each_article(check: Callable[[str], object], draw: random.Random, publishers: Sequence[Publisher]) -> float:
    """Processor seconds of one more article of 500 words."""
    text = article(draw, publishers, WORDS_500)
    return spent_on(lambda: check(text))


def opening(home: Path) -> tuple[float, Callable[[str], object]]:
    """Processor seconds of opening a library, and what it gives."""
    begun = time.process_time()
    check = opened(home)
    return time.process_time() - begun, check


def opened(home: Path) -> Callable[[str], object]:
    """What a batch does once, and the function that it then calls for each article."""
    from verifier import config, database, desk, library, pipeline, reading

    in_force = config.load(home / "config.toml")
    held = database.connect(home / "verifier.db")
    lines = library.sync(held, in_force, offline=True, clock=desk.utc_now)
    shelf = library.open_shelf(held, lines, engine=in_force.settings.engine)
    return lambda text: pipeline.verify(reading.from_text(text, path="article.txt"), in_force.registry, shelf)


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def write(name: str, text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    pattern = re.compile(BLOCK.format(name=name), re.DOTALL)
    if not pattern.search(page):
        raise SystemExit(f"{PAGE} has no block measured: {name}")
    PAGE.write_text(pattern.sub(lambda found: f"{found[1]}{text}\n{found[2]}", page), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--news", nargs="+", default=[], type=Path, metavar="FILE")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=SECTIONS, metavar="SECTION")
    options = parser.parse_args()
    os.environ.update(ONE_CORE)
    with scratch() as folder:
        bench = Bench(folder, QUICK if options.quick else FULL, options.peers, options.news)
        for name in options.only:
            begun = time.perf_counter()
            text = getattr(bench, name)()
            print(f"{text}\n({name}: {time.perf_counter() - begun:.0f} s)\n", flush=True)
            if options.write:
                write(name, text)


if __name__ == "__main__":
    main()
