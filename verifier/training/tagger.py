"""Train the tagger: python -m verifier.training.tagger --data DIR --base DIR --out DIR --seed 0

DIR of --data holds polnear.jsonl (see the card for its licence); --base is the folder of a BERT checkpoint with
model.safetensors and tokenizer.json (all-MiniLM-L6-v2). --out receives log.txt and, after every epoch, checkpoint.pt,
from which verifier.training.tagger_export makes the shipped model. The same seed and threads give the same weights.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from verifier.language.encoder import Encoder
from verifier.training.held_out import held_out
from verifier.training.tagger_data import Batch, batches, load
from verifier.training.tagger_network import IGNORE, Size, Tagger, crf_loss, link_loss


def loss_of(model: Tagger, batch: Batch, mask_id: int, rate: float) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Label loss, the two link losses, and how far the emissions are from the teacher's (as probabilities).

    A share `rate` of the sub-words is hidden from the encoder.
    """
    hide = (torch.rand(batch.ids.shape) < rate) & (batch.ids > 999)
    ids = batch.ids.masked_fill(hide, mask_id)
    with torch.autocast("cpu", torch.bfloat16):
        emissions, vectors = model(ids, batch.features, batch.mask, batch.first)
    real = batch.labels != IGNORE
    labels = crf_loss(emissions, batch.labels, model.transitions, model.begin)
    content, cue = (
        link_loss(model.link_scores(vectors, head), real, batch.targets[head], batch.asking[head]) for head in (0, 1)
    )
    aim = functional.log_softmax(batch.taught, -1)
    apart = (aim.exp() * (aim - functional.log_softmax(emissions, -1))).sum(-1)
    return labels, content, cue, (apart * real).sum() / real.sum()


def groups(model: Tagger, rate: float) -> list[dict[str, object]]:
    """Parameter groups: the encoder slow, the new parts fast, no decay on vectors."""
    slow, fast, fastest = [], [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith(("transitions", "begin", "distance")):
            fastest.append(parameter)
        elif name.startswith("encoder.") and not name.startswith("encoder.features"):
            slow.append(parameter)
        else:
            fast.append(parameter)
    return [
        {"params": slow, "lr": rate, "weight_decay": 0.01},
        {"params": fast, "lr": 5 * rate, "weight_decay": 0.01},
        {"params": fastest, "lr": 25 * rate, "weight_decay": 0.0},
    ]


class Average:
    """Exponential moving average of a model's weights."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    def update(self, model: nn.Module) -> None:
        """Take one step of the model in; early steps weigh more, so that the start is soon forgotten."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        now = list(model.state_dict().values())
        torch._foreach_lerp_(list(self.state.values()), now, 1 - decay)


def read_checkpoint(path: Path) -> tuple[Tagger, list[dict[str, object]]]:
    """The averaged model of a checkpoint and the settings of the runs that led to it."""
    start = torch.load(path, weights_only=False)
    model = Tagger(start.get("size", Size()))
    model.load_state_dict(start["average"])
    return model, start["history"]


def train(args: argparse.Namespace) -> None:
    """The whole training, with a line of progress every fifty steps."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    encoder = Encoder(args.base)
    specials, mask_id = (encoder.special("[CLS]"), encoder.special("[SEP]")), encoder.special("[MASK]")
    examples = load(args.data / "polnear.jsonl", encoder, teacher=args.teacher)
    if not args.whole:
        examples = [example for example in examples if not held_out(example.id)]
    before: list[dict[str, object]] = []
    if args.start:
        model, before = read_checkpoint(args.start)
    else:
        model = Tagger(Size())
        model.encoder.load_bert(args.base / "model.safetensors")
    model.encoder.words.weight.requires_grad_(False)
    model.train()
    optimizer = torch.optim.AdamW(groups(model, args.rate), betas=(0.9, 0.98), foreach=True)
    average = Average(model, args.average)
    per_epoch = sum(1 for _ in batches(examples, np.random.default_rng(args.seed), specials, size=args.batch))
    total = per_epoch * args.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / 100) * max(0.0, 1 - step / (total + 20))
    )
    log = (args.out / "log.txt").open("w", encoding="utf-8")

    def tell(line: str) -> None:
        log.write(line + "\n")
        log.flush()

    tell(f"{vars(args)}\n{len(examples)} texts, {per_epoch} steps an epoch")
    began, step, sums, count = time.monotonic(), 0, np.zeros(4), 0
    for epoch in range(args.epochs):
        for batch in batches(examples, np.random.default_rng(args.seed + 1000 * epoch), specials, size=args.batch):
            losses = loss_of(model, batch, mask_id, args.hide)
            taught = args.follow * losses[3] if args.teacher else 0.0
            (losses[0] + args.links * (losses[1] + losses[2]) + taught).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            average.update(model)
            sums += [float(x.detach()) for x in losses]
            count, step = count + 1, step + 1
            if step % 50 == 0:
                spent = time.monotonic() - began
                left = spent / step * max(total - step, 0) / 60
                tell(
                    f"step {step}/{total} losses {(sums / count).round(4).tolist()} {spent:.0f} s, {left:.1f} min left"
                )
                sums, count = np.zeros(4), 0
        history = [*before, {**vars(args), "stop": epoch + 1}]
        saved = {"average": average.state, "history": history, "size": model.encoder.size}
        torch.save(saved, args.out / "checkpoint.pt")
        tell(f"epoch {epoch + 1} saved")
        if epoch + 1 == args.stop:
            break


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint to go on from")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--stop", type=int, help="leave after this epoch of the schedule")
    parser.add_argument("--batch", type=int, default=2560, help="sub-words a step")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--links", type=float, default=0.25, help="weight of the link losses")
    parser.add_argument("--hide", type=float, default=0.04, help="share of sub-words hidden in training")
    parser.add_argument("--teacher", type=Path, help="a file of tagger_teacher: its emissions are followed too")
    parser.add_argument("--follow", type=float, default=1.0, help="weight of following the teacher")
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--whole", action="store_true", help="leave no article out: a last run, its settings chosen")
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
