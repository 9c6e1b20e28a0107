"""Campaigns as tasks of Label Studio: one look at the common text labels the whole campaign, not its hundred posts one by one.

The text of a task is the template with the most common value in each slot. Predictions mark what changes and the evidence
that was most often found, and tick the level and the indicators.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from offerscan import label_studio
from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.survey import Survey
from offerscan.campaigns.template import SlotKind
from offerscan.label_studio import TEXT, Interface, Stretch, choices, labels
from offerscan.phrases import both
from offerscan.printable import printable
from offerscan.records import Risk
from offerscan.version import __version__

__all__ = ["write_config", "write_tasks"]


def write_tasks(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Write one task a campaign, in order."""
    file.write(label_studio.write_tasks([_task(campaign) for campaign in survey.campaigns]))


def write_config(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Write the labelling interface that fits the tasks. `names` has all indicators."""
    indicators = sorted({*names, *(id for campaign in survey.campaigns for id in campaign.indicators)})
    interface = Interface()
    interface.add_table("facts", both("label_head"))
    interface.add_choices("one_campaign", both("label_one_campaign"), ("yes", "no", "unsure"))
    interface.add_choices("risk", both("label_risk"), Risk)
    interface.add_choices("indicators", both("heading_indicators"), indicators, several=True)
    interface.add_labels("evidence", indicators)
    interface.add_labels("slots", SlotKind)
    file.write(interface.write())


def _task(campaign: Campaign) -> dict[str, Any]:
    text, slots = _filled(campaign)
    prediction = {
        "model_version": f"offerscan {__version__}", "score": campaign.mean_high,
        "result": list(_results(campaign, text, slots)),
    }  # fmt: skip
    return {"data": {"id": campaign.id, TEXT: text, "facts": _facts(campaign)}, "predictions": [prediction]}


def _facts(campaign: Campaign) -> dict[str, str]:
    seen = " – ".join(moment[:10] for moment in (campaign.first_seen, campaign.last_seen) if moment)
    contacts = {kind: ", ".join(map(printable, counts)) for kind, counts in campaign.contacts.items()}
    return {
        "offers": str(campaign.size),
        "groups": ", ".join(map(printable, campaign.groups)),
        "seen": seen,
        **contacts,
    }


def _filled(campaign: Campaign) -> tuple[str, list[Stretch]]:
    """The template with the most common value in each slot, and where these stand: start, end, kind."""
    template = campaign.template
    text, spans = printable(template.stays[0]), []
    for slot, stay in zip(template.slots, template.stays[1:], strict=True):
        value = printable(next(iter(slot.values)))
        # Slots are counted with spaces joined; where words stand on both sides they need one again.
        text += " " if value and text and not text[-1].isspace() and value[0].isalnum() and text[-1].isalnum() else ""
        if value:
            spans.append((len(text), len(text) + len(value), str(slot.kind)))
        text += value + printable(stay)
    return text, spans


def _results(campaign: Campaign, text: str, slots: list[Stretch]) -> Iterator[dict[str, Any]]:
    found = [(text.find(printable(quote)), len(quote), name) for name, quote in campaign.quotes.items()]
    yield from labels("slots", text, slots)
    yield from labels("evidence", text, [(start, start + length, name) for start, length, name in found if start >= 0])
    yield from choices("risk", [campaign.level.value])
    yield from choices("indicators", sorted(campaign.indicators))
