"""The kinds of export that are told by their content, one module each."""

from __future__ import annotations

from offerscan.formats import apify, crowdtangle, facebook, kakaotalk, telegram, twitter, whatsapp, zeeschuimer
from offerscan.formats.export import Export

__all__ = ["EXPORTS", "recognise"]

EXPORTS: tuple[Export, ...] = (
    whatsapp.EXPORT,
    telegram.EXPORT,
    kakaotalk.EXPORT,
    facebook.EXPORT,
    twitter.EXPORT,
    crowdtangle.EXPORT,
    zeeschuimer.EXPORT,
    apify.EXPORT,
)


def recognise(suffix: str | None, head: str) -> Export | None:
    """The kind of export that a file with this suffix (None: standard input) and beginning is, if any."""
    return next((kind for kind in EXPORTS if suffix in (None, *kind.suffixes) and kind.recognise(head)), None)
