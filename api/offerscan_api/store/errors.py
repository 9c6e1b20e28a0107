"""What can go wrong with the store, in words for the people who use it."""

from __future__ import annotations

from offerscan.errors import OfferscanError

__all__ = ["NoSuchCase", "NoSuchFeedback", "StoreError"]


class StoreError(OfferscanError):
    """The database cannot be opened, read or written."""

    code = "store"


class NoSuchCase(OfferscanError):
    """There is no such case, or it is another's: the answer is the same, so that ids cannot be tried out."""

    code = "no_case"


class NoSuchFeedback(OfferscanError):
    """There is no such feedback, or it is another's to erase."""

    code = "no_feedback"
