"""The ONNX graph of all-MiniLM-L6-v2: its sentence vector, with that of a layer half way up.

Both are mean-pooled and of unit length. The last layer knows what a sentence means, the third still
knows its words; together they read tenants' issues better (docs/adr/0002-sentence-encoder.md).
Written from the BERT architecture with onnx's own helpers, so neither torch nor a converter is
needed, and with the runtime's own operators for its parts, which pass a text on in fewer steps.
Decides nothing about files: `export.py` verifies, quantises and stores.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, HIDDEN = 6, 12, 384
LAYER_NORM_EPSILON = 1e-12
WORDS_LAYER = 2
WORDS_SHARE = 0.7
"""Length of the lower layer's vector beside the sentence's 1."""
OPSET = 17
IR_VERSION = 8
RUNTIMES_OWN = "com.microsoft"
PROJECTED = ("query", "key", "value")

Weights = Mapping[str, np.ndarray]


class _Graph:
    """Collects nodes and initialisers; every method returns the name of its output."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        contiguous = np.array(value, order="C")
        self.initialisers[name] = numpy_helper.from_array(contiguous, name)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def own(self, kind: str, *inputs: str, **attributes: object) -> str:
        return self.op(kind, *inputs, domain=RUNTIMES_OWN, **attributes)

    def product(self, inputs: str, prefix: str) -> str:
        """Without its bias, which the operator after it adds."""
        name = f"{prefix}.weight"
        return self.op("MatMul", inputs, self.constant(name, self.weights[name].T))

    def norm(self, prefix: str) -> tuple[str, str]:
        return self.weight(f"{prefix}.weight"), self.weight(f"{prefix}.bias")


def encoder_model(weights: Weights) -> onnx.ModelProto:
    """The model: inputs `ids` and `mask` (batch x tokens, int64), output `vector` (batch x 768)."""
    graph = _Graph(weights)
    graph.constant("axis_1", np.array([1], np.int64))
    graph.constant("axis_2", np.array([2], np.int64))
    attended = graph.op("Cast", "mask", to=TensorProto.INT32)
    layers = [_embeddings(graph)]
    for number in range(LAYERS):
        layers.append(_layer(graph, layers[-1], attended, f"encoder.layer.{number}"))
    mask = graph.op("Cast", "mask", to=TensorProto.FLOAT)
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
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIMES_OWN, 1)],
        ir_version=IR_VERSION,
    )


def _embeddings(graph: _Graph) -> str:
    ids = graph.op("Cast", "ids", to=TensorProto.INT32)
    # Every tenant text is one segment, so the token type is always the first.
    segments = graph.op("Sub", ids, ids)
    kinds = ("word", "position", "token_type")
    tables = [graph.weight(f"embeddings.{kind}_embeddings.weight") for kind in kinds]
    norm = graph.norm("embeddings.LayerNorm")
    embedded, masked = "embedded", "embedding_mask"
    graph.nodes.append(
        helper.make_node(
            "EmbedLayerNormalization",
            [ids, segments, *tables, *norm],
            [embedded, masked],
            domain=RUNTIMES_OWN,
            epsilon=LAYER_NORM_EPSILON,
        )
    )
    return embedded


def _layer(graph: _Graph, hidden: str, mask: str, prefix: str) -> str:
    attended = _attention(graph, hidden, mask, f"{prefix}.attention")
    wide = graph.product(attended, f"{prefix}.intermediate.dense")
    wide = graph.own("BiasGelu", wide, graph.weight(f"{prefix}.intermediate.dense.bias"))
    return _added(
        graph, graph.product(wide, f"{prefix}.output.dense"), attended, f"{prefix}.output"
    )


def _attention(graph: _Graph, hidden: str, mask: str, prefix: str) -> str:
    weights = [graph.weights[f"{prefix}.self.{one}.weight"].T for one in PROJECTED]
    biases = [graph.weights[f"{prefix}.self.{one}.bias"] for one in PROJECTED]
    weight = graph.constant(f"{prefix}.self.weight", np.concatenate(weights, axis=1))
    bias = graph.constant(f"{prefix}.self.bias", np.concatenate(biases))
    context = graph.own("Attention", hidden, weight, bias, mask, num_heads=HEADS)
    output = graph.product(context, f"{prefix}.output.dense")
    return _added(graph, output, hidden, f"{prefix}.output")


def _added(graph: _Graph, output: str, inputs: str, prefix: str) -> str:
    """A block's output with its bias and what went in, normalised."""
    norm = graph.norm(f"{prefix}.LayerNorm")
    bias = graph.weight(f"{prefix}.dense.bias")
    return graph.own(
        "SkipLayerNormalization", output, inputs, *norm, bias, epsilon=LAYER_NORM_EPSILON
    )


def _unit_mean(graph: _Graph, hidden: str, mask: str) -> str:
    """The mean over the text's tokens at length 1, which their sum at length 1 is too."""
    wide = graph.op("Unsqueeze", mask, "axis_2")
    total = graph.op("ReduceSum", graph.op("Mul", hidden, wide), "axis_1", keepdims=0)
    return graph.op("Div", total, graph.op("ReduceL2", total, axes=[1], keepdims=1))
