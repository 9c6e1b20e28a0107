"""Contacts and licences that are used in odd ways: something to check, never a judgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from networkx.utils import UnionFind

from offerscan.campaigns.contacts import Contact

__all__ = ["FLAG_PHRASES", "Companions", "Flag", "FlagKind", "find_flags"]


class FlagKind(StrEnum):
    """What is odd about a contact."""

    PHONE_OF_SEVERAL_COMPANIES = "phone_of_several_companies"
    LICENCE_WITH_SEVERAL_CONTACTS = "licence_with_several_contacts"


# What a flag is called in a page.
FLAG_PHRASES = {
    FlagKind.PHONE_OF_SEVERAL_COMPANIES: "flag_companies",
    FlagKind.LICENCE_WITH_SEVERAL_CONTACTS: "flag_contacts",
}


@dataclass(frozen=True, slots=True)
class Flag:
    """A reason to look closer, never a judgement: a contact and the names or contacts that stand with it."""

    kind: FlagKind
    contact: Contact
    values: tuple[str, ...]


# Whose companions are compared, and which companions those are.
_FLAGS = {
    FlagKind.PHONE_OF_SEVERAL_COMPANIES: ("phones", ("companies",)),
    FlagKind.LICENCE_WITH_SEVERAL_CONTACTS: ("licences", ("phones", "accounts", "handles")),
}


class Companions:
    """Takes the contacts of offers one by one and tells telephones under different company names and licences with
    different contacts.

    Names that stand together in one offer (an agency and the employer abroad) are not different, nor are two that both
    stand with a third.
    """

    def __init__(self) -> None:
        self._beside: defaultdict[tuple[FlagKind, Contact], UnionFind] = defaultdict(UnionFind)

    def add(self, contacts: Collection[Contact]) -> None:
        """Take the contacts of one offer in."""
        for flag, (kind, others) in _FLAGS.items():
            beside = sorted(contact.value for contact in contacts if contact.kind in others)
            for contact in contacts if beside else ():
                if contact.kind == kind:
                    self._beside[flag, contact].union(*beside)

    def flags(self) -> list[Flag]:
        """What is odd, in the order of kinds and contacts."""
        return [
            Flag(flag, contact, tuple(sorted(seen.parents)))
            for (flag, contact), seen in sorted(self._beside.items(), key=lambda item: item[0])
            if len(list(seen.to_sets())) > 1
        ]


def find_flags(offers: Iterable[Collection[Contact]]) -> list[Flag]:
    """What is odd among the contacts of these offers."""
    companions = Companions()
    for contacts in offers:
        companions.add(contacts)
    return companions.flags()
