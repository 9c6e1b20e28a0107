"""Details: what can be copied from an offer into a form. One finder a kind of detail, each over the received text.

Details never judge: a number is listed because it stands there, not because it is right.
"""

from collections.abc import Callable
from typing import Any

from offerscan.details.accounts import find_accounts
from offerscan.details.companies import find_companies
from offerscan.details.handles import find_handles
from offerscan.details.licences import find_licences
from offerscan.details.links import find_links
from offerscan.details.pay import find_pay
from offerscan.details.phones import find_phones
from offerscan.details.places import find_places
from offerscan.records import Details

__all__ = ["FINDERS", "find_details"]

# Field of `Details` -> what finds it.
FINDERS: dict[str, Callable[[str], tuple[Any, ...]]] = {
    "destinations": find_places,
    "phones": find_phones,
    "accounts": find_accounts,
    "links": find_links,
    "handles": find_handles,
    "companies": find_companies,
    "licences": find_licences,
    "pay": find_pay,
}


def find_details(text: str) -> Details:
    """Everything in a received text, of any length and content, that can be copied into a form."""
    return Details(**{field: find(text) for field, find in FINDERS.items()})
