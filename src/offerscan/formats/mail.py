"""E-mail: one letter (.eml) or a mailbox (.mbox). Text is preferred to HTML, and attachments are counted, not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

from offerscan.formats.characters import sound
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.formats.webpage import page_text
from offerscan.phrases import both
from offerscan.records import Meta, Offer, Refusal

if TYPE_CHECKING:
    from email.message import EmailMessage

__all__ = ["read_eml", "read_mbox"]

_ANSWERED = re.compile(r"^(?:\s*(?:re|fwd?|bls|trs|balas|terusan)\s*(?:\[\d+\])?:)+\s*", re.IGNORECASE)
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAX_LINE = 1_000_000


def read_eml(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The letter, its subject above its words. Raises InputError if it is too big."""
    attachments: list[int] = []
    yield _offer(opened.whole(), opened.source(1), attachments)
    _tell(opened, attachments)


def read_mbox(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The letters of a mailbox, told by their number. One that is too big is one refusal."""
    attachments: list[int] = []
    limit = opened.allowance.limits.max_document_bytes
    for number, letter in enumerate(_letters(opened, limit), 1):
        source = opened.source(number)
        yield refuse("too_long", source, source, limit=limit) if letter is None else _offer(letter, source, attachments)
    _tell(opened, attachments)


def _letters(opened: Opened, limit: int) -> Iterator[bytes | None]:
    """Each letter behind its `From ` line; None for one that is too big."""
    lines: list[bytes] = []
    size, is_begun, was_empty = 0, False, True
    while line := opened.binary.readline(_MAX_LINE):
        if was_empty and line.startswith(b"From "):
            if is_begun:
                yield _letter(lines, size, limit)
            lines, size, is_begun = [], 0, True
        else:
            is_begun = is_begun or bool(line.strip())
            size += len(line)
            lines.append(line)
            if size > limit:
                lines.clear()
        was_empty = not line.strip(b"\r\n")
    yield _letter(lines, size, limit)


def _letter(lines: list[bytes], size: int, limit: int) -> bytes | None:
    return None if size > limit else _QUOTED_FROM.sub(rb"\1", b"".join(lines))


def _offer(letter: bytes, source: str, attachments: list[int]) -> Offer | Refusal:
    from email import message_from_bytes, policy

    try:
        message = message_from_bytes(letter, policy=policy.default)
        subject, meta = _header(message, "subject"), _meta(message)
        body, attached = _body(message)
    except Exception:  # the library stumbles over headers that break the rules, in many ways
        return refuse("broken_letter", source, source)
    attachments.append(attached)
    thread = _ANSWERED.sub("", subject)
    text = body if not thread or thread.casefold() in body.casefold() else f"{subject}\n\n{body}"
    return Offer(sound(text).rstrip("\r\n"), source=source, meta=None if meta == Meta() else meta)


def _meta(message: EmailMessage) -> Meta:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(_header(message, "date"))
        posted_at = (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat()
    except (ValueError, OverflowError):
        posted_at = None
    thread = _ANSWERED.sub("", _header(message, "subject"))
    return Meta(_header(message, "from") or None, posted_at, thread or None)


def _header(message: EmailMessage, name: str) -> str:
    return sound(" ".join(str(message.get(name, "")).split()))[:500]


def _body(message: EmailMessage) -> tuple[str, int]:
    """The words of a letter, and how many attachments it has."""
    attached = sum(
        1 for part in message.walk() if part.get_filename() or part.get_content_disposition() == "attachment"
    )
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    text = "" if plain is None else str(plain.get_content())  # not `if plain`: a letter without headers is false
    if not text.strip() and page is not None:
        text = page_text(str(page.get_content()))
    return text, attached


def _tell(opened: Opened, attachments: list[int]) -> None:
    if count := sum(attachments):
        opened.note(both("note_attachments", name=opened.name, count=count))
