"""Labelled claims for the judge: read, put into folds by document, measured.

    python -m verifier.training.judge_data FOLDER --out rows.npz [--most N]

FOLDER holds JSON-lines files of one set each: {"id", "claim", "documents": [{"text"}], "label", "meta": {"binary"}}.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np

from verifier.checking.examining import examine
from verifier.checking.texts import TextShelf

FOLDS = 5
REST = ("partially_supported", "contradicted", "not_enough")
LEFT_OUT = frozenset({"disputed"})
MEASURED_ONLY = frozenset({"wice_claim", "frank", "cliff", "xsumfaith", "summedits_news"})
"""Sets that the encoder never sees; the judge sees them across folds only."""
FAR = {"politihop": 0, "climate_fever": 300, "expertqa": 300, "healthver": 900, "summedits_other": 600}
"""Sets far from news and what they may give: politihop punishes passages that merely repeat the claim."""


class Row(NamedTuple):
    """A labelled claim. `rest` is its index in REST, -1 where it is supported or the set does not say."""

    set: str
    id: str
    claim: str
    documents: list[str]
    supported: bool
    rest: int
    fold: int


def fold_of(name: str, row: dict[str, object]) -> int:
    """The fold of a row, 0 to FOLDS - 1: rows on one document or page fall into one fold."""
    meta, documents = row["meta"], row["documents"]
    key = str(meta.get("group") or documents[0]["text"][:2000])  # type: ignore[attr-defined, index]
    return zlib.crc32(f"{name}:{key}".encode()) % FOLDS


def rows(folder: Path, *, most: int) -> Iterator[Row]:
    """The rows of all sets, at most `most` a set, spread evenly over the file."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            raw = [json.loads(line) for line in lines]
        number_wanted = min(len(raw), FAR.get(path.stem, most))
        step = len(raw) / (number_wanted or 1)
        for number in range(number_wanted):
            row = raw[int(number * step)]
            if row["label"] in LEFT_OUT:
                continue
            supported = bool(row["meta"]["binary"])
            rest = REST.index(row["label"]) if row["label"] in REST and not supported else -1
            texts = [document["text"] for document in row["documents"]]
            yield Row(path.stem, row["id"], row["claim"], texts, supported, rest, fold_of(path.stem, row))


def measured(row: Row) -> tuple[dict[str, float], str]:
    """The features of a row, and the words of its three best passages."""
    done = examine(row.claim, TextShelf(row.documents), sources=None, published=None)
    return done.features, "\n".join(one.passage.text for one in done.weighed[:3])


def main() -> None:
    """Measure every row and keep features, labels and folds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--most", type=int, default=6000)
    parser.add_argument("--processes", type=int, default=1)
    options = parser.parse_args()
    kept = list(rows(options.folder, most=options.most))
    print(f"{len(kept)} rows", flush=True)
    with ProcessPoolExecutor(options.processes) as pool:
        done = []
        for number, item in enumerate(pool.map(measured, kept, chunksize=20)):
            done.append(item)
            if number % 2000 == 0:
                print(number, file=sys.stderr, flush=True)
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
    )


if __name__ == "__main__":
    main()
