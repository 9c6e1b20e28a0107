"""Where figures go: a page that people read, and beside it the same as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["RESULTS", "write_figures", "write_page", "write_results"]

RESULTS = Path("training/results")


def write_results(out: Path, page: str, figures: Mapping[str, Any]) -> None:
    """Both, beside each other: `out` with the suffix .md and with .json, whatever its own is."""
    write_page(out.with_suffix(".md"), page)
    write_figures(out.with_suffix(".json"), figures)


def write_page(path: Path, page: str) -> None:
    """The page as a file that ends with one line end; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.rstrip("\n") + "\n", encoding="utf-8")


def write_figures(path: Path, figures: Mapping[str, Any]) -> None:
    """The figures as JSON, an entry a line, so that two versions of a file can be compared; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
