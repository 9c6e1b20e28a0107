"""Where a link leads, for those that say something else: `Chat di sini <https://wa.me/6281200001111>`."""

from __future__ import annotations

import re

from offerscan.link_wrappers import unwrapped

__all__ = ["hidden_target", "is_contact"]

# Nothing else is told: scripts, files of the reader's own machine, and places in the same page lead to nobody.
_TOLD = re.compile(r"https?://[^/\s]|mailto:.|tel:.|wa\.me/.", re.IGNORECASE)
_CONTACT = re.compile(
    r"mailto:|tel:|(?:https?://)?(?:www\.)?(?:wa\.me|(?:api|chat)\.whatsapp\.com|t\.me|m\.me)/", re.IGNORECASE
)
_AROUND = re.compile(r"^(?:https?://(?:www\.)?|mailto:|tel:)|[?#]?[/\s]*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:tel:|wa\.me/)\D*(?P<digits>\d[\d\s().-]{6,})", re.IGNORECASE)
# So many last digits are the same whether a number is written with 0 or +62.
_SAME_DIGITS = 8


def is_contact(target: str) -> bool:
    """Whether a link leads to a person or a group: a telephone, a mailbox, a chat."""
    return _CONTACT.match(unwrapped(target.strip())) is not None


def hidden_target(words: str, target: str) -> str | None:
    """Where a link with these words leads; None where they say so themselves, or where it is none for people.

    >>> hidden_target("Chat di sini", "https://wa.me/6281200001111")
    'https://wa.me/6281200001111'
    >>> hidden_target("wa.me/6281200001111", "https://wa.me/6281200001111") is None
    True
    """
    target = unwrapped(target.strip())
    target = re.sub(r"\s" if target.casefold().startswith("tel:") else r"[\t\r\n]", "", target)
    if not _TOLD.match(target):
        return None
    bare = _AROUND.sub("", target)
    if (number := _NUMBER.search(target)) and _digits(number["digits"])[-_SAME_DIGITS:] in _digits(words):
        return None
    if bare.partition("?")[0].casefold() == "".join(words.split()).casefold() or bare.casefold() in words.casefold():
        return None
    whole = f"https://{target}" if target.casefold().startswith("wa.me/") else target
    return whole.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
