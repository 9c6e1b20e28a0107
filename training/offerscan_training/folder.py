"""Builds a model folder out of a run: encoder, wide member, tokenizer, calibration, policy, manifest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from offerscan.artifacts import ENCODER, FIRST_TIER, TOKENIZER, WIDE, ModelFolder, file_hash
from offerscan.catalog import VERSION, read_catalog
from offerscan.engines.onnx import OnnxEngine, calibrate
from offerscan.engines.windows import cut_windows
from offerscan.records import Category, Risk
from offerscan.text import read_view
from offerscan_training.calibrate import EVIDENCE, MEMBERS, Read, fit_calibration, fit_policy
from offerscan_training.config import Config
from offerscan_training.corpus import SPLITS, read_jsonl
from offerscan_training.e5 import TOKENIZER_PACKAGE, WEIGHTS_PACKAGE
from offerscan_training.export import copy_tokenizer, even_out, export_fp32, quantise
from offerscan_training.network import Reader
from offerscan_training.pipeline import Places
from offerscan_training.prepare import data_hash

MAX_WINDOWS = 64
FP32 = "encoder.onnx"


def build(
    config: Config, places: Places, reader: Reader, languages: Sequence[str], out: Path, created: str
) -> dict[str, Any]:
    """Write the model folder `out` from a trained run; returns its manifest."""
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    fp32 = places.run / FP32
    export_fp32(even_out(reader, calibration_windows(config, places)), fp32)
    quantise(fp32, out / ENCODER)
    copy_tokenizer(places.run, out)
    (out / WIDE).write_bytes((places.run / WIDE).read_bytes())
    _write_config(reader, out)
    manifest = _draft(config, places, languages, created)
    engine = OnnxEngine(ModelFolder(out, manifest))
    reads = read_all(engine, places.corpus / "dev.jsonl")
    manifest["calibration"] = fit_calibration(reads)
    manifest["policy"] = fit_policy(reads, manifest["calibration"], languages)
    manifest["parity"] = parity(
        reader, engine, OnnxEngine(ModelFolder(out, manifest), encoder=fp32), manifest, reads[:100]
    )
    write_manifest(manifest, out)
    return manifest


def calibration_windows(config: Config, places: Places, step: int = 70) -> list[tuple[int, ...]]:
    """The first window of every `step`-th training document: what the ranges of activations are taken from."""
    tokenizer = Tokenizer.from_file(str(places.run / TOKENIZER))
    cut = (config.train.max_pieces, config.train.overlap)
    documents = read_jsonl(places.corpus / "train.jsonl")[::step]
    return [cut_windows(tokenizer, read_view(document.text).text, *cut)[0].ids for document in documents]


def read_all(engine: OnnxEngine, split: Path) -> list[Read]:
    """Documents of a split with their raw logits."""
    documents = read_jsonl(split)
    views = [read_view(document.text) for document in documents]
    return [Read(document, view, engine.read(view.text)) for document, view in zip(documents, views, strict=True)]


def write_manifest(manifest: dict[str, Any], out: Path) -> None:
    """Hash the files and write the manifest beside them."""
    optional = [FIRST_TIER] if (out / FIRST_TIER).exists() else []
    manifest["files"] = {name: file_hash(out, name) for name in (ENCODER, TOKENIZER, WIDE, "config.json", *optional)}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def add_first_tier(folder: Path, npz: Path, report: Path) -> None:
    """Put a fitted first tier into a model folder, with the figures that its command left in `report` (JSON)."""
    (folder / FIRST_TIER).write_bytes(npz.read_bytes())
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["first_tier"] = json.loads(report.read_text(encoding="utf-8"))
    write_manifest(manifest, folder)


def parity(
    reader: Reader, int8: OnnxEngine, fp32: OnnxEngine, manifest: dict[str, Any], reads: Sequence[Read]
) -> dict[str, float]:
    """Greatest and mean difference of calibrated probabilities between torch, fp32 and int8 ONNX on given texts."""
    settings, languages = manifest["calibration"], manifest["labels"]["languages"]
    tokenizer = int8._tokenizer
    worst: dict[str, list[float]] = {"torch_to_fp32": [], "fp32_to_int8": []}
    for read in reads:
        windows = cut_windows(
            tokenizer, read.view.text, manifest["limits"]["max_pieces"], manifest["limits"]["overlap"]
        )
        if len(windows) > 1:
            continue
        full = fp32.read(read.view.text)
        ids = torch.tensor([windows[0].ids])
        with torch.no_grad():
            logits = reader.float()(ids, torch.ones_like(ids))
        gap = max(
            float(np.abs(getattr(logits, name)[0].numpy() - getattr(full, name)).max())
            for name in ("category", "risk", "indicators")
        )
        worst["torch_to_fp32"].append(gap)
        one, two = calibrate(full, settings, languages), calibrate(read.raw, settings, languages)
        worst["fp32_to_int8"].append(
            max(float(np.abs(one.risk - two.risk).max()), float(np.abs(one.category - two.category).max()))
        )
    return {
        "torch_to_fp32_logit_max": round(max(worst["torch_to_fp32"]), 6),
        "fp32_to_int8_probability_max": round(max(worst["fp32_to_int8"]), 4),
        "fp32_to_int8_probability_mean": round(float(np.mean(worst["fp32_to_int8"])), 4),
        "texts": len(worst["fp32_to_int8"]),
    }


def _draft(config: Config, places: Places, languages: Sequence[str], created: str) -> dict[str, Any]:
    catalog = read_catalog()
    neutral = {**MEMBERS, "bias": 0.0}
    packages = [WEIGHTS_PACKAGE, TOKENIZER_PACKAGE] if config.base.source == "packages" else []
    return {
        "version": config.version,
        "created": created,
        "catalog": VERSION,
        "base": {"name": config.base.name, "licence": config.base.licence, "packages": packages},
        "licence": "Apache-2.0",
        "labels": {
            "categories": [str(category) for category in Category], "risks": [str(risk) for risk in Risk],
            "indicators": list(catalog.labels), "languages": list(languages),
        },
        "limits": {"max_pieces": config.train.max_pieces, "overlap": config.train.overlap, "max_windows": MAX_WINDOWS},
        "calibration": {
            "category": neutral, "risk": neutral, "indicators": neutral,
            "evidence": {**EVIDENCE, "bias": 0.0},
        },
        "data": {
            "corpus_sha256": data_hash(places.corpus),
            "documents": {split: len(read_jsonl(places.corpus / f"{split}.jsonl")) for split in SPLITS},
        },
        "training": {"adapt": _last_line(places.run / "adapt.jsonl"), "config": asdict(config.train)},
    }  # fmt: skip


def _last_line(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8").splitlines()[-1]) if path.exists() else {}


def _write_config(reader: Reader, out: Path) -> None:
    labels = read_catalog().labels
    config = reader.encoder.config.to_dict()
    config["architectures"] = ["OfferscanReader"]
    config["id2label"] = {str(i): label for i, label in enumerate(labels)}
    config["label2id"] = {label: i for i, label in enumerate(labels)}
    config.pop("_name_or_path", None)
    (out / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n", encoding="utf-8")
