"""Learn how far labels of claims against texts can be trusted: trees over a label's probability and the sort of text.

    python -m verifier.training.judge_trust ROWS.npz --answers DIR --folds DIR --out DIR

ROWS and --folds are those of `verifier.training.judge`; --answers is the folder that `benchmarks/checking.py --folds`
has filled: what each claim was called by rules, judge and network that had not seen its document. The trees are written
into the judge in --out and, each without one fold, into the judges of the folds. A label is right where it is that of
the set; where a set only says "not supported", any other label than "supported" is.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from verifier.checking.judge import Judge, drawn
from verifier.training.judge import SEED, Rows, load, pack
from verifier.training.judge_data import FOLDS, REST

SETTINGS = {"learning_rate": 0.05, "max_iter": 150, "max_leaf_nodes": 6, "min_samples_leaf": 60,
            "l2_regularization": 20.0}  # fmt: skip
SHARE = {"wice_claim": 2.0, "summedits_news": 1.5, "cliff": 2.5, "xsumfaith": 1.3}
"""How much a set counts beside the others, which count 1."""
ROWS_A_SET = 1000
BINS = 10
NAMED = {"supported": "supported", "partly_supported": "partially_supported", "contradicted": "contradicted",
         "misattributed": "contradicted", "not_found": "not_enough", "no_document": "not_enough"}  # fmt: skip


def right(label: str, *, supported: bool, rest: int) -> bool:
    """Whether a label is that of the set (`rest`: index in REST, -1 where the set does not say)."""
    if supported or rest < 0:
        return (label == "supported") == supported
    return NAMED[label] == REST[rest]


def seen(judge: Judge, data: Rows, number: int, answer: dict[str, Any]) -> np.ndarray:
    """The row from which `Judge.trust` reads."""
    features, *apart = (
        dict(zip(data.names, one.tolist(), strict=True))
        for one in (data.features[number], *data.apart[data.of == number])
    )
    made = judge.judge(features, apart)
    return judge.seen(features, made, answer["label"], ruled=answer["rule"] != "judged")


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> HistGradientBoostingClassifier:
    """A more probable label is never trusted less."""
    kept = [0] * (x.shape[1] - 6) + [1] + [0] * 5
    model = HistGradientBoostingClassifier(random_state=SEED, early_stopping=False, monotonic_cst=kept, **SETTINGS)
    return model.fit(x, y, sample_weight=w)


def calibration_error(chance: np.ndarray, truth: np.ndarray) -> float:
    """Expected calibration error."""
    bins = np.minimum((chance * BINS).astype(int), BINS - 1)
    return sum(abs(chance[bins == n].sum() - truth[bins == n].sum()) for n in range(BINS)) / len(chance)


def add(folder: Path, model: HistGradientBoostingClassifier) -> None:
    """Put the trees into a judge that lies in a folder."""
    with np.load(folder / "judge.npz") as stored:
        held = {name: stored[name] for name in stored if not name.startswith("trust_")}
    np.savez_compressed(folder / "judge.npz", **held, **pack(model, "trust"))


def answers(folder: Path, sets: np.ndarray) -> dict[tuple[str, str], dict[str, Any]]:
    """What was answered, by set and id."""
    out = {}
    for name in np.unique(sets):
        with (folder / f"{name}.pred.jsonl").open(encoding="utf-8") as lines:
            out.update({(str(name), line["id"]): line for line in map(json.loads, lines)})
    return out


def main() -> None:
    """Fit across folds, report, fit on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--answers", type=Path, required=True)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    data = load(options.rows)
    given = answers(options.answers, data.sets)
    judges = [Judge(options.folds / str(fold)) for fold in range(FOLDS)]
    x, y, kept = [], [], []
    for number, key in enumerate(zip(data.sets, data.ids, strict=True)):
        answer = given.get((str(key[0]), str(key[1])))
        if answer is not None:
            x.append(seen(judges[data.folds[number]], data, number, answer))
            y.append(right(answer["label"], supported=bool(data.supported[number]), rest=int(data.rest[number])))
            kept.append(number)
    rows, truth, folds, sets = np.array(x), np.array(y), data.folds[kept], data.sets[kept]
    weights = np.array([ROWS_A_SET * SHARE.get(str(name), 1.0) / (sets == name).sum() for name in sets])
    chance = np.zeros(len(truth))
    for fold in range(FOLDS):
        inside = folds != fold
        model = fit(rows[inside], truth[inside], weights[inside])
        chance[~inside] = model.predict_proba(rows[~inside])[:, 1]
        add(options.folds / str(fold), model)
    chance = drawn(chance)
    for name in np.unique(sets):
        mine = sets == name
        print(f"{name:20} n {mine.sum():5}  right {truth[mine].mean():.3f}  trusted {chance[mine].mean():.3f}  "
              f"ece {calibration_error(chance[mine], truth[mine]):.3f}", flush=True)  # fmt: skip
    add(options.out, fit(rows, truth, weights))


if __name__ == "__main__":
    main()
