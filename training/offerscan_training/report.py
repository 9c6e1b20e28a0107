"""The evaluation report: tables for the terminal and, where asked, figures for the manifest and the model card."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from offerscan.artifacts import TOKENIZER, ModelFolder, file_hash, open_model
from offerscan.catalog import read_catalog
from offerscan.engines.onnx import OnnxEngine
from offerscan.errors import InputError
from offerscan.screener import Screener
from offerscan_training.baselines import FrozenE5System, KeywordSystem, TfidfSystem
from offerscan_training.card import write_card
from offerscan_training.comparison import table
from offerscan_training.corpus import read_jsonl
from offerscan_training.evaluate import ModelSystem, alarms_table, compare, false_alarms
from offerscan_training.folder import read_all, write_manifest
from offerscan_training.metrics import Measures
from offerscan_training.offercheck import outcome_table, read_suite, run_suite
from offerscan_training.prepare import data_hash
from offerscan_training.reliability import calibration_error, reliability_bins
from offerscan_training.remembered import Remembered
from offerscan_training.results import RESULTS, write_figures, write_page
from offerscan_training.scores import System


def run_evaluation(
    model: Path | None, fp32: Path | None, others: Sequence[Path], baselines: bool, split: str, alarms: int,
    corpus: Path, background: Path, cache: Path, suite: Path | None, store: bool,
) -> str:  # fmt: skip
    """Measure the model, and beside it what was asked for; returns the report as Markdown."""
    folder = open_model(model)
    train, dev, test = (read_jsonl(corpus / f"{name}.jsonl") for name in ("train", "dev", split))
    systems = _baselines(cache, corpus) if baselines else []
    subject = ModelSystem(f"{folder.version} int8", folder)
    if fp32 is not None:
        _check_same_run(fp32, folder)
        systems.append(ModelSystem(f"{folder.version} fp32", folder, fp32))
    systems += [ModelSystem(f"{other.name} int8", open_model(other)) for other in others]
    measured: list[tuple[str, Measures]] = list(compare([*systems, subject], train, dev, test))
    calibration = {
        "before": _raw_calibration_error(folder, corpus / f"{split}.jsonl"),
        "after": round(measured[-1][1].calibration_error, 4),
    }
    found = false_alarms(subject, background, alarms) if alarms else {}
    outcomes = run_suite(Screener.open(folder.path), read_suite(suite)) if suite else []
    report = "\n\n".join(
        [
            f"# Evaluation of {folder.version} on the {split} split",
            table(measured),
            f"Expected calibration error of P(high): {calibration['before']:.3f} from the encoder alone,"
            f" {calibration['after']:.3f} after"
            " stacking, scaling and joining.",
            "## False alarms on real text\n\n" + alarms_table(found) if found else "",
            "## OfferCheck\n\n" + outcome_table(outcomes) if outcomes else "",
        ]
    )
    figures = {name: measures.as_dict() for name, measures in measured}
    name = f"{folder.version}-{split}"
    stored = {
        "measured_on": {"split": split, "sha256": file_hash(corpus, f"{split}.jsonl")},
        "systems": figures,
        "calibration_error": calibration,
        "alarms": found,
        "offercheck": {one.function: {"cases": one.cases, "failed": one.failed} for one in outcomes},
    }
    write_figures(RESULTS / f"{name}.json", stored)
    write_page(RESULTS / f"{name}.md", report)
    if store:
        manifest = dict(folder.manifest)
        headline = {key: figure.value for key, figure in measured[-1][1].headline.items()}
        manifest["metrics"] = {
            "split": split,
            "headline": headline,
            "calibration_error": calibration,
            "false_alarms": found,
        }
        write_manifest(manifest, folder.path)
        write_card(folder.path, manifest, measured, found, outcomes)
    return report


def _check_same_run(fp32: Path, folder: ModelFolder) -> None:
    pieces = [json.loads((place / TOKENIZER).read_bytes()) for place in (fp32.parent, folder.path)]
    if pieces[0] != pieces[1]:
        raise InputError(
            f"Run {fp32.parent.name!r} did not make {folder.version}: its pieces are others. Measure without --fp32,"
            " or name the model of that run."
        )


def _baselines(cache: Path, corpus: Path) -> list[System]:
    """The baselines; scores of the two that take minutes to fit are kept, the keywords read as fast as they are loaded."""
    from offerscan_training.base import load_base
    from offerscan_training.config import BaseConfig

    catalog = read_catalog()
    base = load_base(BaseConfig("packages", "intfloat/multilingual-e5-small", "MIT"), cache)
    kept, digest = cache.parent / "scores", data_hash(corpus)
    return [
        Remembered(TfidfSystem(catalog.labels, (4, 16)), kept, digest),
        Remembered(FrozenE5System(catalog.labels, base, cache.parent / "vectors"), kept, digest),
        KeywordSystem(catalog),
    ]


def _raw_calibration_error(folder: ModelFolder, split: Path) -> float:
    """Calibration error of P(high) by the encoder alone, before stacking, scaling and joining."""
    reads = read_all(OnnxEngine(folder), split)
    truth = np.array([read.document.risk.rank == 2 for read in reads])
    raw = 1 / (1 + np.exp(-np.array([read.raw.risk[1] for read in reads])))
    return round(calibration_error(reliability_bins(truth, raw.astype(np.float64))), 4)
