"""A smaller tagger: python -m verifier.training.tagger_prune --start FILE... --data DIR --base DIR --out FILE

Attention heads and inner units are kept by how much the training losses would change without them (the size of the
product of a unit's result and its gradient, summed over windows; the best of all layers together). Four layers of six
see only their block, and inner units are cut off at zero; verifier.training.tagger --start goes on from there.
"""

import argparse
import dataclasses
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from verifier.language.encoder import Encoder
from verifier.training.held_out import held_out
from verifier.training.tagger import loss_of, read_checkpoint
from verifier.training.tagger_data import batches, load
from verifier.training.tagger_network import HEAD, Layer, Size, Tagger

NEAR = (True, True, False, True, True, False)
# No layer is left with less.
FEWEST_HEADS, FEWEST_UNITS = 6, 512
BATCHES = 10


class Listener:
    """Gathers the importance of the heads and inner units of one layer while losses flow back."""

    def __init__(self, layer: Layer) -> None:
        self.heads = torch.zeros(layer.heads)
        self.units = torch.zeros(layer.up.out_features)
        layer.kept = self._heads  # type: ignore[method-assign]
        layer.used = self._units  # type: ignore[method-assign]

    def _heads(self, result: Tensor) -> Tensor:
        return self._listen(result, self.heads, (1, 3))

    def _units(self, result: Tensor) -> Tensor:
        return self._listen(result, self.units, (1,))

    @staticmethod
    def _listen(result: Tensor, heard: Tensor, over: tuple[int, ...]) -> Tensor:
        held = result.detach().float()

        def hear(gradient: Tensor) -> None:
            heard.add_((gradient.float() * held).sum(over).abs().sum(0))

        result.register_hook(hear)
        return result


def strongest(scores: list[Tensor], count: int, *, fewest: int, unit: int) -> list[list[int]]:
    """The `count` best of all lists together, at least `fewest` of each; a list keeps a multiple of `unit`."""
    ranked = [s.argsort(descending=True).tolist() for s in scores]
    kept = [fewest] * len(scores)
    while sum(kept) < count:
        # the next `unit` of the list where they matter most
        gains = [
            float(s[r[k : k + unit]].mean()) if k + unit <= len(r) else -1.0
            for s, r, k in zip(scores, ranked, kept, strict=True)
        ]
        kept[int(np.argmax(gains))] += unit
    return [sorted(r[:k]) for r, k in zip(ranked, kept, strict=True)]


def cut(model: Tagger, heads: list[list[int]], units: list[list[int]]) -> Tagger:
    """The model with only those heads and inner units, in the smaller network's shape."""
    old = model.encoder.size
    size = dataclasses.replace(old, heads=tuple(map(len, heads)), inner=tuple(map(len, units)), near=NEAR, relu=True)
    state = dict(model.state_dict())
    for n, (some, inner) in enumerate(zip(heads, units, strict=True)):
        name = f"encoder.layers.{n}."
        places = torch.tensor([h * HEAD + d for h in some for d in range(HEAD)])
        thirds = torch.cat([places + third * old.heads[n] * HEAD for third in range(3)])
        state[name + "qkv.weight"] = state[name + "qkv.weight"][thirds]
        state[name + "qkv.bias"] = state[name + "qkv.bias"][thirds]
        state[name + "out.weight"] = state[name + "out.weight"][:, places]
        state[name + "up.weight"] = state[name + "up.weight"][inner]
        state[name + "up.bias"] = state[name + "up.bias"][inner]
        state[name + "down.weight"] = state[name + "down.weight"][:, inner]
    smaller = Tagger(size)
    smaller.load_state_dict(state)
    return smaller


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "base", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--start", type=Path, nargs="+", required=True, help="the weights of several are averaged")
    parser.add_argument("--heads", type=int, default=44, help="attention heads kept, of all layers together")
    parser.add_argument("--inner", type=int, default=4096, help="inner units kept, of all layers together")
    args = parser.parse_args()
    torch.manual_seed(0)
    read = [read_checkpoint(path) for path in args.start]
    state = {k: torch.stack([m.state_dict()[k] for m, _ in read]).mean(0) for k in read[0][0].state_dict()}
    # the losses are those of the full network that sees only its blocks
    model = Tagger(dataclasses.replace(Size(), near=NEAR))
    model.load_state_dict(state)
    listeners = [Listener(layer) for layer in model.encoder.layers if isinstance(layer, Layer)]
    encoder = Encoder(args.base)
    specials, mask_id = (encoder.special("[CLS]"), encoder.special("[SEP]")), encoder.special("[MASK]")
    examples = [e for e in load(args.data / "polnear.jsonl", encoder) if not held_out(e.id)]
    for batch in islice(batches(examples, np.random.default_rng(0), specials, size=2560), BATCHES):
        losses = loss_of(model, batch, mask_id, 0.0)
        (losses[0] + 0.35 * (losses[1] + losses[2])).backward()
    heads = strongest([one.heads for one in listeners], args.heads, fewest=FEWEST_HEADS, unit=1)
    units = strongest([one.units for one in listeners], args.inner, fewest=FEWEST_UNITS, unit=64)
    smaller = cut(model, heads, units)
    step = {"module": "tagger_prune", "heads": args.heads, "inner": args.inner}
    history = [*(one for _, each in read for one in each), step]
    size = smaller.encoder.size
    torch.save({"average": smaller.state_dict(), "history": history, "size": size}, args.out)
    print(size)


if __name__ == "__main__":
    main()
