"""How well campaigns are found: a dump in which we know them, since we planted them.

Base offers of the corpus are copied in the ways recruiters vary a text. Beside them stand look-alikes: offers of different
lawful firms that are written after one pattern, as licensed agencies do, and are not one campaign. Thresholds are chosen on
one half of the base offers and patterns (`tune`), figures are told of the other (`report`).
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal, cast, get_args
from zlib import crc32

import orjson

from offerscan.cli.campaigns import campaigns_among
from offerscan.errors import InputError
from offerscan.records import Assessment, Category, Details, Risk, Versions
from offerscan_training.augment import EMOJI, FIRM_WORDS, NAMES, decorate, misspell, obfuscate, rename, slang
from offerscan_training.corpus import Document

__all__ = ["Agreement", "Half", "Planted", "agreement", "agreement_table", "as_half", "find", "plant", "write_dump"]

Half = Literal["tune", "report"]
# Shorter base offers are told alike only when they are copies, and say so in campaigns/variants.py.
_FEWEST_WORDS = 15
_MOST_CHANGES = 4
_NUMBER = re.compile(r"\+?\d[\d \-.()]{7,}\d")
_AMOUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,3})?(?= ?(?:jt|juta|rb|ribu)\b)", re.I)
_GREETINGS = (
    "Assalamualaikum wr wb, izin share ya admin",
    "Selamat pagi rekan-rekan semua, info dari teman",
    "Permisi min, numpang lapak 🙏",
    "Info loker valid, silakan yang minat",
    "Bismillah, semoga bermanfaat untuk yang membutuhkan",
)
_FORWARDED = (
    "Diteruskan",
    "Diteruskan berkali-kali",
    "Forwarded many times",
    "[Fwd] Info Loker LN",
    "Forwarded from Info Kerja",
)
# What licensed agencies write alike. The first half of the patterns is for choosing, the second for telling.
_PATTERNS = (
    "LOWONGAN KERJA RESMI\n{firm}\nIzin SIP3MI No. {licence}\nPosisi: {job}\nPenempatan: {place}\nGaji: {pay} per bulan\n"
    "Persyaratan: KTP, KK, akta lahir, ijazah terakhir, buku nikah bagi yang sudah menikah, surat izin keluarga diketahui desa\n"
    "{extra}\nPendaftaran di kantor {address}, telepon {phone}",
    "{firm} membuka pendaftaran {job} untuk {place}. {extra}. Gaji {pay}, kontrak dua tahun ditandatangani di hadapan petugas "
    "BP3MI sebelum berangkat, biaya sesuai aturan. Datang langsung ke {address} dengan KTP, KK, dan "
    "akta lahir asli, atau telepon {phone}. "
    "SIP3MI {licence}",
    "DIBUTUHKAN SEGERA {job}\n{firm} ({licence})\nTujuan {place}, gaji pokok {pay}\n{extra}\nFasilitas: asrama, BPJS, asuransi, "
    "tiket pulang pergi ditanggung majikan\nSyarat: sehat jasmani rohani, usia sesuai ketentuan, izin orang tua atau pasangan\n"
    "Info {phone} {address}",
    "Info job order {firm}: {job}, {place}. Upah {pay} di luar lembur. {extra}. Berkas: paspor, SKCK, medical check up, sertifikat "
    "kompetensi, perjanjian penempatan. Tidak ada pungutan di luar ketentuan. Kantor {address}. Hubungi {phone}. Izin {licence}.",
)
_JOBS = (
    ("operator mesin jahit pabrik garmen", "Diutamakan yang pernah memakai mesin obras dan overdeck, tes jahit hari Selasa"),
    ("perawat lansia panti wreda", "Lulusan D3 keperawatan, bersedia belajar bahasa delapan bulan di balai pelatihan"),
    ("pemanen kelapa sawit", "Terbiasa dengan egrek dan dodos, rumah dua kamar di ladang, sekolah anak tersedia"),
    ("las listrik galangan kapal", "Sertifikat 3G atau 6G, wawancara dengan pemilik galangan lewat video"),
    ("pekerja pengolahan ikan", "Ruang dingin di bawah sepuluh derajat, giliran pagi dan sore, seragam hangat dipinjamkan"),
    ("penata laksana rumah tangga", "Keluarga tiga orang tanpa lansia, libur tiap Minggu, kamar sendiri"),
    ("perakit papan elektronik", "Penglihatan baik tanpa buta warna, bekerja berdiri memakai kaca pembesar"),
    ("pemetik stroberi rumah kaca", "Musim semi sampai gugur, upah borongan per keranjang, asrama di tepi danau"),
    ("tukang bekisting proyek bendungan", "Mampu membaca gambar teknik, mandor orang Indonesia, katering tiga kali sehari"),
    ("koki masakan Nusantara", "Menguasai rendang dan soto untuk dapur hotel, uji masak di depan juru masak kepala"),
)  # fmt: skip
_ADDRESSES = ("Jl. Melati 12 Cilacap", "Jl. Diponegoro 88 Malang", "Ruko Anggrek B-7 Subang", "Jl. Pahlawan 5 Mataram")
_PLACES = ("Taiwan", "Malaysia", "Hong Kong", "Jepang", "Korea Selatan", "Arab Saudi", "Brunei", "Polandia")


@dataclass(frozen=True)
class Planted:
    """One offer of the dump, the campaign that it belongs to, and how it was varied."""

    id: str
    campaign: str
    text: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """Pairs of offers: how many are of one planted campaign, found in one, and both. `lost` counts missed offers by change."""

    planted: int
    found: int
    both: int
    lost: dict[str, float]

    @property
    def precision(self) -> float:
        """Of the pairs that were found, the part that was planted."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs that were planted, the part that was found."""
        return self.both / self.planted if self.planted else 1.0


Change = Callable[[str, random.Random], str]


def _rewritten(change: Callable[[Document, random.Random], Document]) -> Change:
    def rewritten(text: str, rng: random.Random) -> str:
        return change(Document("", text, Category.OVERSEAS_OFFER, Risk.REVIEW), rng).text

    return rewritten


def _telephone(text: str, rng: random.Random) -> str:
    number = f"08{rng.randrange(11, 60)}-0000-{rng.randrange(10_000):04}"
    return _NUMBER.sub(number, text) if _NUMBER.search(text) else f"{text} WA {number}"


def _amount(text: str, rng: random.Random) -> str:
    return _AMOUNT.sub(lambda _: str(rng.randrange(2, 40)), text)


def _emoji(text: str, rng: random.Random) -> str:
    return f"{''.join(rng.choices(EMOJI, k=3))} {text} {rng.choice(EMOJI)}"


def _order(text: str, rng: random.Random) -> str:
    """Lines, or else sentences, in another order; the first stays."""
    separator = "\n" if text.count("\n") > 2 else ". "
    first, *rest = text.split(separator)
    rng.shuffle(rest)
    return separator.join([first, *rest])


def _leet(text: str, rng: random.Random) -> str:
    signs = {"a": "4", "i": "1", "e": "3", "o": "0"}
    return re.sub(
        r"[^\W\d_]{5,}",
        lambda word: "".join(signs.get(char, char) for char in word[0]) if rng.random() < 0.2 else word[0],
        text,
    )


def _truncated(text: str, rng: random.Random) -> str:
    return f"{text[: round(len(text) * rng.uniform(0.65, 0.9))]}… Baca selengkapnya"


def _forwarded(text: str, rng: random.Random) -> str:
    return f"{rng.choice(_FORWARDED)}\n{text}"


def _greeting(text: str, rng: random.Random) -> str:
    return f"{rng.choice(_GREETINGS)}\n\n{text}"


CHANGES: dict[str, Change] = {
    "telephone": _telephone,
    "city": _rewritten(rename),
    "amount": _amount,
    "emoji": _emoji,
    "emoji_between": _rewritten(decorate),
    "order": _order,
    "slang": _rewritten(slang),
    "spelling": _rewritten(misspell),
    "leet": _leet,
    "obfuscated": _rewritten(obfuscate),
    "truncated": _truncated,
    "forwarded": _forwarded,
    "greeting": _greeting,
}


def as_half(written: str) -> Half:
    """A half by its name. Raises InputError."""
    for half in get_args(Half):
        if half == written:
            return cast(Half, half)
    raise InputError(f"There is no half named {written}: choose {' or '.join(get_args(Half))}.")


def plant(documents: Iterable[Document], half: Half, *, campaigns: int, copies: int, seed: int = 1) -> list[Planted]:
    """A dump of so many campaigns with so many offers each, and up to half as many look-alikes, in mixed order."""
    rng = random.Random(f"{seed}-{half}")
    bases = [
        one
        for one in documents
        if one.category.is_offer and len(one.text.split()) >= _FEWEST_WORDS and _half(one.id) == half
    ]
    planted = [
        offer
        for base in rng.sample(bases, min(campaigns, len(bases)))
        for offer in _copies(base.id, base.text, copies, rng)
    ]
    planted += _look_alikes(half, campaigns // 2, rng)
    rng.shuffle(planted)
    return planted


def find(planted: Sequence[Planted]) -> list[tuple[str, ...]]:
    """The offers of each campaign that the command finds by their texts alone, all taken for offers that need a review."""
    versions = Versions("-", "-", "-")
    scores = {risk: float(risk is Risk.REVIEW) for risk in Risk}
    rows = (
        (
            Assessment(
                one.id, None, Category.OVERSEAS_OFFER, {}, Risk.REVIEW, {str(risk): score for risk, score in scores.items()},
                (), Details(), None, "id", (), versions,
            ),
            one.text,
        )
        for one in planted
    )  # fmt: skip
    return [campaign.offers for campaign in campaigns_among(rows)]


def agreement(planted: Sequence[Planted], found: Sequence[Sequence[str]]) -> Agreement:
    """Pairwise agreement between the campaigns that were planted and those that were found."""
    of_campaign = {one.id: one.campaign for one in planted}
    place = {id: number for number, offers in enumerate(found) for id in offers}
    cells = Counter((one.campaign, place.get(one.id, one.id)) for one in planted)
    made, missed = Counter[str](), Counter[str]()
    biggest: defaultdict[str, int] = defaultdict(int)
    for (campaign, _), count in cells.items():
        biggest[campaign] = max(biggest[campaign], count)
    for one in planted:
        made.update(one.changes)
        if cells[one.campaign, place.get(one.id, one.id)] < biggest[one.campaign]:
            missed.update(one.changes)
    return Agreement(
        planted=_pairs(Counter(of_campaign.values()).values()),
        found=_pairs(len(offers) for offers in found),
        both=_pairs(cells.values()),
        lost={change: missed[change] / made[change] for change in sorted(made)},
    )


def agreement_table(half: Half, planted: Sequence[Planted], told: Agreement) -> str:
    """The figures as lines."""
    campaigns = len({one.campaign for one in planted})
    lost = ", ".join(f"{change} {share:.1%}" for change, share in told.lost.items())
    return (
        f"{half}: {len(planted)} offers, {campaigns} planted campaigns\n"
        f"pairwise precision {told.precision:.3f}, recall {told.recall:.3f}\nnot joined, by change: {lost}"
    )


def write_dump(planted: Iterable[Planted], path: Path) -> None:
    """One JSON object an offer: id, text, and the campaign that it was planted in."""
    with path.open("wb") as out:
        for one in planted:
            out.write(orjson.dumps({"id": one.id, "text": one.text, "campaign": one.campaign}) + b"\n")


def _copies(name: str, text: str, copies: int, rng: random.Random) -> Iterator[Planted]:
    yield Planted(f"{name}/0", name, text, ())
    for number in range(1, copies):
        changed = rng.sample(sorted(CHANGES), rng.randint(1, _MOST_CHANGES))
        varied = text
        for change in changed:
            varied = CHANGES[change](varied, rng)
        yield Planted(f"{name}/{number}", name, varied, tuple(changed))


def _look_alikes(half: Half, count: int, rng: random.Random) -> Iterator[Planted]:
    """Offers of different firms, for another job each where they are written alike: no two are one campaign."""
    patterns = _PATTERNS[:2] if half == "tune" else _PATTERNS[2:]
    kinds = list(product(patterns, _JOBS))
    for number, (pattern, (job, extra)) in enumerate(rng.sample(kinds, min(count, len(kinds)))):
        text = pattern.format(
            firm=f"PT {' '.join(rng.sample(FIRM_WORDS, 3))}", licence=f"{rng.randrange(100, 999)}/{rng.randrange(2019, 2026)}",
            job=job, extra=extra, place=rng.choice(_PLACES), pay=f"Rp {rng.randrange(5, 25)} juta",
            address=f"{rng.choice(_ADDRESSES)} (Ibu {rng.choice(NAMES)})", phone=f"021-{rng.randrange(1_000_000, 9_999_999)}",
        )  # fmt: skip
        yield Planted(f"alike-{number}", f"alike-{number}", text, ("look-alike",))


def _half(id: str) -> Half:
    return "tune" if crc32(id.encode()) % 2 else "report"


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
