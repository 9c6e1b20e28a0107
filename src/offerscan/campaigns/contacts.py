"""The contacts that join campaigns: connected recruiters, and contacts or licences that are used in odd ways.

A telephone, an account, a user name or a link joins the campaigns that show it, because who answers there is the same. The
name of a company or the number of a licence joins nothing: anybody can borrow it, and that is what the flags tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx
from networkx.utils import UnionFind

from offerscan.records import Details

__all__ = ["JOINING", "KINDS", "Contact", "Flag", "FlagKind", "Links", "contacts_of", "find_flags", "link_campaigns"]

# Fields of `Details` that join campaigns, and all that are shown.
JOINING = ("phones", "accounts", "handles", "links")
KINDS = (*JOINING, "companies", "licences")


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """One telephone, account, user name, link, company or licence; `kind` is its field of `Details`."""

    kind: str
    value: str


class FlagKind(StrEnum):
    """What is odd about a contact."""

    PHONE_OF_SEVERAL_COMPANIES = "phone_of_several_companies"
    LICENCE_WITH_SEVERAL_CONTACTS = "licence_with_several_contacts"


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


@dataclass(frozen=True, slots=True)
class Links:
    """By campaign: the campaigns with which it shares a contact, and the first id of all that are joined directly or
    through others."""

    linked: dict[str, tuple[str, ...]]
    network: dict[str, str]


def contacts_of(details: Details) -> frozenset[Contact]:
    """The contacts of one offer, each in one writing: "@Mami" is "@mami", "https://T.me/x/" is "t.me/x"."""
    return frozenset(Contact(kind, _fold(kind, value)) for kind in KINDS for value in getattr(details, kind))


def find_flags(offers: Iterable[Collection[Contact]]) -> list[Flag]:
    """Telephones under different company names and licences with different contacts, over the contacts of each offer.

    Names that stand together in one offer (an agency and the employer abroad) are not different, nor are two that both
    stand with a third.
    """
    companions: defaultdict[tuple[FlagKind, Contact], UnionFind] = defaultdict(UnionFind)
    for contacts in offers:
        for flag, (kind, others) in _FLAGS.items():
            beside = [contact.value for contact in contacts if contact.kind in others]
            for contact in contacts if beside else ():
                if contact.kind == kind:
                    companions[flag, contact].union(*beside)
    return [
        Flag(flag, contact, tuple(sorted(seen.parents)))
        for (flag, contact), seen in sorted(companions.items(), key=lambda item: item[0])
        if len(list(seen.to_sets())) > 1
    ]


def link_campaigns(contacts: Mapping[str, Collection[Contact]], public: Collection[Contact] = ()) -> Links:
    """How campaigns, given by id with their contacts, hang together. `public` contacts (official hotlines) join nobody."""
    graph = networkx.Graph()
    graph.add_nodes_from(contacts)
    for id, held in contacts.items():
        graph.add_edges_from((id, contact) for contact in held if contact.kind in JOINING and contact not in public)
    linked = {id: {other for contact in graph[id] for other in graph[contact]} - {id} for id in contacts}
    network: dict[str, str] = {}
    for component in networkx.connected_components(graph):
        members = [node for node in component if isinstance(node, str)]
        network.update(dict.fromkeys(members, min(members)))
    return Links({id: tuple(sorted(others)) for id, others in linked.items()}, network)


def _fold(kind: str, value: str) -> str:
    if kind == "companies":
        return " ".join(value.upper().split())
    if kind == "handles":
        return value.casefold()
    if kind == "links":
        host, slash, path = value.partition("//")[2].removeprefix("www.").partition("/")
        return f"{host.casefold()}{slash}{path}".rstrip("/") or value.casefold()
    return value
