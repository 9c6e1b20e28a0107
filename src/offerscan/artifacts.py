"""Find, verify and describe a model folder. Nothing is ever downloaded.

A folder in the Hugging Face layout: `config.json`, `tokenizer.json`, `onnx/model_quantized.onnx`, `wide.npz`,
`first_tier.npz`, `manifest.json`, `README.md`. The manifest holds the SHA-256 of each other file that is read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from offerscan.errors import ModelError

__all__ = ["ENCODER", "FIRST_TIER", "TOKENIZER", "WIDE", "ModelFolder", "default_model", "file_hash", "model_hash", "open_model"]

ENCODER = "onnx/model_quantized.onnx"
TOKENIZER = "tokenizer.json"
WIDE = "wide.npz"
FIRST_TIER = "first_tier.npz"  # a folder may do without: then the encoder reads every text
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A verified model folder and its manifest."""

    path: Path
    manifest: dict[str, Any]

    @property
    def version(self) -> str:
        """The model's version, as every assessment names it."""
        return str(self.manifest["version"])


def default_model() -> Path:
    """The folder that DEFAULT names; raises ModelError if this installation carries no model."""
    root = Path(str(files("offerscan_models")))
    try:
        name = (root / "DEFAULT").read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ModelError(
            "This installation carries no model: install offerscan again, or set OFFERSCAN_MODEL to a model folder."
        ) from error
    return root / name


def open_model(folder: Path | None = None) -> ModelFolder:
    """The model in a folder, or the default one, with every file's hash checked against the manifest.

    Raises ModelError if the folder, its manifest or a file is missing or altered.
    """
    path = folder or default_model()
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        hashes = manifest["files"]
    except OSError as error:
        raise ModelError(
            f"Model folder {path.name!r} has no readable {MANIFEST}: point OFFERSCAN_MODEL at a whole model folder."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{MANIFEST} of model {path.name!r} is damaged: install offerscan again or copy the folder anew."
        ) from error
    for name in (ENCODER, TOKENIZER, WIDE):
        if name not in hashes:
            raise ModelError(f"{MANIFEST} of model {path.name!r} does not vouch for {name}: copy the folder anew.")
    for name, expected in hashes.items():
        if file_hash(path, name) != expected:
            raise ModelError(
                f"{name} of model {path.name!r} is not the published file: install offerscan again or copy the folder anew."
            )
    return ModelFolder(path, manifest)


def model_hash(folder: Path | None = None) -> str:
    """SHA-256 of the manifest, which vouches for all files of a model; empty where it cannot be read."""
    try:
        return hashlib.sha256(((folder or default_model()) / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def file_hash(folder: Path, name: str) -> str:
    """SHA-256 of a file of a model folder; raises ModelError if it cannot be read."""
    try:
        with (folder / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"{name} of model {folder.name!r} is missing or cannot be read: copy the folder anew."
        ) from error
