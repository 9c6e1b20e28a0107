"""Does a text score the same on another processor? The model is run as it is and on an emulated one without VNNI.

QEMU's user emulation shows programs the processor that is named to it; ONNX Runtime then takes other code for its
products, exponentials and sums. Nothing is timed: emulation is a hundred times slower.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from offerscan.artifacts import open_model
from offerscan.engines.onnx import N_CATEGORIES
from offerscan.errors import EngineError, InputError
from offerscan.records import Risk
from offerscan_training.corpus import read_jsonl

__all__ = ["EMULATOR", "Difference", "compare_processors", "difference_table"]

EMULATOR = "qemu-x86_64"
# Haswell (2013): AVX2 and FMA, neither AVX-512 nor VNNI. Nehalem (2008): SSE4.2 alone, older than what offices have.
PROCESSORS = ("Haswell", "Nehalem")
_CHILD = """\
import json, sys
from pathlib import Path
from offerscan.artifacts import open_model
from offerscan.engines.onnx import OnnxEngine
from offerscan.text import read_view
engine = OnnxEngine(open_model(Path(sys.argv[1])))
for text in json.load(sys.stdin):
    [found] = engine.predict([read_view(text)])
    print(json.dumps([*map(float, found.category), *map(float, found.risk), *map(float, found.indicators)]))
"""
BOUND = 5e-3


@dataclass(frozen=True)
class Difference:
    """How far probabilities on an emulated processor are from those here: of the risk levels, of everything."""

    processor: str
    texts: int
    risk_largest: float
    largest: float
    mean: float
    texts_within: float


def compare_processors(model: Path | None, corpus: Path, n_texts: int) -> list[Difference]:
    """Differences for `n_texts` of the development split. Raises InputError where the emulator is missing."""
    if shutil.which(EMULATOR) is None:
        raise InputError(f"{EMULATOR} is missing: install the package qemu-user, then run this again.")
    documents = read_jsonl(corpus / "dev.jsonl")
    texts = [document.text for document in documents[:: max(1, len(documents) // n_texts)]][:n_texts]
    folder = open_model(model).path
    here = _scores([], folder, texts)
    return [_difference(name, here, _scores([EMULATOR, "-cpu", name], folder, texts)) for name in PROCESSORS]


def difference_table(differences: Sequence[Difference]) -> str:
    """The differences as a table; `BOUND` is what the project allows."""
    rows = [
        f"| {one.processor} | {one.texts} | {one.risk_largest:.1e} | {one.largest:.1e} | {one.mean:.1e}"
        f" | {one.texts_within:.0%} |"
        for one in differences
    ]
    head = f"| processor | texts | risk, largest | any probability, largest | mean | texts wholly within {BOUND:g} |"
    return "\n".join([head, "|---|---:|---:|---:|---:|---:|", *rows])


def _scores(emulator: Sequence[str], folder: Path, texts: Sequence[str]) -> np.ndarray[Any, Any]:
    """Probabilities `(n_texts, n_outputs)` of the texts, from a process of its own."""
    command = [*emulator, sys.executable, "-c", _CHILD, str(folder)]
    # The emulator tells of every processor feature that it lacks; that is noise here, and the texts stay out of it.
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise EngineError(
            f"The model did not run under {emulator[-1] if emulator else 'this processor'}: see `offerscan model`."
        )
    return np.array([json.loads(line) for line in done.stdout.splitlines()])


def _difference(name: str, here: np.ndarray[Any, Any], there: np.ndarray[Any, Any]) -> Difference:
    gap = np.abs(here - there)
    risk = gap[:, N_CATEGORIES : N_CATEGORIES + len(Risk)]
    within = float((gap.max(1) <= BOUND).mean())
    return Difference(name, len(gap), float(risk.max()), float(gap.max()), float(gap.mean()), within)
