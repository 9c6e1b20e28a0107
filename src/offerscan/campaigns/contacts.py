"""The contacts that stand in offers: telephones, accounts, user names, links, companies and licences, each in one writing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from offerscan.records import Details

__all__ = ["JOINING", "KINDS", "Contact", "contacts_of", "fingerprint"]

# Fields of `Details` that join campaigns, and all that are shown.
JOINING = ("phones", "accounts", "handles", "links")
KINDS = (*JOINING, "companies", "licences")
# Links that say nothing but a telephone.
_WHATSAPP = re.compile(
    r"(?:wa\.me/|api\.whatsapp\.com/send/?\?(?:.*&)?phone=)\+?(?P<digits>\d{8,15})(?!\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, order=True)
class Contact:
    """One telephone, account, user name, link, company or licence; `kind` is its field of `Details`."""

    kind: str
    value: str


def contacts_of(details: Details) -> frozenset[Contact]:
    """The contacts of one offer, each in one writing: "@Mami" is "@mami", "https://T.me/x/" is "t.me/x", and
    "https://wa.me/6281200001234" the telephone "+6281200001234"."""
    return frozenset(_contact(kind, value) for kind in KINDS for value in getattr(details, kind))


def fingerprint(value: str) -> str:
    """16 hex digits by which a later run knows a contact or the name of a group again without holding it in plain words.

    No secret is in it: whoever guesses a telephone can test the guess.
    """
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _contact(kind: str, value: str) -> Contact:
    if kind == "companies":
        return Contact(kind, " ".join(value.upper().split()))
    if kind == "handles":
        return Contact(kind, value.casefold())
    if kind != "links":
        return Contact(kind, value)
    host, slash, path = value.partition("//")[2].removeprefix("www.").partition("/")
    link = f"{host.casefold()}{slash}{path}".rstrip("/") or value.casefold()
    telephone = _WHATSAPP.match(link)
    return Contact("phones", f"+{telephone['digits']}") if telephone else Contact(kind, link)
