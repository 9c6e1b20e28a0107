"""Other ways to write the same document: spelling, slang, obfuscation, emoji, other names, amounts and places.

Every change is an edit of the received text with the marks carried along; the reading view is taken afterwards, so that
training sees the same view as the runtime.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from offerscan.catalog import read_catalog
from offerscan.decision import guideline_level
from offerscan.details import find_details
from offerscan.records import Category, Risk
from offerscan_training.corpus import Document
from offerscan_training.edits import Edit, apply

# One row, one meaning: any form may stand for any other in informal Indonesian.
SLANG = [
    row.split() for row in (
        "tidak gak ga nggak ngga ndak tdk g enggak tak gk", "yang yg", "untuk utk buat bwt", "dengan dgn sama dg",
        "saya sy aku gw gue ane", "kamu km lu kau anda", "sudah udah udh sdh dah", "belum blm belom blum",
        "bisa bs dapat", "gaji upah bayaran salary gajian", "kerja krj kerjaan bekerja gawe", "orang org",
        "langsung lgsg lsg lngsung", "dan & n", "karena krn karna soalnya", "juga jg jga", "kalau kalo klo kl jika",
        "banyak bnyk byk", "dari dr dri", "di d", "ke k", "bulan bln bl", "tahun thn th", "hari hr", "minggu mggu mgg",
        "juta jt jeti", "ribu rb rebu", "uang duit doku", "nanti nti ntar nnti", "saja aja aj sj doang",
        "jangan jgn jngn", "hubungi hub kontak call chat", "berangkat brangkat brgkt terbang",
        "paspor passport pasport", "visa pisa", "gratis free percuma", "biaya ongkos beaya", "bayar byr setor",
        "butuh perlu cari dicari dibutuhkan", "perempuan wanita cewek cewe prempuan",
        "laki-laki pria cowok cowo lelaki", "umur usia", "mau mo pengen ingin", "sekarang skrg skr skrng",
        "teman temen kawan", "cepat cpt cepet", "tanpa tnpa tanpo", "syarat persyaratan sarat", "majikan bos boss",
        "perusahaan pt prusahaan", "rumah rmh", "anak ank", "masih msh", "semua smua semuanya", "kantor ktr",
        "dalam dlm", "atau ato", "sampai sampe smp", "lewat lwt via", "kirim krm", "potong ptg", "proses pros",
        "mess asrama tempat-tinggal", "makan mkn", "resmi legal", "kontrak kontrk", "luar-negeri LN luarnegri",
    )
]  # fmt: skip
_SLANG = {form: row for row in SLANG for form in row if len(form) > 1}

# Places change only within a row: the rows differ in what the guideline says about them.
PLACES = [
    row.split("|") for row in (
        "Kamboja|Myanmar|Laos|Kamboja|Cambodia",
        "Poipet|Sihanoukville|Bavet|Phnom Penh|Myawaddy|Poipet|Shwe Kokko|Laukkaing",
        "Taiwan|Hong Kong|Hongkong|Singapura|Singapore", "Taoyuan|Taichung|Kaohsiung|Tainan|Hsinchu|Taipei",
        "Malaysia|Brunei|Malaysia", "Johor|Penang|Selangor|Kuala Lumpur|Perak|Kedah|Melaka|Ipoh|Klang",
        "Sabah|Sarawak|Kuching|Tawau|Keningau|Lahad Datu|Miri|Sandakan",
        "Arab Saudi|Saudi|Kuwait|Oman|Qatar|UEA|Bahrain",
        "Riyadh|Jeddah|Dammam|Dubai|Abu Dhabi|Doha|Muscat|Sharjah|Madinah", "Suriah|Irak|Libya|Yordania|Lebanon",
        "Jepang|Korea|Korea Selatan|Japan", "Tokyo|Osaka|Nagoya|Shizuoka|Busan|Seoul|Hokkaido|Fukuoka",
        "Polandia|Turki|Rumania|Serbia|Kroasia|Bulgaria|Hungaria",
        "Australia|Selandia Baru|Kanada|New Zealand|Amerika", "Jerman|Belanda|Inggris",
        "Kupang|Soe|Atambua|Ende|Maumere|Lombok|Mataram|Sumbawa|Bima|Indramayu|Cirebon|Subang|Sukabumi"
        "|Cianjur|Karawang|Cilacap|Kebumen|Kendal|Brebes|Malang|Blitar|Ponorogo|Tulungagung|Banyuwangi|Jember|Sampang"
        "|Bangkalan|Medan|Batam|Pontianak|Sambas|Nunukan|Makassar|Manado|Ambon|Jayapura|Lampung|Palembang|Padang|Garut|Serang|Wonosobo",
    )
]  # fmt: skip
_PLACES = {place.lower(): row for row in PLACES for place in row}
_PLACE = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, _PLACES), key=len, reverse=True)) + r")\b", re.I)
NAMES = [
    "Ani", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Galih", "Hani", "Indah", "Joko", "Kartika", "Lina", "Maya", "Nur",
    "Oki", "Putri", "Rina", "Santi", "Tono", "Umi", "Wati", "Yanti", "Yohanes", "Maria", "Petrus", "Agus", "Slamet",
    "Siti", "Asep", "Ujang", "Dedeh", "Made", "Ketut", "Wayan", "Nyoman", "Ucok", "Butet", "Daeng", "Andi",
    "Baharuddin", "Abdul", "Hasan", "Husna", "Zainab", "Lalu", "Baiq", "Stefanus", "Yuliana", "Markus", "Elisabet",
    "Kornelis", "Rahmat", "Hendra", "Meiling", "Kevin", "Jessica",
]  # fmt: skip
TITLES = [
    "Pak", "Bu", "Ibu", "Bapak", "Mbak", "Mas", "Kak", "Bang", "Om", "Tante", "Teh", "Kang", "Cak", "Mama", "Bunda",
    "Haji", "Hj.",
]  # fmt: skip
_NAMED = re.compile(r"\b((?i:" + "|".join(map(re.escape, TITLES)) + r")) ([A-Z][a-z]{2,11})\b")
_SEXES = (("perempuan", "wanita", "cewek", "cewe"), ("laki-laki", "pria", "cowok", "cowo"))
_SEX = re.compile(r"\b(?:" + "|".join(word for row in _SEXES for word in row) + r")\b", re.I)
_FIRM = re.compile(r"\b(PT|CV|LPK|P[Tt]\.) ((?:[A-Z][a-z]+ ){0,3}[A-Z][a-z]+)\b")
FIRM_WORDS = [
    "Arta", "Bahana", "Cakra", "Dharma", "Eka", "Fajar", "Graha", "Harapan", "Intan", "Jaya", "Karya", "Lintas",
    "Mitra", "Nusa", "Oriza", "Prima", "Quantum", "Rukun", "Sentosa", "Tirta", "Utama", "Wahana", "Yudha", "Zamrud",
    "Abadi", "Bestari", "Cemerlang", "Delima", "Elok", "Gemilang", "Insani", "Kencana", "Lestari", "Mandiri",
    "Permata", "Sejahtera", "Unggul", "Rantau", "Samudra", "Buana", "Migas", "Sarana", "Perkasa", "Anugerah",
    "Bintang", "Citra", "Mulia",
]  # fmt: skip
_AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3})(?=(?:[.,]\d)? ?(?:jt|juta|rb|ribu)\b)|(?<=\bRM )\d{3,4}\b|(?<=\bRM)\d{3,4}\b", re.I
)
_DIGITS = re.compile(r"\d")
_LONG_NUMBER = re.compile(r"\+?\d[\d \-.()]{7,}\d")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMOJI = re.compile(r"[\u2600-\u27bf\U0001f300-\U0001f64f\U0001f680-\U0001faff]\ufe0f?")
EMOJI = "🔥✅💰📌🙏😊👉📢⭐✨💼📞💵🏭👩👨❗⚠️😁🤝🌏🛫📝💯🎉"
_SPACE = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
_VOWEL = re.compile(r"(?<=\w)[aeiou]", re.I)
_LEET = {"a": "4@", "i": "1!", "e": "3", "o": "0", "s": "5", "t": "7", "g": "9"}
# What a text-recognition program takes letters for.
_MISREAD = {
    "m": ["rn", "nn", "in"], "w": ["vv"], "d": ["cl"], "n": ["ri", "ii"], "h": ["li"], "u": ["ii"], "l": ["1", "I", "|"],
    "i": ["1", "l", "!"], "o": ["0"], "s": ["5"], "b": ["6", "8"], "g": ["9", "q"], "t": ["f", "7"], "e": ["c"], "a": ["o"],
    "O": ["0", "Q"], "I": ["l", "1"], "S": ["5"], "B": ["8"], "G": ["6"], "Z": ["2"], "0": ["O", "o"], "1": ["l", "I"],
    "5": ["S"], "8": ["B"], "6": ["G"], "rn": ["m"], "cl": ["d"],
}  # fmt: skip
_MISREADABLE = re.compile("|".join(sorted(_MISREAD, key=len, reverse=True)))
_TWINS = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "y": "у", "i": "і"}


def _words(document: Document, share: float, rng: random.Random, change: Callable[[str], str | None]) -> list[Edit]:
    edits = []
    for match in _WORD.finditer(document.text):
        if rng.random() < share and (text := change(match[0])) is not None:
            edits.append(Edit(*match.span(), text))
    return edits


def slang(document: Document, rng: random.Random) -> Document:
    """Common words in another usual form."""

    def change(word: str) -> str | None:
        row = _SLANG.get(word.lower())
        return rng.choice(row).replace("-", " ") if row else None

    return apply(document, _words(document, 0.5, rng, change))


def misspell(document: Document, rng: random.Random) -> Document:
    """Typing faults and telegram style: vowels left out, letters swapped, doubled or lost."""

    def change(word: str) -> str:
        kind, i = rng.random(), rng.randrange(1, len(word) - 1)
        if kind < 0.4 and len(word) > 3:
            return word[0] + re.sub(r"[aeiou]", "", word[1:-1]) + word[-1]
        if kind < 0.6:
            return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        if kind < 0.8:
            return word[:i] + word[i + 1 :]
        return word[:i] + word[i] * rng.randint(2, 4) + word[i + 1 :]

    return apply(document, _words(document, rng.choice([0.05, 0.1, 0.2]), rng, change))


def drop_vowels(document: Document, rng: random.Random) -> Document:
    """Most words as those write who pay by the letter, or hide from a filter: "lwngn krj d mlysia"."""
    keeps_last = rng.random() < 0.5

    def change(word: str) -> str:
        kept = word[-1] if keeps_last and len(word) > 3 else ""
        inner = re.sub(r"[aeiou]", "", word[1 : len(word) - len(kept)], flags=re.I)
        return word[0] + inner + kept if inner else word

    return apply(document, _words(document, rng.choice([0.5, 0.8, 1.0]), rng, change))


def misread(document: Document, rng: random.Random) -> Document:
    """A poster read by a text-recognition program: letters taken for others, words broken apart or run together, lines that end
    anywhere."""
    share, gap, broken = rng.choice([0.02, 0.06, 0.15]), rng.choice([0.0, 0.02, 0.08]), rng.choice([0.0, 0.1])
    edits = [
        Edit(*match.span(), rng.choice(_MISREAD[match[0]]))
        for match in _MISREADABLE.finditer(document.text)
        if rng.random() < share
    ]
    for match in _WORD.finditer(document.text):
        if rng.random() < gap:
            place = rng.randrange(match.start() + 1, match.end())
            edits.append(Edit(place, place, " "))
    for match in re.finditer(" +", document.text):
        if rng.random() < broken:
            edits.append(Edit(*match.span(), "\n"))
        elif rng.random() < gap:
            edits.append(Edit(*match.span(), ""))
    return apply(document, edits)


def obfuscate(document: Document, rng: random.Random) -> Document:
    """Words written to pass a filter: leetspeak, look-alikes, letters spaced or dotted apart, zero-width marks, a vowel hidden."""
    styles = rng.sample(["leet", "twin", "space", "dot", "zero", "break", "hide"], 2)

    def change(word: str) -> str:
        style = rng.choice(styles)
        if style == "leet":
            return "".join(rng.choice(_LEET[c]) if c in _LEET and rng.random() < 0.6 else c for c in word)
        if style == "twin":
            return "".join(_TWINS.get(c, c) if rng.random() < 0.6 else c for c in word)
        if style == "zero":
            return "\u200b".join(word)
        if style == "hide":
            return _VOWEL.sub(rng.choice("*.#-"), word, count=1)
        if style == "break":
            i = rng.randrange(1, len(word))
            return word[:i] + rng.choice(" .-*_'") + word[i:]
        return (" " if style == "space" else rng.choice(".-*")).join(word)

    return apply(document, _words(document, rng.choice([0.1, 0.25, 0.6]), rng, change))


def decorate(document: Document, rng: random.Random) -> Document:
    """Emoji put between sentences or anywhere between words, or all taken away."""
    if _EMOJI.search(document.text) and rng.random() < 0.6:
        return apply(document, [Edit(*match.span(), "") for match in _EMOJI.finditer(document.text)])
    places, share = (_SENTENCE, 0.5) if rng.random() < 0.8 else (_SPACE, rng.choice([0.1, 0.4]))
    edits = [
        Edit(match.start(), match.start(), " " + rng.choice(EMOJI))
        for match in places.finditer(document.text)
        if rng.random() < share
    ]
    return apply(document, [Edit(0, 0, rng.choice(EMOJI) + " "), *edits])


def rename(document: Document, rng: random.Random) -> Document:
    """Other persons of either sex, firms, places of the same kind, digits and slightly other amounts."""
    edits = []
    for match in _NAMED.finditer(document.text):
        title = rng.choice(TITLES)
        edits.append(Edit(*match.span(1), title if match[1][0].isupper() else title.lower()))
        edits.append(Edit(*match.span(2), rng.choice(NAMES)))
    for match in _FIRM.finditer(document.text):
        edits.append(Edit(match.start(2), match.end(2), " ".join(rng.sample(FIRM_WORDS, rng.randint(2, 3)))))
    for match in _PLACE.finditer(document.text):
        # "ı" and "ſ" match i and s when case is ignored, yet are no capitals of them.
        if row := _PLACES.get(match[0].lower()):
            edits.append(Edit(*match.span(), rng.choice(row)))
    for match in _LONG_NUMBER.finditer(document.text):
        edits.append(Edit(*match.span(), match[0][:3] + _DIGITS.sub(lambda _: str(rng.randrange(10)), match[0][3:])))
    for match in _AMOUNT.finditer(document.text):
        value = int(match[0])
        edits.append(Edit(*match.span(), str(max(1, round(value * rng.uniform(0.9, 1.12))))))
    return apply(document, edits)


def swap_sexes(document: Document, rng: random.Random) -> Document:
    """Women sought where men were and the other way round: a sex never makes an offer riskier."""

    def other(word: str) -> str:
        text = rng.choice(_SEXES[0] if word.lower() in _SEXES[1] else _SEXES[1])
        return text.upper() if word.isupper() else text.capitalize() if word[0].isupper() else text

    return apply(document, [Edit(*match.span(), other(match[0])) for match in _SEX.finditer(document.text)])


def thin(document: Document, rng: random.Random) -> Document:
    """Some sentences without evidence left out; what the text is and how risky does not hang on them."""
    edits, begin = [], 0
    for match in [*_SENTENCE.finditer(document.text), None]:
        end = match.end() if match else len(document.text)
        marked = any(mark.start < end and begin < mark.end for mark in document.spans)
        if not marked and begin and rng.random() < 0.3:
            edits.append(Edit(begin, end, ""))
        begin = end
    return apply(document, edits) if document.spans else document


def fragment(document: Document, rng: random.Random, longest: int = 2) -> Document | None:
    """One to `longest` words of it that say nothing by themselves, a text of category `other`; None where all its words
    are evidence. Without such texts a model takes "kerja" alone for the offers that the word comes from."""
    free = [
        match for match in re.finditer(r"\S+", document.text)
        if not any(mark.start < match.end() and match.start() < mark.end for mark in document.spans)
    ]  # fmt: skip
    if not free:
        return None
    first = rng.randrange(len(free))
    last = min(first + rng.randint(1, longest), len(free)) - 1
    if any(free[first].start() < mark.start < free[last].end() for mark in document.spans):
        last = first
    text = document.text[free[first].start() : free[last].end()]
    return Document(f"{document.id}-fragment", text, Category.OTHER, Risk.LOW, (), document.meta)


def fragments(documents: Sequence[Document], count: int, rng: random.Random) -> list[Document]:
    """Fragments of `count` of the documents at most, chosen at random."""
    chosen = rng.sample(documents, min(count, len(documents)))
    return [piece for document in chosen if (piece := fragment(document, rng)) is not None]


def excerpt(document: Document, rng: random.Random) -> Document | None:
    """One or two sentences of an offer as a text of its own, at least one of which holds evidence: what callers paste, and what
    others quote. Its level is the guideline's, from the indicators that are left; None where an offer has no such part."""
    if not document.category.is_offer:
        return None
    ends = [match.end() for match in _SENTENCE.finditer(document.text)] + [len(document.text)]
    parts = []
    for first in range(len(ends)):
        for last in range(first, min(first + 2, len(ends))):
            start, end = ends[first - 1] if first else 0, ends[last]
            touched = [mark for mark in document.spans if mark.start < end and start < mark.end]
            if touched and all(start <= mark.start and mark.end <= end for mark in touched):
                parts.append((start, end))
    if len(ends) < 3 or not parts:
        return None
    start, end = rng.choice(parts)
    cut = apply(document, [Edit(0, start, ""), Edit(end, len(document.text), "")])
    has_company = bool(find_details(cut.text).companies)
    level = guideline_level(cut.labels, cut.category, has_company, read_catalog())
    return replace(cut, id=f"{document.id}-excerpt", risk=level)


def excerpts(documents: Sequence[Document], count: int, rng: random.Random) -> list[Document]:
    """Excerpts of `count` of the documents at most, chosen at random."""
    chosen = rng.sample(documents, min(count, len(documents)))
    return [part for document in chosen if (part := excerpt(document, rng)) is not None]


def bury(document: Document, strangers: Sequence[str], rng: random.Random, longest: int = 1_000) -> Document:
    """The document amid talk that has nothing to do with it, as a post stands in a group or a chat; at most `longest`
    characters, so that one window of the model holds all of it."""
    before: list[str] = []
    after: list[str] = []
    room = longest - len(document.text)
    for stranger in strangers:
        if len(stranger) < room:
            (before if rng.random() < 0.5 else after).append(stranger)
            room -= len(stranger)
    gap = rng.choice(["\n", "\n\n", " ", " | "])
    end = len(document.text)
    edits = [Edit(0, 0, "".join(text + gap for text in before)), Edit(end, end, "".join(gap + text for text in after))]
    return apply(document, edits)


# (change, how often it is made when a document is augmented)
CHANGES: tuple[tuple[Callable[[Document, random.Random], Document], float], ...] = (
    (thin, 0.25), (rename, 0.6), (swap_sexes, 0.2), (slang, 0.4), (decorate, 0.3), (misspell, 0.3), (drop_vowels, 0.08),
    (misread, 0.08), (obfuscate, 0.15),
)  # fmt: skip


def augment(document: Document, rng: random.Random) -> Document:
    """The document with some of the changes made, in a fixed order."""
    for change, share in CHANGES:
        if rng.random() < share:
            document = change(document, rng)
    return document
