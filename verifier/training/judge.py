"""Train the judge: boosted trees over the features, cross-fitted by document, calibrated out of fold.

    python -m verifier.training.judge ROWS.npz --out verifier/resources/models/judge [--folds DIR]

ROWS come from `verifier.training.judge_data`. `--folds` also writes one judge a fold, trained without it, for honest
measuring on the sets it was trained on (benchmarks/checking.py --folds DIR).
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, roc_auc_score

from verifier.training.judge_data import FOLDS, REST

SEED = 0
FIRST = {"learning_rate": 0.06, "max_iter": 220, "max_leaf_nodes": 14, "min_samples_leaf": 25, "l2_regularization": 5.0}
SECOND = {
    "learning_rate": 0.06,
    "max_iter": 120,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 25,
    "l2_regularization": 5.0,
}
HEAVIEST = 1500
"""A set counts as this many rows at most, so that the largest does not decide for all."""


def weights(sets: np.ndarray) -> np.ndarray:
    """One weight a row: large sets are weighed down to HEAVIEST rows."""
    names, counts = np.unique(sets, return_counts=True)
    share = {name: min(1.0, HEAVIEST / n) for name, n in zip(names, counts, strict=True)}
    return np.array([share[name] for name in sets])


def fit(settings: dict[str, Any], x: np.ndarray, y: np.ndarray, w: np.ndarray) -> HistGradientBoostingClassifier:
    """Boosted trees with a fixed seed."""
    model = HistGradientBoostingClassifier(random_state=SEED, early_stopping=False, **settings)
    return model.fit(x, y, sample_weight=w)


def pack(model: HistGradientBoostingClassifier, name: str) -> dict[str, np.ndarray]:
    """The trees as padded arrays (`checking.judge.Trees`)."""
    trees, classes = [], []
    for step in model._predictors:
        for number, tree in enumerate(step):
            trees.append(tree.nodes)
            classes.append(number)
    width = max(len(nodes) for nodes in trees)
    shape = (len(trees), width)
    out = {
        "feature": np.zeros(shape, np.int16), "threshold": np.zeros(shape, np.float32), "value": np.zeros(shape, np.float32),
        "left": np.zeros(shape, np.int16), "right": np.zeros(shape, np.int16),
    }  # fmt: skip
    depth = 0
    for number, nodes in enumerate(trees):
        n = len(nodes)
        own = np.arange(n)
        leaf = nodes["is_leaf"].astype(bool)
        out["feature"][number, :n] = np.where(leaf, 0, nodes["feature_idx"])
        out["threshold"][number, :n] = np.where(leaf, np.inf, nodes["num_threshold"])
        out["left"][number, :n] = np.where(leaf, own, nodes["left"])
        out["right"][number, :n] = np.where(leaf, own, nodes["right"])
        out["value"][number, :n] = np.where(leaf, nodes["value"], 0.0)
        depth = max(depth, int(nodes["depth"].max()))
    packed = {f"{name}_{key}": value for key, value in out.items()}
    packed[f"{name}_classes"] = np.array(classes, np.int16)
    packed[f"{name}_base"] = np.ravel(model._baseline_prediction).astype(np.float32)
    packed[f"{name}_depth"] = np.array(depth + 1)
    return packed


def write(folder: Path, first: Any, second: Any, settings: dict[str, Any]) -> None:
    """judge.npz and judge.json."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / "judge.npz", **pack(first, "first"), **pack(second, "second"))
    (folder / "judge.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def platt(margins: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, float]:
    """Scale and shift that turn margins into probabilities."""
    line = LogisticRegression(C=1e6).fit(margins[:, None], y, sample_weight=w)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def temperature(margins: np.ndarray, y: np.ndarray, w: np.ndarray) -> float:
    """The factor on the margins with the least log loss."""
    grid = np.linspace(0.3, 1.5, 25)
    losses = [log_loss(y, softmax(margins * t), labels=range(margins.shape[1]), sample_weight=w) for t in grid]
    return float(grid[int(np.argmin(losses))])


def softmax(margins: np.ndarray) -> np.ndarray:
    """Row-wise."""
    shifted = np.exp(margins - margins.max(1, keepdims=True))
    return shifted / shifted.sum(1, keepdims=True)


def main() -> None:
    """Cross-fit, calibrate, report, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="prefixes of features to leave out (ablation)")
    options = parser.parse_args()
    data = np.load(options.rows)
    names = [str(name) for name in data["names"]]
    used = [i for i, name in enumerate(names) if not name.startswith(tuple(options.without) or ("\0",))]
    names = [names[i] for i in used]
    x, y, rest, folds, sets = data["features"][:, used], data["supported"], data["rest"], data["folds"], data["sets"]
    w = weights(sets)
    margins, others = np.zeros(len(y)), np.zeros((len(y), len(REST)))
    models = []
    for fold in range(FOLDS):
        inside, outside = folds != fold, folds == fold
        told = inside & (rest >= 0)
        first, second = fit(FIRST, x[inside], y[inside], w[inside]), fit(SECOND, x[told], rest[told], w[told])
        models.append((first, second))
        margins[outside] = first.decision_function(x[outside])
        others[outside] = second.decision_function(x[outside])
    told = rest >= 0
    scale, shift = platt(margins, y, w)
    heat = temperature(others[told], rest[told], w[told])
    p = 1 / (1 + np.exp(-(scale * margins + shift)))
    print(f"platt {scale:.3f} {shift:.3f}, temperature {heat:.2f}")
    for name in np.unique(sets):
        mine = sets == name
        line = f"{name:26} n {mine.sum():5}"
        if len(set(y[mine])) == 2:
            recall = [((p[mine & (y == side)] >= 0.5) == side).mean() for side in (True, False)]
            line += f"  auroc {roc_auc_score(y[mine], p[mine]):.3f}  bacc {np.mean(recall):.3f}"
        part = mine & told
        if len(set(rest[part])) > 1:
            line += f"  rest macro-F1 {f1_score(rest[part], others[part].argmax(1), average='macro'):.3f}"
        print(line, flush=True)
    settings = {"features": names, "platt": [scale, shift], "temperature": heat, "confidence": {}}
    if options.folds:
        for fold, (first, second) in enumerate(models):
            write(options.folds / str(fold), first, second, settings)
    if options.out:
        write(options.out, fit(FIRST, x, y, w), fit(SECOND, x[told], rest[told], w[told]), settings)


if __name__ == "__main__":
    main()
