"""From assessments to campaigns: grouped, described, joined, ranked, and compared with what an earlier run found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from offerscan.campaigns.campaign import Campaign, describe
from offerscan.campaigns.comparing import compare, remember
from offerscan.campaigns.contacts import Contact
from offerscan.campaigns.flags import Flag
from offerscan.campaigns.grouping import Group, group_posts, identify
from offerscan.campaigns.growth import Calendar
from offerscan.campaigns.linking import link
from offerscan.campaigns.memory import Memory
from offerscan.campaigns.posts import Posts
from offerscan.campaigns.template import Template, make_template
from offerscan.campaigns.variants import Variants
from offerscan.records import Assessment

__all__ = ["Survey", "find_campaigns", "survey_offers"]


@dataclass(frozen=True, slots=True)
class Survey:
    """What one run found: campaigns, the highest score first, and what the next run needs. `noticed_at` is its moment."""

    campaigns: list[Campaign]
    memory: Memory = field(default_factory=Memory)
    noticed_at: str | None = None


def find_campaigns(
    rows: Iterable[tuple[Assessment, str]], *, places: Collection[str] = (), public: Collection[Contact] = ()
) -> list[Campaign]:
    """The campaigns of `survey_offers`, compared with nothing."""
    return survey_offers(rows, places=places, public=public).campaigns


def survey_offers(
    rows: Iterable[tuple[Assessment, str]],
    *,
    places: Collection[str] = (),
    public: Collection[Contact] = (),
    earlier: Memory | None = None,
    noticed_at: str | None = None,
) -> Survey:
    """The campaigns among assessments and the texts they speak of; the same in any order of rows.

    Only offers of level review or high take part, and those of any level that share a contact with one. A single offer is
    a campaign where a contact joins it to another, or where it belongs to an `earlier` one. `places` are masked, `public`
    contacts join nobody. `noticed_at` (ISO 8601) is the moment of this run; what claims to be posted later has no date.
    """
    public = frozenset(public)
    memory = (earlier or Memory()).since(noticed_at)
    posts = Posts(public, None if noticed_at is None else date.fromisoformat(noticed_at[:10])).read(rows)
    variants = Variants(places)
    groups, linked, networks = _joined(list(group_posts(posts, variants, memory, public)), public)
    templates = [_template(group, posts, places) for group in groups]
    ids = identify(groups, templates, posts, memory)
    first_ids: dict[int, str] = {}
    for id, network in zip(ids, networks, strict=True):
        first_ids[network] = min(id, first_ids.get(network, id))
    flags = _by_contact(posts.flags())
    calendar = Calendar({post.posted_at[:10] for post in posts.taking_part if post.posted_at})
    campaigns, remembered = [], []
    for place, (group, template) in enumerate(zip(groups, templates, strict=True)):
        campaign = describe(ids[place], group.all_posts, template, len(group.posts))
        now_known = remember(campaign, group, variants, noticed_at)
        remembered.append(now_known)
        campaigns.append(
            replace(
                campaign,
                flags=tuple(flag for contact in sorted(group.contacts & flags.keys()) for flag in flags[contact]),
                linked=tuple(sorted(ids[other] for other in linked[place])),
                network=first_ids[networks[place]],
                growth=calendar.growth(campaign.days, campaign.size),
                noticed_at=now_known.noticed_at,
                news=None if earlier is None else compare(group, now_known),
            )
        )
    seen = {one.id for group in groups for one in group.known}
    kept = [*remembered, *(one for one in memory.campaigns if one.id not in seen)]
    ranked = sorted(campaigns, key=lambda campaign: (-campaign.score, campaign.id))
    return Survey(ranked, Memory(tuple(sorted(kept, key=lambda one: one.id))), noticed_at)


def _joined(groups: Sequence[Group], public: Collection[Contact]) -> tuple[list[Group], list[list[int]], list[int]]:
    """The groups that are campaigns: more than one offer, or joined to another group or to an earlier campaign. With
    each, the numbers of those that share a contact with it, and one number for all that hang together."""
    linked, networks = link([group.contacts for group in groups], public)
    kept = [
        number
        for number, group in enumerate(groups)
        if group.known or group.shares_with or linked[number] or len(group.all_posts) > 1
    ]
    place = {number: place for place, number in enumerate(kept)}
    return (
        [groups[number] for number in kept],
        [[place[other] for other in linked[number]] for number in kept],
        [networks[number] for number in kept],
    )


def _template(group: Group, posts: Posts, places: Collection[str]) -> Template:
    copies = Counter(post.text for post in group.all_posts)
    texts = {post.text: posts.text(post) for post in group.all_posts}
    return make_template({texts[number]: count for number, count in copies.items()}, places)


def _by_contact(flags: Iterable[Flag]) -> dict[Contact, list[Flag]]:
    by_contact: defaultdict[Contact, list[Flag]] = defaultdict(list)
    for flag in flags:
        by_contact[flag.contact].append(flag)
    return dict(by_contact)
