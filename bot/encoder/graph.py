"""The ONNX graph of all-MiniLM-L6-v2: its sentence vector, with that of a layer half way up.

Both are mean-pooled and of unit length. The last layer knows what a sentence means, the third still
knows its words; together they read tenants' issues better (docs/adr/0002-sentence-encoder.md).
Written from the BERT architecture with onnx's own helpers, so neither torch nor a converter is
needed. Decides nothing about files: `export.py` verifies, quantises and stores.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, HIDDEN = 6, 12, 384
HEAD_SIZE = HIDDEN // HEADS
LAYER_NORM_EPSILON = 1e-12
MASKED = -1e4
WORDS_LAYER = 2
WORDS_SHARE = 0.7
"""Length of the lower layer's vector beside the sentence's 1."""
OPSET = 17
IR_VERSION = 8

Weights = Mapping[str, np.ndarray]


class _Graph:
    """Collects nodes and initialisers; every method returns the name of its output."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.initialisers[name] = numpy_helper.from_array(value, name)
        return name

    def weight(self, name: str, transpose: bool = False) -> str:
        value = self.weights[name].astype(np.float32)
        return self.constant(name, np.ascontiguousarray(value.T) if transpose else value)

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def linear(self, inputs: str, prefix: str) -> str:
        product = self.op("MatMul", inputs, self.weight(f"{prefix}.weight", transpose=True))
        return self.op("Add", product, self.weight(f"{prefix}.bias"))

    def layer_norm(self, inputs: str, prefix: str) -> str:
        scale, bias = self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")
        return self.op("LayerNormalization", inputs, scale, bias, epsilon=LAYER_NORM_EPSILON)


def encoder_model(weights: Weights) -> onnx.ModelProto:
    """The model: inputs `ids` and `mask` (batch x tokens, int64), output `vector` (batch x 768)."""
    graph = _Graph(weights)
    graph.constant("axis_1", np.array([1], np.int64))
    graph.constant("axis_2", np.array([2], np.int64))
    mask = graph.op("Cast", "mask", to=TensorProto.FLOAT)
    bias = _attention_bias(graph, mask)
    layers = [_embeddings(graph)]
    for number in range(LAYERS):
        layers.append(_layer(graph, layers[-1], bias, f"encoder.layer.{number}"))
    share = graph.constant("words_share", np.array(WORDS_SHARE, np.float32))
    words = graph.op("Mul", _unit_mean(graph, layers[WORDS_LAYER + 1], mask), share)
    both = [_unit_mean(graph, layers[-1], mask), words]
    graph.nodes.append(helper.make_node("Concat", both, ["vector"], axis=1))
    batch_by_tokens = ["batch", "tokens"]
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, batch_by_tokens),
                helper.make_tensor_value_info("mask", TensorProto.INT64, batch_by_tokens),
            ],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", 2 * HIDDEN])],
            list(graph.initialisers.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )


def _embeddings(graph: _Graph) -> str:
    words = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "ids")
    shape = graph.op("Shape", "ids")
    length = graph.op("Squeeze", graph.op("Slice", shape, "axis_1", "axis_2"))
    zero = graph.constant("zero", np.array(0, np.int64))
    one = graph.constant("one", np.array(1, np.int64))
    positions = graph.op("Range", zero, length, one)
    position = graph.weight("embeddings.position_embeddings.weight")
    summed = graph.op("Add", words, graph.op("Gather", position, positions))
    # Every tenant text is one segment, so the token type is always the first.
    segment = graph.weights["embeddings.token_type_embeddings.weight"][0].astype(np.float32)
    summed = graph.op("Add", summed, graph.constant("segment", segment))
    return graph.layer_norm(summed, "embeddings.LayerNorm")


def _attention_bias(graph: _Graph, mask: str) -> str:
    axes = graph.constant("mask_axes", np.array([1, 2], np.int64))
    wide = graph.op("Unsqueeze", mask, axes)
    hidden = graph.op("Sub", graph.constant("float_one", np.array(1, np.float32)), wide)
    return graph.op("Mul", hidden, graph.constant("masked", np.array(MASKED, np.float32)))


def _heads(graph: _Graph, inputs: str, order: list[int]) -> str:
    split = graph.constant("split", np.array([0, 0, HEADS, HEAD_SIZE], np.int64))
    return graph.op("Transpose", graph.op("Reshape", inputs, split), perm=order)


def _attention(graph: _Graph, hidden: str, bias: str, prefix: str) -> str:
    query = _heads(graph, graph.linear(hidden, f"{prefix}.self.query"), [0, 2, 1, 3])
    key = _heads(graph, graph.linear(hidden, f"{prefix}.self.key"), [0, 2, 3, 1])
    value = _heads(graph, graph.linear(hidden, f"{prefix}.self.value"), [0, 2, 1, 3])
    scale = graph.constant("scale", np.array(HEAD_SIZE**-0.5, np.float32))
    scores = graph.op("Add", graph.op("Mul", graph.op("MatMul", query, key), scale), bias)
    context = graph.op("MatMul", graph.op("Softmax", scores, axis=-1), value)
    joined = graph.constant("joined", np.array([0, 0, HIDDEN], np.int64))
    together = graph.op("Reshape", graph.op("Transpose", context, perm=[0, 2, 1, 3]), joined)
    output = graph.linear(together, f"{prefix}.output.dense")
    return graph.layer_norm(graph.op("Add", output, hidden), f"{prefix}.output.LayerNorm")


def _gelu(graph: _Graph, inputs: str) -> str:
    scaled = graph.op("Mul", inputs, graph.constant("root_half", np.array(0.5**0.5, np.float32)))
    shifted = graph.op("Add", graph.op("Erf", scaled), "float_one")
    half = graph.op("Mul", inputs, graph.constant("half", np.array(0.5, np.float32)))
    return graph.op("Mul", half, shifted)


def _layer(graph: _Graph, hidden: str, bias: str, prefix: str) -> str:
    attended = _attention(graph, hidden, bias, f"{prefix}.attention")
    wide = _gelu(graph, graph.linear(attended, f"{prefix}.intermediate.dense"))
    output = graph.linear(wide, f"{prefix}.output.dense")
    return graph.layer_norm(graph.op("Add", output, attended), f"{prefix}.output.LayerNorm")


def _unit_mean(graph: _Graph, hidden: str, mask: str) -> str:
    """The mean over the text's tokens, of length 1."""
    wide = graph.op("Unsqueeze", mask, "axis_2")
    total = graph.op("ReduceSum", graph.op("Mul", hidden, wide), "axis_1", keepdims=0)
    count = graph.op("ReduceSum", mask, "axis_1", keepdims=1)
    mean = graph.op("Div", total, count)
    return graph.op("Div", mean, graph.op("ReduceL2", mean, axes=[1], keepdims=1))
