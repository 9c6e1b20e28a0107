"""Where links lead is told behind words that hide it, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from offerscan.details import find_details
from offerscan.formats import read_offers
from offerscan.formats.link_targets import hidden_target
from offerscan.formats.webpage import page_text
from offerscan.records import Meta, Offer, offer_id

WA = "https://wa.me/6281200001111"


@pytest.mark.parametrize(
    ("words", "target", "told"),
    [
        ("Chat di sini", WA, WA),
        ("Chat di sini", "wa.me/6281200001111", WA),
        ("Chat di sini", " https://wa.me/62812\n00001111 ", WA),
        ("daftar", "HTTP://Loker.example/a b", "HTTP://Loker.example/a%20b"),
        ("daftar", "https://loker.example/<x>", "https://loker.example/%3Cx%3E"),
        ("hubungi", "tel:+62 812-0000-1111", "tel:+62812-0000-1111"),
        ("surat", "mailto:loker@a.example?subject=x", "mailto:loker@a.example?subject=x"),
        ("https://aman.example", "https://loker.example", "https://loker.example"),
        # wrapped by a platform
        ("Chat", "https://l.facebook.com/l.php?u=https%3A%2F%2Fwa.me%2F6281200001111%3Ffbclid%3DIwAR0x&h=AT0", WA),
        ("Chat", "https://www.google.com/url?q=https%3A%2F%2Floker.example%2Fa%20b&sa=D", "https://loker.example/a%20b"),
        ("loker.example", "https://lm.facebook.com/l.php?u=https%3A%2F%2Floker.example%2F", None),
        ("x", "https://l.facebook.com/l.php?u=javascript%3Aalert(1)", "https://l.facebook.com/l.php?u=javascript%3Aalert(1)"),
        # said by the words themselves
        ("https://wa.me/6281200001111", WA, None),
        ("wa.me/6281200001111", WA, None),
        ("WA 0812-0000-1111", WA, None),
        ("0812 0000 1111", "tel:+62-812-0000-1111", None),
        ("Loker.example", "https://www.loker.example/", None),
        ("lihat loker.example/taiwan", "http://loker.example/taiwan", None),
        ("loker@a.example", "mailto:loker@a.example?subject=x", None),
        # no place for people
        ("x", "javascript:alert(1)", None),
        ("x", "data:text/html,x", None),
        ("x", "file:///etc/passwd", None),
        ("atas", "#top", None),
        ("daftar", "/daftar", None),
        ("", "", None),
    ],
)
def test_targets(words: str, target: str, told: str | None) -> None:
    assert hidden_target(words, target) == told


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f'<p>Loker. <a href="{WA}"><b>Chat</b> di sini</a>, cepat', f"Loker. Chat di sini <{WA}>, cepat"),
        (f'<a href="{WA}"><img src="wa.png"></a>', f"<{WA}>"),
        ('<a href="https://loker.example/foto"><img src="a.png"></a>Loker', "Loker"),
        (f'<nav><a href="https://loker.example/b">Beranda</a></nav><header><a href="{WA}">WA</a></header>',
         f"Beranda\n\nWA <{WA}>"),
        ('<a rel="author" href="https://loker.example/sari">Sari</a>', "Sari"),
        ('<a href="javascript:x()">Chat</a> <a href="#top">atas</a>', "Chat atas"),
        (f'<div hidden><a href="{WA}">Chat</a></div>Loker', "Loker"),
    ],
)  # fmt: skip
def test_pages(html: str, text: str) -> None:
    assert page_text(html) == text


def test_tables_keep_ids_and_links_as_they_are_seen(tmp_path: Path) -> None:
    row = f'<td><a href="https://desk.example/17">17</a><td>Loker <a href="{WA}">chat</a><td>https://x.example/1'
    (tmp_path / "a.html").write_text(f"<table><tr><th>id<th>pesan<th>link<tr>{row}</table>")
    meta = Meta(link="https://x.example/1")
    assert list(read_offers(tmp_path / "a.html")) == [Offer(f"Loker chat <{WA}>", "17", "a.html:2", meta)]


def test_posts_and_letters(tmp_path: Path) -> None:
    post = (
        '<article><header><a rel="author" href="https://x.example/sari">Sari</a></header>'
        f'<a rel="bookmark" href="https://x.example/p/1">kemarin</a><p>Loker Taiwan <a href="{WA}">chat</a></article>'
    )
    (tmp_path / "a.html").write_text(f"<!doctype html>{post}")
    (offer,) = read_offers(tmp_path / "a.html")
    text = f"Sari\nkemarin\nLoker Taiwan chat <{WA}>"
    assert offer == Offer(text, offer_id(text), "a.html:1", Meta("Sari", None, None, "https://x.example/p/1"))
    letter = f'Subject: Loker\nContent-Type: text/html\n\n<p>Taiwan, <a href="{WA}">chat</a>'
    (tmp_path / "a.eml").write_text(letter)
    (offer,) = read_offers(tmp_path / "a.eml")
    assert isinstance(offer, Offer)
    assert offer.text == f"Loker\n\nTaiwan, chat <{WA}>"


def test_what_is_told_is_found() -> None:
    details = find_details(page_text(f'Loker, <a href="{WA}">chat</a> <a href="https://loker.example/tw">daftar</a>'))
    assert details.phones == ("+6281200001111",)
    assert any("loker.example/tw" in link and ">" not in link for link in details.links)
