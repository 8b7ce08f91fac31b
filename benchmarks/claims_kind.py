"""How well the judge of kind tells view from fact: python benchmarks/claims_kind.py
checkthat2025_subjectivity_en.jsonl"""

import argparse
import json
import time
from pathlib import Path

from verifier.claims import classifier


def f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="JSON lines with text, label (subjective or objective) and split")
    parser.add_argument("--split", default="dev")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["split"] == arguments.split]
    began = time.process_time()
    said = ["subjective" if classifier.score(row["text"]).subjective > 0 else "objective" for row in rows]
    seconds = time.process_time() - began
    scores = []
    for label in ("subjective", "objective"):
        right = sum(row["label"] == label == guess for row, guess in zip(rows, said, strict=True))
        scores.append(f1(right, said.count(label), sum(row["label"] == label for row in rows)))
        print(f"{label}: F1 {scores[-1]:.3f}")
    print(f"macro-F1 {sum(scores) / 2:.3f} over {len(rows)} sentences, {1000 * seconds / len(rows):.2f} ms each")


if __name__ == "__main__":
    main()
