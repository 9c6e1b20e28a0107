"""Licence and job order numbers. All numbers are invented."""

import pytest

from offerscan.details.licences import LICENCES, find_licences


@pytest.mark.parametrize(
    ("text", "licences"),
    [
        ("SIP3MI 318/BP.09/2024", ["SIP3MI 318/BP.09/2024"]),
        ("SIP3MI No. 318/2023", ["SIP3MI 318/2023"]),
        ("jo no TW-26-0744, SIP2MI 12/2026", ["JO TW-26-0744", "SIP2MI 12/2026"]),
        ("SIP3MI Nomor 029 Tahun 2018", ["SIP3MI 029 Tahun 2018"]),
        ("SIP3MI NO 318 TH 2020", ["SIP3MI 318 TH 2020"]),
        ("SIP3MI No. KEP-246/2021", ["SIP3MI KEP-246/2021"]),
        ("(SIP3MI 99042718365500014).", ["SIP3MI 99042718365500014"]),
        ("lzin SIP3MI : 20480-11937-660045", ["SIP3MI 20480-11937-660045"]),
        ("izin SIP3MI 402/III/2024, SIP2MI B.1183/PT-XX/X/2026", ["SIP3MI 402/III/2024", "SIP2MI B.1183/PT-XX/X/2026"]),
        ("SlP3Ml No. 77O/2O2l", ["SIP3MI 770/2021"]),
        ("SIР3МI 0883/2023", ["SIP3MI 0883/2023"]),
        ("sip3mi 12/2024", ["SIP3MI 12/2024"]),
        ("SIP2MI nya 1994 bulan Oktober", ["SIP2MI 1994"]),
        ("SIPPTKIS 123/2015", ["SIPPTKIS 123/2015"]),
        ("NIB 9120214470316", ["NIB 9120214470316"]),
        ("SIUPPAK 221.07/2022", ["SIUPPAK 221.07/2022"]),
        ("(SIUKAK 31.07/2024)", ["SIUKAK 31.07/2024"]),
        ("izin SO 2/0771/2021", ["SO 2/0771/2021"]),
        ("SO Kemnaker No. 2/0877/HK.03.01/X/2022", ["SO 2/0877/HK.03.01/X/2022"]),
        ("izin Sending Organization Kemnaker 2/3316/HK.03.01/IX/2023", ["SO 2/3316/HK.03.01/IX/2023"]),
        ("LPK-SO Contoh Raya 2/775/2023", ["SO 2/775/2023"]),
        ("no SO KEP.2/077/LATTAS/III/2021", ["SO KEP.2/077/LATTAS/III/2021"]),
        ("izin LPK 503/118/DISNAKER/2020", ["LPK 503/118/DISNAKER/2020"]),
        ("izin LPPRT Disnakertrans DKI No. 118/LPPRT/2024", ["LPPRT 118/LPPRT/2024"]),
        ("izin P3MI 261 Th. 2023", ["P3MI 261 Th. 2023"]),
        ("PENG.2201/04.04/PP.02.04/VII/2026.", ["PENG.2201/04.04/PP.02.04/VII/2026"]),
        ("PENG/12/PP/2026", ["PENG/12/PP/2026"]),
        ("job order TW-26-0744", ["JO TW-26-0744"]),
        ("No. JO MY/OCS/0872/XI/2026", ["JO MY/OCS/0872/XI/2026"]),
        ("JO-2026/031", ["JO 2026/031"]),
        ("job order disahkan KBRI no. 018/JO/2026", ["JO 018/JO/2026"]),
        ("job order no. 018/JO/2026", ["JO 018/JO/2026"]),
        ("Demand letter CIF-ID-2611", ["JO CIF-ID-2611"]),
        ("SIP3MI 1/2023, SIP3MI 1/2023", ["SIP3MI 1/2023"]),
    ],
)
def test_licences(text: str, licences: list[str]) -> None:
    assert list(find_licences(text)) == licences


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PT punya SIP3MI kok",
        "jo nonton TW-26-0744",
        "SIP3MI xxx/2023",
        "so 2 taong aman",
        "SO 20 orang",
        "booking job order 12,5 juta",
        "Mr. JO 0812-3456-7890",
        "izin orang tua 2 lembar",
        "izin keluarga, umur 20-40",
        "sip bos 2",
    ],
)
def test_no_licence(text: str) -> None:
    assert find_licences(text) == ()


@pytest.mark.parametrize("name", [name for name in LICENCES if name not in ("JO", "Izin")])
def test_every_licence_is_read_by_its_own_name(name: str) -> None:
    written = f"izin {name}" if name in ("LPK", "LPTKS") else name
    assert find_licences(f"PT Contoh, {written} No. 12/34/2024") == (f"{name} 12/34/2024",)
