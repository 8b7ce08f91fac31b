"""Ship the network that reads claim and passage.

    python -m verifier.training.entailment_export CHECKPOINT... --base DIR --out DIR

Writes model.onnx, model.data, tokenizer.json and CARD.md. The graph is laid out operation by operation. Weights are
signed 7-bit integers with one scale a column, activations take 8 bits with one scale a sub-word: pairs of products fit
16 bits, so processors with and without VNNI give the same sums. The vocabulary keeps the Latin script.
"""

import argparse
import json
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from verifier.training import networks
from verifier.training.entailment_card import card
from verifier.training.entailment_network import CLASSES, HEADS, HIDDEN, Entailment

SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
MICROSOFT = "com.microsoft"


class Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        """A stored weight; several operations may use it by one name."""
        self.weights.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def ints(self, *values: int) -> str:
        """A small integer constant."""
        return self.constant("ints_" + "_".join(map(str, values)), np.array(values, np.int64))

    def op(self, kind: str, inputs: list[str], domain: str = "", **settings: object) -> str:
        """One operation with one result."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings))
        return name

    def plain(self, name: str, x: str, layer: torch.nn.Linear) -> str:
        """x @ weight + bias in floats."""
        weight = self.constant(f"{name}.weight", layer.weight.detach().numpy().T)
        return self.op(
            "Add", [self.op("MatMul", [x, weight]), self.constant(f"{name}.bias", layer.bias.detach().numpy())]
        )

    def linear(self, name: str, x: str, layer: torch.nn.Linear) -> str:
        """x @ weight + bias in integers, the activations quantised anew with one scale a sub-word."""
        weight = layer.weight.detach().numpy().T
        scale = np.maximum(np.abs(weight).max(0, keepdims=True), 1e-8) / 63
        whole = self.constant(f"{name}.weight", np.clip(np.rint(weight / scale), -63, 63).astype(np.int8))
        scales = self.constant(f"{name}.scale", scale.reshape(-1).astype(np.float32))
        bias = self.constant(f"{name}.bias", layer.bias.detach().numpy())
        top = self.op("ReduceMax", [self.op("Abs", [x]), self.ints(-1)], keepdims=1)
        row = self.op("Mul", [top, self.constant("step", np.array(1 / 127, np.float32))])
        row = self.op("Max", [row, self.constant("least", np.array(1e-12, np.float32))])
        middle = self.constant("middle", np.array(128, np.uint8))
        one = self.constant("one", np.array(1, np.float32))
        small = self.op("QuantizeLinear", [self.op("Div", [x, row]), one, middle])
        product = self.op("Cast", [self.op("MatMulInteger", [small, whole, middle])], to=TensorProto.FLOAT)
        return self.op("Add", [self.op("Mul", [self.op("Mul", [product, row]), scales]), bias])

    def norm(self, name: str, x: str, layer: torch.nn.LayerNorm) -> str:
        """Layer normalisation."""
        gamma = self.constant(f"{name}.gamma", layer.weight.detach().numpy())
        beta = self.constant(f"{name}.beta", layer.bias.detach().numpy())
        return self.op("LayerNormalization", [x, gamma, beta], epsilon=1e-12)


def build(model: Entailment, kept: list[int]) -> onnx.ModelProto:
    """The network for one pair: ids, codes, cut -> classes, doubts of the claim's sub-words."""
    g = Graph()
    table = model.words.weight.detach().numpy()[kept]
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    words = g.op("Gather", [g.constant("words", np.rint(table / scale).astype(np.int8)), "ids"])
    words = g.op("Cast", [words], to=TensorProto.FLOAT)
    words = g.op("Mul", [words, g.op("Gather", [g.constant("words.scale", scale.astype(np.float32)), "ids"])])
    seen = g.op("Gather", [g.constant("codes.table", model.codes.weight.detach().numpy()), "codes"])
    places = g.constant("places", model.positions.weight.detach().numpy())
    place = g.op("Slice", [places, g.ints(0), g.op("Shape", ["ids"])])
    x = g.norm("norm", g.op("Add", [g.op("Add", [words, seen]), place]), model.norm)
    x = g.op("Unsqueeze", [x, g.ints(0)])
    thirds = g.ints(HIDDEN, HIDDEN, HIDDEN)
    for n, layer in enumerate(model.layers):
        packed = g.linear(f"{n}.qkv", x, layer.qkv)
        parts = [f"{n}.q", f"{n}.k", f"{n}.v"]
        g.nodes.append(helper.make_node("Split", [packed, thirds], parts, axis=2))
        y = g.op("MultiHeadAttention", parts, MICROSOFT, num_heads=HEADS)
        x = g.norm(f"{n}.norm1", g.op("Add", [g.linear(f"{n}.out", y, layer.out), x]), layer.norm1)
        y = g.op("Gelu", [g.linear(f"{n}.up", x, layer.up)])
        x = g.norm(f"{n}.norm2", g.op("Add", [g.linear(f"{n}.down", y, layer.down), x]), layer.norm2)
    x = g.op("Squeeze", [x, g.ints(0)])
    claim = g.op("Slice", [x, g.ints(1), "cut"])
    after = g.op("Add", ["cut", g.ints(1)])
    passage = g.op("Slice", [x, after, g.ints(-1)])
    one, other = (g.op("ReduceMean", [part, g.ints(0)], keepdims=1) for part in (claim, passage))
    first = g.op("Slice", [x, g.ints(0), g.ints(1)])
    apart = g.op("Abs", [g.op("Sub", [one, other])])
    whole = g.op("Concat", [first, one, other, apart, g.op("Mul", [one, other])], axis=1)
    doubts = g.plain("doubt", claim, model.doubt)
    gathered = g.op("ReduceLogSumExp", [doubts, g.ints(0)], keepdims=1)
    classes = g.op("Add", [g.plain("pair", whole, model.pair), g.plain("gather", gathered, model.gather)])
    classes, doubts = g.op("Squeeze", [classes, g.ints(0)]), g.op("Squeeze", [doubts, g.ints(1)])
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("codes", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("cut", TensorProto.INT64, [1]),
    ]
    outputs = [
        helper.make_tensor_value_info(classes, TensorProto.FLOAT, [CLASSES]),
        helper.make_tensor_value_info(doubts, TensorProto.FLOAT, ["claim"]),
    ]
    graph = helper.make_graph(g.nodes, "entailment", inputs, outputs, list(g.weights.values()))
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def latin(token: str) -> bool:
    """True for a token in the Latin script, digits, and marks."""
    letters = [c for c in token if c.isalpha()]
    return all(unicodedata.name(c, "").startswith("LATIN") for c in letters) and not token.startswith("[unused")


def prune(base: Path) -> tuple[str, list[int]]:
    """The tokenizer with the Latin part of the vocabulary and single characters, and the old ids that it keeps."""
    spec: dict[str, Any] = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    by_id = sorted(spec["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(t, n) for t, n in by_id if t in SPECIALS or latin(t) or len(t.removeprefix("##")) == 1]
    new_id = {token: new for new, (token, _) in enumerate(kept)}
    spec["model"]["vocab"] = new_id
    for added in spec["added_tokens"]:
        added["id"] = new_id[added["content"]]
    for special in (spec.get("post_processor") or {}).get("special_tokens", {}).values():
        special["ids"] = [new_id[t] for t in special["tokens"]]
    spec["truncation"] = spec["padding"] = None
    return json.dumps(spec, ensure_ascii=False, separators=(",", ":")), [number for _, number in kept]


def load(checkpoints: list[Path]) -> tuple[Entailment, list[list[dict[str, Any]]]]:
    """The network with the mean of the checkpoints' weights, which must share their beginning, and for each checkpoint
    the settings of the runs that led to it."""
    saved = [torch.load(path, weights_only=False) for path in checkpoints]
    model = Entailment(saved[0]["layers"]).eval()
    names = saved[0]["average"]
    model.load_state_dict({name: torch.stack([one["average"][name] for one in saved]).mean(0) for name in names})
    return model, [one["history"] for one in saved]


def main() -> None:
    """Arguments of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+", help="the weights of several are averaged")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--figures", type=Path, help="text for the card's figures")
    args = parser.parse_args()
    model, histories = load(args.checkpoints)
    tokenizer, kept = prune(args.base)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    networks.save(build(model, kept), args.out)
    size = sum((args.out / name).stat().st_size for name in ("model.onnx", "model.data", "tokenizer.json")) / 1e6
    figures = args.figures.read_text(encoding="utf-8") if args.figures else ""
    used = sum(p.numel() for p in model.parameters()) - (model.words.num_embeddings - len(kept)) * HIDDEN
    (args.out / "CARD.md").write_text(card((used / 1e6, size), histories, figures), encoding="utf-8")


if __name__ == "__main__":
    main()
