"""In which campaigns each contact stands: what the graph, its table and the sheet of contacts are made of."""

from __future__ import annotations

from collections.abc import Sequence

from offerscan.campaigns import Campaign

__all__ = ["contact_spread"]


def contact_spread(campaigns: Sequence[Campaign]) -> dict[tuple[str, str], dict[int, int]]:
    """By kind and value of a contact: in which campaigns it stands, by place in the list, and in how many offers of each."""
    spread: dict[tuple[str, str], dict[int, int]] = {}
    for place, campaign in enumerate(campaigns):
        for kind, counts in campaign.contacts.items():
            for value, offers in counts.items():
                spread.setdefault((kind, value), {})[place] = offers
    return spread
