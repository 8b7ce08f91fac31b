"""Load, search time, memory and file size of the library at 1,000, 100,000 and (with --million) 1,000,000 units.

The units are sentences of words drawn with Zipf's frequencies from 200,000, as in running text. A query has ten words:
six of one unit, two stop words, two that stand elsewhere; found means that the unit is among the 50 hits. Every third
sentence has a number; a query by numbers has two words of such a unit and the keys of its number as somebody else may
write it. Times are processor time, so that what else runs does not count.

    python benchmarks/library_scale.py [--million] [--folder DIR]
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from verifier import database, facts, library, reading
from verifier.library import store

WORDS = 200_000
IN_DOCUMENT = 500
STOP = ("the", "of", "and", "in", "to", "that", "it", "was")
QUERIES = 300
NUMBERED = 0.3


def vocabulary(draw: random.Random) -> tuple[list[str], list[float]]:
    """Made-up words and the running sum of their frequencies."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = list(STOP)
    seen = set(words)
    while len(words) < WORDS:
        word = "".join(draw.choices(letters, k=draw.randint(4, 9)))
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words, list(accumulate(1 / rank for rank in range(1, WORDS + 1)))


def ways(text: str) -> tuple[str, ...]:
    """The ways of writing the numbers of a text."""
    return tuple(way for fact in facts.read(text).facts for way in facts.writings(fact))


def by_words(draw: random.Random, text: str, words: list[str], weights: list[float]) -> list[str]:
    """Six words of a unit, two stop words, two others."""
    inside = draw.sample(text.strip(".").split(), 6)
    return [*inside, *draw.sample(STOP, 2), *draw.choices(words, cum_weights=weights, k=2)]


def by_numbers(draw: random.Random, text: str) -> list[str]:
    """Two words of a unit, and the keys of its number written in another way; nothing without a number."""
    others = [way for way in ways(text) if way not in text]
    return [*text.split()[1:3], *facts.keys(draw.choice(others))] if others else []


def documents(draw: random.Random, count: int, words: list[str], weights: list[float]) -> Iterator[str]:
    """Texts of 500 sentences each, ten to a paragraph, until there are `count` sentences."""
    for _ in range(count // IN_DOCUMENT):
        sentences = []
        for _ in range(IN_DOCUMENT):
            drawn = draw.choices(words, cum_weights=weights, k=draw.randint(12, 36))
            if draw.random() < NUMBERED:
                number = f"{int(10 ** draw.uniform(1, 4))}{'0' * draw.choice((0, 0, 5, 8))}"
                drawn.insert(6, draw.choice(ways(number) or (number,)))
            sentences.append(drawn[0].capitalize() + " " + " ".join(drawn[1:]) + ".")
        yield "\n\n".join(" ".join(sentences[start : start + 10]) for start in range(0, IN_DOCUMENT, 10))


def measure(count: int, folder: Path) -> None:
    draw = random.Random(count)
    words, weights = vocabulary(draw)
    texts = list(documents(draw, count, words, weights))
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    path = folder / f"scale-{count}.db"
    start = time.process_time()
    with database.connect(path) as held:
        for number, text in enumerate(texts):
            document = reading.from_text(text, path=f"{number}.txt")
            capture = store.Capture(f"s{number % 50}", f"{number}.txt", "read", document=document, data=text.encode())
            store.keep(held, capture)
        load = time.process_time() - start
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shelf = library.open_shelf(held)
        total = held["units"].count
        print(f"{total:,} units: load {load:.1f} s, {path.stat().st_size / 1e6:.0f} MB on disk")
        for name, sources in (("everywhere", None), ("one source of 50", ["s1"]), ("by numbers", None)):
            times: list[float] = []
            found = 0
            while len(times) < QUERIES:
                document_id = draw.choice(shelf.sources()[draw.choice(sources or list(shelf.sources()))])
                reference = shelf.reference(document_id)
                unit = draw.randrange(len(reference.units))
                begin, end = reference.units[unit]
                text = reference.document.text[begin:end]
                query = by_numbers(draw, text) if name == "by numbers" else by_words(draw, text, words, weights)
                if not query:
                    continue
                start = time.thread_time()
                hits = shelf.search(query, sources=sources)
                times.append(1000 * (time.thread_time() - start))
                found += any((hit.reference_id, hit.unit) == (document_id, unit) for hit in hits)
            times.sort()
            middle, slow = statistics.median(times), times[int(0.95 * len(times))]
            share = found / QUERIES
            print(f"  {name}: median {middle:.2f} ms, p95 {slow:.2f} ms, worst {times[-1]:.1f} ms, found {share:.3f}")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory: {used - base:.0f} MB above the texts themselves")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        for count in (1_000, 100_000, *((1_000_000,) if chosen.million else ())):
            measure(count, Path(folder))


if __name__ == "__main__":
    main()
