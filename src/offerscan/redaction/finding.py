"""Everything in a text that points to a person: what its signs give away, and what the finders of details named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from offerscan.details.numerals import dial, find_said
from offerscan.person_names import find_names
from offerscan.records import Span
from offerscan.redaction.hits import SEPARATOR, Hit, digits_of, merge
from offerscan.redaction.known import TELLING, Known
from offerscan.text import View, read_view

__all__ = ["find_hits"]

_RUN = re.compile(rf"(?<![\w$])\(?\+?\d(?:{SEPARATOR}\d){{6,30}}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(?:\d[ .\-]?){15}\d(?!\d)")
# The structure of an NIK or KK: province, regency, district; day (women: plus 40), month; year, number.
_IDENTITY_DIGITS = re.compile(r"[1-9]\d{5}(?:0[1-9]|[1-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}")
_FAMILY_CARD = re.compile(r"(?<![^\W_])(?:kk|kartu keluarga|nkk)(?![^\W_])[^\d\n]{0,20}$", re.IGNORECASE)
_PASSPORT = re.compile(
    r"(?<![^\W_])(?:[A-EX] ?\d{7}(?!\d)"
    r"|(?i:paspor\w{0,3}|passport|paspot)\W{0,4}(?i:(?:no(?:mor)?|number)\W{0,4})?(?P<number>[A-Za-z]{1,2} ?\d{6,8})(?!\d))"
)
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?(?:@|\(at\)|\[at\]) ?[\w-]{1,60}(?: ?(?:\.|\(dot\)|\[dot\]) ?[a-z]{2,20}){1,3}(?![\w@])",
    re.IGNORECASE,
)
_PRIVATE_LINK = re.compile(
    r"(?:t\.me/|telegram\.me/|instagram\.com/|tiktok\.com/@?|facebook\.com/|fb\.com/|line\.me/\S{0,6}/)"
    r"(?P<name>[\w.?=&+%~/-]{2,100})",
    re.IGNORECASE,
)


def find_hits(text: str, plain: View, known: Known) -> list[Hit]:
    """What to hide of a received text and its plain copy, in text order, without overlaps."""
    numbers = [*_papers(plain.text, known), *known.hits(plain.text), *_said(plain.text, known)]
    hits = merge([*_addresses(plain.text), *numbers, *_masked(text, plain, known)])
    names = [
        Hit(span.start, span.end, "NAMA", plain.text[span.start : span.end].casefold())
        for span in find_names(plain.text, [Span(hit.start, hit.end) for hit in hits])
    ]
    return merge([*hits, *names])


def _addresses(plain: str) -> Iterator[Hit]:
    """E-mail addresses, and pages of persons."""
    for match in _MAIL.finditer(plain):
        yield Hit(*match.span(), "SUREL", match[0].casefold())
    for match in _PRIVATE_LINK.finditer(plain):
        yield Hit(*match.span("name"), "AKUN", match["name"].casefold())


def _papers(plain: str, known: Known) -> Iterator[Hit]:
    """Numbers of passports, identity cards and family cards."""
    for match in _PASSPORT.finditer(plain):
        group = "number" if match["number"] else 0
        yield Hit(*match.span(group), "PASPOR", re.sub(r"\W", "", match[group]).upper())
    for match in _IDENTITY.finditer(plain):
        digits = digits_of(match[0])
        if _IDENTITY_DIGITS.fullmatch(digits) and digits not in known.accounts:
            kind = "KK" if _FAMILY_CARD.search(plain[max(0, match.start() - 40) : match.start()]) else "NIK"
            yield Hit(*match.span(), kind, digits)


def _said(plain: str, known: Known) -> Iterator[Hit]:
    """Telephones said digit by digit, also where only a part of a number that was found is said."""
    for span, digits in find_said(plain):
        if len(digits) >= TELLING:
            yield Hit(span.start, span.end, "TELEPON", digits.removeprefix("62").removeprefix("0"))
    dialled = dial(plain)
    for hit in known.hits(dialled.text) if dialled.text != plain else ():
        span = dialled.received(hit.start, hit.end)
        yield Hit(span.start, span.end, hit.kind, hit.value)


def _masked(text: str, plain: View, known: Known) -> Iterator[Hit]:
    """Numbers that no finder could name and that the reading view takes for contacts, not for money, dates or times."""
    view = read_view(text)
    starts = [view.starts[match.start()] for match in re.finditer(r"\d{0,4}##", view.text)]
    for match in _RUN.finditer(plain.text):
        digits = digits_of(match[0])
        received = plain.received(*match.span())
        at = bisect_left(starts, received.start)
        masked = at < len(starts) and starts[at] < received.end
        amount = len(digits) <= TELLING + 1 and digits.endswith("000")
        if masked and not amount and len(digits) >= TELLING and digits not in known.licences:
            phone = known.phones.get(digits[-TELLING:])
            yield Hit(*match.span(), "TELEPON" if phone else "NOMOR", phone or digits)
