"""Pay: the amounts that an offer names as wage or bonus, not what it asks for.

An amount is pay when the nearest word before it in the same sentence says so ("gaji", "upah", "salary"), or when no
word of cost stands before it and a period or a term of work follows ("RM1.700, kontrak 2 tahun"). "DP", "biaya",
"denda" and the like take the amounts after them out. The words stand in words.toml.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from functools import cached_property

from offerscan.details.money import MONTH_FROM, SHARED, Money, find_money
from offerscan.details.places import COUNTRIES, SPEAKS_OF_WORK, find_places
from offerscan.details.plain import read_small
from offerscan.details.words import WORDS, any_word, one_of
from offerscan.records import Pay

__all__ = ["find_pay"]

_PAY = WORDS["pay"]
_CUE = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(f"(?P<{kind}>{one_of(_PAY[kind])})" for kind in ("wage", "bonus", "asked", "asked_at_once"))
    + r")(?![^\W_])"
)
_PER = re.compile(
    r"(?:(?:/ ?|\bper ?|\btiap ?|\bsetiap |\bsaben |\bunggal |\bs[aei](?=[a-z])|\ban? |\bsatu |\beach )(?:1 ?)?(?:"
    + "|".join(f"(?P<{name}>{one_of(words)})" for name, words in _PAY["period"].items())
    + r")|\b(?:"
    + "|".join(f"(?P<{name}_>{one_of(words)})" for name, words in _PAY["adverb"].items())
    + r"))(?![^\W_])"
)
_BREAK = re.compile(r"[\n;|•➡→]|[.!?](?=\s|$)")
_ASKING = re.compile(r"(?:\?|berapa|brp|piro|pinten|sabaraha|:)\W*(?:\w{1,8}\W*)?$")
_PER_HEAD = re.compile(
    rf"(?: ?(?:nett?|bersih))? ?(?:/|per\b|se|x|×|satu|tiap|setiap) ?{one_of(_PAY['per_head'])}"
)
_PER_PIECE = re.compile(rf" ?(?:/|per |se) ?{one_of(_PAY['per_piece'])}")
_SPENT = re.compile(rf"[ ,(]{{0,2}}{one_of(_PAY['spent'])}(?![^\W_])")
_TERMS = re.compile(
    rf"[ ,+&/|.]{{0,3}}(?:(?:plus|tambah|sama|deng|dan) )?{one_of(_PAY['terms'])}(?![^\W_])"
)
_WORK = any_word(_PAY["work"], re.NOFLAG)
_WHOLE = any_word(_PAY["whole"], re.NOFLAG)
# "hr" is a day in Indonesian and an hour in English, and in these wages are told by the hour.
_HOUR = re.compile(r" ?(?:/|per ) ?hrs?(?![^\W_])")
_PAID_BY_THE_HOUR = frozenset(("GBP", "AUD", "NZD", "CAD"))
_NOT_MONEY = re.compile(rf" ?(?:%|×|/\d|[-–:]\d|{one_of(_PAY['not_money'])}(?![^\W_]))|\d")
_BEFORE_BARE = re.compile(r"[\s:=±]{0,3}(?:(?:mulai|start|pokok|sekitar|kira2|bersih) ?)?")
# Up to two words, and the word after them, before a comma or a plus sign.
_NEAR = re.compile(r"[^\w\n,;(+&]{0,3}(?:[^\s,;(+&]{1,12}[^\w\n,;(+&]{1,3}){0,2}[^\s,;(+&]{0,12}(?: [a-z]{1,8})?")
_REACH_BEFORE, _REACH_AT_ONCE, _REACH_QUESTION, _REACH_PERIOD, _REACH_AFTER = 80, 24, 40, 16, 28  # characters


def find_pay(text: str) -> tuple[Pay, ...]:
    """Amounts named as pay in a received text, in text order; of a range the lower end.

    `per` is the period written beside the amount; a wage of monthly size without one counts per month.

    >>> [(p.amount, p.currency, p.per) for p in find_pay("DP 2jt, gaji RM1.700/bln + lembur")]
    [(1700.0, 'MYR', 'month')]
    """
    plain = read_small(text)
    amounts = find_money(plain.text)
    if not amounts:
        return ()
    reader = _Reader(plain.text, text)
    found = []
    for money in amounts:
        pay = reader.read(money)
        if pay is not None:
            span = plain.received(money.start, money.end)
            found.append(Pay(*pay, span.start, span.end))
    return tuple(found)


class _Reader:
    """Decides for each amount of one text whether it is pay."""

    def __init__(self, plain: str, received: str) -> None:
        self._text = plain
        self._received = received
        self._cues = list(_CUE.finditer(plain))
        self._cue_ends = [cue.end() for cue in self._cues]
        self._breaks = [match.end() for match in _BREAK.finditer(plain)]

    @cached_property
    def _speaks_of_work(self) -> bool:
        return any(words.search(self._text) for words in (SPEAKS_OF_WORK, _WORK))

    def read(self, money: Money) -> tuple[float, str, str | None] | None:
        """Amount, currency and period of an amount that is pay; None where it is not."""
        start, end = self._sentence(money)
        cue = self._cue_before(money.start, start) or (self._question_before(start) if money.currency else None)
        if cue is None and money.currency is None:
            return None
        after = self._text[money.end : max(money.end, min(end, money.end + _REACH_AFTER))]
        per = _period_after(after, money.currency) or self._period_before(money, max(start, cue.start() if cue else 0))
        if cue is None:
            named = per is not None or _TERMS.match(self._text, money.end) is not None
            of_work = self._speaks_of_work or money.currency not in (None, "IDR")
            if not (named and of_work) or _PER_PIECE.match(after) or _SPENT.match(after):
                return None
        elif cue["asked"] or cue["asked_at_once"]:
            return None
        if _PER_HEAD.match(after):
            return None
        amount, currency = self._value(money, cue, per)
        if currency is None:
            return None
        monthly = cue is not None and cue["wage"] and amount >= MONTH_FROM.get(currency, 0)
        if cue is not None and _WHOLE.search(self._text, cue.end(), money.start):
            monthly = False
        return amount, currency, per or ("month" if monthly else None)

    def _sentence(self, money: Money) -> tuple[int, int]:
        at = bisect_right(self._breaks, money.start)
        end = self._breaks[at] - 1 if at < len(self._breaks) else len(self._text)
        return (self._breaks[at - 1] if at else 0), end

    def _cue_before(self, at: int, start: int) -> re.Match[str] | None:
        """The word of the sentence before `at` that says what the amount is for."""
        for i in range(bisect_right(self._cue_ends, at) - 1, -1, -1):
            cue = self._cues[i]
            if cue.start() < start or at - cue.end() > _REACH_BEFORE:
                return None
            between = self._text[cue.end() : at]
            if not cue["asked_at_once"] or (len(between) <= _REACH_AT_ONCE and not re.search(r"[,;()+]", between)):
                return cue
        return None

    def _question_before(self, start: int) -> re.Match[str] | None:
        """The pay word of the sentence before, where that one asks or announces: "gajine piro mas?", "Gaji:"."""
        i = bisect_right(self._cue_ends, start) - 1
        if i < 0 or not (self._cues[i]["wage"] or self._cues[i]["bonus"]):
            return None
        rest = self._text[self._cues[i].end() : start]
        announced = len(rest) <= _REACH_QUESTION and (not rest.strip() or _ASKING.search(rest.rstrip()))
        return self._cues[i] if announced else None

    def _period_before(self, money: Money, start: int) -> str | None:
        start = max(start, money.start - (_REACH_BEFORE if start else _REACH_PERIOD))
        periods = [_period(match) for match in _PER.finditer(self._text[start : money.start])]
        return periods[-1] if periods else None

    def _value(self, money: Money, cue: re.Match[str] | None, per: str | None) -> tuple[float, str | None]:
        """Amount and currency; a number without a currency counts right after a word for wage."""
        if money.currency is not None:
            return money.amount, self._shared(money.currency) if money.currency in SHARED else money.currency
        if cue is None or not cue["wage"] or _NOT_MONEY.match(self._text[money.end : money.end + _REACH_PERIOD]):
            return money.amount, None
        if not _BEFORE_BARE.fullmatch(self._text[cue.end() : money.start]):
            return money.amount, None
        if money.amount < 100 and money.amount % 1:  # "gaji 1,8" is said of millions of rupiah only
            return round(money.amount * 1_000_000, 2), "IDR"
        places = find_places(self._received)
        local = COUNTRIES[places[0]].currency if len(places) == 1 else "IDR"
        if money.amount >= 1_000_000 or local == "IDR":
            return money.amount, "IDR" if money.amount >= 10_000 else None
        return money.amount, local if per or money.amount >= MONTH_FROM.get(local, math.inf) else None

    def _shared(self, name: str) -> str:
        """The currency of the destination where it has that name; a dollar only where it is the one destination."""
        local = [COUNTRIES[code].currency for code in find_places(self._received)]
        fitting = [currency for currency in local if currency in SHARED[name]]
        return fitting[0] if fitting and (name != "dollar" or len(local) == 1) else SHARED[name][0]


def _period_after(after: str, currency: str | None) -> str | None:
    if currency in _PAID_BY_THE_HOUR and _HOUR.match(after):
        return "hour"
    near = _NEAR.match(after)
    match = _PER.search(near[0]) if near else None
    return _period(match) if match else None


def _period(match: re.Match[str]) -> str:
    return (match.lastgroup or "").rstrip("_")
