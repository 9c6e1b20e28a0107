"""Campaigns as one page to read, print and send: a single HTML file without script and without anything from outside.

The page is built as a tree of elements, so that no offer text can ever become markup. Indonesian first, English second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.flags import FLAG_PHRASES
from offerscan.campaigns.growth import Growth, Period
from offerscan.campaigns.memory import News
from offerscan.campaigns.template import SlotKind, Template
from offerscan.phrases import both, phrase
from offerscan.printable import printable
from offerscan.records import Risk
from offerscan.version import __version__

if TYPE_CHECKING:
    from offerscan.campaigns.survey import Survey

__all__ = ["write_page"]

# What a person can look through; JSON, CSV and GraphML hold the rest.
_MOST_CAMPAIGNS = 200
_MOST_VALUES = 15
_SLOTS = {
    SlotKind.PHONE: "slot_phone",
    SlotKind.NUMBER: "slot_number",
    SlotKind.PLACE: "slot_place",
    SlotKind.TEXT: "slot_text",
}
_GROWTH = {Period.DAY: "growth_day", Period.WEEK: "growth_week"}
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


def write_page(file: BinaryIO, survey: Survey, names: Mapping[str, str]) -> None:
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
    _add_both(body, "campaigns_score")
    if news := [campaign.news for campaign in survey.campaigns if campaign.news]:
        _add_both(
            body, "campaigns_news", new=sum(one.is_new for one in news), variants=sum(one.variants for one in news)
        )
    shown = survey.campaigns[:_MOST_CAMPAIGNS]
    ids = {campaign.id for campaign in shown}
    _add_overview(body, shown)
    if len(shown) < len(survey.campaigns):
        _add_both(body, "campaigns_not_shown", count=len(survey.campaigns) - len(shown))
    for number, campaign in enumerate(shown, 1):
        _add_campaign(body, number, campaign, names, ids)
    _add_both(body, "closing")
    _add(body, "small", f"offerscan {__version__}")
    file.write(b"<!doctype html>\n" + tostring(page, encoding="utf-8", method="html"))


def _add_overview(body: Element, campaigns: Iterable[Campaign]) -> None:
    headings = ("campaign", "level", "posts", "groups", "seen", "growth", "new", "score")
    table = _add_table(body, (both(f"heading_{heading}") for heading in headings))
    for number, campaign in enumerate(campaigns, 1):
        row = SubElement(table, "tr")
        _add(SubElement(row, "td"), "a", f"{number}. {campaign.id}", href=f"#{campaign.id}")
        _add(row, "td", _level(campaign.level), class_=campaign.level)
        growth = f"{campaign.growth.before} → {campaign.growth.latest}" if campaign.growth else "-"
        new = _told_new(campaign.news) if campaign.news else "-"
        groups = str(campaign.spread.groups or "-")
        for cell in (str(campaign.size), groups, _seen(campaign), growth, new, f"{campaign.score:g}"):
            _add(row, "td", cell)


def _add_campaign(body: Element, number: int, campaign: Campaign, names: Mapping[str, str], shown: set[str]) -> None:
    section = SubElement(body, "section", id=campaign.id)
    _add(section, "h2", f"{number}. {campaign.id}")
    facts = _add_table(section, ())
    _add_fact(facts, "heading_level", _level(campaign.level), class_=campaign.level)
    _add_fact(facts, "heading_score", _score(campaign))
    _add_fact(facts, "heading_mean_high", f"{campaign.mean_high:.0%}")
    _add_fact(facts, "heading_posts", str(campaign.size))
    _add_fact(facts, "heading_variants", str(campaign.variants))
    _add_fact(facts, "heading_seen", _seen(campaign))
    _add_fact(facts, "heading_growth", _told_growth(campaign.growth))
    _add_fact(facts, "heading_groups", _listed(campaign.groups))
    _add_fact(facts, "detail_destinations", _listed(campaign.destinations))
    indicators = {names.get(id, id): count for id, count in campaign.indicators.items()}
    _add_fact(facts, "heading_indicators", _listed(indicators))
    for kind, counts in campaign.contacts.items():
        _add_fact(facts, f"detail_{kind}", _listed(counts))
    for flag in campaign.flags:
        _add_fact(facts, FLAG_PHRASES[flag.kind], f"{flag.contact.value}: {', '.join(flag.values)}")
    if campaign.linked:
        cell = _add_fact(facts, "heading_linked", " ")
        for id in campaign.linked[:_MOST_VALUES]:
            target = {"href": f"#{id}"} if id in shown else {}
            _add(cell, "a", id, **target).tail = " "
    if campaign.news:
        _add_news(facts, campaign.news)
    _add_template(section, campaign.template)


def _add_news(facts: Element, news: News) -> None:
    _add_fact(facts, "heading_new", _told_new(news))
    if contacts := [value for values in news.contacts.values() for value in values]:
        _add_fact(facts, "heading_new_contacts", _first(contacts))
    if news.groups:
        _add_fact(facts, "heading_new_groups", _first(news.groups))
    if news.merged:
        _add_fact(facts, "heading_merged", _first(news.merged))
    if news.shares_with:
        _add_fact(facts, "heading_shares_with", _first(news.shares_with))
    if news.hours_to_notice is not None:
        values = {"middle": f"{news.hours_to_notice:g}", "most": f"{news.longest_hours_to_notice:g}"}
        _add_fact(facts, "heading_to_notice", both("hours_to_notice", **values))


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


def _score(campaign: Campaign) -> str:
    spread = campaign.spread
    return (
        f"{campaign.score:g} = log2(1 + {campaign.size}) × {campaign.mean_high:.3g}"
        f" × (1 + log2({max(1, spread.groups)} × {max(1, spread.days)} × {max(1, spread.places)}))"
    )


def _told_growth(growth: Growth | None) -> str:
    if growth is None:
        return both("growth_unknown")
    values = {"before": growth.before, "latest": growth.latest, "until": growth.until, "undated": growth.undated}
    return both(_GROWTH[growth.period], **values)


def _told_new(news: News) -> str:
    return both("campaign_is_new") if news.is_new else both("campaign_is_known", variants=news.variants)


def _listed(counts: Mapping[str, int]) -> str:
    return _first([f"{value} ({count}×)" for value, count in counts.items()])


def _first(told: Sequence[str]) -> str:
    return ", ".join([*told[:_MOST_VALUES], *([f"+{len(told) - _MOST_VALUES}"] if len(told) > _MOST_VALUES else [])])
