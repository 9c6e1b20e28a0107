"""Campaigns as tasks of Label Studio: one look at the common text labels the whole campaign, not its hundred posts one by one.

The text of a task is the template with the most common value in each slot. Predictions mark what changes and the evidence
that was most often found, and tick the level and the indicators. Offsets count code points, as Label Studio does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import orjson

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.page import printable
from offerscan.campaigns.survey import Survey
from offerscan.campaigns.template import SlotKind
from offerscan.phrases import both
from offerscan.records import Risk
from offerscan.version import __version__

__all__ = ["write_config", "write_tasks"]

_TEXT = "text"


def write_tasks(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Write one task a campaign, in order."""
    tasks = [_task(campaign) for campaign in survey.campaigns]
    file.write(orjson.dumps(tasks, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def write_config(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
    """Write the labelling interface that fits the tasks, for a project's settings. `names` has all indicators."""
    indicators = sorted({*names, *(id for campaign in survey.campaigns for id in campaign.indicators)})
    view = Element("View")
    SubElement(view, "Header", value=both("label_head"))
    SubElement(view, "Table", name="facts", value="$facts")
    _choices(view, "one_campaign", both("label_one_campaign"), ("yes", "no", "unsure"), "single")
    _choices(view, "risk", both("label_risk"), tuple(Risk), "single")
    _choices(view, "indicators", both("heading_indicators"), indicators, "multiple")
    for name, values in (("evidence", indicators), ("slots", tuple(SlotKind))):
        labels = SubElement(view, "Labels", name=name, toName=_TEXT)
        for value in values:
            SubElement(labels, "Label", value=str(value))
    SubElement(view, "Text", name=_TEXT, value="$text")
    indent(view)
    file.write(tostring(view, encoding="utf-8") + b"\n")


def _choices(view: Element, name: str, heading: str, values: tuple[str, ...] | list[str], how: str) -> None:
    SubElement(view, "Header", value=heading)
    choices = SubElement(view, "Choices", name=name, toName=_TEXT, choice=how)
    for value in values:
        SubElement(choices, "Choice", value=str(value))


def _task(campaign: Campaign) -> dict[str, Any]:
    text, slots = _filled(campaign)
    prediction = {
        "model_version": f"offerscan {__version__}", "score": campaign.mean_high,
        "result": list(_results(campaign, text, slots)),
    }  # fmt: skip
    return {"data": {"id": campaign.id, _TEXT: text, "facts": _facts(campaign)}, "predictions": [prediction]}


def _facts(campaign: Campaign) -> dict[str, str]:
    seen = " – ".join(moment[:10] for moment in (campaign.first_seen, campaign.last_seen) if moment)
    contacts = {kind: ", ".join(map(printable, counts)) for kind, counts in campaign.contacts.items()}
    return {
        "offers": str(campaign.size),
        "groups": ", ".join(map(printable, campaign.groups)),
        "seen": seen,
        **contacts,
    }


def _filled(campaign: Campaign) -> tuple[str, list[tuple[int, int, str]]]:
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


def _results(campaign: Campaign, text: str, slots: list[tuple[int, int, str]]) -> Iterator[dict[str, Any]]:
    found = [(text.find(printable(quote)), len(quote), name) for name, quote in campaign.quotes.items()]
    evidence = [(start, start + length, name) for start, length, name in found if start >= 0]
    for from_name, spans in (("slots", slots), ("evidence", evidence)):
        for number, (start, end, label) in enumerate(spans):
            value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
            yield {
                "id": f"{from_name}{number}", "from_name": from_name, "to_name": _TEXT, "type": "labels", "value": value
            }  # fmt: skip
    chosen = (("risk", [campaign.level.value]), ("indicators", sorted(campaign.indicators)))
    for name, choices in chosen:
        if choices:
            yield {"id": name, "from_name": name, "to_name": _TEXT, "type": "choices", "value": {"choices": choices}}
