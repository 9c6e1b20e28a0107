"""What is new in a campaign since the last run, and what the next run will know of it."""

from __future__ import annotations

from collections.abc import Iterable

from offerscan.campaigns.campaign import Campaign
from offerscan.campaigns.contacts import KINDS, Contact, fingerprint
from offerscan.campaigns.grouping import Group, print_of
from offerscan.campaigns.memory import News, Remembered, Variant, middle_and_most, pack
from offerscan.campaigns.variants import Variants

__all__ = ["compare", "remember"]

# Of so many wordings of a campaign the shingles are kept, for the next run to know further ones by.
_MOST_KEPT = 6


def remember(campaign: Campaign, group: Group, variants: Variants, noticed_at: str | None) -> Remembered:
    """A campaign of this run together with what earlier runs knew of it."""
    before = _variants_before(group)
    common = sorted(group.posts, key=lambda digest: (-len(group.posts[digest]), digest))[:_MOST_KEPT]
    kept: dict[str, Variant] = {}
    for digest in sorted({*before, *group.posts}):
        posted = [post.posted_at for post in group.posts.get(digest, ()) if post.posted_at]
        known = before.get(digest)
        if known is not None and known.posted_at:
            posted.append(known.posted_at)
        shingles = pack(variants.shingles(digest)) if digest in common else None
        noticed = known.noticed_at if known else noticed_at
        kept[digest] = Variant(digest, min(posted, default=None), noticed, shingles)
    room = _MOST_KEPT - sum(variant.shingles is not None for variant in kept.values())
    for old in [variant for variant in before.values() if variant.shingles and not kept[variant.digest].shingles][
        :room
    ]:
        now = kept[old.digest]
        kept[old.digest] = Variant(now.digest, now.posted_at, now.noticed_at, old.shingles)
    aliases = {id for one in group.known for id in (one.id, *one.merged)} - {campaign.id}
    return Remembered(
        id=campaign.id,
        noticed_at=min(filter(None, (one.noticed_at for one in group.known)), default=noticed_at),
        last_noticed_at=noticed_at,
        merged=tuple(sorted(aliases)),
        contacts=_with_earlier((one.contacts for one in group.known), map(print_of, group.contacts)),
        groups=_with_earlier((one.groups for one in group.known), map(fingerprint, campaign.groups)),
        variants=tuple(kept.values()),
    )


def compare(group: Group, now: Remembered) -> News:
    """What no earlier run saw."""
    contacts = {one for known in group.known for one in known.contacts}
    groups = {one for known in group.known for one in known.groups}
    new = [contact for contact in sorted(group.contacts) if print_of(contact) not in contacts]
    before = _variants_before(group)
    variants = [variant for variant in now.variants if variant.digest not in before]
    middle, most = middle_and_most([hours for one in variants if (hours := one.hours_to_notice) is not None])
    names = sorted({post.group for post in group.all_posts if post.group})
    return News(
        is_new=not group.known,
        merged=tuple(one.id for one in group.known[1:]),
        variants=len(variants),
        contacts={kind: values for kind in KINDS if (values := _values(new, kind))},
        groups=tuple(name for name in names if fingerprint(name) not in groups),
        shares_with=group.shares_with,
        hours_to_notice=middle,
        longest_hours_to_notice=most,
    )


def _variants_before(group: Group) -> dict[str, Variant]:
    """What earlier runs knew, by digest; of a wording that two of them knew, what the oldest did."""
    return {variant.digest: variant for one in reversed(group.known) for variant in one.variants}


def _values(contacts: Iterable[Contact], kind: str) -> tuple[str, ...]:
    return tuple(contact.value for contact in contacts if contact.kind == kind)


def _with_earlier(earlier: Iterable[Iterable[str]], now: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*now, *(one for known in earlier for one in known)}))
