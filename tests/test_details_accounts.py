"""Bank accounts and wallets to which offers ask to pay. All numbers are invented."""

import pytest

from offerscan.details.accounts import find_accounts


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("BCA 1234567890 a.n. Siti Rahma", ["BCA 1234567890"]),
        ("transfer ke rek BCA: 123-456-7890", ["BCA 1234567890"]),
        ("rek. BRI 0021-01-123456-50-1 an. Suharni", ["BRI 002101123456501"]),
        ("BRI a.n. Budi Santoso 002101123456501", ["BRI 002101123456501"]),
        ("norek mandiri 1370012345678", ["Mandiri 1370012345678"]),
        ("Bank Jateng 2034567890", ["Bank Jateng 2034567890"]),
        ("no rek 7123456789 (BSI)", ["BSI 7123456789"]),
        ("rekening 7123456789", ["7123456789"]),
        ("DANA 0812 3456 7890", ["DANA 081234567890"]),
        ("Dana panitia 0812 3456 7890 a.n. Hj. Noor", ["DANA 081234567890"]),
        ("ovo/gopay 081234567890", ["OVO 081234567890"]),
        ("Go-Pay: 0857-1111-2222", ["GoPay 085711112222"]),
        ("shopee pay +62 857 1111 2222", ["ShopeePay 6285711112222"]),
        ("BCA 1234567890 atau DANA 081234567890", ["BCA 1234567890", "DANA 081234567890"]),
        ("BCA 1234567890, sekali lagi BCA 1234567890", ["BCA 1234567890"]),
        ("CIMB Niaga 701234567890", ["CIMB Niaga 701234567890"]),
        ("ＢＣＡ １２３４５６７８９０", ["BCA 1234567890"]),
    ],
)
def test_accounts(text: str, accounts: list[str]) -> None:
    assert list(find_accounts(text)) == accounts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gaji masuk BCA tiap bulan",
        "dana talangan 36.000.000",
        "PT Karya Mandiri, SIP3MI 31608825744930011",
        "PT Karya Mandiri\n31608825744930011",
        "Hub. Bu Mega 0812 3456 7890",
        "transfer 1.850.000 ke rekening bendahara",
        "DANA 0813xxxx, paling telat jam 5",
        "Bank BRI buka lowongan 2026",
        "LPK Sakura Dana buka kelas",
    ],
)
def test_no_account(text: str) -> None:
    assert find_accounts(text) == ()
