"""What the list says of the names, licence numbers and telephones that stand together in one offer.

A licence number speaks for the company under which it is listed, so one that is another's is told. Of telephones one that
is listed is enough: staff have numbers of their own. Where the list has none to compare with, nothing is said of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from offerscan.listings import Listing, ListingStatus, Lookup, Mismatch, SimilarName
from offerscan.registry.agency import phone_key
from offerscan.registry.company import Company, Match
from offerscan.registry.names import SAME

if TYPE_CHECKING:
    from offerscan.registry.opened import Registry

__all__ = ["answer"]


def answer(registry: Registry, named: Sequence[str], licences: Sequence[str], phones: Sequence[str]) -> Lookup:
    """What the list says of the companies named, or where none is, of the owners of the licences."""
    owners = {licence: owner for licence in licences if (owner := registry.owner(licence)) is not None}
    matched = {name: _chosen(registry, name, owners.values()) for name in named}
    asked: list[tuple[str, Match | None]] = list(matched.items())
    if not asked:
        asked = [(licence, Match(owner, 1.0)) for licence, owner in owners.items()]
    present = {id(match.company) for _, match in asked if match is not None}
    stray = [Mismatch("licence", licence, owner.name) for licence, owner in owners.items() if id(owner) not in present]
    stray += _stray_phones(registry, asked, phones)
    listings = []
    for place, (name, match) in enumerate(asked):
        mismatches = tuple(one for one in stray if place == 0 or one.kind == "phone")
        listings.append(_listing(registry, name, match, mismatches, licences, phones))
    status = min(
        (listing.status for listing in listings), key=tuple(ListingStatus).index, default=ListingStatus.UNNAMED
    )
    checked_on = registry.checked_on.isoformat() if registry.checked_on else None
    return Lookup(status, registry.version, registry.edition.imported_on.isoformat(), checked_on, tuple(listings))


def _chosen(registry: Registry, name: str, owners: Iterable[Company]) -> Match | None:
    """The company of this name. One that is only like it is taken where the licence number says so too."""
    matches = registry.find(name)
    for match in matches:
        if match.score >= SAME or any(match.company is owner for owner in owners):
            return match
    return None


def _stray_phones(
    registry: Registry, asked: Iterable[tuple[str, Match | None]], phones: Sequence[str]
) -> list[Mismatch]:
    """The offer's telephones, if the list has some for its companies and none of them is among these."""
    companies = [match.company for _, match in asked if match is not None]
    known = {phone_key(phone) for company in companies for agency in company.agencies for phone in agency.phones}
    if not known or any(phone_key(phone) in known for phone in phones):
        return []
    owners = [registry.owners_of_phone(phone) for phone in phones]
    return [
        Mismatch("phone", phone, held[0].name if held else None) for phone, held in zip(phones, owners, strict=True)
    ]


def _listing(
    registry: Registry,
    asked: str,
    match: Match | None,
    stray: tuple[Mismatch, ...],
    licences: Sequence[str],
    phones: Sequence[str],
) -> Listing:
    similar = tuple(SimilarName(one.company.name, one.score) for one in registry.find(asked) if one != match)
    if match is None:
        stray = tuple(mismatch for mismatch in stray if mismatch.kind == "licence")
        status = ListingStatus.SIMILAR if similar else ListingStatus.NOT_LISTED
        return Listing(asked, ListingStatus.CONTACT_MISMATCH if stray else status, mismatches=stray, similar=similar)
    agency = registry.choose(match.company, asked, licences, phones)
    has_phones = any(one.phones for one in match.company.agencies)
    stray = tuple(mismatch for mismatch in stray if mismatch.kind == "licence" or has_phones)
    status = agency.standing(registry.today)
    return Listing(
        asked,
        ListingStatus.CONTACT_MISMATCH if stray and not status.contradicts else status,
        agency.name,
        match.score,
        agency.sip3mi or None,
        agency.valid_until.isoformat() if agency.valid_until else None,
        agency.checked_on.isoformat() if agency.checked_on else None,
        stray,
        similar,
    )
