"""Ways to make the encoder small and fast, side by side: what each costs in bytes, in time, and in trust.

Trust is two numbers. A text must score the same alone and beside others; and int8 must say what fp32 says. Batches hold
windows of one length, so that padding plays no part.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from offerscan.artifacts import TOKENIZER
from offerscan.engines.windows import cut_windows
from offerscan.text import read_view
from offerscan_training.corpus import read_jsonl
from offerscan_training.export import even_out, export_fp32, quantise, quantise_blocks, quantise_static
from offerscan_training.folder import calibration_windows
from offerscan_training.network import Reader
from offerscan_training.speed.contenders import in_turn
from offerscan_training.speed.workload import spread

__all__ = ["Loss", "compare_quantisation", "compare_run", "cut_even", "losses_table", "write_variants"]

Windows = Sequence[NDArray[np.int64]]
FP32 = "fp32"
_BATCH = 16
_STEP = 16
SHIPPED = "dynamic int8, evened out (shipped, alone)"


@dataclass(frozen=True)
class Loss:
    """One variant on one core: texts a second one a call and in batches, size of its file, and the largest gap of
    any probability (category, risk, indicators) between alone and in a batch, and to fp32."""

    name: str
    alone_per_s: float
    batch_per_s: float
    file_mb: float
    alone_to_batch: float
    to_fp32: float


def compare_run(config: Path, runs: Path, corpus: Path, n: int, rounds: int) -> list[Loss]:
    """All variants of a trained run on `n` texts; nothing where the run is not at hand, as in a fresh checkout."""
    from offerscan_training.config import read_config
    from offerscan_training.pipeline import Places, load_reader

    settings, places = read_config(config), Places(runs / config.stem, corpus, Path(), Path())
    if not (places.run / "train.pt").exists():
        return []
    tokenizer = Tokenizer.from_file(str(places.run / TOKENIZER))
    texts = [document.text for document in read_jsonl(corpus / "test.jsonl")]
    windows = spread(cut_even(texts, tokenizer, settings.train.max_pieces), n)
    with tempfile.TemporaryDirectory() as folder:
        paths = write_variants(load_reader(settings, places), calibration_windows(settings, places), Path(folder))
        return compare_quantisation(paths, windows, rounds)


def cut_even(texts: Sequence[str], tokenizer: Tokenizer, max_pieces: int) -> Windows:
    """The first window of each text, cut to a multiple of 16 pieces, by length; shorter texts are left out."""
    windows = []
    for text in texts:
        ids = cut_windows(tokenizer, read_view(text).text, max_pieces, 0)[0].ids
        length = len(ids) // _STEP * _STEP
        if length:
            windows.append(np.array([*ids[: length - 1], ids[-1]], np.int64))
    return sorted(windows, key=len)


def write_variants(reader: Reader, seen: Sequence[Sequence[int]], folder: Path) -> dict[str, Path]:
    """The encoder in fp32 and in every variant, below `folder`; fixed ranges are those met in the windows `seen`."""
    names = (FP32, SHIPPED, "dynamic int8, as it comes", "8-bit blocks, ranges per row", "static int8, fixed ranges")
    paths = {name: folder / f"{number}.onnx" for number, name in enumerate(names)}
    fp32, dynamic, rough, blocks, static = paths.values()
    export_fp32(reader, fp32, batch=True)
    quantise(fp32, rough)
    even = even_out(reader, seen)
    fused, plain = folder / "fused.onnx", folder / "plain.onnx"
    export_fp32(even, fused, batch=True)
    quantise(fused, dynamic)
    export_fp32(even, plain, batch=True, fuse=False)
    quantise_blocks(plain, blocks)
    quantise_static(plain, static, [np.array(window, np.int64) for window in seen])
    return paths


def compare_quantisation(paths: dict[str, Path], windows: Windows, rounds: int) -> list[Loss]:
    """All variants on the same windows, in turn; medians over the rounds."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    sessions = {
        name: onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        for name, path in paths.items()
    }
    batches = [
        np.stack(same[start : start + _BATCH])
        for _, group in groupby(windows, key=len)
        for same in [list(group)]
        for start in range(0, len(same), _BATCH)
    ]
    singles = [window[None] for window in windows]
    seconds: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in paths}
    alone, beside = {}, {}
    for number in range(rounds):
        for name, session in in_turn(list(sessions.items()), number):
            alone[name] = _timed(partial(_predict, session, singles), seconds[name][0])
            beside[name] = _timed(partial(_predict, session, batches), seconds[name][1])
    return [
        Loss(
            name, round(len(windows) / median(seconds[name][0]), 1), round(len(windows) / median(seconds[name][1]), 1),
            round(path.stat().st_size / 1e6, 1), _gap(alone[name], beside[name]), _gap(alone[name], alone[FP32]),
        )
        for name, path in paths.items()
    ]  # fmt: skip


def _timed(job: Callable[[], NDArray[np.float64]], seconds: list[float]) -> NDArray[np.float64]:
    began = time.perf_counter()
    done = job()
    seconds.append(time.perf_counter() - began)
    return done


def _predict(session: Any, batches: Sequence[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Probabilities `(n_texts, 5 + 2 + n_labels)`, not calibrated."""
    rows = []
    for batch in batches:
        category, risk, indicators = session.run(["category", "risk", "indicators"], {"input_ids": batch})
        powers = np.exp(category.astype(float) - category.max(1, keepdims=True))
        others = np.concatenate([risk, indicators], 1).astype(float)
        rows.append(np.concatenate([powers / powers.sum(1, keepdims=True), 1 / (1 + np.exp(-others))], 1))
    return np.concatenate(rows)


def _gap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.abs(one - other).max())


def losses_table(losses: Sequence[Loss]) -> str:
    """Markdown, a row a variant."""
    lines = [
        f"| encoder | texts/s alone | texts/s in batches of {_BATCH} | file | alone to batch | to fp32 |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.name} | {one.alone_per_s:.1f} | {one.batch_per_s:.1f} | {one.file_mb:.1f} MB"
        f" | {one.alone_to_batch:.1g} | {one.to_fp32:.1g} |"
        for one in losses
    ]
    lines += ["", "One core. The last two: the largest difference of any probability, before calibration."]
    return "\n".join(lines)
