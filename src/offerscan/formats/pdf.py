"""The text of a PDF: one offer a page, as flyers are collected, unless the document is one text over several pages."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from offerscan.errors import InputError
from offerscan.formats.characters import sound
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.formats.pieces import is_whole_offer
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["read"]


def read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The offers of a PDF, told by their page. A page that is a picture is refused, with the way to read it.

    Raises InputError if the file is locked, broken, or too big.
    """
    pages = [_text(page) for page in _open(opened).pages]
    texts = [(number, text) for number, text in enumerate(pages, 1) if text]
    if _is_one_text([text for _, text in texts]):
        texts = [(texts[0][0], "\n\n".join(text for _, text in texts))]
    rows = dict(texts)
    for number, page in enumerate(pages, 1):
        source = opened.source(number)
        if page is None:
            yield refuse("scanned", source, source)
        elif number in rows:
            yield Offer(rows[number], source=source)
    if not any(page is None or page for page in pages):
        yield Offer("", source=opened.source(1))


def _open(opened: Opened) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells every slip of a file to the terminal
    file = opened.rewound()
    opened.allowance.check_document(file.seek(0, 2), opened.name)
    file.seek(0)
    try:
        reader = PdfReader(file)
        is_locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
        count = 0 if is_locked else len(reader.pages)
    except OSError:
        raise
    except Exception as error:  # the library meets broken files with errors of every kind
        raise InputError(both("error_broken", name=opened.name), code="broken") from error
    if is_locked:
        raise InputError(both("error_locked", name=opened.name), code="locked")
    opened.allowance.take_members(count, opened.name)
    return reader


def _text(page: PageObject) -> str | None:
    """The text of a page, nothing for an empty one; None for a picture of text, or a page that cannot be read. Raises
    OSError if the disk fails."""
    try:
        text = sound(page.extract_text()).strip()
        return text or (None if "/XObject" in page.get("/Resources", {}) else "")
    except Exception as error:
        if isinstance(error, OSError) and error.errno:  # the disk, not the page
            raise
        return None


def _is_one_text(texts: list[str]) -> bool:
    """Whether pages go on in the middle of a sentence, or some of them are no offers by themselves."""
    if len(texts) < 2:
        return False
    return any(text[0].islower() for text in texts[1:]) or not all(map(is_whole_offer, texts))
