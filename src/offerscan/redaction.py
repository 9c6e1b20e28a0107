"""Takes what points to a person out of a text, and keeps every offset of its assessment true.

Hidden are telephones, accounts, identity numbers (NIK), family card numbers (KK), passports, e-mail addresses, user names,
and names of persons where a title, an introduction or a telephone beside them gives them away. Each becomes a placeholder
such as [TELEPON 1], the same one for the same value, so that a reader still sees that two numbers are one. Companies,
licences, amounts and dates stay: they are what an offer is checked by.

It hides rather too much than too little, and no list of names is ever complete: staff read the text before it leaves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from offerscan.details.numerals import DIGIT_WORDS
from offerscan.details.plain import read_plain
from offerscan.person_names import find_names
from offerscan.records import Details, Span
from offerscan.text import View, read_view

__all__ = ["Redaction", "redact", "redact_assessment"]

_SEPARATOR = r"[ .\-–—‑()/\u200b\ufe0f\u20e3]{0,3}"
_RUN = re.compile(rf"(?<![\w$])\(?\+?\d(?:{_SEPARATOR}\d){{6,30}}(?!\d)")
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
_WORD = rf"(?:{'|'.join(sorted(DIGIT_WORDS, key=len, reverse=True))}|\d{{1,4}})"
_SPOKEN = re.compile(rf"(?<![^\W_])(?:{_WORD}[ ,.\-–]{{1,3}}){{4,24}}{_WORD}(?![^\W_])", re.IGNORECASE)
_SPOKEN_WORD = re.compile("|".join(sorted(DIGIT_WORDS, key=len, reverse=True)), re.IGNORECASE)
# How many last digits of a number tell it: a country code and leading zeros are written or not.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class _Hit:
    """A stretch of the plain copy to hide; `value` is what makes two of a kind the same."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text; `received[i]` was replaced by the placeholder that stands at `hidden[i]`.

    `placeholders` tells by kind and value what stands for it.
    """

    text: str
    received: tuple[Span, ...]
    hidden: tuple[Span, ...]
    placeholders: dict[tuple[str, str], str]

    def place(self, start: int, end: int) -> Span:
        """Where a stretch of the received text stands now; one that begins or ends in what is hidden grows around it."""
        return Span(self._move(start, False), max(self._move(start, False), self._move(end, True)))

    def _move(self, at: int, is_end: bool) -> int:
        index = bisect_right(self.received, at - is_end, key=lambda span: span.start) - 1
        if index < 0:
            return at
        received, hidden = self.received[index], self.hidden[index]
        if at - is_end < received.end:
            return hidden.end if is_end else hidden.start
        return hidden.end + at - received.end


def redact(text: str, details: Details) -> Redaction:
    """A received text without what points to a person; `details` are what was found in it.

    >>> redact("Hub Bu Rini WA 0812-0000-1234, NIK 3507115203990001", Details(phones=("+6281200001234",))).text
    'Hub Bu [NAMA 1] WA [TELEPON 1], NIK [NIK 1]'
    """
    plain = read_plain(text)
    hits = _merge([*_hits(plain.text, details), *_masked(text, plain, details)])
    contacts = [Span(hit.start, hit.end) for hit in hits]
    names = [
        _Hit(span.start, span.end, "NAMA", plain.text[span.start : span.end].casefold())
        for span in find_names(plain.text, contacts)
    ]
    return _replace(text, plain, _merge([*hits, *names]))


def redact_assessment(shape: dict[str, Any], redaction: Redaction, details: Details) -> dict[str, Any]:
    """The published shape with quotes, offsets and details as in the redacted text, and without who posted it.

    `details` are what was found in the received text.
    """
    kept = {key: value for key, value in shape.items() if key not in ("meta", "text")}
    kept["id"] = redact(str(shape["id"]), details).text
    kept["source"] = None  # a file name can be a person's
    kept["findings"] = [_moved(finding, redaction) for finding in shape["findings"]]
    found = dict(shape["details"])
    found["pay"] = [_moved(pay, redaction) for pay in found["pay"]]
    for field, kind in (("phones", "TELEPON"), ("accounts", "REKENING"), ("handles", "AKUN")):
        found[field] = [redaction.placeholders.get((kind, _value(kind, one)), f"[{kind}]") for one in found[field]]
    found["links"] = [redact(link, details).text for link in found["links"]]
    kept["details"] = found
    kept["registry"] = _redact_strings(shape.get("registry"), details)
    return kept


def _redact_strings(value: Any, details: Details) -> Any:
    if isinstance(value, str):
        return redact(value, details).text
    if isinstance(value, dict):
        return {key: _redact_strings(one, details) for key, one in value.items()}
    return [_redact_strings(one, details) for one in value] if isinstance(value, list | tuple) else value


def _moved(part: dict[str, Any], redaction: Redaction) -> dict[str, Any]:
    """A finding or an amount at its place in the redacted text."""
    if part["start"] is None:
        return part
    span = redaction.place(part["start"], part["end"])
    moved = {**part, "start": span.start, "end": span.end}
    return {**moved, "quote": redaction.text[span.start : span.end]} if "quote" in part else moved


def _hits(plain: str, details: Details) -> Iterator[_Hit]:
    for match in _MAIL.finditer(plain):
        yield _Hit(*match.span(), "SUREL", match[0].casefold())
    for match in _PASSPORT.finditer(plain):
        group = "number" if match["number"] else 0
        yield _Hit(*match.span(group), "PASPOR", re.sub(r"\W", "", match[group]).upper())
    for match in _IDENTITY.finditer(plain):
        digits = _digits(match[0])
        if _IDENTITY_DIGITS.fullmatch(digits) and not any(digits in account for account in details.accounts):
            kind = "KK" if _FAMILY_CARD.search(plain[max(0, match.start() - 40) : match.start()]) else "NIK"
            yield _Hit(*match.span(), kind, digits)
    yield from _known_numbers(plain, details)
    for match in _PRIVATE_LINK.finditer(plain):
        yield _Hit(*match.span("name"), "AKUN", match["name"].casefold())
    for handle in details.handles:
        name = _value("AKUN", handle)
        for match in re.finditer(rf"(?<![\w.])@? ?{re.escape(name)}(?!\w)", plain, re.IGNORECASE):
            yield _Hit(*match.span(), "AKUN", name)


def _known_numbers(plain: str, details: Details) -> Iterator[_Hit]:
    """Telephones and accounts that were found, wherever and however their digits are set."""
    for kind, values in (("REKENING", details.accounts), ("TELEPON", details.phones)):
        for value in values:
            national = _value(kind, value)
            written = _SEPARATOR.join(national)
            found = list(re.finditer(rf"(?<!\d)\(?\+?(?:62{_SEPARATOR})?0?{_SEPARATOR}{written}(?!\d)", plain))
            yield from (_Hit(*match.span(), kind, national) for match in found)
    for match in _SPOKEN.finditer(plain):
        if len(_SPOKEN_WORD.findall(match[0])) >= 3:
            digits = _SPOKEN_WORD.sub(lambda word: DIGIT_WORDS[word[0].lower()], match[0])
            if len(_digits(digits)) >= _TELLING:
                yield _Hit(*match.span(), "TELEPON", _digits(digits).removeprefix("62").removeprefix("0"))


def _masked(text: str, plain: View, details: Details) -> Iterator[_Hit]:
    """Numbers that no finder could name and that the reading view takes for contacts, not for money, dates or times."""
    licences = [_digits(licence.partition(" ")[2]) for licence in details.licences]
    view = read_view(text)
    starts = [view.starts[match.start()] for match in re.finditer(r"\d{0,4}##", view.text)]
    tails = {_digits(value)[-_TELLING:]: ("TELEPON", _value("TELEPON", value)) for value in details.phones}
    for match in _RUN.finditer(plain.text):
        digits = _digits(match[0])
        received = plain.received(*match.span())
        masked = any(received.start <= start < received.end for start in starts)
        amount = len(digits) <= _TELLING + 1 and digits.endswith("000")
        if masked and not amount and len(digits) >= _TELLING and not any(digits in licence for licence in licences):
            kind, value = tails.get(digits[-_TELLING:], ("NOMOR", digits))
            yield _Hit(*match.span(), kind, value)


def _merge(hits: Iterable[_Hit]) -> list[_Hit]:
    """Hits in text order without overlaps: of two that overlap the first stands for both."""
    merged: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = _Hit(last.start, max(last.end, hit.end), last.kind, last.value)
        else:
            merged.append(hit)
    return merged


def _replace(text: str, plain: View, hits: list[_Hit]) -> Redaction:
    placeholders: dict[tuple[str, str], str] = {}
    parts, received, hidden = [], [], []
    done = length = 0
    for hit in hits:
        written = plain.text[hit.start : hit.end]
        blank = len(written) - len(written.lstrip())
        span = plain.received(hit.start + blank, hit.start + len(written.rstrip()))
        number = 1 + sum(kind == hit.kind for kind, _ in placeholders)
        placeholder = placeholders.setdefault((hit.kind, hit.value), f"[{hit.kind} {number}]")
        before = text[done : span.start]
        parts += [before, placeholder]
        length += len(before)
        received.append(span)
        hidden.append(Span(length, length + len(placeholder)))
        length += len(placeholder)
        done = span.end
    return Redaction("".join([*parts, text[done:]]), tuple(received), tuple(hidden), placeholders)


def _value(kind: str, found: str) -> str:
    """What makes two writings of a telephone, an account or a user name the same."""
    if kind == "AKUN":
        return found.removeprefix("@").removeprefix("FB ").casefold()
    return _digits(found).removeprefix("62") if kind == "TELEPON" else _digits(found)


def _digits(value: str) -> str:
    return re.sub(r"\D", "", value)
