"""Learn which words of a claim are not borne out: python -m verifier.training.covering ROWS.jsonl

ROWS are claims with their documents and, for each token of the claim, whether it lacks support (`meta.claim_tokens`,
`meta.non_supported`); those of the split "train" are learnt from. A logistic regression by Newton's method, five folds
by claim for the threshold, written to resources/models/covering/weights.json. Deterministic.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verifier.checking import covering
from verifier.checking.examining import examine
from verifier.checking.texts import shelf_of
from verifier.language.tokens import words

FOLDS = 5
PENALTY = 30.0
STEPS = 25

Numbers = NDArray[np.float64]


def places(claim: str, tokens: list[str]) -> list[tuple[int, int]]:
    """Where the tokens of a claim stand in it; a token that is not there stands where the last one ended."""
    out, at = [], 0
    for token in tokens:
        found = claim.find(token, at)
        if found >= 0:
            out.append((found, found + len(token)))
            at = found + len(token)
        else:
            out.append((at, at))
    return out


def measured(row: dict[str, Any]) -> tuple[Numbers, Numbers]:
    """Features and answers of the words of one claim."""
    claim = str(row["claim"])
    seen = examine(claim, shelf_of(tuple(d["text"] for d in row["documents"])), sources=None, published=None)
    tokens = words(claim)[: covering.MOST_WORDS]
    texts = [one.passage.text for one in seen.weighed]
    score = seen.weighed[0].passage.score if seen.weighed else 0.0
    spots = places(claim, row["meta"]["claim_tokens"])
    lacking = [spot for spot, lacks in zip(spots, row["meta"]["non_supported"], strict=True) if lacks]
    answers = [float(any(a < t.end and t.start < b for a, b in lacking)) for t in tokens]
    return covering.features(tokens, texts, score, seen.settled), np.array(answers)


def fit(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Weights (bias last), and the mean and spread by which the features were evened out."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    held = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    penalty = np.full(held.shape[1], PENALTY)
    penalty[-1] = 0.0
    out = np.zeros(held.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(held @ out, -30, 30)))
        slope = held.T @ (p - y) + penalty * out
        bend = (held * (p * (1 - p))[:, None]).T @ held + np.diag(penalty) + 1e-6 * np.eye(len(out))
        out = out - np.linalg.solve(bend, slope)
    return out, mean, spread


def f1(y: Numbers, guess: NDArray[np.bool_]) -> float:
    """F1 of the words that lack support."""
    right = float((y * guess).sum())
    return 2 * right / max(float(y.sum() + guess.sum()), 1.0)


def main() -> None:
    """Train, choose the threshold out of fold, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    options = parser.parse_args()
    with options.rows.open(encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["split"] == "train"]
    parts = [measured(row) for row in rows]
    x, y = np.concatenate([a for a, _ in parts]), np.concatenate([b for _, b in parts])
    fold = np.concatenate([np.full(len(b), number % FOLDS) for number, (_, b) in enumerate(parts)])
    guess = np.zeros(len(y))
    for number in range(FOLDS):
        out, mean, spread = fit(x[fold != number], y[fold != number])
        guess[fold == number] = ((x[fold == number] - mean) / spread) @ out[:-1] + out[-1]
    chance = 1 / (1 + np.exp(-guess))
    best = max((round(float(at), 2) for at in np.arange(0.15, 0.6, 0.01)), key=lambda at: f1(y, chance >= at))
    out, mean, spread = fit(x, y)
    plain = out[:-1] / spread
    stored = {
        "threshold": best,
        "bias": round(float(out[-1] - (plain * mean).sum()), 5),
        "weights": {name: round(float(w), 5) for name, w in zip(covering.NAMES, plain, strict=True)},
    }
    covering.FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} claims, {len(y)} words; out of fold F1 {f1(y, chance >= best):.3f} at {best}")


if __name__ == "__main__":
    main()
