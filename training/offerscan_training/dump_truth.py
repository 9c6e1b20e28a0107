"""Which posts of a dump were planted in which campaign, and how well the campaigns that are found agree with that."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

__all__ = ["Agreement", "compare_campaigns", "compare_pairs", "letters", "read_truth", "write_truth"]

_HEADER = ("source", "campaign")


@dataclass(frozen=True)
class Agreement:
    """Over pairs of posts: of those found together, how many were planted together, and the reverse."""

    planted: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """1 where nothing was planted."""
        return self.both / self.planted if self.planted else 1.0


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


def compare_campaigns(scanned: Path, campaigns: Path, truth: Path) -> Agreement:
    """How the campaigns (`campaigns -o x.json`) of a scan (`scan -o x.jsonl`) agree with what was planted."""
    sources: defaultdict[str, list[str]] = defaultdict(list)  # copies have one id
    with scanned.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sources[row["id"]].append(row["source"])
    found = json.loads(campaigns.read_text(encoding="utf-8"))["campaigns"]
    return compare_pairs(
        [[source for id in one["offers"] for source in sources[id]] for one in found], read_truth(truth)
    )


def compare_pairs(groups: Iterable[Iterable[str]], campaign_of: Mapping[str, str]) -> Agreement:
    """Groups of sources against what was planted; every other post stands for itself, so that joining two is a mistake."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for source, campaign in campaign_of.items():
        members[campaign].append(source)
    planted, found = _pairs(members.values()), _pairs(groups)
    return Agreement(len(planted), len(found), len(planted & found))


def _pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}
