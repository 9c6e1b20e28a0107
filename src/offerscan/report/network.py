"""The contact graph as a picture: campaigns on the left, what they are reached by on the right, a line where they meet.

Two columns instead of a cloud: no label covers another, whether there are five nodes or eighty, and what belongs together
stands together. A contact that joins campaigns is drawn dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from offerscan.campaigns import Campaign
from offerscan.report.drawing import COLOURS, INK, QUIET, as_svg, shorten, styled
from offerscan.report.spread import contact_spread

__all__ = ["Network", "draw_network", "find_networks"]

_MOST_NODES = 80
# Contacts that stand with one campaign only: the most common ones are enough to call.
_MOST_OWN = 2
_MARKS = {"phones": "o", "accounts": "s", "handles": "^", "links": "D", "companies": "P", "licences": "X"}
_ROW = 0.24  # inches
_LEFT, _RIGHT = 0.0, 1.0

_Node = TypeVar("_Node")


@dataclass(slots=True)
class Network:
    """Campaigns that hang together, by their place in the report, and the contacts shown with them, (kind, value): each
    with the number of offers of each campaign."""

    campaigns: list[int] = field(default_factory=list)
    contacts: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Rows that it takes."""
        return max(len(self.campaigns), len(self.contacts))


def find_networks(campaigns: Sequence[Campaign]) -> tuple[list[Network], int]:
    """The networks in the order of their first campaign, and how many campaigns found no room.

    Whole networks are taken while there is room: shared contacts first, then the most common ones of each campaign.
    """
    by_network: dict[str, Network] = {}
    for place, campaign in enumerate(campaigns):
        by_network.setdefault(campaign.network, Network()).campaigns.append(place)
    for contact, places in sorted(contact_spread(campaigns).items(), key=lambda item: (-len(item[1]), item[0])):
        for name in dict.fromkeys(campaigns[place].network for place in places):
            members = by_network[name].campaigns
            by_network[name].contacts[contact] = {place: places[place] for place in places if place in members}
    room, shown = _MOST_NODES, list[Network]()
    for network in by_network.values():
        fitted = _fit(network, room)
        if fitted.campaigns and fitted.contacts:
            shown.append(fitted)
            room -= len(fitted.campaigns) + len(fitted.contacts)
    return shown, len(campaigns) - sum(len(network.campaigns) for network in shown)


def _fit(network: Network, room: int) -> Network:
    """As many of its campaigns as have room, with their shared contacts and a few of their own."""
    campaigns = network.campaigns[: max(0, room // 2)]
    inside = {
        contact: {place: offers for place, offers in places.items() if place in campaigns}
        for contact, places in network.contacts.items()
    }
    shared = {contact: places for contact, places in inside.items() if len(places) > 1}
    own = [(contact, places) for contact, places in inside.items() if len(places) == 1]
    chosen = dict(list(shared.items())[: room - len(campaigns)])
    for place in campaigns:
        mine = sorted((item for item in own if place in item[1]), key=lambda item: (-item[1][place], item[0]))
        most = min(_MOST_OWN, room - len(campaigns) - len(chosen))
        chosen.update(dict(mine[: max(0, most)]))
    return Network(campaigns, dict(sorted(chosen.items(), key=lambda item: (_middle(item[1], campaigns), item[0]))))


def _middle(places: dict[int, int], campaigns: Sequence[int]) -> float:
    """Where a contact stands best: level with the campaigns that it joins, so that few lines cross."""
    return sum(campaigns.index(place) for place in places) / len(places)


def draw_network(
    networks: Sequence[Network], campaigns: Sequence[Campaign], labels: Sequence[str], name: str, alt: str
) -> str:
    """The picture. `labels` are those of all campaigns, by their place; contacts are labelled by their value."""
    rows = sum(network.height for network in networks) + 0.6 * (len(networks) - 1)
    with styled(7.4, _ROW * rows + 0.3) as figure:
        axes = figure.subplots()
        top = 0.0
        for network in networks:
            _draw_one(axes, network, top, campaigns, labels)
            top += network.height + 0.6
        axes.set_xlim(-0.75, 2.0)
        axes.set_ylim(rows - 0.3, -0.7)
        axes.axis("off")
        return as_svg(figure, name, alt)


def _draw_one(axes: Any, network: Network, top: float, campaigns: Sequence[Campaign], labels: Sequence[str]) -> None:
    left = _spread(network.campaigns, top, network.height)
    right = _spread(list(network.contacts), top, network.height)
    for contact, places in network.contacts.items():
        is_shared = len(places) > 1
        for place, offers in places.items():
            width = 0.7 + min(2.3, offers / 8)
            axes.plot(
                (_LEFT, _RIGHT), (left[place], right[contact]), color=INK if is_shared else "#c4c4c4", linewidth=width,
                alpha=0.8 if is_shared else 1, zorder=1, solid_capstyle="round",
            )  # fmt: skip
        colour = INK if is_shared else QUIET
        kind, value = contact
        axes.plot(_RIGHT, right[contact], _MARKS.get(kind, "o"), color=colour, markersize=5.5, zorder=2)
        weight = "bold" if is_shared else "normal"
        axes.text(_RIGHT + 0.04, right[contact], shorten(value, 44), va="center", color=colour, fontweight=weight)
    for place in network.campaigns:
        size = 5 + min(9.0, campaigns[place].size ** 0.5 * 1.2)
        axes.plot(_LEFT, left[place], "o", color=COLOURS[campaigns[place].level], markersize=size, zorder=3)
        axes.text(_LEFT - 0.06, left[place], labels[place], va="center", ha="right")


def _spread(nodes: Sequence[_Node], top: float, height: int) -> dict[_Node, float]:
    """A row for each node, the shorter column in the middle of the longer one."""
    above = top + (height - len(nodes)) / 2
    return {node: above + number for number, node in enumerate(nodes)}
