"""Which campaigns hang together by the contacts they share: connected recruiters.

Who answers at a telephone, an account, a mailbox or a user name is the same in all offers that show it. A page, a group or
a short link may be anybody's: it joins two campaigns only together with something else that they share. The name of a
company or the number of a licence can be borrowed and joins nothing without such a contact. What stands in very many
campaigns (a switchboard, the example in a form, a popular page) says nothing of who wrote them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations

from networkx.utils import UnionFind

from offerscan.campaigns.contacts import JOINING, Contact

__all__ = ["is_own", "link"]

# Weights: what two campaigns share must come to 1, and a contact that can join must be part of it.
_OWN, _SHARED, _NOTHING = 1.0, 0.5, 0.0
# In how many campaigns a contact of this weight may stand before it counts as public. It also bounds the pairs.
_MOST_HOLDERS = {_OWN: 300, _SHARED: 20}
# The front page of a large site leads nowhere in particular.
_LARGE_SITES = frozenset((
    "bing.com", "blogspot.com", "detik.com", "facebook.com", "fb.com", "fb.me", "forms.gle", "glints.com", "google.com",
    "indeed.com", "instagram.com", "jobstreet.co.id", "jobstreet.com", "kompas.com", "linkedin.com", "linktr.ee", "m.facebook.com",
    "medium.com", "shopee.co.id", "t.me", "telegram.me", "threads.net", "tiktok.com", "tokopedia.com", "twitter.com", "wa.me",
    "wordpress.com", "x.com", "youtu.be", "youtube.com", "zoom.us",
))  # fmt: skip
_GOVERNMENT = re.compile(r"(?:[\w-]+\.)*(?:go\.id|gov(?:\.\w\w)?)(?:/|$)")
# "t.me/name" is a user name; "t.me/+xyz", "t.me/joinchat/xyz" and "t.me/c/123" lead into a group.
_TELEGRAM_NAME = re.compile(r"(?:t|telegram)\.me/(?!joinchat|share|c$|s$)[A-Za-z]\w{3,31}")


def is_own(contact: Contact) -> bool:
    """Whether one person or firm answers there, so that it joins by itself."""
    return _weight(contact) >= _OWN


def link(
    campaigns: Sequence[Collection[Contact]], public: Collection[Contact] = ()
) -> tuple[list[set[int]], list[int]]:
    """For each campaign, given by its contacts: the numbers of those it is linked with, and the first number of all that
    hang together directly or through others. `public` contacts (official hotlines) join nobody."""
    holders: defaultdict[Contact, list[int]] = defaultdict(list)
    for number, contacts in enumerate(campaigns):
        for contact in contacts:
            if contact not in public:
                holders[contact].append(number)
    shared: defaultdict[tuple[int, int], float] = defaultdict(float)
    reachable: set[tuple[int, int]] = set()
    for contact, held in holders.items():
        weight = _weight(contact)
        if weight > _NOTHING and 1 < len(held) <= _MOST_HOLDERS[weight]:
            for pair in combinations(held, 2):
                shared[pair] += weight
                if contact.kind in JOINING:
                    reachable.add(pair)
    linked: list[set[int]] = [set() for _ in campaigns]
    families = UnionFind(range(len(campaigns)))
    for one, other in reachable:
        if shared[one, other] >= _OWN:
            linked[one].add(other)
            linked[other].add(one)
            families.union(one, other)
    network = [0] * len(campaigns)
    for family in families.to_sets():
        for number in family:
            network[number] = min(family)
    return linked, network


def _weight(contact: Contact) -> float:
    match contact.kind:
        case "phones" | "accounts":
            return _OWN
        case "handles":  # a Facebook name is a person's or a page's display name, and many may bear it
            return _SHARED if contact.value.startswith("fb ") else _OWN
        case "links":
            return _link_weight(contact.value)
    return _SHARED


def _link_weight(link: str) -> float:
    if link.startswith("mailto:") or _TELEGRAM_NAME.fullmatch(link):
        return _OWN
    if link in _LARGE_SITES or _GOVERNMENT.match(link):
        return _NOTHING
    return _SHARED
