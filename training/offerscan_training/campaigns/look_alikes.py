"""Offers of different lawful firms that are written after one pattern, as licensed agencies do, and are not one campaign."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import product

from offerscan_training.augment import FIRM_WORDS, NAMES

__all__ = ["PATTERNS", "write_look_alikes"]

PATTERNS = (
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


def write_look_alikes(patterns: Sequence[str], count: int, rng: random.Random) -> Iterator[str]:
    """At most so many offers after some of PATTERNS, each of another firm, and for another job where they are written alike."""
    kinds = list(product(patterns, _JOBS))
    for pattern, (job, extra) in rng.sample(kinds, min(count, len(kinds))):
        yield pattern.format(
            firm=f"PT {' '.join(rng.sample(FIRM_WORDS, 3))}", licence=f"{rng.randrange(100, 999)}/{rng.randrange(2019, 2026)}",
            job=job, extra=extra, place=rng.choice(_PLACES), pay=f"Rp {rng.randrange(5, 25)} juta",
            address=f"{rng.choice(_ADDRESSES)} (Ibu {rng.choice(NAMES)})", phone=f"021-{rng.randrange(1_000_000, 9_999_999)}",
        )  # fmt: skip
