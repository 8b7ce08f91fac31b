"""Train the judge: boosted trees over the features, cross-fitted by document, calibrated out of fold.

    python -m verifier.training.judge ROWS.npz --out verifier/resources/models/judge_of_texts [--folds DIR]

ROWS come from `verifier.training.judge_data` and `verifier.training.judge_readings`. `--folds` also writes one judge a
fold, trained without it, for honest measuring on the sets it was trained on (benchmarks/checking.py --folds DIR).

Each set counts the same for both answers, so that the trees learn what tells a supported claim from another of its own
set and not which set it is from; features that measure coverage may only speak for support, misses only against it.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss, roc_auc_score

from verifier.checking.judge import APART, BESIDE, SEVERAL
from verifier.training.judge_data import FOLDS, REST

SEED = 0
FIRST = {"learning_rate": 0.06, "max_iter": 160, "max_leaf_nodes": 8, "min_samples_leaf": 40, "l2_regularization": 10.0}
SECOND = {"learning_rate": 0.06, "max_iter": 80, "max_leaf_nodes": 8, "min_samples_leaf": 40, "l2_regularization": 10.0}
SHARE = {
    "wice_claim": 1.5, "frank": 3.5, "cliff": 1.3, "xsumfaith": 1.0, "summedits_news": 0.7, "summeval": 0.5,
    "vitaminc": 1.5, "fib_factcc_swaps": 1.2,
}  # fmt: skip
"""How much a set counts; FRANK, CLIFF and SummEval weigh what gave FRANK's CNN/DM part the best AUROC out of fold."""
SETTING = ("words", "document_words", "passage_words", "numbers", "names", "density", "other_numbers", "other_names",
           "negation_claim", "cause_claim", "total_claim", "hedge_claim")  # fmt: skip
"""Features that tell the set rather than the answer: kept from the first step."""
SPEAK_FOR = frozenset(
    f"{pool}_{measure}"
    for pool in ("best", "three", "whole")
    for measure in ("plain", "weighted", "near", "least", "runs2", "runs3")
) | frozenset(
    f"part_{pool}_{measure}" for pool in ("least", "mean") for measure in ("plain", "runs2", "runs3", "runs4", "order")
) | {"in_order", "quantity_same", "period_same", "name_same", "polarity_same", "score", "together", "together_least",
     "entities_together", "entities_least", "entity_runs2", "read_supports", "read_first_supports",
     "read_mean_supports"}  # fmt: skip
SPEAK_AGAINST = (
    "_missing",
    "_rarest",
    "_hard",
    "_different",
    "role_swap",
    "antonyms",
    "negation_more",
    "negation_less",
    "_refutes",
    "_doubt",
    "_breaks",
)
ROWS_A_SIDE = 500
LINES = (0.003, 0.0003)
"""Inverse strength of regularisation of the lines for claims of one sentence and of several, picked among .0001 to .003
by AUROC out of fold: one line for both gave VitaminC .840 instead of .850, FRANK's CNN/DM part .756 instead of .761."""


@dataclass(frozen=True)
class Rows:
    """Labelled claims, one row each; `apart` are the rows of the sentences of claims of several, `of` the claims that
    they belong to."""

    names: list[str]
    features: np.ndarray
    sets: np.ndarray
    ids: np.ndarray
    supported: np.ndarray
    rest: np.ndarray
    folds: np.ndarray
    apart: np.ndarray
    of: np.ndarray


def load(path: Path) -> Rows:
    """The rows of a file of `verifier.training.judge_data`."""
    with np.load(path) as stored:
        data = dict(stored)
    whole = np.flatnonzero(data["of"] < 0)
    place = np.full(len(data["of"]), -1)
    place[whole] = np.arange(len(whole))
    kept = {key: data[key][whole] for key in ("features", "sets", "ids", "supported", "rest", "folds")}
    part = data["of"] >= 0
    return Rows([str(name) for name in data["names"]], apart=data["features"][part], of=place[data["of"][part]], **kept)


def weights(sets: np.ndarray, y: np.ndarray) -> np.ndarray:
    """One weight a row: each answer of a set weighs ROWS_A_SIDE rows times the set's share."""
    out = np.zeros(len(y))
    for name in np.unique(sets):
        for side in (True, False):
            mine = (sets == name) & (y == side)
            if mine.any():
                out[mine] = SHARE.get(name, 0.0) * ROWS_A_SIDE / mine.sum()
    return out


def natural(sets: np.ndarray) -> np.ndarray:
    """One weight a row, by share of the set only: for calibration, which needs the answers as often as they are."""
    out = np.zeros(len(sets))
    for name in np.unique(sets):
        out[sets == name] = min(SHARE.get(name, 0.0), 1.0) * min(1.0, 1000 / (sets == name).sum())
    return out


def direction(name: str) -> int:
    """1 where more of a feature may only speak for support, -1 where only against it, 0 where either."""
    return 1 if name in SPEAK_FOR else -1 if name.endswith(SPEAK_AGAINST) else 0


def fit(
    settings: dict[str, Any], x: np.ndarray, y: np.ndarray, w: np.ndarray, *, names: list[str] | None = None
) -> HistGradientBoostingClassifier:
    """Boosted trees with a fixed seed; with `names`, each feature keeps its direction."""
    kept = None if names is None else [direction(name) for name in names]
    model = HistGradientBoostingClassifier(random_state=SEED, early_stopping=False, monotonic_cst=kept, **settings)
    used = w > 0
    return model.fit(x[used], y[used], sample_weight=w[used])


class First:
    """The first step: boosted trees, and beside them a straight line for claims of one sentence and another for those
    of several, which err in other places than trees do."""

    def __init__(self, x: np.ndarray, y: np.ndarray, w: np.ndarray, names: list[str]) -> None:
        self.trees = fit(FIRST, x, y, w, names=names)
        self.parts = names.index("parts") if "parts" in names else None
        kinds = self._kinds(x)
        lines = [_line(x[mine], y[mine], w[mine], strength) for mine, strength in zip(kinds, LINES, strict=True)]
        self.lines = np.array([weights for weights, _ in lines], np.float32)
        self.bias = np.array([bias for _, bias in lines], np.float32)

    def _kinds(self, x: np.ndarray) -> list[np.ndarray]:
        several = np.zeros(len(x), bool) if self.parts is None else x[:, self.parts] > SEVERAL
        return [~several, several]

    def margins(self, x: np.ndarray) -> np.ndarray:
        """One raw score a row."""
        scores: np.ndarray = self.trees.decision_function(x)
        for mine, line, bias in zip(self._kinds(x), self.lines, self.bias, strict=True):
            scores[mine] += BESIDE * (x[mine] @ line + bias)
        return scores


def _line(x: np.ndarray, y: np.ndarray, w: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """A logistic regression over standardised features, told of the features as they are: weights and bias; nothing
    where there are no such rows."""
    used = w > 0
    if len(set(y[used])) < 2:
        return np.zeros(x.shape[1]), 0.0
    middle, spread = x[used].mean(0), x[used].std(0)
    spread[spread == 0] = np.inf
    line = LogisticRegression(C=strength, max_iter=3000)
    line.fit((x[used] - middle) / spread, y[used], sample_weight=w[used] / w[used].mean())
    weights = line.coef_[0] / spread
    return weights, float(line.intercept_[0] - weights @ middle)


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
        "feature": np.zeros(shape, np.int16), "threshold": np.zeros(shape, np.float32),
        "value": np.zeros(shape, np.float32),
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


def write(folder: Path, models: tuple[First, Any], settings: dict[str, Any]) -> None:
    """judge.npz and judge.json."""
    folder.mkdir(parents=True, exist_ok=True)
    first, second = models
    lines = {"lines": first.lines, "lines_bias": first.bias}
    np.savez_compressed(folder / "judge.npz", **lines, **pack(first.trees, "first"), **pack(second, "second"))
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


def report(data: Rows, found: "Found") -> None:
    """One line a set, out of fold."""
    p, green, others = found.p, found.green, found.shares
    sets, y, rest = data.sets, data.supported, data.rest
    for name in np.unique(sets):
        mine = sets == name
        line = f"{name:26} n {mine.sum():5}"
        if len(set(y[mine])) == 2:
            recall = [((p[mine & (y == side)] >= green) == side).mean() for side in (True, False)]
            line += f"  auroc {roc_auc_score(y[mine], p[mine]):.3f}  bacc {np.mean(recall):.3f}"
        part = mine & (rest >= 0)
        if len(set(rest[part])) > 1:
            line += f"  rest macro-F1 {f1_score(rest[part], others[part].argmax(1), average='macro'):.3f}"
        print(line, flush=True)


@dataclass
class Found:
    """What cross-fitting gives: for each row the probability of support and the shares of the rest, by models that have
    not seen its fold; the models of the folds; the settings."""

    p: np.ndarray
    shares: np.ndarray
    green: float
    models: list[tuple[First, Any]]
    settings: dict[str, Any]


def cross_fit(data: Rows, chosen: list[str]) -> tuple[Found, tuple[First, Any]]:
    """Models of some features, fold by fold, and those of all rows."""
    # Both steps read one row of features; the first is given nothing to split on where a feature only tells the set.
    columns = [data.names.index(name) for name in chosen]
    own = np.array([name in SETTING for name in chosen])
    x = data.features[:, columns]
    blind, apart = (np.where(own, 0.0, one).astype(np.float32) for one in (x, data.apart[:, columns]))
    y, rest = data.supported, data.rest
    w, even = weights(data.sets, y), natural(data.sets)
    tell = rest >= 0
    balance = np.zeros(len(y))
    for number in range(len(REST)):
        balance[rest == number] = even[rest == number] / even[rest == number].sum() * 1000
    margins, others, pairs = np.zeros(len(y)), np.zeros((len(y), len(REST))), []
    for fold in range(FOLDS):
        inside, outside = data.folds != fold, data.folds == fold
        told = inside & tell
        pairs.append(
            (First(blind[inside], y[inside], w[inside], chosen), fit(SECOND, x[told], rest[told], balance[told]))
        )
        margins[outside] = pairs[-1][0].margins(blind[outside])
        sentences = outside[data.of]
        margins += APART * mean_of(pairs[-1][0].margins(apart[sentences]), data.of[sentences], len(y))
        others[outside] = pairs[-1][1].decision_function(x[outside])
    scale, shift = platt(margins, y, even)
    heat = temperature(others[tell], rest[tell], balance[tell])
    p = 1 / (1 + np.exp(-(scale * margins + shift)))
    green = float(1 / (1 + np.exp(-shift)))
    shares = softmax(others * heat)
    settings = {"features": chosen, "setting": [chosen[i] for i in np.flatnonzero(own)], "platt": [scale, shift],
                "temperature": heat, "green": green}  # fmt: skip
    last = First(blind, y, w, chosen), fit(SECOND, x[tell], rest[tell], balance[tell])
    return Found(p, shares, green, pairs, settings), last


def mean_of(values: np.ndarray, of: np.ndarray, count: int) -> np.ndarray:
    """For each of `count` rows the mean of the values that belong to it; 0 where none does."""
    many = np.bincount(of, minlength=count)
    total: np.ndarray = np.bincount(of, weights=values, minlength=count) / np.maximum(many, 1)
    return total


def main() -> None:
    """Cross-fit, calibrate, report, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--without", nargs="*", default=[], help="prefixes of features to leave out (ablation)")
    parser.add_argument("--only", nargs="*", default=[], help="prefixes of the features to use (ablation)")
    options = parser.parse_args()
    data = load(options.rows)
    names = [name for name in data.names if not name.startswith(tuple(options.without) or "\0")]
    if options.only:
        names = [name for name in names if name.startswith(tuple(options.only)) or name in SETTING]
    found, last = cross_fit(data, names)
    print(f"platt {found.settings['platt']}, temperature {found.settings['temperature']:.2f}, green {found.green:.3f}")
    report(data, found)
    if options.folds:
        for fold, models in enumerate(found.models):
            write(options.folds / str(fold), models, found.settings)
    if options.out:
        write(options.out, last, found.settings)


if __name__ == "__main__":
    main()
