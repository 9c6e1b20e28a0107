"""WhatsApp's "Export chat": a text file with a message after the other, its dates written as the telephone writes them.

Android: `12/03/2025 21.15 - Nama: pesan`; iOS: `[12/03/25 21.15.03] Nama: pesan`. Messages copied inside the program read
`[21.15, 12/3/2025] Nama: pesan` or, with neither year nor turns, `[12/3 21.15] Nama: pesan`. Left out is what WhatsApp itself
says: who joined, what was deleted, where a picture was. On iOS such words begin with the mark U+200E.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offerscan.errors import InputError
from offerscan.formats.drafts import Draft
from offerscan.formats.export import Export
from offerscan.formats.fields import Fields, refuse
from offerscan.formats.opened import Opened
from offerscan.formats.stamps import is_month_first, read_stamp
from offerscan.formats.turns import Message, join_turns
from offerscan.phrases import both
from offerscan.records import Offer, Refusal

__all__ = ["EXPORT"]

# Marks of direction around names, and spaces that do not break; ~ stands before a name that the sender chose.
_AROUND_NAMES = "\u200e\u200f\u202a\u202b\u202c\u2068\u2069\u00a0\u202f ~"
_AUTHOR = re.compile(r"([^\n]{1,120}?):(?: |(?=\s*$))")
# `Budi mengubah subjek menjadi "Loker: Taiwan"`: the colon is in the group's name.
_RENAMED = re.compile(r"\b(?:mengubah|mengganti|membuat|changed|created)\b.*[\"“'‘]")
# A whole line only where a message begins or behind the mark: an offer may speak of a `brosur.pdf (file terlampir)` too.
_ATTACHED = re.compile(
    r"""(?:\A\u200e?|^\u200e)(?:
        <Media[ ](?:omitted|tidak[ ]disertakan)>
        | <[^\W\d_][^<>\n/=]{4,40}>  # the same in other languages
        | (?:image|video|video[ ]note|audio|sticker|GIF|document|contact[ ]card)[ ]omitted
        | (?:gambar|video|audio|stiker|GIF|dokumen|kartu[ ]kontak)[ ]tidak[ ]disertakan
        | [^\n]+\.\w{2,5}[ ]\(file[ ](?:attached|terlampir)\)
        | [^\n•]+\.\w{2,5}[ ]•[ ]\u200e?\d+[ ](?:pages?|halaman)\b[^\n]*
    )[ \r]*(?:\n|\Z)
    | [ ]?\u200e?<(?:attached|terlampir):[ ][^>\n]+>[ ]?
    | [ ]?\u200e?<(?:This[ ]message[ ]was[ ]edited|Pesan[ ]ini[ ](?:telah[ ])?diedit)>""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_NOTICE = re.compile(
    r"""(?:This[ ]message[ ]was[ ]deleted|You[ ]deleted[ ]this[ ]message
    | Pesan[ ]ini[ ](?:telah[ ])?dihapus|Anda[ ](?:telah[ ])?menghapus[ ]pesan[ ]ini)
    (?:[ ](?:by|as|oleh|sebagai)[ ]admin[^\n]*)?\.?
    | null  # a picture to be seen once
    | (?:Waiting[ ]for[ ]this[ ]message|Menunggu[ ]pesan[ ]ini)[^\n]*
    | (?:Messages[ ]and[ ]calls[ ]are[ ]end-to-end[ ]encrypted|Pesan[ ]dan[ ]panggilan[ ]dienkripsi)[^\n]*""",
    re.VERBOSE,
)
# The name that WhatsApp gives the file, or, on iOS, the archive around it.
_FILE_NAME = re.compile(
    r"(?:Chat WhatsApp (?:dengan|-)|WhatsApp Chat (?:with|-)) (?P<group>[^/]+?)(?: ?\(\d+\))?(?:\.txt|(?:\.zip)?/_chat\.txt)$",
    re.IGNORECASE,
)


def _recognise(head: str) -> bool:
    """Begins with a stamp and holds a second one: every export begins with a notice, and no offer with two stamps."""
    lines = [line for line in head.splitlines() if line.strip()]
    return bool(lines and read_stamp(lines[0])) and any(read_stamp(line) for line in lines[1:])


def _read(opened: Opened, fields: Fields) -> Iterator[Offer | Refusal]:
    """The turns of a chat, each told by its first line. Raises InputError if no line begins a message."""
    return join_turns(_messages(opened), opened.max_row)


EXPORT = Export("whatsapp", (".txt",), _recognise, _read, "recognised_whatsapp")


def _messages(opened: Opened) -> Iterator[Message | Refusal]:
    named = _FILE_NAME.search(opened.name)
    group = named["group"] if named else None
    for draft in _drafts(opened):
        if draft.is_too_long:
            yield refuse("too_long", draft.source, draft.source, limit=opened.max_row)
        elif draft.is_stamped and draft.author is None:
            continue
        elif text := _own_words("".join(draft.lines)):
            yield Message(text, draft.source, draft.author, draft.posted_at, group)


def _own_words(body: str) -> str:
    """What the author wrote, or nothing. Several lines are never WhatsApp's, though they begin with its mark: copied."""
    text = _ATTACHED.sub("", body).rstrip("\r\n")
    bare = text.strip(_AROUND_NAMES + "\t\r\n")
    if not bare or _NOTICE.fullmatch(bare) or (text.startswith("\u200e") and "\n" not in text):
        return ""
    return text


def _drafts(opened: Opened) -> Iterator[Draft]:
    month_first = is_month_first(opened)
    draft, found = Draft(opened.source(1), opened.max_row), False
    for number, line in enumerate(opened.lines(), 1):
        if line is None:  # whether it began a message cannot be known: it takes none down with it
            yield draft
            draft = Draft(opened.source(number), opened.max_row, is_too_long=True)
        elif stamp := read_stamp(line, month_first):
            yield draft
            draft, found = _begin(line, Draft(opened.source(number), opened.max_row, True, stamp[0]), stamp[1]), True
        else:
            draft.add(line)
    if not found:
        raise InputError(both("error_not_export", name=opened.name, kind=EXPORT.name), code="not_export")
    yield draft


def _begin(line: str, draft: Draft, end: int) -> Draft:
    """The draft with what its first line says behind the stamp, which ends at `end`."""
    author = _AUTHOR.match(line, end)
    if author is not None and not _RENAMED.search(author[1]):
        draft.author = author[1].strip(_AROUND_NAMES)
        draft.add(line[author.end() :])
    return draft
