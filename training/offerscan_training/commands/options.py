"""What several commands take, and how all of them speak."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "BACKGROUND",
    "CACHE",
    "CONFIG",
    "CORPUS",
    "RUNS",
    "SHARED",
    "Background",
    "Cache",
    "ConfigPath",
    "Corpus",
    "Model",
    "Out",
    "Runs",
    "say",
]

SHARED = Path("../shared")
ConfigPath = Annotated[Path, typer.Option("--config", help="One of training/configs.")]
CONFIG = Path("training/configs/e5-12.toml")
Runs = Annotated[Path, typer.Option(help="Where runs keep checkpoints and logs.")]
RUNS = Path("runs")
Corpus = Annotated[Path, typer.Option(help="Folder of train.jsonl, dev.jsonl, test.jsonl, hard.jsonl.")]
CORPUS = Path("training/data")
Background = Annotated[Path, typer.Option(help="Folder of real public text.")]
BACKGROUND = SHARED / "data"
Cache = Annotated[Path, typer.Option(help="Where downloaded packages stay.")]
CACHE = Path(".cache/base")
Model = Annotated[Path | None, typer.Option(help="Model folder; by default the shipped one.")]
Out = Annotated[Path | None, typer.Option(help="Where the figures go, as .md and .json; by default nowhere.")]


def say(*lines: object) -> None:
    """Lines to standard output: texts as they are, all else as JSON."""
    for line in lines:
        typer.echo(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False))
