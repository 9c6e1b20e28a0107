"""From reader to encoder file: the same function, made even before int8, and fast where it is opened."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from training_samples import sample_views, unigram, xlmr_encoder

from offerscan.catalog import read_catalog
from offerscan_training.export import even_out, export_fp32, quantise
from offerscan_training.network import Reader
from offerscan_training.slim import keep_heads

_OUTPUTS = ("category", "risk", "indicators", "evidence")
_WINDOWS = [tuple(range(5, 5 + n)) for n in (12, 30, 45)]


@pytest.fixture(scope="module")
def uneven() -> Reader:
    """A reader in which one neuron of each feed-forward layer is hundreds of times as loud as the others, as in trained ones."""
    torch.manual_seed(0)
    encoder = xlmr_encoder(unigram(sample_views(), 300).get_vocab_size())
    reader = Reader(encoder, len(read_catalog().labels), (1, 2)).eval()
    with torch.no_grad():
        reader.indicators.weight.normal_(0, 0.5)
        reader.evidence.weight.normal_(0, 0.5)
        for layer in reader.encoder.encoder.layer:
            layer.intermediate.dense.bias[3] = 400
            layer.output.dense.weight[:, 3] *= 0.02
    return reader


def said(session: onnxruntime.InferenceSession) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    return [output for ids in _WINDOWS for output in session.run(_OUTPUTS, {"input_ids": np.array([ids], np.int64)})]


def test_an_even_reader_says_the_same(uneven: Reader) -> None:
    even = even_out(uneven, _WINDOWS)
    for window in _WINDOWS:
        ids = torch.tensor([window])
        with torch.no_grad():
            before, after = (reader(ids, torch.ones_like(ids)) for reader in (uneven, even))
        for name in _OUTPUTS:
            assert torch.allclose(getattr(before, name), getattr(after, name), atol=1e-3)


def test_int8_loses_less_of_an_even_reader(uneven: Reader, tmp_path: Path) -> None:
    losses = []
    for name, reader in (("as it is", uneven), ("even", even_out(uneven, _WINDOWS))):
        fp32, int8 = tmp_path / f"{name}.onnx", tmp_path / f"{name}.int8.onnx"
        export_fp32(reader, fp32)
        quantise(fp32, int8)
        pairs = zip(*(said(onnxruntime.InferenceSession(str(path))) for path in (fp32, int8)), strict=True)
        losses.append(float(np.mean([np.abs(one - other).mean() for one, other in pairs])))
    assert losses[1] < losses[0] / 2


def test_the_runtime_does_not_fuse_what_was_taken_apart(uneven: Reader, tmp_path: Path) -> None:
    fp32, int8, opened = (tmp_path / f"{name}.onnx" for name in ("fp32", "int8", "opened"))
    export_fp32(even_out(uneven, _WINDOWS), fp32)
    quantise(fp32, int8)
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(opened)
    onnxruntime.InferenceSession(str(int8), options)
    kinds = Counter(node.op_type for node in onnx.load(str(opened)).graph.node)
    assert kinds["SkipLayerNormalization"] == 0
    assert kinds["LayerNormalization"] >= 2 * 2


def test_attention_with_fewer_heads_is_fused_and_says_the_same(uneven: Reader, tmp_path: Path) -> None:
    fewer = copy.deepcopy(uneven)
    fewer.encoder.set_attn_implementation("eager")  # as `load_encoder` has it
    keep_heads(fewer.encoder, [torch.tensor([0, 3])] * 2)
    fp32, int8 = tmp_path / "fp32.onnx", tmp_path / "int8.onnx"
    export_fp32(even_out(fewer, _WINDOWS), fp32)
    quantise(fp32, int8)
    kinds = [Counter(node.op_type for node in onnx.load(str(path)).graph.node) for path in (fp32, int8)]
    assert (kinds[0]["Attention"], kinds[1]["QAttention"]) == (2, 2)
    outputs = iter(said(onnxruntime.InferenceSession(str(fp32))))
    for window in _WINDOWS:
        ids = torch.tensor([window])
        with torch.no_grad():
            logits = fewer(ids, torch.ones_like(ids))
        for name in _OUTPUTS:
            assert np.allclose(getattr(logits, name).numpy(), next(outputs), atol=1e-3)


def test_heads_and_evidence_stay_in_float32(uneven: Reader, tmp_path: Path) -> None:
    fp32, int8 = tmp_path / "fp32.onnx", tmp_path / "int8.onnx"
    export_fp32(uneven, fp32)
    quantise(fp32, int8)
    stored = {tensor.name: tensor.data_type for tensor in onnx.load(str(int8)).graph.initializer}
    heads = [f"reader.{name}.weight_Transposed" for name in ("category", "indicators", "risk")]
    assert [stored[name] for name in heads] == [onnx.TensorProto.FLOAT] * 3


def test_a_loud_word_takes_no_digits_from_the_others(uneven: Reader, tmp_path: Path) -> None:
    loud = copy.deepcopy(uneven)
    with torch.no_grad():
        loud.encoder.embeddings.word_embeddings.weight[100] *= 1000  # in no window
    fp32 = tmp_path / "fp32.onnx"
    outputs = []
    for name, reader in (("as it is", uneven), ("loud", loud)):
        export_fp32(reader, fp32)
        quantise(fp32, tmp_path / f"{name}.onnx")
        outputs.append(said(onnxruntime.InferenceSession(str(tmp_path / f"{name}.onnx"))))
    assert all(np.array_equal(one, other) for one, other in zip(*outputs, strict=True))
