"""Run the checking of claims over labelled sets and score it.

    python benchmarks/checking.py FOLDER [--sets NAME ...] [--max N] [--folds DIR] [--out DIR]

FOLDER holds one JSON-lines file a set and score.py. `--folds` are judges that were each trained without one fold
(`python -m verifier.training.judge ROWS --folds DIR`): every claim is judged by the one that has not seen its document.
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

from verifier.checking import check_texts
from verifier.checking import judge as judging
from verifier.training.judge_data import FOLDS, fold_of

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
    judging.judge.cache_clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("verifier.checking") and hasattr(module, "judge") and name != judging.__name__:
            module.judge = lambda: chosen  # type: ignore[attr-defined]


def run(path: Path, most: int, folds: Path | None, out: Path) -> tuple[Path, Path, float]:
    """Write gold and predictions of one set; milliseconds a claim."""
    kept = list(rows(path, most))
    gold, guess = out / f"{path.stem}.gold.jsonl", out / f"{path.stem}.pred.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in kept), encoding="utf-8")
    made = []
    began = time.process_time()
    for fold in range(FOLDS) if folds else (None,):
        if fold is not None and folds is not None:
            use_judge(folds / str(fold))
        made += [predict(row) for row in kept if fold is None or fold_of(path.stem, row) == fold]
    spent = time.process_time() - began
    guess.write_text("".join(json.dumps(line) + "\n" for line in made), encoding="utf-8")
    return gold, guess, 1000 * spent / max(len(kept), 1)


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
    parser.add_argument("--out", type=Path, default=Path("checking-figures"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    scorer = load_scorer(options.folder / "score.py")
    print(f"{'set':20}{'n':>6}" + "".join(f"{name:>11}" for name in FIGURES) + f"{'ms':>8}")
    for name in options.sets:
        gold, guess, spent = run(options.folder / f"{name}.jsonl", options.max, options.folds, options.out)
        figures = scorer.score(gold, guess)
        shown = "".join(f"{figures[key]:11.3f}" if figures.get(key) is not None else f"{'-':>11}" for key in FIGURES)
        print(f"{name:20}{figures['n']:6}{shown}{spent:8.1f}", flush=True)


if __name__ == "__main__":
    main()
