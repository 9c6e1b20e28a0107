"""Campaigns into a file: for programs, a spreadsheet, a graph viewer, other institutions, people who label, people who read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import BinaryIO

import networkx
import orjson

from offerscan.campaigns.label_studio import write_config, write_tasks
from offerscan.campaigns.misp import write_misp
from offerscan.campaigns.page import write_page
from offerscan.campaigns.stix import write_stix
from offerscan.campaigns.survey import Survey
from offerscan.campaigns.table import COLUMNS, cells_of
from offerscan.cells import harmless_in_csv
from offerscan.label_studio import CONFIG_SUFFIX, TASKS_SUFFIX
from offerscan.printable import printable
from offerscan.version import __version__

__all__ = ["WRITERS", "Write", "companion_of"]

# Takes an open file, what was found, and what indicators are called.
Write = Callable[[BinaryIO, Survey, Mapping[str, str]], None]


def _write_json(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    whole = {
        "versions": {"offerscan": __version__}, "noticed_at": survey.noticed_at, "campaigns": survey.campaigns,
        "memory": survey.memory,
    }  # fmt: skip
    file.write(orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _write_csv(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for campaign in survey.campaigns:
        cells = map(cells_of(campaign).__getitem__, COLUMNS)
        rows.writerow([int(cell) if isinstance(cell, bool) else harmless_in_csv(cell) for cell in cells])
    text.detach()


def _write_graphml(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Campaigns, offers and contacts as nodes, never a text. An offer is joined to its campaign and its contacts; the edge
    of a campaign and a contact says in how many of its offers the contact stands."""
    graph = networkx.Graph()
    for campaign in survey.campaigns:
        graph.add_node(
            campaign.id, kind="campaign", label=campaign.id, level=campaign.level.value, size=campaign.size,
            score=campaign.score, network=campaign.network,
        )  # fmt: skip
        for kind, counts in campaign.contacts.items():
            for value, count in counts.items():
                label = printable(value)
                graph.add_node(f"{kind}:{label}", kind=kind, label=label)
                graph.add_edge(campaign.id, f"{kind}:{label}", offers=count)
        for number, member in enumerate(campaign.members, 1):
            offer = f"offer:{campaign.id}:{number}"
            graph.add_node(
                offer, kind="offer", label=printable(member.id), source=printable(member.source or ""),
                posted_at=member.posted_at or "", group=printable(member.group or ""), level=member.level.value,
            )  # fmt: skip
            graph.add_edge(offer, campaign.id)
            graph.add_edges_from((offer, f"{contact.kind}:{printable(contact.value)}") for contact in member.contacts)
    networkx.write_graphml_xml(graph, file)


WRITERS: dict[str, Write] = {
    ".json": _write_json,
    ".csv": _write_csv,
    ".graphml": _write_graphml,
    ".html": write_page,
    ".stix.json": write_stix,
    ".misp.json": write_misp,
    TASKS_SUFFIX: write_tasks,
    CONFIG_SUFFIX: write_config,
}


def companion_of(name: str) -> str | None:
    """The name of the file that is written beside one of this name, as each is of use only with the other.

    >>> companion_of("maret.label-studio.json"), companion_of("maret.json")
    ('maret.label-studio.xml', None)
    """
    return name[: -len(TASKS_SUFFIX)] + CONFIG_SUFFIX if name.lower().endswith(TASKS_SUFFIX) else None
