"""What a report reads of a campaign, a template and a contact: shapes only, since the parts beside this one are not imported.

The records of `offerscan.campaigns` have these shapes; the command that joins the two is where types are checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

__all__ = ["Campaign", "Contact", "Flag", "Growth", "Member", "News", "Slot", "Template", "contact_spread"]


class Contact(Protocol):
    """One telephone, account, user name, link, company or licence; `kind` is its field of `Details`."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> str: ...


class Flag(Protocol):
    """A reason to look closer: a contact, and the names or contacts that stand with it."""

    @property
    def kind(self) -> str: ...
    @property
    def contact(self) -> Contact: ...
    @property
    def values(self) -> Sequence[str]: ...


class Slot(Protocol):
    """A stretch that changes, with the number of offers that have each value."""

    @property
    def kind(self) -> str: ...
    @property
    def values(self) -> Mapping[str, int]: ...


class Template(Protocol):
    """Slot i stands between `stays[i]` and `stays[i + 1]`."""

    @property
    def stays(self) -> Sequence[str]: ...
    @property
    def slots(self) -> Sequence[Slot]: ...
    @property
    def text(self) -> str: ...


class Growth(Protocol):
    """Offers of the last period ("day", "week"), which ends with `until` (ISO 8601), and of the one before."""

    @property
    def period(self) -> str: ...
    @property
    def until(self) -> str: ...
    @property
    def latest(self) -> int: ...
    @property
    def before(self) -> int: ...
    @property
    def undated(self) -> int: ...


class News(Protocol):
    """What is new since an earlier run: wordings, contacts by their kind, groups."""

    @property
    def is_new(self) -> bool: ...
    @property
    def variants(self) -> int: ...
    @property
    def contacts(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def groups(self) -> Sequence[str]: ...


class Member(Protocol):
    """One offer of a campaign; `source` is the row that it stands in, as ids may repeat from file to file."""

    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str | None: ...


class Campaign(Protocol):
    """Offers that are copies or variants of one another; counts are numbers of offers, most common first."""

    @property
    def id(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def level(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def mean_high(self) -> float: ...
    @property
    def offers(self) -> Sequence[str]: ...
    @property
    def members(self) -> Sequence[Member]: ...
    @property
    def first_seen(self) -> str | None: ...
    @property
    def last_seen(self) -> str | None: ...
    @property
    def groups(self) -> Mapping[str, int]: ...
    @property
    def days(self) -> Mapping[str, int]: ...
    @property
    def destinations(self) -> Mapping[str, int]: ...
    @property
    def indicators(self) -> Mapping[str, int]: ...
    @property
    def contacts(self) -> Mapping[str, Mapping[str, int]]: ...
    @property
    def flags(self) -> Sequence[Flag]: ...
    @property
    def linked(self) -> Sequence[str]: ...
    @property
    def network(self) -> str: ...
    @property
    def template(self) -> Template: ...
    @property
    def growth(self) -> Growth | None: ...
    @property
    def news(self) -> News | None: ...


def contact_spread(campaigns: Sequence[Campaign]) -> dict[tuple[str, str], dict[int, int]]:
    """By kind and value of a contact: in which campaigns it stands, by place in the list, and in how many offers of each."""
    spread: dict[tuple[str, str], dict[int, int]] = {}
    for place, campaign in enumerate(campaigns):
        for kind, counts in campaign.contacts.items():
            for value, offers in counts.items():
                spread.setdefault((kind, value), {})[place] = offers
    return spread
