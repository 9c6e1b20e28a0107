"""Web and e-mail addresses."""

import socket

import pytest

from offerscan.details.links import find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("daftar di https://contoh.id/loker?x=1", ["https://contoh.id/loker?x=1"]),
        ("http://contoh.com.", ["http://contoh.com"]),
        ("(lihat www.contoh.co.id)", ["https://www.contoh.co.id"]),
        ("t.me/loker_hk88", ["https://t.me/loker_hk88"]),
        ("wa.me/6281234567890 (Ustad Faisal)", ["https://wa.me/6281234567890"]),
        ("klik bit.ly/3abcXY", ["https://bit.ly/3abcXY"]),
        ("hanya di siskop2mi.bp2mi.go.id.", ["https://siskop2mi.bp2mi.go.id"]),
        ("kuota-contoh.my.id", ["https://kuota-contoh.my.id"]),
        ("Contoh.SHOP", ["https://contoh.shop"]),
        ("cv: hrd@Contoh.co.id", ["mailto:hrd@contoh.co.id"]),
        ("loker.hk@gmail.com atau t.me/x_y", ["mailto:loker.hk@gmail.com", "https://t.me/x_y"]),
        ("hxxps://contoh[.]site/masuk", ["https://contoh.site/masuk"]),
        ("bit(dot)ly/abc", ["https://bit.ly/abc"]),
        ("ｂｉｔ．ｌｙ／ａｂｃ", ["https://bit.ly/abc"]),
        ("contoh.id contoh.id", ["https://contoh.id"]),
        # wrapped by a platform
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fcontoh.id%2Fa%3Ffbclid%3DIwAR0x%26p%3D2&h=AT0", ["https://contoh.id/a?p=2"]),
        ("https://lm.facebook.com/l.php?u=https%3A%2F%2Fcontoh.id%2F%3Ffbclid%3DIwAR9y&h=AT1", ["https://contoh.id/"]),
        ("l.instagram.com/?u=https%3A%2F%2Fcontoh.id%2Fa&e=AT2", ["https://contoh.id/a"]),
        ("(https://www.google.com/url?sa=t&q=loker&url=https%3A%2F%2Fcontoh.id%2Fa)", ["https://contoh.id/a"]),
        ("https://www.google.co.id/url?q=https://contoh.id/a&sa=D", ["https://contoh.id/a"]),
        ("t.me/iv?url=https%3A%2F%2Fcontoh.id%2Fa&rhash=1", ["https://contoh.id/a"]),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fcontoh.id", ["https://contoh.id"]),
        ("https://l.facebook.com/l.php?h=AT0", ["https://l.facebook.com/l.php?h=AT0"]),
        ("https://jahat.facebook.com.contoh.id/l.php?u=https%3A%2F%2Fbaik.id",
         ["https://jahat.facebook.com.contoh.id/l.php?u=https%3A%2F%2Fbaik.id"]),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    assert list(find_links(text)) == links


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gaji 1.500.000",
        "jam 08.00",
        "mess.di sana",
        "tidak.ke",
        "PT.Maju",
        "a.n. Siti",
        "SIP3MI 12.3/2023",
        "hrd@kantor",
        "ig: loker.tw",
        "IG : agen.tw / tele: @agen.tw",
        "dll..dst",
    ],
)
def test_no_link(text: str) -> None:
    assert find_links(text) == ()


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a finder opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    assert find_links("https://contoh.id dan contoh.co.uk") == ("https://contoh.id", "https://contoh.co.uk")
