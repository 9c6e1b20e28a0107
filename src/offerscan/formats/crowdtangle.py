"""Tables of public posts from CrowdTangle and from its successor, the Meta Content Library.

Offers are often in the picture or in the linked page's title, so the words that Meta read there follow the post's own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping

from offerscan.errors import InputError
from offerscan.formats.export import Export
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.moments import read_moment
from offerscan.formats.opened import Opened
from offerscan.formats.posts import finish_post
from offerscan.formats.table import Lines, Torn, first_line, read_rows
from offerscan.phrases import both
from offerscan.records import Meta, Offer, Refusal

__all__ = ["EXPORT", "read", "recognise"]

# Columns by which each kind of table is known: Facebook and Instagram in CrowdTangle, the Meta Content Library.
_SIGNS = (
    {"message", "post created", "page name"},
    {"message", "post created", "group name"},
    {"description", "post created", "account", "total interactions"},
    {"text", "creation_time", "post_owner.name"},
)
_TEXT = (
    "message",
    "text",
    "image text",
    "image_text",
    "link text",
    "link_attachment.name",
    "link_attachment.caption",
    "description",
    "link_attachment.description",
)
_AUTHOR = ("page name", "account", "post_owner.name")
_POSTED_AT = ("post created", "creation_time")
_GROUP = ("group name", "surface.name")
_LINK = ("url", "mcl_url")
_DELIMITERS = ",;\t"


def recognise(head: str) -> bool:
    """Whether the header is that of CrowdTangle or of the Meta Content Library."""
    lines = (line for line in head.removeprefix("\ufeff").splitlines() if line.strip())
    first = next(lines, "")
    header = next(lines, "") if first.lower().startswith("sep=") else first
    return _delimiter(header) is not None


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The posts with words, in themselves, their picture or link; told by their row, the header being row 1.

    Raises InputError if the table has no column that holds words.
    """
    lines = Lines(opened.lines(), opened.max_row)
    first, skipped = first_line(lines)
    delimiter = _delimiter(first) or ","
    header = next(read_rows(lines, delimiter, None), None)
    if not isinstance(header, list):
        raise InputError(both("error_no_rows", name=opened.name), code="empty")
    names = [_plain(name) for name in header]
    if not set(_TEXT) & set(names):
        Fields(text="Message").check(opened.name, header)
    for number, row in enumerate(read_rows(lines, delimiter, len(header)), skipped + 2):
        source = opened.source(number)
        if isinstance(row, Torn):
            yield refuse(row.code, source, row.line, limit=opened.max_row, columns=len(header))
        elif row and (post := _post(dict(zip(names, row, strict=False)), source)):
            yield post


def _post(cells: Mapping[str, str], source: str) -> Offer | Refusal | None:
    author, group, link = (_cell(cells, columns) for columns in (_AUTHOR, _GROUP, _LINK))
    if group == author:  # the library names a page itself as the place of its own posts
        group = ""
    if not link.startswith(("https://", "http://")):
        link = ""
    meta = Meta(author or None, read_moment(_cell(cells, _POSTED_AT)), group or None, link or None)
    words = (cells.get(column, "") for column in _TEXT)
    return finish_post("\n".join(dict.fromkeys(filter(str.strip, words))), meta, source)


def _cell(cells: Mapping[str, str], columns: Iterable[str]) -> str:
    return next((cells[column].strip() for column in columns if cells.get(column, "").strip()), "")


def _delimiter(header: str) -> str | None:
    for mark in _DELIMITERS:
        names = {_plain(name) for name in next(csv.reader([header], delimiter=mark), [])}
        if any(signs <= names for signs in _SIGNS):
            return mark
    return None


def _plain(name: str) -> str:
    return name.strip().casefold()


EXPORT = Export("crowdtangle", (".csv", ".tsv"), recognise, read, "recognised_crowdtangle")
