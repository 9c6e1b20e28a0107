"""One campaign: all that is told of offers that are copies or variants of one another, and the score that ranks it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import fsum, log2

from offerscan.campaigns.contacts import KINDS, Contact
from offerscan.campaigns.flags import Flag
from offerscan.campaigns.growth import Growth
from offerscan.campaigns.memory import News
from offerscan.campaigns.posts import Post
from offerscan.campaigns.template import Template
from offerscan.records import Risk

__all__ = ["Campaign", "Member", "Spread", "counted", "describe", "rank"]


@dataclass(frozen=True, slots=True)
class Spread:
    """In how many groups or pages, on how many days, and for how many destinations a campaign went round, as far as known."""

    groups: int = 0
    days: int = 0
    places: int = 0

    @property
    def factor(self) -> float:
        """1 where nothing is known; one more each time that groups x days x places doubles."""
        return 1 + log2(max(1, self.groups) * max(1, self.days) * max(1, self.places))


@dataclass(frozen=True, slots=True)
class Member:
    """One offer of a campaign. `source` is the row that it stands in ("dump.csv:14"), as ids may repeat from file to file;
    it, `posted_at` (ISO 8601) and `group` are None where they are not known."""

    id: str
    source: str | None
    posted_at: str | None
    group: str | None
    level: Risk
    contacts: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Offers that are copies or variants of one another. Counts are numbers of offers, most common first.

    `offers` names each id once, in the order in which they were posted; `size` counts copies too, and `members` tells of
    each of them, in the same order. `level` is the worst of them, `mean_high` their mean probability of "high". `groups`,
    `days` and `first_seen`, `last_seen` (ISO 8601) know only the offers whose file tells where and when they were posted.
    `contacts` goes by kind, then value; `quotes` has the most common evidence of each indicator. `linked` are the
    campaigns with which this one shares a contact; campaigns of one `network` hang together directly or through others.
    `noticed_at` is the run that first saw it; `growth` and `news` are None where nothing can be compared.
    """

    id: str
    score: float
    level: Risk
    size: int
    mean_high: float
    offers: tuple[str, ...]
    members: tuple[Member, ...]
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
    spread: Spread = Spread()
    quotes: dict[str, str] = field(default_factory=dict)
    variants: int = 1
    growth: Growth | None = None
    noticed_at: str | None = None
    news: News | None = None


def rank(size: int, mean_high: float, spread: Spread) -> float:
    """The score by which campaigns are sorted: size x risk x spread, size and spread by their logarithm, so that a
    thousand copies in one group do not bury what goes round in ten.

    >>> rank(size=7, mean_high=0.5, spread=Spread(groups=4, days=2))
    6.0
    """
    return round(log2(1 + size) * mean_high * spread.factor, 3)


def describe(id: str, posts: Sequence[Post], template: Template, variants: int) -> Campaign:
    """What the offers of one campaign tell by themselves; links, flags, growth and news are added by who knows the others."""
    ordered = sorted(posts, key=lambda post: (post.posted_at, post.id, post.source, post.group, sorted(post.contacts)))
    seen = [post.posted_at for post in ordered if post.posted_at]
    groups = counted(post.group for post in ordered if post.group)
    days = counted(moment[:10] for moment in seen)
    destinations = counted(code for post in ordered for code in post.destinations)
    spread = Spread(len(groups), len(days), len(destinations))
    mean_high = fsum(post.high for post in ordered) / len(ordered)
    contacts = {
        kind: counted(contact.value for post in ordered for contact in post.contacts if contact.kind == kind)
        for kind in KINDS
    }
    return Campaign(
        id=id,
        score=rank(len(ordered), mean_high, spread),
        level=max((post.risk for post in ordered), key=lambda risk: risk.rank),
        size=len(ordered),
        mean_high=round(mean_high, 4),
        offers=tuple(dict.fromkeys(post.id for post in ordered)),
        members=tuple(map(_member, ordered)),
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
        groups=groups,
        days=days,
        destinations=destinations,
        indicators=counted(name for post in ordered for name in dict(post.evidence)),
        contacts={kind: counts for kind, counts in contacts.items() if counts},
        flags=(),
        linked=(),
        network=id,
        template=template,
        spread=spread,
        quotes=_quotes(ordered),
        variants=variants,
    )


def counted(values: Iterable[str]) -> dict[str, int]:
    """How often each value stands there, most common first."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _member(post: Post) -> Member:
    where = post.source or None, post.posted_at or None, post.group or None
    return Member(post.id, *where, post.risk, tuple(sorted(post.contacts)))


def _quotes(posts: Sequence[Post]) -> dict[str, str]:
    """The most common evidence of each indicator that has any."""
    quotes: dict[str, str] = {}
    for name, quote in _most_common(found for post in posts for found in post.evidence if found[1]):
        quotes.setdefault(name, quote)
    return dict(sorted(quotes.items()))


def _most_common(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [pair for pair, _ in sorted(Counter(found).items(), key=lambda item: (-item[1], item[0]))]
