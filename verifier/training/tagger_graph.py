"""The shipped tagger as an ONNX graph, laid out operation by operation, in whole numbers where it can be.

Weights are signed 7-bit integers with one scale a column (as quantize_dynamic's reduce_range): pairs of products with
8-bit activations fit 16 bits, so processors with and without VNNI give the same sums. Activations take 8 bits with one
scale a layer, measured once on training windows.
"""

from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from verifier.attribution.tagger import WINDOW
from verifier.training.tagger_network import BLOCK, HEAD, LABELS, LINK, Layer, Tagger

MICROSOFT = "com.microsoft"
Table = np.ndarray
# Rows of activations kept of a batch to choose a layer's scale by: any ones, and those with the largest values. Tried
# as the scale's top: these shares of the largest value.
KEPT, LARGE = 256, 16
TOPS = (1.0, 0.85, 0.7, 0.5)
# A word whose 'outside' leads every other label by more than this (a difference of logarithms) gets no link vector.
UNLIKELY = 8.0


class Ranges:
    """Listens to the inputs of a model's linear layers and keeps some rows of each."""

    def __init__(self, model: Tagger) -> None:
        self.rows: dict[nn.Module, list[Table]] = {}
        self._draw = np.random.default_rng(0)
        self._hooks = [m.register_forward_hook(self._hear) for m in model.modules() if isinstance(m, nn.Linear)]

    def close(self) -> None:
        """Stop listening."""
        for hook in self._hooks:
            hook.remove()

    def of(self, layer: nn.Linear) -> Table:
        """Some inputs of the layer, a row each."""
        return np.concatenate(self.rows[layer])

    def _hear(self, layer: nn.Module, inputs: tuple[torch.Tensor], _: torch.Tensor) -> None:
        rows = inputs[0].detach().float().reshape(-1, inputs[0].shape[-1]).numpy()
        some = self._draw.permutation(len(rows))[:KEPT]
        large = np.argsort(-np.abs(rows).max(1))[:LARGE]
        self.rows.setdefault(layer, []).append(rows[np.concatenate([some, large])])


@dataclass(frozen=True, slots=True)
class Whole:
    """A linear layer in whole numbers: one step of its inputs, its weight, and the scale of each column."""

    step: float
    weight: Table
    scale: Table
    bias: Table

    def columns(self, first: int, last: int) -> "Whole":
        """The part that gives some of the columns."""
        return Whole(self.step, self.weight[:, first:last], self.scale[first:last], self.bias[first:last])


def seven_bits(weight: Table) -> tuple[Table, Table]:
    """Integers of -63..63 and the scales, one a column, that give the weight back."""
    scale = np.maximum(np.abs(weight).max(0, keepdims=True), 1e-8) / 63
    return np.clip(np.rint(weight / scale), -63, 63).astype(np.int8), scale[0].astype(np.float32)


def eight_bits(table: Table) -> tuple[Table, Table]:
    """Rows as integers of -127..127 with one scale a row."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    return np.rint(table / scale).astype(np.int8), scale.astype(np.float32)


def whole(layer: nn.Linear, rows: Table, *, positive: bool = False) -> Whole:
    """The layer with the step that brings its results on these inputs nearest to those in floating point.

    `positive`: inputs are never negative and use all of 0..255.
    """
    weight = layer.weight.detach().numpy().T
    right = rows @ weight
    low, high = (0, 255) if positive else (-127, 127)
    numbers, scale = seven_bits(weight)
    exact = numbers.astype(np.float32)
    steps = [float(np.abs(rows).max()) * top / high for top in TOPS]

    def error(step: float) -> float:
        told = np.clip(np.rint(rows / step), low, high) @ exact * (scale * step)
        return float(((told - right) ** 2).mean())

    return Whole(min(steps, key=error), numbers, scale, layer.bias.detach().numpy())


class Graph:
    """Collects nodes and weights; every method returns the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: object, kind: type = np.float32) -> str:
        """A stored weight or number; the same name stands for the same value."""
        if name not in self.weights:
            array = np.ascontiguousarray(np.asarray(value, kind))
            self.weights[name] = numpy_helper.from_array(array.reshape(np.shape(value)), name)
        return name

    def op(self, kind: str, inputs: list[str], domain: str = "", **settings: object) -> str:
        """One operation with one result."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings))
        return name

    def quantised(self, name: str, x: str, layer: Whole) -> str:
        """x as whole numbers for the layer."""
        step = self.constant(f"{name}.step", layer.step)
        return self.op("QuantizeLinear", [x, step, self.constant("middle", 128, np.uint8)])

    def product(self, name: str, x: str, layer: Whole, *, positive: bool = False, cut: Whole | None = None) -> str:
        """Whole x times the layer's weight, plus bias, as floats.

        `positive`: x is of 0..255. With `cut` the results are cut off at zero and given as whole numbers for that
        layer.
        """
        zero = self.constant("zero8", 0, np.uint8) if positive else self.constant("middle", 128, np.uint8)
        inputs = [
            x,
            self.constant(f"{name}.step", layer.step),
            zero,
            self.constant(f"{name}.weight", layer.weight, np.int8),
            self.constant(f"{name}.scale", layer.scale),
            self.constant(f"zeros{len(layer.scale)}", np.zeros(len(layer.scale)), np.int8),
            self.constant(f"{name}.bias", np.rint(layer.bias / (layer.scale * layer.step)), np.int32),
        ]
        if cut:
            inputs += [self.constant(f"{name}.next", cut.step), self.constant("zero8", 0, np.uint8)]
        return self.op("QGemm", inputs, MICROSOFT)

    def norm(self, name: str, x: str, layer: nn.LayerNorm) -> str:
        """LayerNorm(x)."""
        gamma = self.constant(f"{name}.gamma", layer.weight.detach().numpy())
        beta = self.constant(f"{name}.beta", layer.bias.detach().numpy())
        return self.op("LayerNormalization", [x, gamma, beta], epsilon=1e-12)

    def moved(self, x: str, by: int) -> str:
        """Rows moved on by so many places, the last ones to the front (a negative number: back)."""
        if not by:
            return x
        start, end = self.constant("start", [0], np.int64), self.constant("end", [2**31], np.int64)
        cut = self.constant(f"cut{by}", [-by], np.int64)
        return self.op("Concat", [self.op("Slice", [x, cut, end]), self.op("Slice", [x, start, cut])], axis=0)

    def embedded(self, model: Tagger, kept: list[int]) -> str:
        """The input vectors of the sub-words of a window."""
        encoder = model.encoder
        table, scale = eight_bits(encoder.words.weight.detach().numpy()[kept])
        words = self.op("Gather", [self.constant("words", table, np.int8), "ids"])
        words = self.op("Cast", [words], to=TensorProto.FLOAT)
        words = self.op("Mul", [words, self.op("Gather", [self.constant("words.scale", scale), "ids"])])
        shapes, quotes, gaps = (t.weight.detach().numpy() for t in encoder.features)
        combined = shapes[:, None, None] + quotes[None, :, None] + gaps[None, None, :]
        strides = np.array([[quotes.shape[0] * gaps.shape[0]], [gaps.shape[0]], [1]])
        row = self.op("MatMul", ["features", self.constant("strides", strides, np.int64)])
        row = self.op("Squeeze", [row, self.constant("axis1", [1], np.int64)])
        table = combined.reshape(-1, combined.shape[-1])
        seen = self.op("Gather", [self.constant("features.table", table), row])
        most = -(-(WINDOW + 2) // BLOCK) * BLOCK
        places = self.constant("places", encoder.positions.weight.detach().numpy()[:most])
        place = self.op("Slice", [places, self.constant("start", [0], np.int64), self.op("Shape", ["ids"])])
        return self.norm("norm", self.op("Add", [self.op("Add", [words, seen]), place]), encoder.norm)

    def layer(self, name: str, x: str, layer: Layer, ranges: Ranges) -> str:
        """One layer of the encoder."""
        width = layer.heads * HEAD
        asks, out, up = (whole(part, ranges.of(part)) for part in (layer.qkv, layer.out, layer.up))
        down = whole(layer.down, ranges.of(layer.down), positive=True)
        whole_x = self.moved(self.quantised(f"{name}.qkv", x, asks), -layer.shift)
        shape = [-1, BLOCK, width] if layer.near else [1, -1, width]
        parts = []
        for third, part in enumerate("qkv"):
            y = self.product(f"{name}.{part}", whole_x, asks.columns(third * width, (third + 1) * width))
            parts.append(self.op("Reshape", [y, self.constant(f"shape{shape}", shape, np.int64)]))
        y = self.op("MultiHeadAttention", parts, MICROSOFT, num_heads=layer.heads)
        y = self.op("Reshape", [y, self.constant(f"rows{width}", [-1, width], np.int64)])
        y = self.product(f"{name}.out", self.moved(self.quantised(f"{name}.out", y, out), layer.shift), out)
        x = self.norm(f"{name}.norm1", self.op("Add", [x, y]), layer.norm1)
        y = self.product(f"{name}.up", self.quantised(f"{name}.up", x, up), up, cut=down)
        y = self.product(f"{name}.down", y, down, positive=True)
        return self.norm(f"{name}.norm2", self.op("Add", [x, y]), layer.norm2)

    def linked(self, model: Tagger, x: str, emissions: str, ranges: Ranges) -> str:
        """The link vectors of the words that may be in a span, and zeros for the others."""
        axis, zero = self.constant("axis1", [1], np.int64), self.constant("start", [0], np.int64)
        one, end = self.constant("one", [1], np.int64), self.constant("end", [2**31], np.int64)
        outside = self.op("Slice", [emissions, zero, one, axis])
        inside = self.op("ReduceMax", [self.op("Slice", [emissions, one, end, axis]), axis], keepdims=1)
        near = self.op("Add", [inside, self.constant("unlikely", UNLIKELY)])
        places = self.op("NonZero", [self.op("Squeeze", [self.op("Greater", [near, outside]), axis])])
        places = self.op("Transpose", [places])
        x = self.op("GatherND", [x, places])
        mix, links = (whole(part, ranges.of(part)) for part in (model.mix, model.links))
        y = self.op("Gelu", [self.product("mix", self.quantised("mix", x, mix), mix)])
        y = self.product("links", self.quantised("links", y, links), links)
        count = self.op("Slice", [self.op("Shape", [emissions]), zero, one])
        shape = self.op("Concat", [count, self.constant("width", [4 * LINK], np.int64)], axis=0)
        none = self.op("ConstantOfShape", [shape])
        return self.op("ScatterND", [none, places, y])


def build(model: Tagger, kept: list[int], ranges: Ranges) -> onnx.ModelProto:
    """The network for one window: ids, features, first -> emissions, links.

    ValueError for a model that is not cut off at zero: the graph has no other activation.
    """
    if not model.encoder.size.relu:
        raise ValueError("only a model whose inner units are cut off at zero can be shipped")
    g = Graph()
    x = g.embedded(model, kept)
    for n, layer in enumerate(model.encoder.layers):
        assert isinstance(layer, Layer)
        x = g.layer(str(n), x, layer, ranges)
    x = g.op("Gather", [x, "first"])
    label = g.constant("label.weight", model.label.weight.detach().numpy().T)
    emissions = g.op("Add", [g.op("MatMul", [x, label]), g.constant("label.bias", model.label.bias.detach().numpy())])
    vectors = g.linked(model, x, emissions, ranges)
    inputs = [
        helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"]),
        helper.make_tensor_value_info("features", TensorProto.INT64, ["pieces", 3]),
        helper.make_tensor_value_info("first", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info(emissions, TensorProto.FLOAT, ["words", LABELS]),
        helper.make_tensor_value_info(vectors, TensorProto.FLOAT, ["words", 4 * LINK]),
    ]
    graph = helper.make_graph(g.nodes, "tagger", inputs, outputs, list(g.weights.values()))
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9)
