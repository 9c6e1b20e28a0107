"""Which posts of a dump were planted in which campaign, and how well the campaigns that are found agree with that."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path

from offerscan_training.campaigns.agreement import Agreement, compare_pairs

__all__ = ["compare_campaigns", "letters", "read_truth", "write_truth"]

_HEADER = ("source", "campaign")


def letters(text: str) -> str:
    """What of a text every format keeps: its Latin letters and figures, in lower case."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def write_truth(campaign_of: Mapping[str, str], path: Path) -> None:
    """A table of sources and campaigns, sorted by campaign."""
    ordered = sorted(campaign_of.items(), key=lambda item: (item[1], item[0]))
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(_HEADER)
        rows.writerows(ordered)


def read_truth(path: Path) -> dict[str, str]:
    """The campaign of each planted post, by its source."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["source"]: row["campaign"] for row in csv.DictReader(file, delimiter="\t")}


def compare_campaigns(campaigns: Path, truth: Path) -> Agreement:
    """How the campaigns that were found (`campaigns -o x.json`) agree with what was planted."""
    found = json.loads(campaigns.read_text(encoding="utf-8"))["campaigns"]
    return compare_pairs([[member["source"] for member in one["members"]] for one in found], read_truth(truth))
