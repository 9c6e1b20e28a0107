"""The reading view: what the model reads, with a map back to the text as received.

People hide words from filters ("g4ji", "K A M B O J A", full-width and mathematical letters, zero-width marks), shout in
capitals and repeat letters. The view undoes that: letters that stand for digits in a number read as such ("Rp 9.OOO.OOO"),
compatibility forms folded (Unicode NFKC), look-alike letters mapped to Latin, lower case, leetspeak inside words read as
letters, spaced-out words joined, repeats shortened, flags written as country names. Telephone and account numbers, user
names and mail names become shapes ("08##", "@##"): the model cannot learn invented digits and holds no personal data.
Training and runtime read the same view.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from offerscan.misread import read_digits
from offerscan.records import Span

__all__ = ["BORROWED", "FLAG_NAMES", "View", "count_letters", "is_latin", "read_view", "unchanged"]

# Letters of other scripts that are drawn like a Latin one; taken from the confusables of Unicode Technical Standard 39.
BORROWED = str.maketrans(
    "аеорсухіјѕһԁԛԝвнкмтг" "οαιρτυνκεηωβ" "АЕОРСУХІЈЅВНКМТ" "ΟΑΙΡΤΥΝΚΕΗΒΖΧΜ",
    "aeopcyxijshdqwbhkmtr" "oaiptuvkenwb" "AEOPCYXIJSBHKMT" "OAIPTYNKEHBZXM",
)
# With what only the reading view takes for another letter: these stand in names of people, companies and currencies.
_LOOK_ALIKE = BORROWED | str.maketrans("ɑɡıłøđſ₽ƅ" "ᴀʙᴄᴅᴇꜰғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "agilodspb" "abcdeffghijklmnoprstuvwyz")
_SQUARED = {chr(0x1F130 + i): chr(97 + i) for i in range(26)} | {
    chr(base + i): chr(97 + i) for base in (0x1F150, 0x1F170) for i in range(26)
}
# Flags that stand for a destination in offers; any other flag is left out of the view.
FLAG_NAMES = {
    "KH": "kamboja", "MM": "myanmar", "LA": "laos", "TH": "thailand", "VN": "vietnam", "PH": "filipina", "MY": "malaysia",
    "SG": "singapura", "BN": "brunei", "TW": "taiwan", "HK": "hongkong", "MO": "makau", "CN": "china", "JP": "jepang",
    "KR": "korea", "SA": "arab saudi", "AE": "uni emirat arab", "QA": "qatar", "KW": "kuwait", "OM": "oman", "BH": "bahrain",
    "JO": "yordania", "SY": "suriah", "LB": "lebanon", "IQ": "irak", "TR": "turki", "EG": "mesir", "LY": "libya",
    "AU": "australia", "NZ": "selandia baru", "US": "amerika", "CA": "kanada", "GB": "inggris", "DE": "jerman",
    "NL": "belanda", "PL": "polandia", "RO": "rumania", "BG": "bulgaria", "HU": "hungaria", "HR": "kroasia", "RS": "serbia",
    "IT": "italia", "ES": "spanyol", "PT": "portugal", "FR": "prancis", "CZ": "ceko", "SK": "slovakia", "RU": "rusia",
    "FJ": "fiji", "MV": "maladewa", "IN": "india", "ID": "indonesia", "TL": "timor leste", "PG": "papua nugini",
}  # fmt: skip

# Behind the Latin letters of Unicode, those with marks and those of phonetics among them.
_NOT_LATIN = re.compile("[\u02b0-\U0010ffff]")
_LEET = str.maketrans("4310578@$!", "aeiostbasi")
_UNIT = (
    "jt|jta|juta|jete|rb|ribu|rbu|rebu|k|m|mio|miliar|x|th|thn|taun|tahun|bl|bln|bulan|wulan|hr|hari|jam|mnt|menit|mgg|minggu"
    "|org|orang|kg|gr|gram|cm|km|lt|liter|pcs|an|an?ak|st|nd|rd|pm|am|wib|wita|wit|seat|kursi|unit|kamar|kali|gb|mb|mbps|usd"
    "|sgd|hkd|ntd|nt|rm|thb|sar|krw|won|yen|idr|dolar|cowok?|cewek?|cwo|cwe|pax|slot|lot|ha|hp|digit|lantai|meter|watt|mile?|bab"
)
# A word with a letter and what may stand for one; plain words are passed over at once.
_LEET_WORD = re.compile(r"(?<![\w@$#!])(?=[a-z_]*[\d@$!])[\w@$!]*[a-z][\w@$!]*", re.ASCII)
_NOT_LEET = re.compile(
    rf"[\d_]+(?:{_UNIT})(?:an|nya)?!*|(?:rp|rm|nt|hk|us|idr|usd|sgd|hkd|ntd|thb|sar|krw|aed|qar|kwd|\$)+\d.*|[a-z]+2(?:nya|an|kan|ny|in|lah|i|x)?!*"
    r"|[a-z]{1,2}\d{1,4}!*|\d{1,3}[a-z]{1,2}!*|[a-z]+!+|!+[a-z]+!*|[a-z]+[@$]+|(?:nt|hk|us|sg|s|au|a|nz|c)\$.*"
    r"|(?:sip[23]mi|siskop2mi|siskotk2ln|b?k?p[234]mi|bn?p[23]tki|lp[23]tki|g2g|g2p|b2b|p2p|p2g|h2h|b2c|mp[34])\w*!*"
)
# Letters with the same sign between all of them: two dots, three of any other sign.
_SPACED = re.compile(
    r"[a-z0-9@$](?=([ \-_*·•|/,~+.])[a-z0-9@$]\1)(?<![^\W_].)"
    r"(?:(?!\.)(?:\1[a-z0-9@$]){3,}|(?=\.)(?:\1[a-z0-9@$]){2,})(?![^\W_])"
)
# Between words, where underscores stand instead of spaces.
_UNDERSCORE = re.compile(r"(?<=[^\W_])_(?=[^\W_])")
_MAIL = re.compile(r"[\w.+-]{1,64}(?=@[\w-]+\.[\w.-]+)")
_HANDLE = re.compile(
    r"(?<![\w@/.#])@[\w.]{3,40}|\[(?:username|user|phone|url|email)\]|(?<=t\.me/)[\w+]{4,40}|(?<=\.com/)[\w.?=&/+-]{4,80}"
)
_NUMBER = re.compile(r"(?<![\w#$.,])(?:\+|\(\+?)?\d(?:[ .()\-–/]{0,3}\d){6,24}(?![\w#])|(?<![\d#$.,])\+?\d{8,24}(?!\d)")
_MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$")
_DATE = re.compile(r"(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2})")
_RANGE = re.compile(r"\d{1,3}(?:[.,]\d{3})+ ?[-–/] ?\d{1,3}(?:[.,]\d{3})+$")
# Opening hours ("08.00-17.00", "0900 - 1730"): two times of day, not eight digits of a telephone.
_HOURS = re.compile(r"(?:[01]?\d|2[0-4])[.:]?[0-5][05] ?[-–] ?(?:[01]?\d|2[0-4])[.:]?[0-5][05]")
_REFERENCE = re.compile(r"[\d.]{2,12} ?/ ?(?:19|20)\d\d")
_REPEAT = re.compile(r"([^\W\d_])\1{2,}|([^\w\s#])(?:\s?\2){2,}")
_SPACE = re.compile(r"\s{2,}")
_DIGIT = re.compile(r"\d")
_FEWEST_DIGITS = 7  # of a number that is masked
# What is not read as it stands: flags, everything outside ASCII, signs that do not print.
_UNUSUAL = re.compile("[\U0001f1e6-\U0001f1ff]{2}|[^ -~\n\t]")
# First two digits of the calling codes that have three.
_THREE_DIGITS = frozenset(
    map(str, (21, 22, 23, 24, 25, 26, 29, 35, 37, 38, 42, 50, 59, 67, 68, 69, 80, 85, 88, 96, 97, 99))
)
_DROPPED = frozenset(("Cf", "Cs", "Co", "Cn", "Mn", "Me"))


@dataclass(frozen=True, slots=True)
class View:
    """A text as the model reads it.

    `starts[i]`, `ends[i]` bound the stretch of the received text that character `i` of `text` stands for, in code points.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def received(self, start: int, end: int) -> Span:
        """Span of the received text that view characters `start` to `end` (half-open, not empty) stand for."""
        return Span(self.starts[start], self.ends[end - 1])


def unchanged(text: str) -> View:
    """A text in which every character stands for itself."""
    return View(text, range(len(text)), range(1, len(text) + 1))


class _Draft:
    """A view in the making: characters with their stretches, rewritten pass by pass."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._text: str | None = None

    @property
    def text(self) -> str:
        """All characters, joined anew only where something has rewritten them."""
        if self._text is None:
            self._text = "".join(self.chars)
        return self._text

    def has(self, signs: str) -> bool:
        """Whether one of these signs stands in it."""
        return any(sign in self.text for sign in signs)

    def add(self, text: str, start: int, end: int) -> None:
        self.chars.extend(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    def add_received(self, text: str, start: int, end: int) -> None:
        """A stretch of the received text as it is; each character stands for itself."""
        self.chars.extend(text[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def spell(self, text: str) -> None:
        """Other characters in the places of those that are there."""
        self.chars, self._text = list(text), text

    def rewrite(self, pattern: re.Pattern[str], mend: Callable[[re.Match[str]], str | list[int] | None]) -> None:
        """Replace each match by a text that stands for all of it (or, of equal length, letter by letter), or keep only
        the characters at the given offsets within the match; None leaves it."""
        text = self.text
        done, last = _Draft(), 0
        for match in pattern.finditer(text):
            mended = mend(match)
            if mended is None:
                continue
            start, end = match.span()
            done._copy(self, range(last, start))
            last = end
            if isinstance(mended, list):
                done._copy(self, (start + i for i in mended))
            elif len(mended) == end - start:
                done.chars.extend(mended)
                done.starts.extend(self.starts[start:end])
                done.ends.extend(self.ends[start:end])
            else:
                done.add(mended, self.starts[start], self.ends[end - 1])
        if last:
            done._copy(self, range(last, len(text)))
            self.chars, self.starts, self.ends, self._text = done.chars, done.starts, done.ends, None

    def _copy(self, other: _Draft, indices: range | object) -> None:
        if isinstance(indices, range):
            piece = slice(indices.start, indices.stop)
            self.chars.extend(other.chars[piece])
            self.starts.extend(other.starts[piece])
            self.ends.extend(other.ends[piece])
            return
        for i in indices:  # type: ignore[attr-defined]
            self.chars.append(other.chars[i])
            self.starts.append(other.starts[i])
            self.ends.append(other.ends[i])


def count_letters(text: str) -> int:
    """Letters of any script."""
    return sum(map(str.isalpha, text))


def is_latin(view: str) -> bool:
    """Whether most letters of a view are Latin, as in all that the model learned; also where there is none.

    >>> is_latin("gaji 5jt ke 台湾"), is_latin("รับสมัครงาน"), is_latin("08##")
    (True, False, True)
    """
    foreign = count_letters("".join(_NOT_LATIN.findall(view)))
    return not foreign or count_letters(view) >= 2 * foreign


@lru_cache(maxsize=1)  # model and finders of details read the same text one after the other
def read_view(text: str) -> View:
    """The reading view of a text of any length and content.

    >>> read_view("G4JI  1 5 j t, K A M B O J A 🇰🇭!!! WA +62 812-3456-7890").text
    'gaji 1 5 j t, kamboja kamboja ! wa 08##'
    """
    draft = _fold(text)
    draft.spell(read_digits(draft.text).lower())
    draft.rewrite(_SPACED, _join_spaced)
    # Most posts have no address and no number, and need no search for one.
    if draft.has("@"):
        draft.rewrite(_MAIL, lambda match: "##")
    if draft.has("@[/"):
        draft.rewrite(_HANDLE, lambda match: "@##" if match[0][0] in "@[" else "##")
    if len(_DIGIT.findall(draft.text)) >= _FEWEST_DIGITS:
        draft.rewrite(_NUMBER, _mask_number)
    if draft.text.count("_") > draft.text.count(" "):
        draft.rewrite(_UNDERSCORE, lambda match: " ")
    draft.rewrite(_LEET_WORD, _read_leet)
    draft.rewrite(_REPEAT, lambda match: [0])
    draft.rewrite(_SPACE, lambda match: [0])
    chars = draft.text.replace("\n", " ").replace("\t", " ")
    return View(chars, tuple(draft.starts), tuple(draft.ends))


def _fold(text: str) -> _Draft:
    """Compatibility forms and look-alikes folded, in lower case but for ASCII; marks that are not seen left out."""
    draft, done = _Draft(), 0
    for match in _UNUSUAL.finditer(text):
        start, end = match.span()
        draft.add_received(text, done, start)
        done = end
        char = match[0]
        if end - start == 2:
            code = "".join(chr(ord(c) - 0x1F1E6 + 65) for c in char)
            if code in FLAG_NAMES:
                draft.add(f" {FLAG_NAMES[code]} ", start, end)
        elif char < "\x7f":
            draft.add(" ", start, end)
        elif unicodedata.category(char) not in _DROPPED:
            draft.add(_fold_char(char), start, end)
    draft.add_received(text, done, len(text))
    return draft


def _fold_char(char: str) -> str:
    folded = _SQUARED.get(char) or unicodedata.normalize("NFKC", char).lower().translate(_LOOK_ALIKE)
    decomposed = unicodedata.normalize("NFD", folded)
    folded = "".join(c for c in decomposed if unicodedata.category(c) not in _DROPPED)
    return "".join(" " if c.isspace() and c != "\n" else c for c in folded)


def _join_spaced(match: re.Match[str]) -> list[int] | None:
    """Offsets of the letters of a spaced-out word; None where it is a list of numbers or a date."""
    spaced = match[0]
    letters = spaced[::2]
    if sum(c.isalpha() for c in letters) * 2 <= len(letters):
        return None
    return list(range(0, len(spaced), 2))


def _mask_number(match: re.Match[str]) -> str | None:
    """The shape of a telephone, account or registration number; None where it is money, a date or a time."""
    written = match[0]
    digits = re.sub(r"\D", "", written)
    if _REFERENCE.fullmatch(written) or _HOURS.fullmatch(written):
        return None
    lead = written.lstrip("(")
    if lead.startswith("+") or digits.startswith(("00", "62")):
        foreign = digits.lstrip("0")
        if not 8 <= len(foreign) <= 15:
            return "##"
        if foreign.startswith("62"):
            return "08##" if foreign[2:3] == "8" or foreign[2:4] == "08" else "0##"
        return f"+{foreign[: _prefix_length(foreign)]}##"
    if lead.startswith("0") and 8 <= len(digits) <= 14:
        return "08##" if digits[1] == "8" else "0##"
    if _MONEY.fullmatch(written) or _RANGE.fullmatch(written) or _DATE.match(written) or len(digits) < 8:
        return None
    if "/" in written or (re.search(r"\d[ ]?[-–][ ]?\d", written) and len(digits) < 10):
        return None
    return "##"


def _prefix_length(number: str) -> int:
    """Digits of the country calling code at the head of an international number (ITU-T E.164)."""
    if number[0] in "17":
        return 1
    return 3 if number[:2] in _THREE_DIGITS else 2


def _read_leet(match: re.Match[str]) -> str | None:
    """A word with its digits and signs read as letters; None where they are meant as digits."""
    word = match[0]
    if word.isalpha() or _NOT_LEET.fullmatch(word):
        return None
    body = word.rstrip("!")
    letters = sum(c.isalpha() for c in body)
    if (
        letters < 2
        or letters * 2 < len(body)
        or re.search(r"\d{3}|[269]", body)
        or re.fullmatch(r"[a-z]+\d\d+|[a-z_]+", body)
    ):
        return None
    return body.translate(_LEET) + word[len(body) :]
