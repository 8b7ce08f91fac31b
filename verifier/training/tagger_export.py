"""Ship a trained tagger: python -m verifier.training.tagger_export --checkpoint FILE --base DIR --data DIR --out DIR

Writes model.onnx, tokenizer.json and config.json. The graph is laid out here operation by operation. Weights are
signed 7-bit integers with one scale a column (as quantize_dynamic's reduce_range): pairs of products with 8-bit
activations fit 16 bits, so processors with and without VNNI give the same sums. The vocabulary keeps the Latin script.
"""

import argparse
import json
import unicodedata
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from verifier.attribution.tagger import WINDOW
from verifier.language.encoder import Encoder
from verifier.training.tagger_card import CARD
from verifier.training.tagger_data import load
from verifier.training.tagger_network import LABELS, LINK, Size, Tagger

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
MICROSOFT = "com.microsoft"


class Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """A stored weight."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def shared(self, name: str, value: np.ndarray) -> str:
        """A constant that several operations use."""
        if all(w.name != name for w in self.weights):
            self.constant(name, value)
        return name

    def op(self, kind: str, inputs: list[str], domain: str = "", **settings: object) -> str:
        """One operation with one result."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings))
        return name

    def linear(self, name: str, x: str, layer: torch.nn.Linear) -> str:
        """x @ weight + bias in integers, the activations quantised anew with one scale a row (a sub-word).

        One scale for the whole window, as DynamicQuantizeMatMul takes it, costs 1.3% of the labels: a few sub-words
        have activations ten times larger than all others.
        """
        quantised, scale = seven_bits(layer.weight.detach().numpy().T, axis=0)
        weight = self.constant(f"{name}.weight", quantised)
        scales = self.constant(f"{name}.scale", scale.reshape(-1))
        bias = self.constant(f"{name}.bias", layer.bias.detach().numpy())
        top = self.op("ReduceMax", [self.op("Abs", [x]), self.shared("last", np.array([-1], np.int64))], keepdims=1)
        row = self.op("Mul", [top, self.shared("step", np.array(1 / 127, np.float32))])
        row = self.op("Max", [row, self.shared("least", np.array(1e-12, np.float32))])
        middle = self.shared("middle", np.array(128, np.uint8))
        whole = self.op(
            "QuantizeLinear", [self.op("Div", [x, row]), self.shared("one", np.array(1, np.float32)), middle]
        )
        product = self.op("Cast", [self.op("MatMulInteger", [whole, weight, middle])], to=TensorProto.FLOAT)
        return self.op("Add", [self.op("Mul", [self.op("Mul", [product, row]), scales]), bias])

    def norm(self, name: str, x: str, skip: str, layer: torch.nn.LayerNorm) -> str:
        """LayerNorm(x + skip)."""
        gamma = self.constant(f"{name}.gamma", layer.weight.detach().numpy())
        beta = self.constant(f"{name}.beta", layer.bias.detach().numpy())
        return self.op("LayerNormalization", [self.op("Add", [x, skip]), gamma, beta], epsilon=1e-12)


def seven_bits(weight: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """Integers of -63..63 and the scales that give the weight back, one scale a line across `axis`."""
    scale = np.maximum(np.abs(weight).max(axis, keepdims=True), 1e-8) / 63
    return np.clip(np.rint(weight / scale), -63, 63).astype(np.int8), scale.astype(np.float32)


def eight_bits(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as integers of -127..127 with one scale a row."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)


def build(model: Tagger, kept: list[int]) -> onnx.ModelProto:
    """The network for one window: ids, features, first -> emissions, links."""
    g, encoder = Graph(), model.encoder
    table, scale = eight_bits(encoder.words.weight.detach().numpy()[kept])
    words = g.op("Cast", [g.op("Gather", [g.constant("words", table), "ids"])], to=TensorProto.FLOAT)
    words = g.op("Mul", [words, g.op("Gather", [g.constant("words.scale", scale), "ids"])])
    shapes, quotes, gaps = (t.weight.detach().numpy() for t in encoder.features)
    combined = shapes[:, None, None] + quotes[None, :, None] + gaps[None, None, :]
    strides = np.array([[quotes.shape[0] * gaps.shape[0]], [gaps.shape[0]], [1]], np.int64)
    row = g.op("MatMul", ["features", g.constant("strides", strides)])
    row = g.op("Squeeze", [row, g.constant("axis1", np.array([1], np.int64))])
    seen = g.op("Gather", [g.constant("features.table", combined.reshape(-1, combined.shape[-1])), row])
    length = g.op("Shape", ["ids"])
    places = g.constant("places", encoder.positions.weight.detach().numpy()[: WINDOW + 2])
    place = g.op("Slice", [places, g.constant("zero", np.array([0], np.int64)), length])
    x = g.op("Add", [g.op("Add", [words, seen]), place])
    gamma, beta = (
        g.constant(f"norm.{n}", v.detach().numpy()) for n, v in (("g", encoder.norm.weight), ("b", encoder.norm.bias))
    )
    x = g.op("LayerNormalization", [x, gamma, beta], epsilon=1e-12)
    x = g.op("Unsqueeze", [x, g.constant("axis0", np.array([0], np.int64))])
    hidden = encoder.size.hidden
    thirds = g.constant("thirds", np.array([hidden] * 3, np.int64))
    for n, layer in enumerate(encoder.layers):
        packed = g.linear(f"{n}.qkv", x, layer.qkv)
        parts = [f"{n}.q", f"{n}.k", f"{n}.v"]
        g.nodes.append(helper.make_node("Split", [packed, thirds], parts, axis=2))
        y = g.op("MultiHeadAttention", parts, MICROSOFT, num_heads=layer.heads)
        x = g.norm(f"{n}.norm1", g.linear(f"{n}.out", y, layer.out), x, layer.norm1)
        y = g.op("Gelu", [g.linear(f"{n}.up", x, layer.up)])
        x = g.norm(f"{n}.norm2", g.linear(f"{n}.down", y, layer.down), x, layer.norm2)
    x = g.op("Squeeze", [x, "axis0"])
    x = g.op("Gather", [x, "first"])
    label = g.constant("label.weight", model.label.weight.detach().numpy().T)
    emissions = g.op("Add", [g.op("MatMul", [x, label]), g.constant("label.bias", model.label.bias.detach().numpy())])
    links = g.linear("links", g.op("Gelu", [g.linear("mix", x, model.mix)]), model.links)
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("features", TensorProto.INT64, ["pieces", 3]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info(emissions, TensorProto.FLOAT, ["words", LABELS]),
        helper.make_tensor_value_info(links, TensorProto.FLOAT, ["words", 4 * LINK]),
    ]
    graph = helper.make_graph(g.nodes, "tagger", inputs, outputs, g.weights)
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


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
        "labels": ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"],
        "transitions": numbers(model.transitions),
        "begin": numbers(model.begin),
        "heads": [
            {"name": name, "null": numbers(model.null[n]), "distance": numbers(model.distance[n])}
            for n, name in enumerate(("content to cue", "cue to source"))
        ],
    }


def card(model: Tagger, size: float, histories: list[list[dict[str, object]]], figures: str) -> str:
    """The text of card.md; a history holds the settings of the runs that led to one checkpoint, in order."""
    count = sum(p.numel() for p in model.parameters()) / 1e6
    blocks = ["\n".join(f"    {command_of(settings)}" for settings in history) for history in histories]
    command = "\n\nand\n\n".join(blocks)
    if len(blocks) > 1:
        command += f"\n\nThe weights shipped are the mean of these {len(blocks)} checkpoints."
    return CARD.format(parameters=count, size=size, command=command, figures=figures.strip() or "Not measured yet.")


def command_of(settings: dict[str, object]) -> str:
    """The command that made a checkpoint, without the places of this machine."""
    shown = {k: v for k, v in settings.items() if k not in ("data", "base", "out", "start") and v is not None}
    words = " ".join(f"--{name} {value}" for name, value in shown.items())
    start = " --start CHECKPOINT" if settings.get("start") else ""
    return f"python -m verifier.training.tagger --data DIR --base DIR --out DIR{start} {words}"


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("base", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="the weights of several are averaged")
    parser.add_argument("--figures", type=Path, help="text for the card's figures")
    args = parser.parse_args()
    loaded = [torch.load(path, weights_only=False) for path in args.checkpoint]
    model = Tagger(Size())
    model.load_state_dict(mean_of([one["average"] for one in loaded]))
    tokenizer, kept = prune(args.base, args.data)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    (args.out / "config.json").write_text(json.dumps(config(model), separators=(",", ":")) + "\n", encoding="utf-8")
    onnx.save(build(model, kept), str(args.out / "model.onnx"))
    size = sum(f.stat().st_size for f in args.out.iterdir() if f.name != "card.md") / 1e6
    figures = args.figures.read_text(encoding="utf-8") if args.figures else ""
    text = card(model, size, [one["history"] for one in loaded], figures)
    (args.out / "card.md").write_text(text, encoding="utf-8")


def mean_of(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several runs' weights; they must share their beginning."""
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


if __name__ == "__main__":
    main()
