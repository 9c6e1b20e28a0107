"""Several offers inside one long post, told apart where its form allows it.

A recruiter's post may hold a list of jobs, each with its own contact, between ruled lines, numbers or empty lines. One offer
with a numbered list of terms (1. KTP 2. KK) must stay one: what is cut off has to be an offer by itself. This is done to
posts alone. A row of a table, of JSON, or of a request is the user's own record: it is never cut, so that every row gives one
answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from offerscan.records import Offer, Refusal
from offerscan.text import FLAG_NAMES

__all__ = ["OfferSigns", "is_whole_offer", "split_post", "tell_apart"]

# A line of one sign, three times or more: -----, ====, ***, ~~~, ➖➖➖, 🔹🔹🔹.
_RULED_LINE = re.compile(r"^[ \t]*([^\w\s]|_)\ufe0f?(?:[ \t]*\1\ufe0f?){2,}[ \t\r]*(?:\n|\Z)", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n(?:[ \t\r\u200e\u200b]*\n)+")
# `1. `, `*2)`, `#3`, `4️⃣`, `Loker 5:`
_NUMBERED = re.compile(
    r"^[ \t*_]*(?:(?:loker|lowongan|lowker|job|posisi|no)\.?[ ]?#?(\d{1,2})\b|#?(\d{1,2})[.):][ *_]|(\d{1,2})\ufe0f?\u20e3)",
    re.IGNORECASE | re.MULTILINE,
)
_TELEPHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d .()–-]{7,18}\d(?![\w])")
_ADDRESS = re.compile(
    r"(?:wa\.me/|t\.me/|whatsapp\.com/\S{0,40}?phone=)(\+?\w{5,})|(?<![\w.+-])([\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,99})|(?<![\w.@/])@(\w{4,})",
    re.IGNORECASE,
)
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+(?:[ –-]+\d{1,3}(?:\.\d{3})+)?")
_ANNOUNCED = re.compile(
    r"\b(?:loker|lowongan|lowker|(?:di)?butuh(?:kan)?|dicari|mencari|hiring|vacanc\w+|job|posisi|penempatan|rekrut\w*|wanted"
    r"|art|prt|pabrik|operator|sopir|supir|driver|perawat|caregiver|admin|welder|abk|restoran|hotel|spa|terapis|pelayan|kebun"
    r"|cleaning|baby ?sitter|pengasuh|penjaga|sawit|konstruksi|tukang|koki|kapal|ladang|peternakan|perkebunan|toko)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:gaji|salary|upah|bayaran|penghasilan|income|wages?)\b"
    r"|(?:\b(?:rp|nt|hk|sg|us|rm)|[$¥€])\.? ?\$? ?\d|\d ?(?:jt|juta|ribu|rb)\b",
    re.IGNORECASE,
)
_PLACES = "|".join(
    map(
        re.escape,
        (*FLAG_NAMES.values(), "hong kong", "saudi", "dubai", "abu dhabi", "singapore", "cambodia", "japan", "turkey"),
    )
)
_PLACED = re.compile(rf"\b(?:{_PLACES})\b|[\U0001f1e6-\U0001f1ff]{{2}}", re.IGNORECASE)
# Without a contact of its own, a piece must say what, where and for how much in about as many words as an offer has.
_SHORTEST_WITHOUT_CONTACT = 80


def tell_apart(rows: Iterable[Offer | Refusal]) -> Iterator[Offer | Refusal]:
    """The rows, each post of several offers as these: told by `#1`, `#2` behind its source and id, with its meta."""
    for row in rows:
        pieces = split_post(row.text) if isinstance(row, Offer) else []
        if len(pieces) < 2 or isinstance(row, Refusal):
            yield row
            continue
        for number, piece in enumerate(pieces, 1):
            yield replace(row, text=piece, id=f"{row.id}#{number}", source=f"{row.source}#{number}")


def split_post(text: str) -> list[str]:
    """The offers in a post, in order, its words all kept but for the lines between; the post itself if it is one offer.

    >>> split_post("ART Taiwan, WA 0812-0000-1111\\n-----\\nPabrik Korea, WA 0812-0000-2222")
    ['ART Taiwan, WA 0812-0000-1111', 'Pabrik Korea, WA 0812-0000-2222']
    """
    if "\n" not in text:
        return [text]
    for pieces in (_by_ruled_lines(text), _by_numbers(text), _by_contacts(text)):
        if len(pieces) > 1:
            return [piece.strip("\r\n") for piece in pieces]
    return [text]


@dataclass(slots=True)
class OfferSigns:
    """What a text, or several one after the other, show of an offer: which of work, pay and place, and whom to ask."""

    kinds: set[re.Pattern[str]] = field(default_factory=set)
    contacts: set[str] = field(default_factory=set)
    length: int = 0

    @classmethod
    def of(cls, text: str) -> OfferSigns:
        """Those of one text."""
        kinds = {pattern for pattern in (_ANNOUNCED, _PAID, _PLACED) if pattern.search(text)}
        return cls(kinds, _contacts(text), len(text))

    @property
    def are_whole(self) -> bool:
        """Whether this could be an offer by itself."""
        is_full = len(self.kinds) == 3 and self.length >= _SHORTEST_WITHOUT_CONTACT
        return is_full or (len(self.kinds) >= 2 and bool(self.contacts))

    def add(self, more: OfferSigns) -> None:
        """Takes in what the next text shows."""
        self.kinds |= more.kinds
        self.contacts |= more.contacts
        self.length += more.length

    def are_apart_from(self, other: OfferSigns) -> bool:
        """Whether both are offers, each with contacts of its own."""
        if not (self.are_whole and other.are_whole and self.contacts and other.contacts):
            return False
        return self.contacts.isdisjoint(other.contacts)


def is_whole_offer(text: str) -> bool:
    """Whether a text could be an offer by itself: it announces work, pay or a place, and says whom to ask."""
    return OfferSigns.of(text).are_whole


def _by_ruled_lines(text: str) -> list[str]:
    cuts = [match.span() for match in _RULED_LINE.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    blocks = list(zip(starts, ends, strict=True))
    return _join([text[start:end] for start, end in blocks], text, blocks)


def _by_numbers(text: str) -> list[str]:
    """Cut before 1, 2, 3 and so on, if each of them is an offer; what stands above goes with the first."""
    starts: list[int] = []
    for match in _NUMBERED.finditer(text):
        if int(next(filter(None, match.groups()))) == len(starts) + 1:
            starts.append(match.start())
    pieces = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    if len(pieces) < 2 or not all(map(is_whole_offer, pieces)):
        return [text]
    return [text[: starts[0]] + pieces[0], *pieces[1:]]


def _by_contacts(text: str) -> list[str]:
    """Cut at empty lines, if the blocks have contacts of their own."""
    cuts = [match.span() for match in _EMPTY_LINES.finditer(text)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    spans: list[tuple[int, int]] = []
    begin, known = 0, set[str]()
    for start, end in zip(starts, ends, strict=True):
        contacts = _contacts(text[start:end])
        if contacts and not contacts & known and is_whole_offer(text[begin:end]):
            spans.append((begin, end))
            begin, known = end, known | contacts
    if len(spans) < 2:
        return [text]
    spans[-1] = (spans[-1][0], len(text))
    return [text[start:end] for start, end in spans]


def _join(blocks: list[str], text: str, spans: list[tuple[int, int]]) -> list[str]:
    """Blocks that are offers, with those that are none: a title goes with what follows, all else with what stands above."""
    firsts = [place for place, block in enumerate(blocks) if is_whole_offer(block)]
    if len(firsts) < 2:
        return [text]
    begins = [0, *(_title_before(blocks, first) for first in firsts[1:])]
    ends = [*begins[1:], len(blocks)]
    return [text[spans[begin][0] : spans[end - 1][1]] for begin, end in zip(begins, ends, strict=True)]


def _title_before(blocks: list[str], first: int) -> int:
    """The block before, where it is one line that announces this offer, as in `=== / LOKER KOREA / ===`."""
    title = blocks[first - 1].strip()
    return first - 1 if title and "\n" not in title and _ANNOUNCED.search(title) and not _contacts(title) else first


def _contacts(text: str) -> set[str]:
    """Telephones by their last digits, addresses and user names."""
    found = {next(filter(None, match.groups())).casefold() for match in _ADDRESS.finditer(text)}
    for match in _TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if 9 <= len(digits) <= 15 and not _MONEY.fullmatch(match[0].strip()) and digits[0] in "0689":
            found.add(digits[-9:])
    return found
