"""Offers put together: with their copies and variants, with what an earlier run knew, and under the id that they keep."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from offerscan.campaigns.contacts import Contact, fingerprint
from offerscan.campaigns.linking import is_own
from offerscan.campaigns.memory import Memory, Remembered, unpack
from offerscan.campaigns.posts import Post, Posts
from offerscan.campaigns.template import Template
from offerscan.campaigns.variants import Variants
from offerscan.records import offer_id

__all__ = ["Group", "group_posts", "identify", "print_of"]


@dataclass(frozen=True, slots=True)
class Group:
    """Offers that belong together, by the digest of their masked texts, and the earlier campaigns that they belong to,
    the oldest first. `shares_with` are ids of further earlier campaigns whose contact they use."""

    posts: dict[str, list[Post]]
    known: tuple[Remembered, ...]
    shares_with: tuple[str, ...]

    @property
    def all_posts(self) -> list[Post]:
        """The offers in one list."""
        return [post for posts in self.posts.values() for post in posts]

    @property
    def contacts(self) -> set[Contact]:
        """All that stand in any of the offers."""
        return {contact for post in self.all_posts for contact in post.contacts}


def print_of(contact: Contact) -> str:
    """The fingerprint of a contact."""
    return fingerprint(f"{contact.kind}:{contact.value}")


def group_posts(posts: Posts, variants: Variants, memory: Memory, public: Collection[Contact]) -> Iterator[Group]:
    """The groups among the offers that take part, also those of a single offer; the same in any order of offers."""
    of_text: defaultdict[int, list[Post]] = defaultdict(list)
    for post in posts.taking_part:
        of_text[post.text].append(post)
    digests = {number: variants.add(number, posts.text(held[0])) for number, held in of_text.items()}
    for number, one in enumerate(memory.campaigns, 1):
        variants.remember(-number, ((kept.digest, unpack(kept.shingles)) for kept in one.variants))
    users = _users(memory)
    for numbers in variants.groups():
        by_digest: defaultdict[str, list[Post]] = defaultdict(list)
        for number in numbers:
            if number >= 0:
                by_digest[digests[number]] += of_text[number]
        if by_digest:
            known = sorted((memory.campaigns[-number - 1] for number in numbers if number < 0), key=_oldest_first)
            group = Group(dict(sorted(by_digest.items())), tuple(known), ())
            yield Group(group.posts, group.known, _shares_with(group, users, public)) if users else group


def identify(groups: Sequence[Group], templates: Sequence[Template], posts: Posts, memory: Memory) -> list[str]:
    """The id of each group: that of the oldest campaign that it belongs to, else the hash of its template; should two
    templates be the same, the first offer is hashed along."""
    taken = Counter(template.text for template in templates)
    remembered = {one.id for one in memory.campaigns}
    ids = []
    for group, template in zip(groups, templates, strict=True):
        id = offer_id(template.text)
        if taken[template.text] > 1 or id in remembered:
            id = offer_id(template.text + min(post.id + posts.text(post) for post in group.all_posts))
        ids.append(group.known[0].id if group.known else id)
    return ids


def _oldest_first(one: Remembered) -> tuple[str, int, str]:
    return one.noticed_at or "", -len(one.variants), one.id


def _users(memory: Memory) -> dict[str, set[str]]:
    """By fingerprint of a contact, the ids of the earlier campaigns that used it."""
    users: defaultdict[str, set[str]] = defaultdict(set)
    for one in memory.campaigns:
        for contact in one.contacts:
            users[contact].add(one.id)
    return users


def _shares_with(group: Group, users: dict[str, set[str]], public: Collection[Contact]) -> tuple[str, ...]:
    own = (contact for contact in group.contacts if contact not in public and is_own(contact))
    shared = {id for contact in own for id in users.get(print_of(contact), ())}
    return tuple(sorted(shared - {one.id for one in group.known}))
