"""Bank accounts and mobile wallets to which an offer asks to send money: "BCA 1234567890", "DANA 081234567890"."""

from __future__ import annotations

import re

from offerscan.details.plain import read_plain
from offerscan.details.words import one_of

__all__ = ["find_accounts"]

# Banks and wallets as the answer writes them; a space may stand between their words.
_BANKS = (
    "BCA", "BRI", "BNI", "BSI", "BTN", "BTPN", "BJB", "CIMB Niaga", "CIMB", "OCBC NISP", "OCBC", "Mandiri", "Permata",
    "Danamon", "Maybank", "Panin", "Mega", "Sinarmas", "Muamalat", "Bukopin", "Bank Jatim", "Bank Jateng", "Bank DKI",
    "Bank NTB", "Bank NTT", "Bank Nagari", "Bank Sumut", "Bank Kalbar", "Bank Papua", "Jago", "SeaBank", "Neo", "Allo",
    "Jenius", "Superbank", "RHB", "Public Bank", "Bank Islam", "Hong Leong",
)  # fmt: skip
_WALLETS = ("DANA", "OVO", "GoPay", "ShopeePay", "LinkAja", "DOKU", "Flip", "Sakuku")
_NAMES = {re.sub(r"\W", "", name).lower(): name for name in (*_BANKS, *_WALLETS)}


def _written(names: tuple[str, ...]) -> str:
    """A pattern for the names, with or without a space or a hyphen where a capital begins a word."""
    return one_of(re.sub(r" |(?<=[a-z])(?=[A-Z])", "[ -]?", name) for name in names)


_NUMBER = r"(?P<number>(?<!\d)\d(?:[ .\-–]?\d){7,17}(?!\d|[ .\-]?[xX*]))"
_MOBILE_NUMBER = r"(?P<number>(?:\+?62|0) ?8(?:[ .\-–]?\d){7,12}(?!\d|[ .\-]?[xX*]))"
# Between the name of a bank and the number; neither a line break nor a licence nor a telephone word.
_OWNER = (
    r"(?:[ :.,=/|()\-–]|\b(?:no(?:mor)?|rek(?:ening)?|norek|acc?|account|a\.?n\.?|atas nama|panitia|admin|bendahara"
    r"|ke|syariah|digital|ya|aja|milik|(?!SI[PU]|NIB|TEL|HP)[A-Z][A-Za-z.']{1,14})\b){0,8}?"
)
_WALLET_FIRST = re.compile(
    rf"(?<![^\W_])(?P<bank>{_written(_WALLETS)})(?![^\W_])\W{{0,4}}(?:[\w.']{{1,12}}\W{{1,3}}){{0,4}}?{_MOBILE_NUMBER}",
    re.IGNORECASE,
)
_BANK_FIRST = re.compile(rf"(?<![^\W_])(?P<bank>{_written(_BANKS)})(?![^\W_])(?-i:{_OWNER}){_NUMBER}", re.IGNORECASE)
_NUMBER_FIRST = re.compile(
    r"(?<![^\W_])(?:rek(?:ening|eninge)?|norek|no\.? ?rek)(?![^\W_])\W{0,4}(?:(?:no|nomor|nya|ke)\W{1,3}){0,2}"
    rf"{_NUMBER}(?:\W{{0,3}}(?:bank )?(?P<bank>{_written(_BANKS)})(?![^\W_]))?",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 8, 18
_DIGIT = re.compile(r"\d")
_MOBILE = re.compile(r"(?:62|0)8\d{9,11}")  # behind the name of a bank: the telephone of somebody called Mega


def find_accounts(text: str) -> tuple[str, ...]:
    """Accounts in a received text as name and digits, in text order, each once; digits alone where no bank is named.

    >>> find_accounts("Transfer ke rek. BRI 0021-01-123456-50-1 a.n. Suharni, atau Dana 0812 3456 7890")
    ('BRI 002101123456501', 'DANA 081234567890')
    """
    plain = read_plain(text).text
    if len(_DIGIT.findall(plain)) < _SHORTEST:
        return ()
    found: dict[int, str] = {}
    for pattern in (_WALLET_FIRST, _BANK_FIRST, _NUMBER_FIRST):
        for match in pattern.finditer(plain):
            digits = re.sub(r"\D", "", match["number"])
            if not _SHORTEST <= len(digits) <= _LONGEST or (pattern is not _WALLET_FIRST and _MOBILE.fullmatch(digits)):
                continue
            name = _NAMES.get(re.sub(r"\W", "", match["bank"] or "").lower(), "")
            found.setdefault(match.start("number"), f"{name} {digits}".strip())
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))
