"""The ONNX graph of all-MiniLM-L6-v2: the mean of a text's tokens, of unit length.

Written from the BERT architecture with onnx's own helpers, so neither torch nor a converter is
needed, and with the runtime's own operators for its parts, which pass a text on in fewer steps.
Decides nothing about files: `export.py` verifies, quantises and stores.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, np.ndarray]
LAYERS, HEADS, HIDDEN = 6, 12, 384
LAYER_NORM_EPSILON = 1e-12
PROJECTED = ("query", "key", "value")
OPSET = 17
IR_VERSION = 8
RUNTIMES_OWN = "com.microsoft"

FIRST_TYPE = "embeddings.token_type_embeddings.weight"
TOKENS_AXIS = np.array([1], np.int64)


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
    """Input `ids` (1 x tokens, int32, the first and last token with them), output `vector`."""
    graph = _Graph(weights)
    hidden = _embeddings(graph)
    for number in range(LAYERS):
        hidden = _layer(graph, hidden, f"encoder.layer.{number}")
    total = graph.op("ReduceSum", hidden, graph.constant("tokens", TOKENS_AXIS), keepdims=0)
    # Their sum at length 1 is their mean at length 1.
    length = graph.op("ReduceL2", total, axes=[1], keepdims=1)
    graph.nodes.append(helper.make_node("Div", [total, length], ["vector"]))
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "tokens"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, HIDDEN])],
            list(graph.initialisers.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIMES_OWN, 1)],
        ir_version=IR_VERSION,
    )


def _embeddings(graph: _Graph) -> str:
    words = graph.weight("embeddings.word_embeddings.weight")
    places = graph.weights["embeddings.position_embeddings.weight"]
    # Every text is one segment, of the first type.
    places = graph.constant("places", places + graph.weights[FIRST_TYPE][:1])
    norm = graph.norm("embeddings.LayerNorm")
    embedded, masked = "embedded", "embedding_mask"
    graph.nodes.append(
        helper.make_node(
            "EmbedLayerNormalization",
            ["ids", "", words, places, "", *norm],
            [embedded, masked],
            domain=RUNTIMES_OWN,
            epsilon=LAYER_NORM_EPSILON,
        )
    )
    return embedded


def _layer(graph: _Graph, hidden: str, prefix: str) -> str:
    attended = _attention(graph, hidden, f"{prefix}.attention")
    wide = graph.product(attended, f"{prefix}.intermediate.dense")
    wide = graph.own("BiasGelu", wide, graph.weight(f"{prefix}.intermediate.dense.bias"))
    return _added(
        graph, graph.product(wide, f"{prefix}.output.dense"), attended, f"{prefix}.output"
    )


def _attention(graph: _Graph, hidden: str, prefix: str) -> str:
    weights = [graph.weights[f"{prefix}.self.{one}.weight"].T for one in PROJECTED]
    biases = [graph.weights[f"{prefix}.self.{one}.bias"] for one in PROJECTED]
    weight = graph.constant(f"{prefix}.self.weight", np.concatenate(weights, axis=1))
    bias = graph.constant(f"{prefix}.self.bias", np.concatenate(biases))
    context = graph.own("Attention", hidden, weight, bias, num_heads=HEADS)
    return _added(
        graph, graph.product(context, f"{prefix}.output.dense"), hidden, f"{prefix}.output"
    )


def _added(graph: _Graph, output: str, inputs: str, prefix: str) -> str:
    """A block's output with its bias and what went in, normalised."""
    norm = graph.norm(f"{prefix}.LayerNorm")
    bias = graph.weight(f"{prefix}.dense.bias")
    return graph.own(
        "SkipLayerNormalization", output, inputs, *norm, bias, epsilon=LAYER_NORM_EPSILON
    )
