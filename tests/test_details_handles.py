"""User names on messengers and social networks. All names are invented."""

import pytest

from offerscan.details.handles import find_handles


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("chat @mami_contoh88", ["@mami_contoh88"]),
        ("Tele: @hr_contoh.", ["@hr_contoh"]),
        ("IG: loker.contoh", ["@loker.contoh"]),
        ("ig = @loker.contoh", ["@loker.contoh"]),
        ("tele:rekrut_contoh", ["@rekrut_contoh"]),
        ("telegram : rekrut_contoh", ["@rekrut_contoh"]),
        ("TG  @ contoh_bavet", ["@contoh_bavet"]),
        ("wechat: contoh_kowloon", ["@contoh_kowloon"]),
        ("tiktok: contoh.kerja", ["@contoh.kerja"]),
        ("fb: Rina Contoh", ["FB Rina Contoh"]),
        ("akun Facebook Agus Contoh Jaya, inbox", ["FB Agus Contoh Jaya"]),
        ("@contoh_satu dan @contoh_dua, lalu @contoh_satu", ["@contoh_satu", "@contoh_dua"]),
        ("@kontak.contoh\n@lain_contoh", ["@kontak.contoh", "@lain_contoh"]),
        ("＠ｃｏｎｔｏｈ＿ｈｒ", ["@contoh_hr"]),
    ],
)
def test_handles(text: str, handles: list[str]) -> None:
    assert list(find_handles(text)) == handles


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hrd@contoh.co.id",
        "tele: t.me/loker_contoh",
        "IG: instagram.com/loker_contoh",
        "K@mb0ja",
        "t@iwan resmi",
        "6 video @450k",
        "2x seminggu @90 mnt",
        "kirim ke @gmail.com",
        "@ab",
        "tele dulu ya",
        "https://t.me/@x",
    ],
)
def test_no_handle(text: str) -> None:
    assert find_handles(text) == ()
