"""Numbers of licences and job orders, with the name of the licence: "SIP3MI 318/BP.09/2024", "JO TW-26-0744".

Whether a number is genuine is for the registry and the office that issued it.
"""

from __future__ import annotations

import re

from offerscan.details.plain import read_plain

__all__ = ["LICENCES", "find_licences"]

# Name in the answer -> how offers write it, small letters for any capitals. The first that reads a number keeps it.
LICENCES = {
    "SIP3MI": "s[i1l]p ?3 ?m[i1l]",
    "SIP2MI": "s[i1l]p ?2 ?m[i1l]",
    "SIPPTKIS": "sipp?ptk[i1l]s|siup ?-?pptkis",
    "SIPPTKI": "sippptki|sipptki|siup ?-?pptki",
    "SIUP3MI": "siup ?3 ?mi",
    "SIUPPAK": "siup{1,2}ak",
    "SIUKAK": "siu?kak",
    "NIB": "nib",
    "LPTKS": "izin lptks",
    "LPPRT": "(?:izin )?lpprt",
    "LPK": "izin lpk",
    "SO": r"(?:lpk[- ]so(?: [A-Z][\w.]*){0,5}|(?:izin )?(?:sending organi[sz]ation|(?-i:SO)))(?:,? \|? ?\(?izin)?",
    "P3MI": "(?:izin )?p3mi",
    "JO": r"job ?order(?:nya)?|(?-i:J\.?O\.?)|jo(?= no(?:mor)?\W)|demand letter",
    "Izin": "[il]zin(?: (?:usaha|operasional|resmi))?|ijin",
}
_ISSUER = "(?: ?(?:kemnaker|kemenaker|kemenhub|disnaker[a-z]{0,5}|dki|[A-Z][a-z]{3,12}))"
_LEAD = rf"[ -]?(?:nya|ne)?{_ISSUER}{{0,3}}[ :=.(\-–]{{0,4}}(?:(?:no(?:mor|mer)?|№|#)[ .:]{{0,3}})?"
_NUMBER = r"(?P<number>(?!x+[/.\-])(?:[A-Z]{1,6}[.\-/] ?)?\d[\w./\-]{0,45}(?: (?:tahun|thn|th|taun)\.? \d{4})?)"
# A job order has letters or two numbers, joined; "Jo 0812-3456" is somebody's telephone.
_CODE = r"(?:jo[-/ ])?(?P<number>(?!0\d{2,3}-)(?=[\w./\-]{0,40}\d)(?=[\w.]{0,20}[/\-])[A-Z0-9][\w./\-]{3,45})"
_PATTERNS = {
    name: re.compile(rf"(?<![^\W_])(?:{written})(?![^\W_]){_LEAD}{_CODE if name == 'JO' else _NUMBER}", re.IGNORECASE)
    for name, written in LICENCES.items()
}
# Most texts name no licence at all: one search instead of one a kind.
_ANY = re.compile(rf"(?<![^\W_])(?:{'|'.join(LICENCES.values())})(?![^\W_])", re.IGNORECASE)
_ANNOUNCEMENT = re.compile(r"(?<![^\W_])PENG[./] ?\d[\w./\-]{4,45}")
_NEEDS_YEAR_OR_SLASH = frozenset(("SO", "P3MI", "Izin", "LPK", "LPTKS", "LPPRT"))
_YEAR_OR_SLASH = re.compile(r"/|\b(?:19|20)\d\d$")
_FEWEST_DIGITS = 2
_DIGIT = re.compile(r"\d")


def find_licences(text: str) -> tuple[str, ...]:
    """Licence and job order numbers in a received text as "NAME number", in text order, each once.

    >>> find_licences("PT X, SIP3MI No. 318/BP.09/2024, job order TW-26-0744, izin SO 2/0771/2021")
    ('SIP3MI 318/BP.09/2024', 'JO TW-26-0744', 'SO 2/0771/2021')
    """
    plain = read_plain(text).text
    if _DIGIT.search(plain) is None:
        return ()
    found = {match.start(): match[0].rstrip("./-") for match in _ANNOUNCEMENT.finditer(plain)}
    for name, pattern in _PATTERNS.items() if _ANY.search(plain) else ():
        for match in pattern.finditer(plain):
            number = " ".join(match["number"].rstrip("./-_").split())
            if sum(c.isdigit() for c in number) < _FEWEST_DIGITS:
                continue
            if name not in _NEEDS_YEAR_OR_SLASH or _YEAR_OR_SLASH.search(number):
                found.setdefault(match.start("number"), f"{name} {number}")
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))
