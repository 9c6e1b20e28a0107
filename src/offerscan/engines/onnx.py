"""The engine: int8 encoder in ONNX Runtime beside the wide member, both calibrated as the manifest says.

One text a call: with dynamic int8, activation ranges are taken over the whole batch, and a score would depend on its
neighbours (onnxruntime #10111). Alone, a text has the same score whatever stands beside it, and there is no padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from offerscan.artifacts import ENCODER, TOKENIZER, WIDE, ModelFolder
from offerscan.engines import Floats, Prediction
from offerscan.engines.wide import WideMember
from offerscan.engines.windows import Window, cut_windows
from offerscan.errors import EngineError, ModelError
from offerscan.records import Category
from offerscan.text import View

__all__ = ["OnnxEngine", "RawLogits", "calibrate", "join_windows"]

N_CATEGORIES, N_RISKS = len(Category), 2
OFFERS = [place for place, category in enumerate(Category) if category.is_offer]
# A language is covered when the wide member gives it at least this probability: below one half, since of a short or mixed
# text it is never sure. Set by hand.
_COVERED = 0.3


@dataclass(frozen=True, slots=True)
class RawLogits:
    """Uncalibrated outputs for one text: category `(5,)`, risk `(2,)`, indicators `(n_labels,)`, evidence
    `(n_pieces, n_labels)` of the encoder; and of the wide member the first three in one row, then the languages."""

    category: Floats
    risk: Floats
    indicators: Floats
    evidence: Floats
    pieces: NDArray[np.int64]
    wide: Floats
    truncated: bool


class OnnxEngine:
    """Runs a model folder. Safe to use from several threads; `threads` is how many cores one text may use."""

    def __init__(self, model: ModelFolder, threads: int = 1, encoder: Path | None = None) -> None:
        """Open the folder, or its wide member and numbers with another `encoder` (for comparisons in training)."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Texts have all lengths: plans of memory made for one length are seldom of use again (2.5 % of the time).
        options.enable_mem_pattern = options.enable_mem_reuse = False
        try:
            self._session = onnxruntime.InferenceSession(
                str(encoder or model.path / ENCODER), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(model.path / TOKENIZER))
            self._wide = WideMember.load(model.path / WIDE)
            self._calibration = {
                head: {name: np.asarray(value) if isinstance(value, list) else value for name, value in settings.items()}
                for head, settings in model.manifest["calibration"].items()
            }
            self._languages = tuple(model.manifest["labels"]["languages"])
            limits = model.manifest["limits"]
            self._max_pieces, self._overlap = limits["max_pieces"], limits["overlap"]
            self._max_windows = limits["max_windows"]
        except Exception as error:  # the libraries raise their own kinds
            raise ModelError(
                f"Model {model.path.name!r} cannot be opened ({type(error).__name__}): copy the folder anew."
            ) from error
        self.model_version = model.version

    def predict(self, views: Sequence[View]) -> list[Prediction]:
        """One prediction a view, in order; raises EngineError if the model cannot be run."""
        return [calibrate(self.read(view.text), self._calibration, self._languages) for view in views]

    def read(self, view: str) -> RawLogits:
        """Uncalibrated outputs for one reading view."""
        windows = cut_windows(self._tokenizer, view, self._max_pieces, self._overlap)
        kept = windows[: self._max_windows]
        try:
            outputs = [self._session.run(None, {"input_ids": np.array([window.ids], np.int64)}) for window in kept]
        except Exception as error:
            raise EngineError(
                f"The model could not be run ({type(error).__name__}): restart offerscan; if it happens again, check the"
                " memory of this machine."
            ) from error
        texts = [view] if len(windows) == 1 else [_text_of(window, view) for window in kept]
        return join_windows(kept, outputs, [self._wide.logits(text) for text in texts], len(kept) < len(windows))


def _text_of(window: Window, view: str) -> str:
    """The stretch of a view that a window covers."""
    return view[window.spans[0][0] : window.spans[-1][1]] if window.spans else ""


def join_windows(
    windows: Sequence[Window], outputs: Sequence[Sequence[Any]], wides: Sequence[Floats], truncated: bool
) -> RawLogits:
    """The windows of a text as one.

    Risk and indicators are the highest of any window. The category is a mean in which a window weighs by its length and by
    how likely both members together find an offer in it: an offer of three lines in a long chat is an offer. Of two readings
    of a piece the one further from a window's edge counts.
    """
    if len(windows) == 1:
        [window], [(category, risk, indicators, evidence)] = windows, outputs
        pieces = np.array(window.spans, np.int64).reshape(-1, 2)
        inside = evidence[0, 1 : len(pieces) + 1]
        return RawLogits(category[0], risk[0], indicators[0], inside, pieces, wides[0], truncated)
    risk = np.max([output[1][0] for output in outputs], axis=0)
    indicators = np.max([output[2][0] for output in outputs], axis=0)
    weights = [
        (len(window.spans) + 1) * (0.01 + float(_softmax(output[0][0] + wide[:N_CATEGORIES])[OFFERS].sum()))
        for window, output, wide in zip(windows, outputs, wides, strict=True)
    ]
    category = np.average([output[0][0] for output in outputs], axis=0, weights=weights)
    every = np.stack(wides)
    wide = every.max(0)
    wide[:N_CATEGORIES] = np.average(every[:, :N_CATEGORIES], axis=0, weights=weights)
    languages = N_CATEGORIES + N_RISKS + len(indicators)
    wide[languages:] = every[:, languages:].mean(0)
    total = windows[-1].first + len(windows[-1].spans)
    evidence = np.full((total, indicators.shape[0]), -20, np.float32)
    pieces = np.zeros((total, 2), np.int64)
    margin = np.full(total, -1)
    for window, output in zip(windows, outputs, strict=True):
        n = len(window.spans)
        place = np.arange(n)
        inner = np.minimum(
            place + (10**9 if window.first == 0 else 0), n - 1 - place + (10**9 if window is windows[-1] else 0)
        )
        better = inner > margin[window.first : window.first + n]
        rows = window.first + place[better]
        evidence[rows] = output[3][0, 1 : n + 1][better]
        pieces[rows] = np.array(window.spans, np.int64).reshape(-1, 2)[better]
        margin[rows] = inner[better]
    return RawLogits(category.astype(np.float32), risk, indicators, evidence, pieces, wide, truncated)


def calibrate(raw: RawLogits, calibration: dict[str, Any], languages: Sequence[str]) -> Prediction:
    """Probabilities out of logits of both members, with the coefficients fitted on the development split."""
    ends = np.cumsum([N_CATEGORIES, N_RISKS, len(raw.indicators)])
    wide_category, wide_risk, wide_indicators, wide_languages = np.split(raw.wide, ends)
    spoken = int(np.argmax(wide_languages))
    category = _softmax(_joined(calibration["category"], raw.category, wide_category))
    review, high = _sigmoid(_joined(calibration["risk"], raw.risk, wide_risk))
    high = min(high, review)
    joined = _joined(calibration["indicators"], raw.indicators, wide_indicators)
    settings = calibration["evidence"]
    evidence = _sigmoid(
        settings["encoder"] * raw.evidence + settings["text"] * joined + np.asarray(settings["bias"], np.float32)
    )
    return Prediction(
        category=category,
        risk=np.array([1 - review, review - high, high], np.float32),
        indicators=_sigmoid(joined),
        pieces=raw.pieces,
        evidence=evidence,
        language=languages[spoken],
        covered=float(_sigmoid(wide_languages)[spoken]) >= _COVERED,
        truncated=raw.truncated,
    )


def _joined(settings: dict[str, Any], encoder: Floats, wide: Floats) -> Floats:
    joined = np.asarray(settings["encoder"]) * encoder + np.asarray(settings["wide"]) * wide + np.asarray(settings["bias"])
    return np.asarray(joined, np.float32)


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum(), np.float32)
