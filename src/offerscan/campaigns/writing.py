"""Campaigns into a file: for programs, for a spreadsheet, for a graph viewer, for reading."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO

import networkx
import orjson

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import KINDS
from offerscan.campaigns.page import printable, write_page
from offerscan.cells import harmless
from offerscan.version import __version__

__all__ = ["WRITERS", "Write"]

# Takes an open file, the campaigns in order, and what indicators are called.
Write = Callable[[BinaryIO, Sequence[Campaign], Mapping[str, str]], None]

_COLUMNS = (
    "id", "score", "level", "size", "mean_high", "first_seen", "last_seen", "groups", "destinations", "indicators",
    *KINDS, "flags", "linked", "network", "template", "slots", "offers",
)  # fmt: skip


def _write_json(file: BinaryIO, campaigns: Sequence[Campaign], names: Mapping[str, str]) -> None:
    whole = {"versions": {"offerscan": __version__}, "campaigns": campaigns}
    file.write(orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _write_csv(file: BinaryIO, campaigns: Sequence[Campaign], names: Mapping[str, str]) -> None:
    text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for campaign in campaigns:
        cells = _cells(campaign)
        rows.writerow([harmless(cells[name]) for name in _COLUMNS])
    text.detach()


def _write_graphml(file: BinaryIO, campaigns: Sequence[Campaign], names: Mapping[str, str]) -> None:
    """Campaigns and contacts as nodes; an edge says in how many offers of a campaign the contact stands."""
    graph = networkx.Graph()
    for campaign in campaigns:
        graph.add_node(
            campaign.id, kind="campaign", label=campaign.id, level=campaign.level.value, size=campaign.size,
            score=campaign.score, network=campaign.network,
        )  # fmt: skip
        for kind, counts in campaign.contacts.items():
            for value, count in counts.items():
                label = printable(value)
                graph.add_node(f"{kind}:{label}", kind=kind, label=label)
                graph.add_edge(campaign.id, f"{kind}:{label}", offers=count)
    networkx.write_graphml_xml(graph, file)


WRITERS: dict[str, Write] = {
    ".json": _write_json,
    ".csv": _write_csv,
    ".graphml": _write_graphml,
    ".html": write_page,
}


def _cells(campaign: Campaign) -> dict[str, str | float]:
    slots = (f"{{{number}}} {_listed(slot.values)}" for number, slot in enumerate(campaign.template.slots, 1))
    return {
        "id": campaign.id,
        "score": campaign.score,
        "level": campaign.level.value,
        "size": campaign.size,
        "mean_high": campaign.mean_high,
        "first_seen": campaign.first_seen or "",
        "last_seen": campaign.last_seen or "",
        "groups": _listed(campaign.groups),
        "destinations": _listed(campaign.destinations),
        "indicators": _listed(campaign.indicators),
        **{kind: _listed(campaign.contacts.get(kind, {})) for kind in KINDS},
        "flags": "; ".join(f"{flag.kind}: {flag.contact.value}: {', '.join(flag.values)}" for flag in campaign.flags),
        "linked": "; ".join(campaign.linked),
        "network": campaign.network,
        "template": campaign.template.text,
        "slots": "; ".join(slots),
        "offers": "; ".join(campaign.offers),
    }


def _listed(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{value} ({count})" for value, count in counts.items())
