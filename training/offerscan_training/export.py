"""From a fine-tuned reader to the encoder file of a model folder: ONNX, fused, int8."""

from __future__ import annotations

import copy
import json
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model

from offerscan_training.graph import lay_out, looks_up_words, store_words
from offerscan_training.network import Reader


class _Alone(torch.nn.Module):
    """A reader for windows without padding: nothing is masked."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, input_ids: torch.Tensor) -> tuple[torch.Tensor, ...]:
        # The encoder gets a mask all the same: without one its attention is not recognised, and not fused.
        states = self.reader.encoder(
            input_ids=input_ids, attention_mask=torch.ones_like(input_ids), output_hidden_states=True
        ).hidden_states
        logits = self.reader.heads(states, None)
        return logits.category, logits.risk, logits.indicators, logits.evidence


def export_fp32(reader: Reader, path: Path, *, batch: bool = False, fuse: bool = True) -> None:
    """The reader as ONNX, attention, normalisation and GELU fused, for one window: `input_ids (1, n_pieces)` int64.

    For comparisons only: `batch` takes several windows of one length; without `fuse` the graph shows all its products,
    to quantisers that see none in a fused operator. ONNX Runtime fuses what it can when it opens the file.
    """
    raw = path.with_suffix(".raw.onnx")
    example = torch.randint(5, 100, (2 if batch else 1, 40))
    outputs = ["category", "risk", "indicators", "evidence"]
    windows = {0: "n_windows"} if batch else {}
    axes = {name: dict(windows) for name in ("input_ids", *outputs)}
    for name in ("input_ids", "evidence"):
        axes[name][1] = "n_pieces"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Alone(reader.float().cpu()).eval(),  # the exporter puts back the mode that it finds
            (example,),
            str(raw),
            input_names=["input_ids"],
            output_names=outputs,
            dynamic_axes={name: named for name, named in axes.items() if named},
            opset_version=17,
            dynamo=False,
        )
    if not fuse:
        raw.replace(path)
        return
    config: Any = reader.encoder.config
    heads = getattr(config, "kept_heads", config.num_attention_heads)
    fused = optimize_model(
        str(raw),
        "bert",
        heads,
        heads * (config.hidden_size // config.num_attention_heads),
        optimization_options=FusionOptions("bert"),
        opt_level=0,
    )
    fused.save_model_to_file(str(path))
    raw.unlink()
    lay_out(path)


class _Even(torch.nn.Module):
    """A linear layer whose input is made even before int8: the channels `loud` go by a product of their own in float32, the
    others are divided by `scale (in_features,)`, with weights multiplied to match."""

    inverse: torch.Tensor
    channels: torch.Tensor

    def __init__(self, linear: torch.nn.Linear, scale: torch.Tensor, loud: torch.Tensor) -> None:
        super().__init__()
        self.even = torch.nn.Linear(linear.in_features, linear.out_features)
        self.even.weight.data = linear.weight.data * scale
        self.even.weight.data[:, loud] = 0
        self.even.bias = linear.bias
        self.loud: torch.nn.Linear | None = None
        if len(loud):
            self.loud = torch.nn.Linear(len(loud), linear.out_features, bias=False)
            self.loud.weight.data = linear.weight.data[:, loud].clone()
        inverse = 1 / scale
        inverse[loud] = 0
        self.register_buffer("inverse", inverse)
        self.register_buffer("channels", loud)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        product: torch.Tensor = self.even(features * self.inverse)
        if self.loud is not None:
            product = product + self.loud(features[..., self.channels])
        return product


@torch.no_grad()
def even_out(reader: Reader, windows: Iterable[Sequence[int]], share: float = 0.5, loud: int = 8) -> Reader:
    """The same function, with less for int8 to lose in the feed-forward layers, where single channels are ten times the next
    and would leave the others a dozen of 255 steps.

    Ranges of channels are taken over `windows` of pieces. `share` of a channel's range is moved to the weights (SmoothQuant,
    Xiao et al. 2023); the `loud` widest inputs of each narrowing layer stay in float32 (as in LLM.int8(), Dettmers et al.
    2022), since moving theirs would only make the weights as uneven.
    """
    even = copy.deepcopy(reader).eval()
    layers = {
        name: module for name, module in even.encoder.named_modules()
        if isinstance(module, torch.nn.Linear) and module.in_features != module.out_features and ".attention." not in name
    }  # fmt: skip
    peaks = {name: torch.zeros(module.in_features) for name, module in layers.items()}

    def watch(name: str) -> Callable[[torch.nn.Module, tuple[torch.Tensor, ...]], None]:
        def note(_: torch.nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            peaks[name] = torch.maximum(peaks[name], inputs[0].abs().amax((0, 1)))

        return note

    hooks = [module.register_forward_pre_hook(watch(name)) for name, module in layers.items()]
    for window in windows:
        ids = torch.tensor([list(window)])
        even(ids, torch.ones_like(ids))
    for hook in hooks:
        hook.remove()
    for name, module in layers.items():
        scale = peaks[name].clamp(min=1e-3) ** share / module.weight.abs().amax(0).clamp(min=1e-4) ** (1 - share)
        narrowing = module.in_features > module.out_features
        widest = peaks[name].topk(min(loud, module.in_features // 8) if narrowing else 0).indices
        parent, _, leaf = name.rpartition(".")
        replacement = _Even(module, scale / scale.log().mean().exp(), widest.sort().values)
        setattr(even.encoder.get_submodule(parent), leaf, replacement)
    return even


def quantise(fp32: Path, int8: Path) -> None:
    """Dynamic int8 with 7-bit weights.

    Products of unsigned 8-bit activations and 7-bit weights cannot overflow the 16-bit sums of CPUs without VNNI
    (255 * 64 * 2 < 32,768), so that scores agree across CPUs (onnxruntime #6004, #14642). Words are stored in 8 bits with
    a scale each; heads and loud channels stay in float32.
    """
    quantize_dynamic(
        str(fp32),
        str(int8),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=_exact(fp32) + _words(fp32),
        # Shapes and types are not inferred through fused operators.
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
    store_words(int8)


def _words(fp32: Path) -> list[str]:
    return [node.name for node in onnx.load(str(fp32)).graph.node if looks_up_words(node)]


def _exact(fp32: Path) -> list[str]:
    """The nodes that stay in float32: heads, which the quantiser sees as products and sums of their own, and loud channels."""
    nodes = onnx.load(str(fp32)).graph.node
    heads = [name for node in nodes if node.op_type == "Gemm" for name in (node.name, f"{node.name}_MatMul")]
    return heads + [node.name for node in nodes if "evidence" in node.name or "/loud/" in node.name]


def quantise_blocks(fp32: Path, int8: Path, bits: int = 8, block: int = 32) -> None:
    """The alternative with ranges per row: MatMulNBits, int8 activations taken over blocks of one row."""
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    settings = DefaultWeightOnlyQuantConfig(block_size=block, is_symmetric=True, accuracy_level=4, bits=bits)
    quantiser = MatMulNBitsQuantizer(onnx.load(str(fp32)), algo_config=settings)
    quantiser.process()
    quantiser.model.save_model_to_file(str(int8))


def quantise_static(fp32: Path, int8: Path, windows: Iterable[NDArray[np.int64]]) -> None:
    """The alternative with fixed ranges: those that activations have in `windows`, each `(n_pieces,)`."""
    quantize_static(
        str(fp32),
        str(int8),
        _Calibration(windows),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["MatMul", "Gather"],
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        nodes_to_exclude=_exact(fp32),
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )


class _Calibration(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, windows: Iterable[NDArray[np.int64]]) -> None:
        self._windows = iter(windows)

    def get_next(self) -> dict[str, NDArray[np.int64]] | None:
        window = next(self._windows, None)
        return None if window is None else {"input_ids": window[None]}


def copy_tokenizer(run: Path, folder: Path) -> None:
    """The trimmed tokenizer into the model folder, without the white space that is half of its file."""
    tokenizer = json.loads((run / "tokenizer.json").read_text(encoding="utf-8"))
    compact = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(compact, encoding="utf-8")
