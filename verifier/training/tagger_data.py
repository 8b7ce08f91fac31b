"""Training examples of the tagger: annotated texts as labelled words, cut into windows anew each epoch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from verifier.attribution.tagger import WINDOW, window_input
from verifier.attribution.tagger_features import Words, words_of
from verifier.language.encoder import Encoder
from verifier.training.tagger_network import BLOCK, IGNORE, LABELS

ROLES = ("source", "cue", "content")
SHORTEST = 60


@dataclass(frozen=True, slots=True)
class Example:
    """One annotated text: words, sub-words, a label a word, and per attribution the word indexes of each role."""

    id: str
    words: Words
    coded: list[tuple[int, ...]]
    labels: np.ndarray[Any, Any]
    parts: list[tuple[list[int], list[int], list[int]]]
    breaks: np.ndarray[Any, Any]
    # emissions of a teacher, one row a word; without a teacher no row
    taught: np.ndarray[Any, Any]


def load(path: Path, encoder: Encoder, split: str = "train", teacher: Path | None = None) -> list[Example]:
    """The texts of one split of a corpus file, in file order; `teacher` is a file of tagger_teacher."""
    examples = []
    taught = dict(np.load(teacher)) if teacher else {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            if doc["split"] == split:
                examples.append(_example(doc, encoder, taught))
    return examples


def _example(doc: dict[str, Any], encoder: Encoder, taught: dict[str, Any]) -> Example:
    words = words_of(doc["text"])
    labels = np.zeros(len(words), np.int64)
    parts = []
    for attribution in doc["attributions"]:
        row: tuple[list[int], list[int], list[int]] = ([], [], [])
        for role, name in enumerate(ROLES):
            for start, end in attribution[name]:
                first = int(np.searchsorted(words.ends, start, side="right"))
                last = int(np.searchsorted(words.starts, end, side="left"))
                if last > first:
                    labels[first] = 2 * role + 1
                    labels[first + 1 : last] = 2 * role + 2
                    row[role].extend(range(first, last))
        parts.append(row)
    told = taught.get(doc["id"], np.zeros((0, LABELS), np.float16))
    return Example(doc["id"], words, encoder.pieces(words.forms), labels, parts, words.breaks(), told)


def cuts(example: Example, rng: np.random.Generator) -> Iterator[tuple[int, int]]:
    """Windows [first, last) over the whole text; the first is of random length, most end where a sentence ends."""
    edges = np.concatenate([[0], np.cumsum([len(ids) for ids in example.coded])])
    limit = int(rng.integers(SHORTEST, WINDOW + 1)) if edges[-1] > WINDOW else WINDOW
    first = 0
    while first < len(example.words):
        last = max(int(np.searchsorted(edges, edges[first] + limit, side="right")) - 1, first + 1)
        if last < len(example.words):
            middle = (first + 2 * last) // 3
            ends = np.flatnonzero(example.breaks[middle : last + 1])
            if len(ends):
                last = middle + int(ends[-1])
        yield first, last
        first, limit = last, WINDOW


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded windows; `targets[head]` marks the right columns of the link scores of the words in `asking[head]`."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    first: Tensor
    labels: Tensor
    taught: Tensor
    targets: tuple[Tensor, Tensor]
    asking: tuple[Tensor, Tensor]


def batch_of(items: list[tuple[Example, int, int]], specials: tuple[int, int]) -> Batch:
    """Pad the windows to one length and mark the link targets that lie inside each window."""
    rows = [window_input(e.coded[a:b], e.words.features[a:b], *specials) for e, a, b in items]
    size, width = len(items), max(b - a for _, a, b in items)
    count = -(-max(len(r[0]) for r in rows) // BLOCK) * BLOCK
    ids = torch.zeros(size, count, dtype=torch.long)
    features = torch.zeros(size, count, 3, dtype=torch.long)
    mask = torch.zeros(size, 1, 1, count, dtype=torch.bool)
    first = torch.zeros(size, width, dtype=torch.long)
    labels = torch.full((size, width), IGNORE)
    taught = torch.zeros(size, width, LABELS)
    targets = tuple(torch.zeros(size, width, width + 1, dtype=torch.bool) for _ in range(2))
    asking = tuple(torch.zeros(size, width, dtype=torch.bool) for _ in range(2))
    for n, ((example, a, b), (i, f, p)) in enumerate(zip(items, rows, strict=True)):
        ids[n, : len(i)] = torch.from_numpy(i)
        features[n, : len(i)] = torch.from_numpy(f)
        mask[n, ..., : len(i)] = True
        first[n, : b - a] = torch.from_numpy(p)
        labels[n, : b - a] = torch.from_numpy(example.labels[a:b])
        if len(example.taught):
            taught[n, : b - a] = torch.from_numpy(example.taught[a:b].astype(np.float32))
        for source, cue, content in example.parts:
            s, c, t = ([w - a for w in role if a <= w < b] for role in (source, cue, content))
            if not c:
                continue
            for asks, answers, head in ((t, c, 0), (c, s, 1)):
                if asks and (answers or not source):
                    asking[head][n, asks] = True
                    targets[head][n, torch.tensor(asks)[:, None], torch.tensor(answers or [width])[None, :]] = True
    return Batch(ids, features, mask, first, labels, taught, (targets[0], targets[1]), (asking[0], asking[1]))


def batches(
    examples: list[Example], rng: np.random.Generator, specials: tuple[int, int], *, size: int
) -> Iterator[Batch]:
    """One epoch in batches of about `size` sub-words: windows of like length together, in random order."""
    items = [(e, a, b) for e in examples for a, b in cuts(e, rng)]
    weight = [sum(len(ids) for ids in e.coded[a:b]) + 2 for e, a, b in items]
    order = sorted(range(len(items)), key=lambda n: weight[n] + float(rng.uniform(0, 30)))
    groups: list[list[int]] = [[]]
    for n in order:
        if groups[-1] and max(weight[m] for m in [*groups[-1], n]) * (len(groups[-1]) + 1) > size:
            groups.append([])
        groups[-1].append(n)
    for g in rng.permutation(len(groups)).tolist():
        yield batch_of([items[n] for n in groups[g]], specials)
