"""How countries are called, the same in every page, table and answer."""

from __future__ import annotations

from babel import Locale

__all__ = ["country_name"]

# Unicode's names of these are longer than anybody's.
_SHORT_NAMES = {
    "id": {"HK": "Hong Kong", "MO": "Makau", "MM": "Myanmar", "PS": "Palestina"},
    "en": {"HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "PS": "Palestine"},
}


def country_name(code: str, lang: str) -> str:
    """The name of a country by its ISO 3166-1 code, in Indonesian ("id") or English ("en"); the code itself where there is no
    such country.

    >>> country_name("BD", "id"), country_name("ZA", "en"), country_name("XX", "id")
    ('Bangladesh', 'South Africa', 'XX')
    """
    return _SHORT_NAMES[lang].get(code) or str(Locale(lang).territories.get(code, code))
