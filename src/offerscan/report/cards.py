"""Campaigns as the page shows them: in a line each, one by one, and as a picture of their contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from offerscan.campaigns import FLAG_PHRASES, Campaign, Slot
from offerscan.report.drawing import shorten
from offerscan.report.evidence import Evidence
from offerscan.report.growth import growth_fact, news_facts, short_growth, short_news
from offerscan.report.language import Speaker
from offerscan.report.network import draw_network, find_networks
from offerscan.report.sections import Section, Table
from offerscan.report.sources import Sources
from offerscan.report.spread import contact_spread

__all__ = ["build_card", "build_graph", "build_overview"]

_MOST_LISTED = 12
_MOST_PLACES = 3
_MOST_CONTACTS = 40
_LONGEST_TEMPLATE = 1_500  # characters


def build_overview(campaigns: Sequence[Campaign], sources: Sources, say: Speaker) -> Table:
    """The campaigns in a line each; what is new stands there only where an earlier run was given."""
    is_compared = any(one.news for one in campaigns)
    headings = (
        "heading_campaign", "heading_level", "heading_seen", "detail_destinations",
        *(("heading_new",) if is_compared else ()), "heading_growth", "heading_groups", "report_offers",
    )  # fmt: skip
    rows = [
        [
            str(number),
            say(f"risk_{one.level}"),
            say.seen(one.first_seen, one.last_seen, sources.made_on),
            ", ".join(map(say.country, list(one.destinations)[:_MOST_PLACES])) or "-",
            *([short_news(one.news, say)] if is_compared else []),
            short_growth(one.growth, say),
            say.number(len(one.groups)),
            say.number(one.size),
        ]
        for number, one in enumerate(campaigns, 1)
    ]
    return Table([say(key) for key in headings], rows, numbers=3)


def build_card(
    number: int, campaign: Campaign, evidence: Evidence, sources: Sources, say: Speaker
) -> dict[str, object]:
    """One campaign, as the template shows it."""
    places = {one.id: place for place, one in enumerate(sources.campaigns or (), 1)}
    names = {id: sources.names[id][say.lang] if id in sources.names else id for id in campaign.indicators}
    facts = [
        (say("heading_mean_high"), say.percent(campaign.mean_high)),
        (say("heading_seen"), say.seen(campaign.first_seen, campaign.last_seen, sources.made_on)),
        (say("heading_growth"), growth_fact(campaign.growth, say)),
        *(news_facts(campaign.news, say) if campaign.news else ()),
        (say("heading_groups"), _listed(campaign.groups, say)),
        (say("detail_destinations"), _listed({say.country(code): n for code, n in campaign.destinations.items()}, say)),
        (say("heading_indicators"), _listed({names[id]: n for id, n in campaign.indicators.items()}, say)),
        *((say(f"detail_{kind}"), _listed(counts, say)) for kind, counts in campaign.contacts.items()),
        *((say(FLAG_PHRASES[flag.kind]), f"{flag.contact.value}: {', '.join(flag.values)}") for flag in campaign.flags),
    ]  # fmt: skip
    return {
        "number": number,
        "campaign": campaign,
        "facts": [(name, value) for name, value in facts if value],
        "linked": [(places[id], id) for id in campaign.linked if id in places],
        "template": list(_pieces(campaign)),
        "slots": [(place, say(f"slot_{slot.kind}"), _values(slot, say)) for place, slot in enumerate(campaign.template.slots, 1)],
        "quotes": [(names[id], quotes) for id, quotes in evidence.of(number - 1)],
    }  # fmt: skip


def _pieces(campaign: Campaign) -> Iterator[tuple[str, int]]:
    """The template in pieces, each with the number of the slot behind it, 0 for none, as far as a card has room."""
    room = _LONGEST_TEMPLATE
    for slot, stay in enumerate(campaign.template.stays, 1):
        if len(stay) > room:
            yield f"{stay[:room]}…", 0
            return
        yield stay, slot if slot < len(campaign.template.stays) else 0
        room -= len(stay)


def _values(slot: Slot, say: Speaker) -> str:
    return _listed({shorten(value, 60) or say("slot_empty"): count for value, count in slot.values.items()}, say)


def _listed(counts: Mapping[str, int], say: Speaker) -> str:
    """Values with how often each stands, the first of them."""
    told = [f"{value} ({say.number(count)}×)" for value, count in list(counts.items())[:_MOST_LISTED]]
    left = len(counts) - len(told)
    return ", ".join(told) + (f", {say('report_more', count=left)}" if left else "")


def build_graph(campaigns: Sequence[Campaign], say: Speaker) -> Section | None:
    """The contact graph, and the contacts in it as a table."""
    networks, left_out = find_networks(campaigns)
    if not networks:
        return None
    labels = [say("report_graph_label", number=place, offers=one.size) for place, one in enumerate(campaigns, 1)]
    contacts = [contact for network in networks for contact in network.contacts.items()]
    shared = sum(len(places) > 1 for _, places in contacts)
    drawn = sum(len(network.campaigns) for network in networks)
    alt = say("report_graph_alt", campaigns=drawn, contacts=len(contacts), shared=shared)
    spread = sorted(
        contact_spread(campaigns).items(), key=lambda item: (-len(item[1]), -sum(item[1].values()), item[0])
    )
    rows = [
        [value, say(f"detail_{kind}"), say.number(sum(places.values())), ", ".join(str(place + 1) for place in sorted(places))]
        for (kind, value), places in spread[:_MOST_CONTACTS]
    ]  # fmt: skip
    headings = [say(key) for key in ("report_contact", "report_contact_kind", "report_offers", "report_in_campaigns")]
    notes = [say("report_graph_left_out", count=left_out)] if left_out else []
    notes += [say("report_more", count=len(spread) - len(rows))] if len(spread) > len(rows) else []
    picture = draw_network(networks, campaigns, labels, f"{say.lang}-graph", alt)
    return Section("graph", say("report_graph"), say("report_graph_lead"), picture, [Table(headings, rows, notes, 0)])
