"""Add what the networks that read claim and passage make of the judge's rows, each row by one that has not seen it.

    python -m verifier.training.judge_readings rows.npz --readers DIR DIR --out read.npz

rows.npz and rows.jsonl come from `verifier.training.judge_data`. The first reader was trained without the folds of
PARTS[0] and reads those, the second without those of PARTS[1] (`verifier.training.entailment --without`).
"""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from verifier.checking.entailment import NAMES, Reader, measure

PARTS = ((0, 1), (2, 3, 4))


def part_of(fold: int) -> int:
    """Which reader has not seen a fold."""
    return next(number for number, folds in enumerate(PARTS) if fold in folds)


def read(folder: Path, lines: list[str]) -> list[dict[str, float]]:
    """The readings of some rows by one network."""
    network = Reader(folder)
    rows = [json.loads(line) for line in lines]
    return [measure(row["apart"], row["score"], read_by=network) for row in rows]


def main() -> None:
    """Read every row and write the rows with the further features."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--readers", type=Path, nargs=len(PARTS), required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with np.load(options.rows) as stored:
        data = dict(stored)
    lines = options.rows.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    parts = np.array([part_of(int(fold)) for fold in data["folds"]])
    found = np.zeros((len(lines), len(NAMES)), np.float32)
    with ProcessPoolExecutor(2) as pool:
        shares = [np.flatnonzero(parts == number) for number in range(len(PARTS))]
        given = [[lines[at] for at in share] for share in shares]
        for share, done in zip(shares, pool.map(read, options.readers, given), strict=True):
            found[share] = [[one[name] for name in NAMES] for one in done]
    keep = [number for number, name in enumerate(data["names"]) if str(name) not in NAMES]
    data["features"] = np.hstack([data["features"][:, keep], found])
    data["names"] = np.array([*data["names"][keep], *NAMES])
    np.savez_compressed(options.out, **data)


if __name__ == "__main__":
    main()
