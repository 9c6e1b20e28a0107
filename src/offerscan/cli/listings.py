"""What the imported list says, in words for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rich.text import Text

from offerscan.cli.marking import visible
from offerscan.phrases import Language, phrase
from offerscan.records import Listing, ListingStatus, Lookup, Mismatch

__all__ = ["tell_lookup", "tell_mismatch"]


def tell_lookup(lookup: Lookup | None, lang: Language) -> Iterator[Text]:
    """Each company with its status, then how old the list is; nothing where no list was imported."""
    if lookup is None:
        return
    if not lookup.companies:
        yield Text(phrase(f"registry_{lookup.status}", lang))
    for listing in lookup.companies:
        yield from _tell_listing(listing, lang)
    checked = lookup.checked_on or phrase("registry_no_day", lang)
    yield Text(phrase("registry_age", lang, version=lookup.version, checked_on=checked), style="dim")


def tell_mismatch(mismatch: Mismatch, lang: Language) -> str:
    """Which telephone or licence number does not fit, and whose it is by the list."""
    kind = f"registry_{'licence' if mismatch.kind == 'licence' else 'phone'}_{'other' if mismatch.belongs_to else 'unlisted'}"
    return phrase(kind, lang, found=visible(mismatch.found), owner=visible(mismatch.belongs_to or ""))


def _tell_listing(listing: Listing, lang: Language) -> Iterator[Text]:
    line = Text(f"{visible(listing.asked)}: ", style="bold")
    yield line.append(phrase(f"registry_{listing.status}", lang), style="not bold")
    if listing.name is not None:
        days = ((listing.valid_until, "registry_valid_until"), (listing.checked_on, "registry_checked_on"))
        said = [visible(listing.name), *([f"SIP3MI {visible(listing.licence)}"] if listing.licence else [])]
        yield Text("  " + ", ".join([*said, *(phrase(key, lang, day=day) for day, key in days if day)]))
    for mismatch in listing.mismatches:
        yield Text(f"  - {tell_mismatch(mismatch, lang)}")
    if listing.similar and listing.status in (ListingStatus.SIMILAR, ListingStatus.CONTACT_MISMATCH):
        names = "; ".join(f"{visible(one.name)} ({one.score:.2f})" for one in listing.similar)
        yield Text(f"  {phrase('registry_like', lang, names=names)}")


def oldest_and_newest(days: Iterable[date | None]) -> tuple[date, date] | None:
    """The first and the last of the days that are known."""
    known = sorted(day for day in days if day is not None)
    return (known[0], known[-1]) if known else None
