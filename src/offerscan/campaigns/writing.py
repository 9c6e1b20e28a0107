"""Campaigns into a file: for programs, a spreadsheet, a graph viewer, other institutions, people who label, people who read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import BinaryIO

import networkx
import orjson

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import KINDS
from offerscan.campaigns.label_studio import write_config, write_tasks
from offerscan.campaigns.misp import write_misp
from offerscan.campaigns.page import printable, write_page
from offerscan.campaigns.stix import write_stix
from offerscan.campaigns.survey import Survey
from offerscan.cells import harmless_in_csv
from offerscan.label_studio import CONFIG_SUFFIX, TASKS_SUFFIX
from offerscan.version import __version__

__all__ = ["COMPANIONS", "WRITERS", "Write", "suffix_of"]

# Takes an open file, what was found, and what indicators are called.
Write = Callable[[BinaryIO, Survey, Mapping[str, str]], None]

_COLUMNS = (
    "id", "score", "level", "size", "mean_high", "variants", "first_seen", "last_seen",
    "growth_period", "growth_latest", "growth_before", "undated", "noticed_at", "is_new", "new_variants", "new_contacts",
    "new_groups", "merged", "hours_to_notice", "groups", "destinations", "indicators",
    *KINDS, "flags", "linked", "network", "template", "slots", "offers", "sources",
)  # fmt: skip


def _write_json(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    whole = {
        "versions": {"offerscan": __version__}, "noticed_at": survey.noticed_at, "campaigns": survey.campaigns,
        "memory": survey.memory,
    }  # fmt: skip
    file.write(orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _write_csv(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    text = io.TextIOWrapper(file, "utf-8", errors="replace", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(_COLUMNS)
    for campaign in survey.campaigns:
        cells = _cells(campaign)
        rows.writerow([harmless_in_csv(cells[name]) for name in _COLUMNS])
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
# What is of use only together.
COMPANIONS = {TASKS_SUFFIX: CONFIG_SUFFIX}


def suffix_of(name: str) -> str | None:
    """The longest suffix of a file name that has a writer.

    >>> suffix_of("maret.STIX.json"), suffix_of("maret.json"), suffix_of("maret.pdf")
    ('.stix.json', '.json', None)
    """
    return max((suffix for suffix in WRITERS if name.lower().endswith(suffix)), key=len, default=None)


def _cells(campaign: Campaign) -> dict[str, str | float]:
    growth, news = campaign.growth, campaign.news
    slots = (f"{{{number}}} {_listed(slot.values)}" for number, slot in enumerate(campaign.template.slots, 1))
    return {
        "id": campaign.id,
        "score": campaign.score,
        "level": campaign.level.value,
        "size": campaign.size,
        "mean_high": campaign.mean_high,
        "variants": campaign.variants,
        "first_seen": campaign.first_seen or "",
        "last_seen": campaign.last_seen or "",
        "growth_period": growth.period.value if growth else "",
        "growth_latest": growth.latest if growth else "",
        "growth_before": growth.before if growth else "",
        "undated": campaign.size - sum(campaign.days.values()),
        "noticed_at": campaign.noticed_at or "",
        "is_new": int(news.is_new) if news else "",
        "new_variants": news.variants if news else "",
        "new_contacts": "; ".join(value for values in news.contacts.values() for value in values) if news else "",
        "new_groups": "; ".join(news.groups) if news else "",
        "merged": "; ".join(news.merged) if news else "",
        "hours_to_notice": news.hours_to_notice if news and news.hours_to_notice is not None else "",
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
        "sources": "; ".join(member.source for member in campaign.members if member.source),
    }


def _listed(counts: Mapping[str, int]) -> str:
    return "; ".join(f"{value} ({count})" for value, count in counts.items())
