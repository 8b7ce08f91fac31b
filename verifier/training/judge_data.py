"""Labelled claims for the judge: read, put into folds by document, measured.

    python -m verifier.training.judge_data FOLDER --out rows.npz [--most N]

FOLDER holds JSON-lines files of one set each: {"id", "claim", "documents": [{"text"}], "label", "meta": {"binary"}}.
A claim of several sentences is followed by a row for each of them. What the network that reads claim and passage makes
of them is added by `verifier.training.judge_readings`, fold by fold; what it needs for that goes to rows.jsonl beside
the result. Sets that the network has learnt from as a whole are left out, and so are the pages of VitaminC that it has
seen.
"""

import argparse
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from verifier.checking import parts
from verifier.checking.examining import examine
from verifier.checking.parts import Part
from verifier.checking.texts import shelf_of

FOLDS = 5
REST = ("partially_supported", "contradicted", "not_enough")
LEFT_OUT = frozenset({"disputed"})
SETS = ("wice_claim", "frank", "cliff", "xsumfaith", "summedits_news", "summeval", "fib_factcc_swaps", "vitaminc")
"""Sets that the judge learns from, across folds."""
OPEN_FOLDS = {"vitaminc": (2, 3, 4)}
"""Folds whose pages the network that reads claim and passage has learnt from."""
MOST = {"vitaminc": 2500}


class Row(NamedTuple):
    """A labelled claim, or one sentence of it. `rest` is its index in REST, -1 where it is supported or the set does
    not say; `of` is -1, or for a sentence the place of the claim that it belongs to."""

    set: str
    id: str
    claim: str
    documents: list[str]
    supported: bool
    rest: int
    fold: int
    of: int = -1


def fold_of(name: str, row: dict[str, object]) -> int:
    """The fold of a row, 0 to FOLDS - 1: rows on one document or page fall into one fold."""
    meta, documents = row["meta"], row["documents"]
    key = str(meta.get("group") or documents[0]["text"][:2000])  # type: ignore[attr-defined, index]
    return zlib.crc32(f"{name}:{key}".encode()) % FOLDS


def rows(folder: Path, *, most: int) -> Iterator[Row]:
    """The rows of all sets, at most `most` a set, spread evenly over the file."""
    for name in SETS:
        with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
            raw = [row for row in map(json.loads, lines) if fold_of(name, row) not in OPEN_FOLDS.get(name, ())]
        number_wanted = min(len(raw), MOST.get(name, most))
        step = len(raw) / (number_wanted or 1)
        for number in range(number_wanted):
            row = raw[int(number * step)]
            if row["label"] in LEFT_OUT:
                continue
            supported = bool(row["meta"]["binary"])
            rest = REST.index(row["label"]) if row["label"] in REST and not supported else -1
            texts = [document["text"] for document in row["documents"]]
            yield Row(name, row["id"], row["claim"], texts, supported, rest, fold_of(name, row))


def with_sentences(claims: list[Row]) -> Iterator[Row]:
    """Each claim followed by its sentences, where it has several."""
    place = 0
    for row in claims:
        yield row
        pieces = parts.split(row.claim)
        if len(pieces) > 1:
            yield from (row._replace(claim=piece, of=place) for piece in pieces)
            place += len(pieces)
        place += 1


def measured(row: Row) -> tuple[dict[str, float], Part]:
    """The features of a row without what a network reads, and what a network is to read of it."""
    done = examine(row.claim, shelf_of(tuple(row.documents)), sources=None, published=None)
    return done.features, done.read


def main() -> None:
    """Measure every row and keep features, labels and folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=6000)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    kept = list(with_sentences(list(rows(options.folder, most=options.most))))
    print(f"{len(kept)} rows", flush=True)
    with ProcessPoolExecutor(options.processes) as pool:
        done = []
        for number, item in enumerate(pool.map(measured, kept, chunksize=20)):
            done.append(item)
            if number % 2000 == 0:
                print(number, file=sys.stderr, flush=True)
    with options.out.with_suffix(".jsonl").open("w", encoding="utf-8") as beside:
        apart = defaultdict(list)
        for row, (_, part) in zip(kept, done, strict=True):
            if row.of >= 0:
                apart[row.of].append(part)
        for number, (features, part) in enumerate(done):
            beside.write(json.dumps({"apart": apart.get(number, [part]), "score": features["score"]}) + "\n")
    names = sorted(done[0][0])
    np.savez_compressed(
        options.out,
        names=np.array(names),
        features=np.array([[item[0][name] for name in names] for item in done], np.float32),
        sets=np.array([row.set for row in kept]),
        ids=np.array([row.id for row in kept]),
        supported=np.array([row.supported for row in kept]),
        rest=np.array([row.rest for row in kept]),
        folds=np.array([row.fold for row in kept]),
        of=np.array([row.of for row in kept]),
    )


if __name__ == "__main__":
    main()
