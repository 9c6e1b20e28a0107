"""A campaign as one row, the same in the table that `offerscan campaigns` writes and in the workbook of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import KINDS

__all__ = ["COLUMNS", "cells_of"]

# Published order. What comes to it stands at the end, for programs that count columns.
COLUMNS = (
    "id", "score", "level", "size", "mean_high", "variants", "first_seen", "last_seen",
    "growth_period", "growth_latest", "growth_before", "undated", "noticed_at", "is_new", "new_variants", "new_contacts",
    "new_groups", "merged", "hours_to_notice", "groups", "destinations", "indicators",
    *KINDS, "flags", "linked", "network", "template", "slots", "offers", "sources", "growth_until",
)  # fmt: skip


def cells_of(campaign: Campaign) -> dict[str, str | float]:
    """A cell for each of `COLUMNS`, "" where nothing is known; several values in one cell stand between semicolons."""
    growth, news = campaign.growth, campaign.news
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
        "growth_until": growth.until if growth else "",
        "undated": campaign.size - sum(campaign.days.values()),
        "noticed_at": campaign.noticed_at or "",
        "is_new": news.is_new if news else "",
        "new_variants": news.variants if news else "",
        "new_contacts": _joined(value for values in news.contacts.values() for value in values) if news else "",
        "new_groups": _joined(news.groups) if news else "",
        "merged": _joined(news.merged) if news else "",
        "hours_to_notice": news.hours_to_notice if news and news.hours_to_notice is not None else "",
        "groups": _counted(campaign.groups),
        "destinations": _counted(campaign.destinations),
        "indicators": _counted(campaign.indicators),
        **{kind: _counted(campaign.contacts.get(kind, {})) for kind in KINDS},
        "flags": _joined(f"{flag.kind}: {flag.contact.value}: {', '.join(flag.values)}" for flag in campaign.flags),
        "linked": _joined(campaign.linked),
        "network": campaign.network,
        "template": campaign.template.text,
        "slots": _joined(f"{{{place}}} {_counted(slot.values)}" for place, slot in enumerate(campaign.template.slots, 1)),
        "offers": _joined(campaign.offers),
        "sources": _joined(member.source for member in campaign.members if member.source),
    }


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _counted(counts: Mapping[str, int]) -> str:
    return _joined(f"{value} ({count})" for value, count in counts.items())
