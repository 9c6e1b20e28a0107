"""What the imported list says, in words for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from offerscan.cli.marking import visible
from offerscan.listings import Listing, ListingStatus, Lookup, Mismatch
from offerscan.phrases import Language, phrase

if TYPE_CHECKING:
    from offerscan.registry import Edition, Import

__all__ = ["oldest_and_newest", "tell_age", "tell_import", "tell_lookup", "tell_mismatch"]

_SHOWN_DOUBTS, _SHOWN_COLUMNS = 20, 12


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


def tell_import(done: Import, lang: Language) -> Iterator[str]:
    """What an import came to: how much of it is used, which rows are not, rows left out first, and which columns."""
    edition, left_out = done.edition, sum(doubt.left_out for doubt in done.doubts)
    yield phrase("registry_imported", lang, version=edition.version, agencies=len(edition.agencies), rows=done.rows)
    if left_out:
        yield phrase("registry_left_out", lang, count=left_out)
    for doubt in sorted(done.doubts, key=lambda doubt: (not doubt.left_out, doubt.row))[:_SHOWN_DOUBTS]:
        yield "  " + phrase(f"registry_row_{doubt.what}", lang, row=doubt.row)
    if (more := len(done.doubts) - _SHOWN_DOUBTS) > 0:
        yield "  " + phrase("registry_row_more", lang, count=more)
    for field in done.missing:
        yield phrase("registry_missing_column", lang, column=phrase(f"registry_field_{field}", lang))
    if done.unused:
        yield phrase("registry_unused_columns", lang, columns=", ".join(done.unused[:_SHOWN_COLUMNS]))


def tell_age(edition: Edition, today: date, days: int, lang: Language) -> str | None:
    """A warning where a list is older than so many days: since its newest check, or where none is told, its import."""
    checked = oldest_and_newest(agency.checked_on for agency in edition.agencies)
    age = (today - (checked[1] if checked else edition.imported_on)).days
    return phrase("registry_old", lang, age=age, days=days) if age > days else None


def oldest_and_newest(days: Iterable[date | None]) -> tuple[date, date] | None:
    """The first and the last of the days that are known."""
    known = sorted(day for day in days if day is not None)
    return (known[0], known[-1]) if known else None
