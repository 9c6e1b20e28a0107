"""Campaigns as one page to read, print and send: a single HTML file without script and without anything from outside.

The page is built as a tree of elements, so that no offer text can ever become markup. Indonesian first, English second.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import FlagKind
from offerscan.campaigns.template import SlotKind, Template
from offerscan.phrases import both, phrase
from offerscan.records import Risk
from offerscan.version import __version__

__all__ = ["printable", "write_page"]

# What a person can look through; JSON, CSV and GraphML hold the rest.
_MOST_CAMPAIGNS = 200
_MOST_VALUES = 15
_FLAGS = {
    FlagKind.PHONE_OF_SEVERAL_COMPANIES: "flag_companies",
    FlagKind.LICENCE_WITH_SEVERAL_CONTACTS: "flag_contacts",
}
_SLOTS = {
    SlotKind.PHONE: "slot_phone",
    SlotKind.NUMBER: "slot_number",
    SlotKind.PLACE: "slot_place",
    SlotKind.TEXT: "slot_text",
}
# A page that could fetch or run nothing, even if an offer's text got out of its place.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 62em; margin: 2em auto; padding: 0 1em; color: #1a1a1a; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.2em; border-top: 2px solid #444; padding-top: .6em; }
table { border-collapse: collapse; margin: .6em 0; }
th, td { text-align: left; vertical-align: top; padding: .2em .9em .2em 0; }
tr + tr > * { border-top: 1px solid #ccc; } [lang=en], small { color: #444; } [lang=en] { font-style: italic; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
pre { border: 1px solid #bbb; padding: .8em; font: inherit; }
td { overflow-wrap: anywhere; unicode-bidi: isolate; } mark { background: #ffe08a; padding: 0 .2em; border-radius: .2em; }
.high { color: #9b1c1c; font-weight: bold; } .review { color: #7a4b00; font-weight: bold; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; }
  table, pre { break-inside: avoid; } h2, h3 { break-after: avoid; }
  mark { border: 1px solid #777; background: none; } a { color: inherit; text-decoration: none; } }
"""


def printable(text: str) -> str:
    """The text without the signs that neither HTML nor XML may hold; each shows as a dot."""
    return "".join(
        "·" if char not in "\n\t" and (unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff") else char
        for char in text
    )


def write_page(file: BinaryIO, campaigns: Sequence[Campaign], names: Mapping[str, str]) -> None:
    """Write the page. `names` says what an indicator is called; one that has no name there shows its id."""
    page = Element("html", lang="id")
    head, body = SubElement(page, "head"), SubElement(page, "body")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    _add(head, "title", both("campaigns_title"))
    _add(head, "style", _STYLE)
    _add(body, "h1", both("campaigns_title"))
    _add_both(body, "campaigns_method")
    shown = campaigns[:_MOST_CAMPAIGNS]
    _add_overview(body, shown)
    if len(shown) < len(campaigns):
        _add_both(body, "campaigns_not_shown", count=len(campaigns) - len(shown))
    for number, campaign in enumerate(shown, 1):
        _add_campaign(body, number, campaign, names)
    _add_both(body, "closing")
    _add(body, "small", f"offerscan {__version__}")
    file.write(b"<!doctype html>\n" + tostring(page, encoding="utf-8", method="html"))


def _add_overview(body: Element, campaigns: Sequence[Campaign]) -> None:
    headings = ("heading_campaign", "heading_level", "heading_posts", "heading_seen", "heading_score")
    table = _add_table(body, map(both, headings))
    for number, campaign in enumerate(campaigns, 1):
        row = SubElement(table, "tr")
        _add(SubElement(row, "td"), "a", f"{number}. {campaign.id}", href=f"#{campaign.id}")
        _add(row, "td", _level(campaign.level), class_=campaign.level)
        for cell in (str(campaign.size), _seen(campaign), f"{campaign.score:g}"):
            _add(row, "td", cell)


def _add_campaign(body: Element, number: int, campaign: Campaign, names: Mapping[str, str]) -> None:
    section = SubElement(body, "section", id=campaign.id)
    _add(section, "h2", f"{number}. {campaign.id}")
    facts = _add_table(section, ())
    _add_fact(facts, "heading_level", _level(campaign.level), class_=campaign.level)
    _add_fact(facts, "heading_mean_high", f"{campaign.mean_high:.0%}")
    _add_fact(facts, "heading_posts", str(campaign.size))
    _add_fact(facts, "heading_seen", _seen(campaign))
    _add_fact(facts, "heading_groups", _listed(campaign.groups))
    _add_fact(facts, "detail_destinations", _listed(campaign.destinations))
    indicators = {names.get(id, id): count for id, count in campaign.indicators.items()}
    _add_fact(facts, "heading_indicators", _listed(indicators))
    for kind, counts in campaign.contacts.items():
        _add_fact(facts, f"detail_{kind}", _listed(counts))
    for flag in campaign.flags:
        _add_fact(facts, _FLAGS[flag.kind], f"{flag.contact.value}: {', '.join(flag.values)}")
    if campaign.linked:
        cell = _add_fact(facts, "heading_linked", " ")
        for id in campaign.linked:
            _add(cell, "a", id, href=f"#{id}").tail = " "
    _add_template(section, campaign.template)


def _add_template(section: Element, template: Template) -> None:
    _add(section, "h3", both("heading_template"))
    text = _add(section, "pre", template.stays[0], dir="auto")
    for number, stay in enumerate(template.stays[1:], 1):
        _add(text, "mark", f"[{number}]").tail = printable(stay)
    if not template.slots:
        return
    table = _add_table(section, map(both, ("heading_slot", "heading_slot_kind", "heading_slot_values")))
    for number, slot in enumerate(template.slots, 1):
        values = {value or both("slot_empty"): count for value, count in slot.values.items()}
        row = SubElement(table, "tr")
        for cell in (f"[{number}]", both(_SLOTS[slot.kind]), _listed(values)):
            _add(row, "td", cell)


def _add(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, {name.rstrip("_"): value for name, value in attributes.items()})
    element.text = printable(text)
    return element


def _add_both(parent: Element, key: str, **values: object) -> None:
    _add(parent, "p", phrase(key, "id", **values))
    _add(parent, "p", phrase(key, "en", **values), lang="en")


def _add_table(parent: Element, headings: Iterable[str]) -> Element:
    table = SubElement(parent, "table")
    if names := list(headings):
        row = SubElement(table, "tr")
        for name in names:
            _add(row, "th", name)
    return table


def _add_fact(table: Element, key: str, value: str, **attributes: str) -> Element:
    row = SubElement(table, "tr")
    _add(row, "th", both(key))
    return _add(row, "td", value or "-", **attributes)


def _level(risk: Risk) -> str:
    return both(f"risk_{risk}")


def _seen(campaign: Campaign) -> str:
    days = (moment[:10] for moment in (campaign.first_seen, campaign.last_seen) if moment)
    return " – ".join(dict.fromkeys(days)) or "-"


def _listed(counts: Mapping[str, int]) -> str:
    told = [f"{value} ({count}×)" for value, count in counts.items()]
    return ", ".join([*told[:_MOST_VALUES], *([f"+{len(told) - _MOST_VALUES}"] if len(told) > _MOST_VALUES else [])])
