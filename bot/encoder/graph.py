"""The ONNX graph of all-MiniLM-L6-v2: its sentence vector, with that of a layer half way up.

Both are mean-pooled and of unit length. The last layer knows what a sentence means, the third still
knows its words; together they read tenants' issues better (docs/adr/0002-sentence-encoder.md).
Written from the BERT architecture with onnx's own helpers, so neither torch nor a converter is
needed, and with the runtime's own operators for its parts, which pass a text on in fewer steps.
Decides nothing about files: `export.py` verifies, quantises and stores.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from bot.encoder.layers import (
    HEAD,
    HIDDEN,
    LAYER_NORM_EPSILON,
    LAYERS,
    PROJECTED,
    FirstToken,
    Weights,
)

WORDS_LAYER = 2
WORDS_SHARE = 0.7
"""Length of the lower layer's vector beside the sentence's 1."""
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


def encoder_model(weights: Weights, first: Sequence[FirstToken]) -> onnx.ModelProto:
    """Input `ids` (1 x tokens, int32, without the first token), output `vector` (1 x 768)."""
    graph = _Graph(weights)
    layers = [_embeddings(graph)]
    for number in range(LAYERS):
        layers.append(_layer(graph, layers[-1], first[number], f"encoder.layer.{number}"))
    share = graph.constant("words_share", np.array(WORDS_SHARE, np.float32))
    words = graph.op("Mul", _unit_mean(graph, layers[WORDS_LAYER + 1]), share)
    both = [_unit_mean(graph, layers[-1]), words]
    graph.nodes.append(helper.make_node("Concat", both, ["vector"], axis=1))
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info("ids", TensorProto.INT32, [1, "tokens"])],
            [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, 2 * HIDDEN])],
            list(graph.initialisers.values()),
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIMES_OWN, 1)],
        ir_version=IR_VERSION,
    )


def _embeddings(graph: _Graph) -> str:
    words = graph.weight("embeddings.word_embeddings.weight")
    places = graph.weights["embeddings.position_embeddings.weight"]
    # The first place is the first token's. Every text is one segment, of the first type.
    places = graph.constant("places", places[1:] + graph.weights[FIRST_TYPE][:1])
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


def _layer(graph: _Graph, hidden: str, first: FirstToken, prefix: str) -> str:
    attended = _attention(graph, hidden, first, f"{prefix}.attention")
    wide = graph.product(attended, f"{prefix}.intermediate.dense")
    wide = graph.own("BiasGelu", wide, graph.weight(f"{prefix}.intermediate.dense.bias"))
    return _added(
        graph, graph.product(wide, f"{prefix}.output.dense"), attended, f"{prefix}.output"
    )


def _attention(graph: _Graph, hidden: str, first: FirstToken, prefix: str) -> str:
    weights = [graph.weights[f"{prefix}.self.{one}.weight"].T for one in PROJECTED]
    biases = [graph.weights[f"{prefix}.self.{one}.bias"] for one in PROJECTED]
    weight = graph.constant(f"{prefix}.self.weight", np.concatenate(weights, axis=1))
    bias = graph.constant(f"{prefix}.self.bias", np.concatenate(biases))
    # As the runtime takes what came before a text.
    past = np.stack(first).reshape(2, 1, -1, 1, HEAD)
    before = graph.constant(f"{prefix}.first_token", past.astype(np.float32))
    # The runtime insists on giving all keys and values back.
    context, all_seen = f"{prefix}.context", f"{prefix}.seen"
    graph.nodes.append(
        helper.make_node(
            "Attention",
            [hidden, weight, bias, "", before],
            [context, all_seen],
            domain=RUNTIMES_OWN,
            num_heads=past.shape[2],
        )
    )
    output = graph.product(context, f"{prefix}.output.dense")
    return _added(graph, output, hidden, f"{prefix}.output")


def _added(graph: _Graph, output: str, inputs: str, prefix: str) -> str:
    """A block's output with its bias and what went in, normalised."""
    norm = graph.norm(f"{prefix}.LayerNorm")
    bias = graph.weight(f"{prefix}.dense.bias")
    return graph.own(
        "SkipLayerNormalization", output, inputs, *norm, bias, epsilon=LAYER_NORM_EPSILON
    )


def _unit_mean(graph: _Graph, hidden: str) -> str:
    """The mean over the text's tokens at length 1, which their sum at length 1 is too."""
    total = graph.op("ReduceSum", hidden, graph.constant("tokens", TOKENS_AXIS), keepdims=0)
    return graph.op("Div", total, graph.op("ReduceL2", total, axes=[1], keepdims=1))
