"""The reader of a shipped model folder, for training to go on from or to learn from where its run is gone.

int8 took some digits of its weights; what it learned is there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from offerscan.artifacts import ENCODER, TOKENIZER, open_model
from offerscan.errors import ModelError
from offerscan_training.network import Reader
from offerscan_training.slim import keep_heads

__all__ = ["load_encoder", "read_shipped", "write_base"]

_PRODUCTS = ("MatMul", "MatMulInteger", "Gemm")


def load_encoder(folder: Path) -> nn.Module:
    """The encoder of a folder in the form of transformers, with as many heads as its config says it kept."""
    encoder: Any = AutoModel.from_pretrained(folder, attn_implementation="eager", add_pooling_layer=False)
    return _with_kept_heads(encoder)


def read_shipped(folder: Path) -> Reader:
    """The reader whose int8 encoder the model folder holds. Raises ModelError where one of its weights is not found there."""
    model = open_model(folder)
    shape = model.manifest["training"]["config"]["layers"]
    encoder = _untrained(folder)
    reader = Reader(_with_kept_heads(encoder), len(model.manifest["labels"]["indicators"]), tuple(shape))
    found = dict(_weights(onnx.load(str(folder / ENCODER)), reader))
    for name, value in reader.state_dict().items():
        if name not in found or found[name].shape != value.shape:
            raise ModelError(f"Model {model.version!r} holds no weights for {name}: only folders that `export` wrote can be read.")
        value.copy_(found[name])
    return reader.eval()


def write_base(folder: Path, run: Path) -> None:
    """Leave tokenizer and shape of a shipped model in a run, as `make_base` does those of a public one."""
    _untrained(folder).save_pretrained(run / "encoder")
    shutil.copy(folder / TOKENIZER, run)
    adapted = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["training"]["adapt"]
    (run / "adapt.jsonl").write_text(json.dumps(adapted) + "\n", encoding="utf-8")


def _untrained(folder: Path) -> Any:
    """An encoder of the shape that the folder's config tells, all of whose heads are there."""
    config = AutoConfig.from_pretrained(folder)
    return AutoModel.from_config(config, attn_implementation="eager", add_pooling_layer=False)  # type: ignore[no-untyped-call]


def _with_kept_heads(encoder: Any) -> nn.Module:
    heads = getattr(encoder.config, "kept_heads", 0)
    if heads:
        keep_heads(encoder, [torch.arange(heads)] * len(encoder.encoder.layer))
    module: nn.Module = encoder
    return module


def _weights(model: onnx.ModelProto, reader: Reader) -> Iterator[tuple[str, Tensor]]:
    """Name and value of each weight of a reader, as `export` left it in the graph: some under their own names, products
    under the names of their nodes, those of attention three in one, those made even before int8 in two parts, what the kind of
    segment adds within the positions."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}

    def value(name: str) -> NDArray[np.float32]:
        if f"{name}_quantized" not in arrays:
            return np.asarray(arrays[name], np.float32)
        whole, scale = arrays[f"{name}_quantized"].astype(np.float32), arrays[f"{name}_scale"]
        zero = arrays.get(f"{name}_zero_point", np.zeros(()))
        return np.asarray((whole - zero.astype(np.float32)) * scale, np.float32)

    def tensor(array: NDArray[np.float32]) -> Tensor:
        return torch.from_numpy(np.array(array, np.float32))

    for own, empty in reader.state_dict().items():
        parent, _, leaf = own.rpartition(".")
        if leaf == "weight" and parent.endswith("token_type_embeddings"):
            yield own, torch.zeros_like(empty)  # where they stand in the graph all the same, they follow
        for name in (f"reader.{own}", f"reader.{parent}.even.{leaf}"):
            if name in arrays or f"{name}_quantized" in arrays:
                yield own, tensor(value(name))
    constants = [name.removesuffix("_quantized") for name in arrays]
    products: dict[str, NDArray[np.float32]] = {}
    attention = 0
    for node in model.graph.node:
        place = node.name.removeprefix("/").removeprefix("reader/").rpartition("/")[0].replace("/", ".")
        if node.op_type in ("Attention", "QAttention"):
            start, names = f"encoder.encoder.layer.{attention}.attention.self", ("query", "key", "value")
            qkv, bias = value(node.input[1].removesuffix("_quantized")), value(node.input[2])
            for name, weight, part in zip(names, np.split(qkv, 3, 1), np.split(bias, 3), strict=True):
                yield f"{start}.{name}.weight", tensor(weight.T)
                yield f"{start}.{name}.bias", tensor(part)
            attention += 1
        elif node.op_type in _PRODUCTS and node.input[1].removesuffix("_quantized") in constants:
            weight = value(node.input[1].removesuffix("_quantized"))
            as_stored = any(attribute.name == "transB" and attribute.i for attribute in node.attribute)
            products[place] = weight if as_stored else weight.T
        elif node.op_type == "Div" and place == "standard":
            yield "standard.variance", tensor(value(node.input[1]) ** 2 - 1e-5)
    for place, weight in products.items():
        module, _, kind = place.rpartition(".")
        if kind == "even":
            whole = weight * value(f"reader.{module}.inverse")
            if f"{module}.loud" in products:
                whole[:, arrays[f"reader.{module}.channels"]] = products[f"{module}.loud"]
            yield f"{module}.weight", tensor(whole)
        elif kind != "loud":
            yield f"{place}.weight", tensor(weight)
