"""From assessments to campaigns: grouped, described, joined and ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import fsum, log2

from offerscan.campaigns.contacts import JOINING, KINDS, Contact, Flag, Links, contacts_of, find_flags, link_campaigns
from offerscan.campaigns.template import Template, make_template
from offerscan.campaigns.variants import Variants
from offerscan.records import Assessment, Kind, Risk, offer_id

__all__ = ["Campaign", "find_campaigns", "rank"]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Offers that are copies or variants of one another. Counts are numbers of offers, most common first.

    `offers` names each id once, in the order in which they were posted; `size` counts copies too. `level` is the worst of
    them, `mean_high` their mean probability of "high". `groups`, `days` and `first_seen`, `last_seen` (ISO 8601) know only
    the offers whose file tells where and when they were posted. `contacts` goes by kind, then value. `linked` are the
    campaigns with which this one shares a contact; campaigns of one `network` hang together directly or through others.
    """

    id: str
    score: float
    level: Risk
    size: int
    mean_high: float
    offers: tuple[str, ...]
    first_seen: str | None
    last_seen: str | None
    groups: dict[str, int]
    days: dict[str, int]
    destinations: dict[str, int]
    indicators: dict[str, int]
    contacts: dict[str, dict[str, int]]
    flags: tuple[Flag, ...]
    linked: tuple[str, ...]
    network: str
    template: Template


@dataclass(frozen=True, slots=True)
class _Post:
    assessment: Assessment
    text: str
    contacts: frozenset[Contact]

    def joining(self, public: Collection[Contact]) -> set[Contact]:
        return {contact for contact in self.contacts if contact.kind in JOINING and contact not in public}


_Group = list[_Post]


def rank(size: int, mean_high: float, groups: int, days: int) -> float:
    """The score by which campaigns are sorted: size x risk x spread, size and spread by their logarithm, so that a
    thousand copies in one group do not bury what goes round in ten.

    >>> rank(size=7, mean_high=0.5, groups=4, days=2)
    6.0
    """
    spread = max(1, groups) * max(1, days)
    return round(log2(1 + size) * mean_high * (1 + log2(spread)), 3)


def find_campaigns(
    rows: Iterable[tuple[Assessment, str]], *, places: Collection[str] = (), public: Collection[Contact] = ()
) -> list[Campaign]:
    """The campaigns among assessments and the texts they speak of, the highest score first; the same in any order of rows.

    Only offers of level review or high take part, and those of any level that share a contact with one. A single offer is
    a campaign where a contact joins it to another. `places` are masked, `public` contacts join nobody.
    """
    public = frozenset(public)
    posts = [_Post(answer, text, contacts_of(answer.details)) for answer, text in rows if answer.category.is_offer]
    groups = _grouped(_taking_part(posts, public), places, public)
    templates = [make_template((post.text for post in group), places) for group in groups]
    ids = _identified(groups, templates)
    contacts = {id: {contact for post in group for contact in post.contacts} for id, group in ids.items()}
    links = link_campaigns(contacts, public)
    flags = find_flags(post.contacts for post in posts)
    found = [
        _campaign(id, group, template, [flag for flag in flags if flag.contact in contacts[id]], links)
        for (id, group), template in zip(ids.items(), templates, strict=True)
    ]
    return sorted(found, key=lambda campaign: (-campaign.score, campaign.id))


def _taking_part(posts: Sequence[_Post], public: Collection[Contact]) -> list[_Post]:
    risky: set[Contact] = set()
    for post in posts:
        if post.assessment.risk is not Risk.LOW:
            risky |= post.joining(public)
    return [post for post in posts if post.assessment.risk is not Risk.LOW or risky & post.joining(public)]


def _grouped(posts: Sequence[_Post], places: Collection[str], public: Collection[Contact]) -> list[_Group]:
    variants = Variants(places)
    for number, post in enumerate(posts):
        variants.add(number, post.text)
    groups = [[posts[number] for number in group] for group in variants.groups()]
    joining = [{contact for post in group for contact in post.joining(public)} for group in groups]
    holders = Counter(contact for held in joining for contact in held)
    return [
        group
        for group, held in zip(groups, joining, strict=True)
        if len(group) > 1 or any(holders[contact] > 1 for contact in held)
    ]


def _identified(groups: Sequence[_Group], templates: Sequence[Template]) -> dict[str, _Group]:
    """Each group by the hash of its template; should two templates be the same, the first offer's id is hashed along."""
    times = Counter(template.text for template in templates)
    return {
        offer_id(
            template.text
            if times[template.text] == 1
            else template.text + min(post.assessment.id + post.text for post in group)
        ): group
        for group, template in zip(groups, templates, strict=True)
    }


def _campaign(id: str, group: _Group, template: Template, flags: Sequence[Flag], links: Links) -> Campaign:
    answers = sorted((post.assessment for post in group), key=lambda answer: (_posted_at(answer), answer.id))
    seen = sorted(filter(None, map(_posted_at, answers)))
    groups = _counted(answer.meta.group for answer in answers if answer.meta and answer.meta.group)
    days = _counted(moment[:10] for moment in seen)
    mean_high = fsum(answer.risk_scores[Risk.HIGH] for answer in answers) / len(answers)
    indicators = ({found.indicator for found in answer.findings if found.kind is Kind.RISK} for answer in answers)
    contacts = {
        kind: _counted(contact.value for post in group for contact in post.contacts if contact.kind == kind)
        for kind in KINDS
    }
    return Campaign(
        id=id,
        score=rank(len(answers), mean_high, len(groups), len(days)),
        level=max((answer.risk for answer in answers), key=lambda risk: risk.rank),
        size=len(answers),
        mean_high=round(mean_high, 4),
        offers=tuple(dict.fromkeys(answer.id for answer in answers)),
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
        groups=groups,
        days=days,
        destinations=_counted(code for answer in answers for code in answer.details.destinations),
        indicators=_counted(name for names in indicators for name in names),
        contacts={kind: counts for kind, counts in contacts.items() if counts},
        flags=tuple(flags),
        linked=links.linked[id],
        network=links.network[id],
        template=template,
    )


def _posted_at(answer: Assessment) -> str:
    return (answer.meta.posted_at if answer.meta else None) or ""


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
