"""Run the checking of claims over labelled sets and score it.

    python benchmarks/checking.py FOLDER [--sets NAME ...] [--max N] [--folds DIR --readers DIR DIR] [--out DIR]
    python benchmarks/checking.py FOLDER --ablation ROWS.npz

FOLDER holds one JSON-lines file a set and score.py. `--folds` are judges that were each trained without one fold
(`python -m verifier.training.judge ROWS --folds DIR`), `--readers` networks that were trained without some folds
(`verifier.training.judge_readings`): every claim is read and judged by those that have not seen its document.
`--ablation` cross-fits the judge on features alone, on the readings alone, and on both, and prints a table for
docs/checking.md (needs scikit-learn).
"""

import argparse
import importlib.util
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from verifier.checking import check_texts, entailment
from verifier.checking import judge as judging
from verifier.training.judge_data import FOLDS, OPEN_FOLDS, fold_of
from verifier.training.judge_readings import part_of

SETS = ("wice_claim", "frank", "cliff", "xsumfaith", "fib_factcc_swaps", "vitaminc", "summedits_news", "summeval")
FIGURES = ("bacc_label", "bacc_half", "auroc", "macro_f1", "hit@1", "hit@3", "pair", "ece")


def rows(path: Path, most: int) -> Iterator[dict[str, Any]]:
    """At most `most` lines of a set, spread evenly over the file."""
    with path.open(encoding="utf-8") as lines:
        raw = [json.loads(line) for line in lines]
    wanted = min(len(raw), most)
    if any("pair" in row["meta"] for row in raw):
        raw.sort(key=lambda row: str(row["meta"].get("pair")))
        return iter(raw[: wanted - wanted % 2])
    return (raw[int(number * len(raw) / wanted)] for number in range(wanted))


def predict(row: dict[str, Any]) -> dict[str, Any]:
    """One line for the scorer."""
    verdict = check_texts(row["claim"], [document["text"] for document in row["documents"]])
    passages = [*verdict.evidence, *verdict.considered]
    return {
        "id": row["id"],
        "label": verdict.label,
        "rule": verdict.rule,
        "support": verdict.support,
        "confidence": verdict.confidence,
        "evidence": [[one.document, one.start, one.end] for one in passages],
    }


def use_judge(folder: Path) -> None:
    """Let the checking room judge by another folder's judge."""
    chosen = judging.Judge(folder)
    for name, module in list(sys.modules.items()):
        if name.startswith("verifier.checking") and hasattr(module, "judge_of_texts") and name != judging.__name__:
            module.judge_of_texts = lambda: chosen  # type: ignore[attr-defined]


def use_reader(folder: Path) -> None:
    """Let the checking room read by another folder's network."""
    chosen = entailment.Reader(folder)
    entailment.reader = lambda: chosen  # type: ignore[assignment]


def run(path: Path, options: argparse.Namespace) -> tuple[Path, Path, float]:
    """Write gold and predictions of one set; milliseconds a claim."""
    kept = list(rows(path, options.max))
    if options.folds:
        kept = [row for row in kept if fold_of(path.stem, row) not in OPEN_FOLDS.get(path.stem, ())]
    gold, guess = (options.out / f"{path.stem}.{kind}.jsonl" for kind in ("gold", "pred"))
    gold.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
    made = []
    began = time.process_time()
    for fold in range(FOLDS) if options.folds else (None,):
        if fold is not None:
            use_judge(options.folds / str(fold))
            if options.readers:
                use_reader(options.readers[part_of(fold)])
        made += [predict(row) for row in kept if fold is None or fold_of(path.stem, row) == fold]
    spent = time.process_time() - began
    guess.write_text("".join(json.dumps(line) + "\n" for line in made), encoding="utf-8")
    return gold, guess, 1000 * spent / max(len(kept), 1)


def ablation(rows_path: Path, folder: Path) -> None:
    """Print a table: AUROC and balanced accuracy of three judges on each set, out of fold; pairs in the right order."""
    from sklearn.metrics import roc_auc_score  # only the training's environment has it

    from verifier.training import judge as training

    data = training.load(rows_path)
    every = data.names
    kinds = {
        "features": [name for name in every if not name.startswith("read_")],
        "network": [name for name in every if name.startswith("read_") or name in training.SETTING],
        "both": every,
    }
    found = {kind: training.cross_fit(data, names)[0] for kind, names in kinds.items()}
    with (folder / "fib_factcc_swaps.jsonl").open(encoding="utf-8") as lines:
        pair = {row["id"]: row["meta"]["pair"] for row in map(json.loads, lines)}
    print("| set | " + " | ".join(f"{kind}: AUROC, balanced accuracy" for kind in kinds) + " |")
    print("| --- |" + " --- |" * len(kinds))
    for name in SETS:
        mine = data.sets == name
        y = data.supported[mine]
        cells = []
        for one in found.values():
            p = one.p[mine]
            right = ((p >= one.green) == y).astype(float)
            cells.append(f"{roc_auc_score(y, p):.3f}, {(right[y].mean() + right[~y].mean()) / 2:.3f}")
        print(f"| {name} ({mine.sum()}) | " + " | ".join(cells) + " |")
    swaps = data.sets == "fib_factcc_swaps"
    cells = [f"{in_order(data.ids[swaps], data.supported[swaps], one.p[swaps], pair):.3f}" for one in found.values()]
    print("| pairs of swaps in the right order | " + " | ".join(cells) + " |")


def in_order(ids: Any, supported: Any, p: Any, pair: dict[str, str]) -> float:
    """Share of pairs whose true member has the higher probability, ties half."""
    both: dict[str, dict[bool, float]] = {}
    for number, key in enumerate(ids):
        both.setdefault(pair[str(key)], {})[bool(supported[number])] = float(p[number])
    full = [one for one in both.values() if len(one) == 2]
    return sum((one[True] > one[False]) + 0.5 * (one[True] == one[False]) for one in full) / len(full)


def load_scorer(path: Path) -> ModuleType:
    """The scorer that comes with the data."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print one line a set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--max", type=int, default=100_000)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--readers", type=Path, nargs="*", default=[])
    parser.add_argument("--ablation", type=Path, help="rows of the judge")
    parser.add_argument("--out", type=Path, default=Path("checking-figures"))
    options = parser.parse_args()
    if options.ablation:
        ablation(options.ablation, options.folder)
        return
    options.out.mkdir(parents=True, exist_ok=True)
    scorer = load_scorer(options.folder / "score.py")
    print(f"{'set':20}{'n':>6}" + "".join(f"{name:>11}" for name in FIGURES) + f"{'ms':>8}")
    for name in options.sets:
        gold, guess, spent = run(options.folder / f"{name}.jsonl", options)
        figures = scorer.score(gold, guess)
        shown = "".join(f"{figures[key]:11.3f}" if figures.get(key) is not None else f"{'-':>11}" for key in FIGURES)
        print(f"{name:20}{figures['n']:6}{shown}{spent:8.1f}", flush=True)


if __name__ == "__main__":
    main()
