"""A saved web page: its posts where it is built of posts, else its visible text as one offer.

Known are the pages that Telegram Desktop exports, pages made of articles (as Facebook, forums and news sites mark posts),
tables with a header that names a text column, and lists or tables whose items are offers by themselves. What stands on the
page beside its posts becomes one more offer where it is more than a few words, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from offerscan.formats.blank_rows import numbered_rows
from offerscan.formats.characters import sound
from offerscan.formats.fields import Fields
from offerscan.formats.link_targets import is_contact
from offerscan.formats.moments import read_moment
from offerscan.formats.opened import Opened
from offerscan.formats.pieces import is_whole_offer, tell_apart
from offerscan.formats.table import row_maker
from offerscan.formats.visible import UNSEEN, decode_page, visible_text
from offerscan.records import Meta, Offer, Refusal

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["page_text", "read"]

_FURNITURE = "nav, header, footer, aside, form, button"
# What leads about the site itself; a telephone in a page's head is a contact all the same.
_MENU_LINKS = ", ".join(
    f"{part} a[href]:not([rel=bookmark])" for part in ("nav", "header", "footer", "aside", "[role=navigation]")
)
_FEW_CHARACTERS = 40


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The posts of a page, told by their place on it. Raises InputError if the page is too big to be read."""
    page = _parse(decode_page(opened.whole(), opened.encoding))
    rows = _table_rows(page, opened, fields)
    if rows:
        yield from rows
        return
    offers = [Offer(sound(text), source=opened.source(number), meta=meta) for number, (text, meta) in
              enumerate(_posts(page), 1)]  # fmt: skip
    yield from tell_apart(offers)
    if not offers or (page.root and len(visible_text(page.root)) > _FEW_CHARACTERS):
        yield from tell_apart([Offer(sound(_seen(page)), source=opened.source(len(offers) + 1))])


def page_text(html: str) -> str:
    """All that is seen of a page, and where its links lead."""
    return _seen(_parse(html))


def _seen(page: LexborHTMLParser) -> str:
    return visible_text(page.root, links=True) if page.root else ""


def _parse(html: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(html)
    for node in page.css(UNSEEN):
        node.decompose()
    for link in page.css(_MENU_LINKS):
        if not is_contact(link.attributes.get("href") or ""):
            del link.attrs["href"]
    return page


def _table_rows(page: LexborHTMLParser, opened: Opened, fields: Fields) -> list[Offer | Refusal]:
    """The rows of the first table whose header names a text column: records of somebody's own, told by row number."""
    for table in page.css("table"):
        cells = [row.css("td, th") for row in table.css("tr")]
        header = [visible_text(cell) for cell in cells[0]] if cells else []
        if len(cells) > 1 and (named := fields.find_text(header)):
            if doubt := fields.doubt(opened.name, header):
                opened.note(doubt)
            text_at = header.index(named)
            lines = [[visible_text(cell, links=at == text_at) for at, cell in enumerate(row)] for row in cells]
            make = row_maker(header, fields)
            rows = numbered_rows((line if any(line) else [] for line in lines[1:]), 2, [""] if len(header) == 1 else None)
            return [make(line, opened.source(number)) for number, line in rows]
    return []


def _posts(page: LexborHTMLParser) -> list[tuple[str, Meta | None]]:
    """The posts, taken off the page, with the page's furniture where there are any."""
    found = _telegram(page) or _articles(page) or _items(page)
    if found:
        for node in page.css(_FURNITURE):
            node.decompose()
    return [(text, meta) for text, meta in found if text]


def _telegram(page: LexborHTMLParser) -> list[tuple[str, Meta | None]]:
    """Messages of Telegram Desktop's HTML export; of several by one sender only the first bears the name, and of several
    that were passed on from one origin only the first tells it."""
    title = page.css_first(".page_header .text")
    group = visible_text(title) if title else None
    found: list[tuple[str, Meta | None]] = []
    for moment in page.css(".forwarded > .from_name > .details"):
        moment.decompose()
    author = origin = None
    for message in page.css(".history .message.default"):
        text, date = (message.css_first(f".body > {part}") for part in (".text", ".date"))
        name, passed_on = (message.css_first(part) for part in (".body:not(.forwarded) > .from_name", ".forwarded.body"))
        author = visible_text(name) if name else author
        named = passed_on.css_first(".forwarded > .from_name") if passed_on else None
        origin = visible_text(named) if named else origin if passed_on else None
        posted_at = _telegram_moment(date.attributes.get("title") if date else None)
        if text:
            found.append((visible_text(text, links=True), Meta(author, posted_at, group, forwarded_from=origin)))
        message.decompose()
    if found and title:
        title.decompose()
    return found


def _telegram_moment(told: str | None) -> str | None:
    """`12.03.2025 21:15:03 UTC+07:00` in ISO 8601."""
    if not told or len(told) < 19:
        return None
    day, month, year = told[:10].split(".") if told[:10].count(".") == 2 else ("", "", "")
    return read_moment(f"{year}-{month}-{day}T{told[11:19]}{told[20:].removeprefix('UTC').strip()}")


def _articles(page: LexborHTMLParser) -> list[tuple[str, Meta | None]]:
    """Articles, with the time and author that they mark; one in another, as comments are, is a post of its own."""
    found = []
    for node in reversed(page.css("article, [role=article]")):
        found.append((visible_text(node, links=True), _article_meta(node)))
        node.decompose()
    return found[::-1]


def _article_meta(node: LexborNode) -> Meta | None:
    time, author, link = (
        node.css_first(mark) for mark in ("time[datetime]", "[rel=author], .author", "a[rel=bookmark]")
    )
    address = link.attributes.get("href") if link else None
    meta = Meta(
        author=visible_text(author) or None if author else None,
        posted_at=read_moment(time.attributes.get("datetime")) if time else None,
        link=address if address and address.startswith(("https://", "http://")) else None,
    )
    return None if meta == Meta() else meta


def _items(page: LexborHTMLParser) -> list[tuple[str, Meta | None]]:
    """Items of lists, else rows of tables, if at least two are offers by themselves; terms of one offer are none."""
    for kind in ("li", "tr"):
        nodes = [node for node in page.css(kind) if not node.css_first(f"{kind} {kind}")]
        texts = [visible_text(node, links=True) for node in nodes]
        offers = [(text, node) for text, node in zip(texts, nodes, strict=True) if is_whole_offer(text)]
        if len(offers) > 1:
            for _, node in offers:
                node.decompose()
            return [(text, None) for text, _ in offers]
    return []
