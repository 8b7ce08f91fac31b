"""Train the network that reads claim and passage together.

    OMP_WAIT_POLICY=passive python -m verifier.training.entailment PAIRS --base DIR --out DIR [--stage base|fold] ...

PAIRS come from `verifier.training.entailment_data`; --base is the folder of a BERT checkpoint with model.safetensors
and tokenizer.json (all-MiniLM-L6-v2). --out receives log.txt and checkpoint.pt. `--stage base` learns from the pairs
that are never measured; `--stage fold --start CHECKPOINT --without 0 1` goes on with the measured sets, without those
folds, --replay pairs of the base and the sets named by --beside. `--focus vitaminc --start CHECKPOINT` goes on with one
set of the base; `--further BEGAN ENDED` adds a share of what that run changed to the network that is gone on with. The
same seed and threads give the same weights.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from verifier.checking.entailment import Coded, code, pieces
from verifier.language.encoder import Encoder
from verifier.training.entailment_network import CLASSES, SHARE, Entailment, further, losses
from verifier.training.judge_data import FOLDS

MOST_WEIGHT = 3.0


class Example(NamedTuple):
    """A pair as the network is given it; `marks` has one entry a sub-word of the claim."""

    coded: Coded
    allowed: tuple[bool, ...]
    marks: tuple[int, ...]
    weight: float


class Batch(NamedTuple):
    """Pairs of about one length, padded."""

    ids: Tensor
    codes: Tensor
    cut: Tensor
    length: Tensor
    allowed: Tensor
    weights: Tensor
    marks: Tensor


def weight_of(rows: list[dict[str, Any]]) -> list[float]:
    """One weight a row: within a set, supported and other pairs weigh the same; none weighs more than MOST_WEIGHT."""
    counts = Counter((row["set"], row["allowed"] == [0]) for row in rows)
    out = []
    for row in rows:
        mine, other = (counts[row["set"], (row["allowed"] == [0]) == side] for side in (True, False))
        out.append(min((mine + other) / (2 * mine), MOST_WEIGHT) if other else 0.3)
    return out


def example(row: dict[str, Any], weight: float, encoder: Encoder) -> Example:
    """A line of the pairs, coded."""
    said = pieces(encoder, row["claim"])
    coded = code(said, pieces(encoder, row["passage"]), begin=encoder.special("[CLS]"),
                 end=encoder.special("[SEP]"))  # fmt: skip
    marks = [row["rest"]] * (coded.cut - 1)
    for number, (start, end) in enumerate(said.offsets[: coded.cut - 1]):
        for low, high, value in row["marks"]:
            if start < high and low < end:
                marks[number] = value
    return Example(coded, tuple(n in row["allowed"] for n in range(CLASSES)), tuple(marks), weight)


def batches(examples: list[Example], rng: np.random.Generator, size: int) -> Iterator[Batch]:
    """Batches of at most `size` places, padding included: pairs of like length, in a shuffled order."""
    lengths = np.array([len(one.coded.ids) for one in examples])
    order = np.argsort(lengths + rng.uniform(0, 6, len(lengths)), kind="stable")
    groups, current = [], []
    for number in order:
        longest = max(lengths[number], lengths[current].max() if current else 0)
        if current and longest * (len(current) + 1) > size:
            groups.append(current)
            current = []
        current.append(number)
    groups.append(current)
    for index in rng.permutation(len(groups)):
        yield padded([examples[number] for number in groups[index]])


def padded(group: list[Example]) -> Batch:
    """One batch."""
    width = max(len(one.coded.ids) for one in group)
    ids, codes = torch.zeros(len(group), width, dtype=torch.long), torch.zeros(len(group), width, dtype=torch.long)
    marks = torch.full((len(group), width), -1)
    for row, one in enumerate(group):
        ids[row, : len(one.coded.ids)] = torch.from_numpy(one.coded.ids)
        codes[row, : len(one.coded.codes)] = torch.from_numpy(one.coded.codes)
        marks[row, 1 : 1 + len(one.marks)] = torch.tensor(one.marks)
    return Batch(
        ids, codes, torch.tensor([one.coded.cut for one in group]), torch.tensor([len(o.coded.ids) for o in group]),
        torch.tensor([one.allowed for one in group]), torch.tensor([one.weight for one in group]), marks,
    )  # fmt: skip


def chosen(rows: list[dict[str, Any]], args: argparse.Namespace) -> list[dict[str, Any]]:
    """The rows of this run, in their order."""
    base = [row for row in rows if row["stage"] == "base"]
    if args.focus:
        others = [row for row in base if row["set"] != args.focus]
        return [row for row in base if row["set"] == args.focus] + others[: args.replay]
    if args.stage == "base":
        return base[: args.most] if args.most else base
    mine = [row for row in rows if row["stage"] == "fold" and row["fold"] not in args.without]
    if args.quick:
        mine = [row for row in mine if row["set"] != "vitaminc"]
    beside = [row for row in base if row["set"] in args.beside]
    return mine + beside + [row for row in base if row["set"] not in args.beside][: args.replay]


def groups(model: Entailment, rate: float) -> list[dict[str, Any]]:
    """Parameter groups: the encoder slow, the heads fast; word vectors stay as they are."""
    heads = ("pair", "doubt", "gather", "codes")
    slow = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith(heads)]
    fast = [p for n, p in model.named_parameters() if p.requires_grad and n.startswith(heads)]
    return [{"params": slow, "lr": rate, "weight_decay": 0.01}, {"params": fast, "lr": 4 * rate, "weight_decay": 0.0}]


def train(args: argparse.Namespace) -> None:
    """The whole run, with a line of progress every fifty steps and a checkpoint every five hundred. No epochs give the
    network that would be gone on with."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(args.base)
    with args.pairs.open(encoding="utf-8") as lines:
        rows = chosen([json.loads(line) for line in lines], args)
    examples = [example(row, weight, encoder) for row, weight in zip(rows, weight_of(rows), strict=True)]
    model = Entailment(args.layers, args.dropout)
    history: list[dict[str, Any]] = []
    if args.start:
        saved = torch.load(args.start, weights_only=False)
        model.load_state_dict(saved["average"])
        history = saved["history"]
        if args.further:
            history = [*history, *({**run, "share": SHARE} for run in further(model, *args.further))]
    else:
        model.load_bert(args.base / "model.safetensors")
    model.words.weight.requires_grad_(False)
    model.train()
    optimizer = torch.optim.AdamW(groups(model, args.rate), betas=(0.9, 0.98), foreach=True)
    kept = {name: value.detach().clone() for name, value in model.state_dict().items()}
    schedule = [
        batch
        for epoch in range(args.epochs)
        for batch in batches(examples, np.random.default_rng(args.seed + epoch), args.batch)
    ]
    total = max(1, len(schedule))
    warm = min(100, total // 10 + 1)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / warm) * max(0.02, 1 - step / total)
    )
    log = (args.out / "log.txt").open("w", encoding="utf-8")
    places = sum(int(batch.length.sum()) for batch in schedule)
    log.write(f"{vars(args)}\n{len(examples)} pairs, {total} steps, {places} sub-words\n")

    def save(step: int) -> None:
        done = {**vars(args), "steps": step}
        torch.save({"average": kept, "layers": args.layers, "history": [*history, done]}, args.out / "checkpoint.pt")

    began, sums = time.monotonic(), np.zeros(3)
    for step, batch in enumerate(schedule, 1):
        with torch.autocast("cpu", torch.bfloat16):
            classes, doubts, _ = model(batch.ids, batch.codes, batch.cut, batch.length)
        pair, words = losses(classes, doubts, batch.allowed, batch.weights, batch.marks)
        (pair + args.words * words).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rates.step()
        optimizer.zero_grad(set_to_none=True)
        decay = min(args.average, (1 + step) / (10 + step))
        torch._foreach_lerp_(list(kept.values()), list(model.state_dict().values()), 1 - decay)
        right = batch.allowed.gather(1, classes.argmax(1, keepdim=True)).float().mean()
        sums += [float(pair.detach()), float(words.detach()), float(right)]
        if step % 50 == 0:
            spent = time.monotonic() - began
            log.write(f"step {step}/{total} {(sums / 50).round(3).tolist()} {spent:.0f} s, "
                      f"{spent / step * (total - step) / 60:.1f} min left\n")  # fmt: skip
            log.flush()
            sums = np.zeros(3)
        if step % 500 == 0:
            save(step)
    save(len(schedule))


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--stage", choices=("base", "fold"), default="base")
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--further", type=Path, nargs=2, help="where another run began and ended: its share is added")
    parser.add_argument("--without", type=int, nargs="*", default=[], choices=range(FOLDS), help="folds to leave out")
    parser.add_argument("--replay", type=int, default=0, help="pairs of the base that are read again")
    parser.add_argument("--beside", nargs="*", default=[], help="sets of the base that a fold's run also learns from")
    parser.add_argument("--quick", action="store_true", help="leave VitaminC's other folds out")
    parser.add_argument("--focus", help="a set of the base to go on with, beside --replay other pairs")
    parser.add_argument("--most", type=int, help="pairs of the base at most")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--batch", type=int, default=2048, help="places a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--words", type=float, default=0.5, help="weight of the words' loss")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--average", type=float, default=0.995)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
