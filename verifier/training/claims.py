"""The judge of claims: three linear models over hashed features of a sentence and the mean vector of its words.

    python -m verifier.training.claims DATA --vectors verifier/resources/models/judge --out
    verifier/resources/models/claims python -m verifier.training.claims DATA --vectors verifier/resources/models/judge
    --folds 5

DATA is a folder with policlaim.jsonl, claimbuster_two_class.jsonl and checkthat2025_subjectivity_en.jsonl. Each task
is a logistic regression; later tasks also see the log-odds of earlier ones. As everything is linear, a task ends as
one byte a feature and one byte a word: the vectors themselves are not kept. With --folds the recipe is
cross-validated (stratified, shuffled with seed 0) and nothing is written. Nothing is drawn at random otherwise: same
data, same bytes.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import StratifiedKFold

from verifier.claims.classifier import FEATURE_MASK, WORD_MASK
from verifier.claims.features import features
from verifier.language.tokens import stem, words

FEATURES, WORDS = FEATURE_MASK + 1, WORD_MASK + 1
TASKS: dict[str, tuple[str, Callable[[str], bool], str, str | None]] = {
    "check_worthy": ("claimbuster_two_class", lambda split: split == "train", "check_worthy", "balanced"),
    "factual": ("policlaim", lambda split: split.startswith("policlaim_train"), "claim", None),
    "subjective": ("checkthat2025_subjectivity_en", lambda split: split == "train", "subjective", "balanced"),
}
"""Task -> file, which of its splits teach, the positive label, class weights; in the order of learning."""
STRENGTH, EARLIER = 10.0, 0.3
"""Inverse regularisation, and the scale of earlier tasks' log-odds; the best of 3 and 10, and of 0.1 to 0.4, by
--folds."""


class Vectors:
    """Word vectors by stem, found as the program finds them: a stem whose bucket another one took first is unknown."""

    def __init__(self, folder: Path) -> None:
        self.values = np.load(folder / "words.npz")["vectors"].astype(np.float32) / 127
        self.rows: dict[int, int] = {}
        for row, word in enumerate((folder / "words.txt").read_text(encoding="utf-8").splitlines()):
            self.rows.setdefault(bucket(word, WORD_MASK), row)

    def mean(self, text: str) -> np.ndarray:
        rows = [self.rows[b] for t in words(text) if (b := bucket(stem(t.text), WORD_MASK)) in self.rows]
        return self.values[rows].mean(axis=0) if rows else np.zeros(self.values.shape[1], np.float32)


def bucket(name: str, mask: int) -> int:
    return crc32(name.encode("utf-8", "replace")) & mask


def rows(path: Path, keep: Callable[[str], bool], positive: str) -> tuple[list[str], np.ndarray]:
    """Texts and 0/1 labels."""
    kept = [row for line in path.read_text(encoding="utf-8").splitlines() if keep((row := json.loads(line))["split"])]
    return [row["text"] for row in kept], np.array([row["label"] == positive for row in kept], dtype=np.int8)


def matrix(texts: list[str], vectors: Vectors) -> csr_matrix:
    """One row a text: presence of its features in a row of length one, then the mean of its words' vectors."""
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for text in texts:
        found = sorted({bucket(name, FEATURE_MASK) for name in features(text)})
        indices += found
        values += [len(found) ** -0.5] * len(found)
        ends.append(len(indices))
    bags = csr_matrix((np.array(values, np.float32), indices, ends), shape=(len(texts), FEATURES))
    return hstack([bags, csr_matrix(np.array([vectors.mean(text) for text in texts]))]).tocsr()


Model = tuple[np.ndarray, float]


def teach(inputs: csr_matrix, labels: np.ndarray, weight: str | None, earlier: list[Model]) -> Model:
    """One weight a column, and the bias; the columns of earlier tasks' log-odds are folded back into the others."""
    odds = [EARLIER * (inputs @ weights + bias) for weights, bias in earlier]
    both = hstack([inputs, csr_matrix(np.array(odds).T)]).tocsr() if odds else inputs
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight=weight).fit(both, labels)
    weights, bias = fitted.coef_[0][: inputs.shape[1]].copy(), float(fitted.intercept_[0])
    for share, (before, offset) in zip(fitted.coef_[0][inputs.shape[1] :], earlier, strict=True):
        weights += EARLIER * share * before
        bias += EARLIER * share * offset
    return weights, bias


def figures(labels: np.ndarray, predicted: np.ndarray) -> str:
    return (
        f"accuracy {accuracy_score(labels, predicted):.3f}  F1 {f1_score(labels, predicted):.3f}  "
        f"macro-F1 {f1_score(labels, predicted, average='macro'):.3f}  "
        f"weighted F1 {f1_score(labels, predicted, average='weighted'):.3f}  n {len(labels)}"
    )


def write(out: Path, models: dict[str, Model], vectors: Vectors) -> None:
    """weights.zip: for each task a file of signed bytes for features and one for words, and their scales and biases."""
    lines = []
    with ZipFile(out / "weights.zip", "w", ZIP_DEFLATED, compresslevel=9) as box:
        for task in ("subjective", "factual", "check_worthy"):
            weights, bias = models[task]
            scale = float(np.abs(weights[:FEATURES]).max()) / 127
            _add(box, f"{task}.features", np.round(weights[:FEATURES] / scale))
            shares = vectors.values @ weights[FEATURES:]
            word_scale = float(np.abs(shares).max()) / 127
            table = np.zeros(WORDS)
            for place, row in vectors.rows.items():
                # Zero marks a word that is not known, so the smallest share is one.
                table[place] = np.round(shares[row] / word_scale) or 1
            _add(box, f"{task}.words", table)
            lines.append(f"{task} {scale:.9g} {word_scale:.9g} {bias:.9g}")
        box.writestr(_entry("tasks.txt"), "\n".join(lines) + "\n")


def _add(box: ZipFile, name: str, values: np.ndarray) -> None:
    box.writestr(_entry(name), values.astype(np.int8).tobytes())


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, (2025, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    arguments = parser.parse_args()
    vectors = Vectors(arguments.vectors)
    models: dict[str, Model] = {}
    for task, (name, keep, positive, weight) in TASKS.items():
        texts, labels = rows(arguments.data / f"{name}.jsonl", keep, positive)
        inputs = matrix(texts, vectors)
        earlier = list(models.values())
        if arguments.folds:
            predicted = np.zeros(len(labels), dtype=bool)
            for train, test in StratifiedKFold(arguments.folds, shuffle=True, random_state=0).split(inputs, labels):
                weights, bias = teach(inputs[train], labels[train], weight, earlier)
                predicted[test] = inputs[test] @ weights + bias > 0
            print(f"{task}: {arguments.folds}-fold {figures(labels, predicted)}", flush=True)
        models[task] = teach(inputs, labels, weight, earlier)
    if arguments.out and not arguments.folds:
        write(arguments.out, models, vectors)


if __name__ == "__main__":
    main()
