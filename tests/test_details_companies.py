"""Company names with their legal form. All firms are invented."""

import pytest

from offerscan.details.companies import find_companies


@pytest.mark.parametrize(
    ("text", "companies"),
    [
        ("PT Maju Jaya Abadi, SIP3MI 12/2024", ["PT Maju Jaya Abadi"]),
        ("PT. MAJU JAYA ABADI – SIP3MI 12/2024", ["PT MAJU JAYA ABADI"]),
        ("lewat PT Maju Jaya Abadi (SIP3MI 12/2024)", ["PT Maju Jaya Abadi"]),
        ("PT MAJU JAYA ABADI SIP3MI 12/2024", ["PT MAJU JAYA ABADI"]),
        ("PT MAJU JAYA ABADI MEMBUTUHKAN 20 ORANG", ["PT MAJU JAYA ABADI"]),
        ("PT MAJU JAYA ABADI\nJL MERDEKA 1", ["PT MAJU JAYA ABADI"]),
        ("PT Maju Jaya Abadi cabang Kupang", ["PT Maju Jaya Abadi"]),
        ("PT Maju Jaya Abadi membuka lowongan", ["PT Maju Jaya Abadi"]),
        ("PT Maju Tenaga Bersama", ["PT Maju Tenaga Bersama"]),
        ("PT nya PT Maju Jaya Abadi izin SIP3MI 1/2023", ["PT Maju Jaya Abadi"]),
        ("PT-nya Maju Jaya Abadi, izinnya ada", ["PT Maju Jaya Abadi"]),
        ("PT nya Maju Jaya Abadi SIP3MI 1/2024", ["PT Maju Jaya Abadi"]),
        ("lewat pt maju jaya di bekasi", ["PT maju jaya"]),
        ("pt maju jaya abadi buka lagi", ["PT maju jaya abadi"]),
        ("CV Sumber Rejeki Makmur butuh sopir", ["CV Sumber Rejeki Makmur"]),
        ("LPK Sakura Bestari buka kelas", ["LPK Sakura Bestari"]),
        ("LPK-SO Hikari Cipta Insani, izin SO 2/1/2023", ["LPK-SO Hikari Cipta Insani"]),
        ("Yayasan Bunda Contoh adalah penyalur", ["Yayasan Bunda Contoh"]),
        ("LPTKS BINA CONTOH (izin Disnaker)", ["LPTKS BINA CONTOH"]),
        ("Dingin Contoh Services Sdn Bhd, Johor", ["Dingin Contoh Services Sdn Bhd"]),
        ("User: Contoh Plastik Industries Sdn. Bhd.", ["Contoh Plastik Industries Sdn. Bhd"]),
        ("badan usaha Contoh Siam Co., Ltd.", ["Contoh Siam Co., Ltd"]),
        ("Perahu Contoh Pte Ltd (UEN tercantum)", ["Perahu Contoh Pte Ltd"]),
        ("Contoh Meridian Fabrication LLC", ["Contoh Meridian Fabrication LLC"]),
        ("PT Maju Jaya Abadi dan PT Contoh Dua Benua", ["PT Maju Jaya Abadi", "PT Contoh Dua Benua"]),
        ("PT Maju Jaya Abadi. PT MAJU JAYA ABADI", ["PT Maju Jaya Abadi"]),
        ("𝗣𝗧 𝗟𝗲𝗻𝘁𝗲𝗿𝗮 𝗖𝗼𝗻𝘁𝗼𝗵", ["PT Lentera Contoh"]),
        ("РТ Ваhаri Соntоh Jауа, SIР3МI 1/2023", ["PT Bahari Contoh Jaya"]),
    ],
)
def test_companies(text: str, companies: list[str]) -> None:
    assert list(find_companies(text)) == companies


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PT resmi kok bu",
        "gak usah lewat PT. Yang mau datang saja",
        "nama PT belum disebut",
        "NAMA PT DIBERITAHU NANTI",
        "pt nya di bekasi",
        "pt abal abal minta duit",
        "Kirim CV ke hrd@contoh.id",
        "Bawa CV Anda",
        "Apply with CV English Version",
        "aturan yayasan. Gaji UMK",
        "yayasan talangi dulu",
        "cv dan ijazah",
    ],
)
def test_no_company(text: str) -> None:
    assert find_companies(text) == ()
