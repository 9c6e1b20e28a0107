"""What ONNX Runtime's optimiser fuses, laid out anew where its kernels for CPUs are slow (seen with 1.31 and 1.32).

- "Skip" normalisation runs element by element: a sum of all its terms and a LayerNormalization take a quarter of the time. The
  sum is a Sum and not an Add, which would be fused again when the file is opened; a bias is added to its product, with which it
  is fused.
- The normalisation of embeddings does so too, and int8 rounds its weights: words are looked up, and what positions and the one
  kind of segment add is a table of its own.
- Means over pieces are products with a row of ones, a sixth of the time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

__all__ = ["lay_out", "looks_up_words", "store_words"]

_IDS, _COUNT, _ONES, _SHARE = "input_ids", "n_pieces_of_ids", "a_one_for_each_piece", "share_of_each_piece"


def lay_out(path: Path) -> None:
    """Lay the graph of a fused fp32 file out anew, in place. The function stays the same but for the order of sums."""
    model = onnx.load(str(path))
    graph = model.graph
    _replace(graph, [part for node in graph.node for part in _part_norm(node, graph)])
    counting = list(_count_pieces(graph))
    _replace(graph, counting + [part for node in graph.node for part in _look_up(node, graph)])
    _replace(graph, [part for node in graph.node for part in _mean(node)])
    _drop_unused(graph)
    onnx.save(model, str(path))


def store_words(path: Path) -> None:
    """The table of words in int8, in place, with a scale for each word, so that loud words take no digits from the others."""
    model = onnx.load(str(path))
    graph = model.graph
    _replace(graph, [part for node in graph.node for part in _look_up_int8(node, graph)])
    _drop_unused(graph)
    onnx.save(model, str(path))


def _replace(graph: GraphProto, nodes: Sequence[NodeProto]) -> None:
    del graph.node[:]
    graph.node.extend(nodes)


def _constants(graph: GraphProto) -> dict[str, TensorProto]:
    return {tensor.name: tensor for tensor in graph.initializer}


def _array(graph: GraphProto, name: str) -> NDArray[np.float32]:
    return numpy_helper.to_array(_constants(graph)[name])


def _add_constant(graph: GraphProto, name: str, value: NDArray[np.generic]) -> str:
    graph.initializer.append(numpy_helper.from_array(value, name))
    return name


def _part_norm(node: NodeProto, graph: GraphProto) -> Iterator[NodeProto]:
    """A fused normalisation of a sum as Sum and LayerNormalization; other nodes as they are."""
    if node.op_type != "SkipLayerNormalization":
        yield node
        return
    made_by = {output: other for other in graph.node for output in other.output}
    one, other, weight, shift, *bias = node.input
    terms = [one, other]
    if bias:
        place = next(place for place, term in enumerate(terms) if made_by[term].op_type == "MatMul")
        biased = f"{terms[place]}_biased"
        yield helper.make_node("Add", [terms[place], bias[0]], [biased], name=biased)
        terms[place] = biased
    yield helper.make_node("Sum", terms, [f"{node.name}_sum"], name=f"{node.name}_sum")
    yield _norm(f"{node.name}_norm", f"{node.name}_sum", (weight, shift), node.output[0], _epsilon(node))


def _norm(name: str, summed: str, settings: tuple[str, str], output: str, epsilon: float) -> NodeProto:
    return helper.make_node("LayerNormalization", [summed, *settings], [output], name=name, axis=-1, epsilon=epsilon)


def _epsilon(node: NodeProto) -> float:
    return float(next(attribute.f for attribute in node.attribute if attribute.name == "epsilon"))


def _look_up(node: NodeProto, graph: GraphProto) -> Iterator[NodeProto]:
    """Fused embeddings as a look-up of words, a table of positions, Add and LayerNormalization; attention without its mask,
    since nothing is padded; other nodes as they are."""
    if node.op_type == "Attention":
        del node.input[3:]
    if node.op_type != "EmbedLayerNormalization" or any(node.input[8:]):  # those with positions of their own stay
        yield node
        return
    words, positions, segments, weight, shift = node.input[2:7]
    name = node.name
    table = _array(graph, positions) + _array(graph, segments)[0]
    _constants(graph)[positions].CopyFrom(numpy_helper.from_array(table.astype(np.float32), positions))
    start = _add_constant(graph, f"{name}_start", np.zeros(1, np.int64))
    yield helper.make_node("Gather", [words, _IDS], [f"{name}_words"], name=f"{name}_words")
    yield helper.make_node("Slice", [positions, start, _COUNT, start], [f"{name}_places"], name=f"{name}_places")
    yield helper.make_node("Add", [f"{name}_words", f"{name}_places"], [f"{name}_sum"], name=f"{name}_sum")
    yield _norm(f"{name}_norm", f"{name}_sum", (weight, shift), node.output[0], _epsilon(node))


def _look_up_int8(node: NodeProto, graph: GraphProto) -> Iterator[NodeProto]:
    """A look-up of words in float32 as one in int8 times one of their scales; other nodes as they are."""
    if not looks_up_words(node):
        yield node
        return
    name, [output] = node.input[0], node.output
    table = _array(graph, name)
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-8) / 127
    stored = _add_constant(graph, f"{name}_quantized", np.rint(table / scale).astype(np.int8))
    scales = _add_constant(graph, f"{name}_scale", scale.astype(np.float32))
    yield helper.make_node("Gather", [stored, _IDS], [f"{output}_int8"], name=f"{output}_int8")
    yield helper.make_node("Cast", [f"{output}_int8"], [f"{output}_whole"], name=f"{output}_whole", to=TensorProto.FLOAT)
    yield helper.make_node("Gather", [scales, _IDS], [f"{output}_scale"], name=f"{output}_scale")
    yield helper.make_node("Mul", [f"{output}_whole", f"{output}_scale"], [output], name=node.name)


def looks_up_words(node: NodeProto) -> bool:
    """Whether a node takes the states of words from their table."""
    return bool(node.op_type == "Gather" and node.input[1] == _IDS)


def _count_pieces(graph: GraphProto) -> Iterator[NodeProto]:
    """How many pieces there are `(1,)`, a row of as many ones `(1, 1, n_pieces)`, and one over their number."""
    _add_constant(graph, "one", np.ones(1, np.int64))
    sides = _add_constant(graph, "two_ones", np.ones(2, np.int64))
    ones = numpy_helper.from_array(np.ones(1, np.float32))
    yield helper.make_node("Shape", [_IDS], [_COUNT], name=_COUNT, start=1, end=2)
    yield helper.make_node("Concat", [sides, _COUNT], [f"{_ONES}_shape"], name=f"{_ONES}_shape", axis=0)
    yield helper.make_node("ConstantOfShape", [f"{_ONES}_shape"], [_ONES], name=_ONES, value=ones)
    yield helper.make_node("Cast", [_COUNT], [f"{_COUNT}_float"], name=f"{_COUNT}_float", to=TensorProto.FLOAT)
    yield helper.make_node("Reciprocal", [f"{_COUNT}_float"], [_SHARE], name=_SHARE)


def _mean(node: NodeProto) -> Iterator[NodeProto]:
    """A mean over pieces as a product with ones; other nodes as they are."""
    axes = [list(attribute.ints) for attribute in node.attribute if attribute.name == "axes"]
    if node.op_type != "ReduceMean" or axes != [[1]]:
        yield node
        return
    [state], [output] = node.input, node.output
    total, flat = f"{output}_total", f"{output}_flat"
    yield helper.make_node("MatMul", [_ONES, state], [total], name=total)
    yield helper.make_node("Squeeze", [total, "one"], [flat], name=flat)
    yield helper.make_node("Mul", [flat, _SHARE], [output], name=f"{output}_mean")


def _drop_unused(graph: GraphProto) -> None:
    """Take away nodes and constants that nothing reads any more."""
    wanted = {output.name for output in graph.output}
    kept = []
    for node in reversed(graph.node):
        if wanted & set(node.output):
            kept.append(node)
            wanted |= set(node.input)
    _replace(graph, kept[::-1])
    constants = [tensor for tensor in graph.initializer if tensor.name in wanted]
    del graph.initializer[:]
    graph.initializer.extend(constants)
