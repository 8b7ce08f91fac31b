"""Ship a trained tagger: python -m verifier.training.tagger_export --checkpoint FILE --base DIR --data DIR --out DIR

Writes model.onnx and model.data (laid out in tagger_graph), tokenizer.json, config.json and the card. The vocabulary
keeps the Latin script.
"""

import argparse
import json
import unicodedata
from itertools import islice
from pathlib import Path

import numpy as np
import torch

from verifier.language.encoder import Encoder
from verifier.training import networks
from verifier.training.held_out import held_out
from verifier.training.tagger import read_checkpoint
from verifier.training.tagger_card import card
from verifier.training.tagger_data import batches, load
from verifier.training.tagger_graph import Ranges, build
from verifier.training.tagger_network import BLOCK, Tagger

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# Batches of training windows on which the ranges of the activations are measured.
MEASURED = 12


def latin(token: str) -> bool:
    """True for a token in the Latin script, digits, and marks."""
    letters = [c for c in token if c.isalpha()]
    return all(unicodedata.name(c, "").startswith("LATIN") for c in letters) and not token.startswith("[unused")


def prune(base: Path, data: Path) -> tuple[str, list[int]]:
    """The tokenizer with a smaller vocabulary, and the old ids it keeps in the order of the new ones.

    Kept: special tokens, Latin tokens, marks, single characters, and whatever the training texts hold.
    """
    encoder = Encoder(base)
    seen = {piece for e in load(data / "polnear.jsonl", encoder) for word in e.coded for piece in word}
    spec = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    by_id = sorted(spec["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [
        (token, number)
        for token, number in by_id
        if token in SPECIALS or number in seen or latin(token) or len(token.removeprefix("##")) == 1
    ]
    spec["model"]["vocab"] = {token: new for new, (token, _) in enumerate(kept)}
    new_id = spec["model"]["vocab"]
    for added in spec["added_tokens"]:
        added["id"] = new_id[added["content"]]
    for special in spec.get("post_processor", {}).get("special_tokens", {}).values():
        special["ids"] = [new_id[t] for t in special["tokens"]]
    spec["truncation"] = spec["padding"] = None
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":")), [number for _, number in kept]


def config(model: Tagger) -> dict[str, object]:
    """What the run-time needs beside the network."""

    def numbers(values: torch.Tensor) -> list[object]:
        return [numbers(v) if v.dim() else round(float(v), 5) for v in values.detach()]

    return {
        "block": BLOCK,
        "labels": ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"],
        "transitions": numbers(model.transitions),
        "begin": numbers(model.begin),
        "heads": [
            {"name": name, "null": numbers(model.null[n]), "distance": numbers(model.distance[n])}
            for n, name in enumerate(("content to cue", "cue to source"))
        ],
    }


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("base", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="the weights of several are averaged")
    parser.add_argument("--figures", type=Path, help="text for the card's figures")
    args = parser.parse_args()
    loaded = [read_checkpoint(path) for path in args.checkpoint]
    model = loaded[0][0]
    model.load_state_dict(mean_of([one.state_dict() for one, _ in loaded]))
    model.eval()
    tokenizer, kept = prune(args.base, args.data)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    (args.out / "config.json").write_text(json.dumps(config(model), separators=(",", ":")) + "\n", encoding="utf-8")
    networks.save(build(model, kept, measured(model, args.base, args.data)), args.out)
    size = sum(f.stat().st_size for f in args.out.iterdir() if f.name != "card.md") / 1e6
    figures = args.figures.read_text(encoding="utf-8") if args.figures else ""
    text = card(model, size, [history for _, history in loaded], figures)
    (args.out / "card.md").write_text(text, encoding="utf-8")


def measured(model: Tagger, base: Path, data: Path) -> Ranges:
    """The ranges of the activations on some training windows."""
    encoder = Encoder(base)
    examples = [e for e in load(data / "polnear.jsonl", encoder) if not held_out(e.id)][::8]
    specials = encoder.special("[CLS]"), encoder.special("[SEP]")
    ranges = Ranges(model)
    with torch.no_grad():
        for batch in islice(batches(examples, np.random.default_rng(0), specials, size=2560), MEASURED):
            model(batch.ids, batch.features, batch.mask, batch.first)
    ranges.close()
    return ranges


def mean_of(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several runs' weights; they must share their beginning."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


if __name__ == "__main__":
    main()
