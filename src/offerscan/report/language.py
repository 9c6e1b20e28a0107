"""Words, numbers, days and countries as one language writes them."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent

from offerscan.country_names import country_name
from offerscan.moments import posted_on
from offerscan.phrases import Language, phrase
from offerscan.report.periods import Unit

__all__ = ["Speaker"]

_SKELETONS: dict[Unit, str] = {"day": "MMMd", "week": "MMMd", "month": "yMMM", "year": "y"}


class Speaker:
    """Speaks one language: `say("key", name=value)` is the phrase."""

    def __init__(self, lang: Language) -> None:
        self.lang: Language = lang

    def __call__(self, key: str, /, **values: object) -> str:
        """The phrase, whole numbers among its values written as the language does."""
        told = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return phrase(key, self.lang, **told)

    def number(self, number: float) -> str:
        """1234.5 as "1.234,5" or "1,234.5"."""
        return format_decimal(number, locale=self._locale)

    def percent(self, part: float, whole: float = 1.0) -> str:
        """A share without decimals; "-" of nothing."""
        return format_percent(part / whole, locale=self._locale) if whole else "-"

    def day(self, day: date) -> str:
        """A day in full."""
        return format_date(day, "long", locale=self._locale)

    def period(self, start: date, unit: Unit) -> str:
        """How a column of a chart is called."""
        return format_skeleton(_SKELETONS[unit], start, locale=self._locale)

    def seen(self, first: str | None, last: str | None, made_on: date) -> str:
        """From when to when something was seen, of two ISO 8601 moments; "-" where that is not known."""
        days = [day for moment in (first, last) if (day := posted_on(moment, made_on))]
        told = dict.fromkeys(format_date(day, "medium", locale=self._locale) for day in days)
        return " – ".join(told) or "-"

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 code; the code itself where there is no such country."""
        return country_name(code, self.lang)

    @cached_property
    def _locale(self) -> Locale:
        return Locale(self.lang)
