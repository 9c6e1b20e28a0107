"""Which reader a file is for: what its content shows goes before what its suffix says, and is told to the user."""

from __future__ import annotations

import re

import orjson

from offerscan.errors import InputError
from offerscan.formats.exports import recognise
from offerscan.formats.fields import Fields
from offerscan.formats.inflating import COMPRESSIONS
from offerscan.formats.opened import Opened
from offerscan.formats.readers import READERS, SUFFIXES, known_formats
from offerscan.formats.signatures import BINARY, find_signature, is_binary
from offerscan.phrases import both

__all__ = ["choose_format", "is_recognised"]

_PAGE = re.compile(
    r"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAILBOX = re.compile(r"From \S+[^\n]*\d\d:\d\d[^\n]*\n[\w-]+:")
_LETTER = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_LETTER_SIGNS = re.compile(
    r"^(?:from|date|subject|message-id|mime-version|received|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_SHORTEST_BINARY = 8
# Suffixes of text that another kind of text is often given by mistake.
_LOOSE = frozenset((".txt", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".html", ".htm", ".eml"))


def choose_format(opened: Opened, suffix: str | None, signature: str | None, fields: Fields) -> str:
    """The suffix, or the name of the export, whose reader is for this file; `suffix` is None for standard input.

    Raises InputError for what no reader is for.
    """
    head = opened.start()
    if signature in READERS:
        if suffix not in _alike(signature):
            _tell(opened, suffix, signature)
        return signature
    if suffix in BINARY and len(opened.head) < _SHORTEST_BINARY:
        raise InputError(both("error_broken", name=opened.name), code="broken")
    # A binary suffix on a file of text says nothing: every kind is tried, as for standard input.
    trusted = None if suffix in BINARY else suffix
    if export := recognise(_telling(trusted), head):
        opened.note(both(export.sign, file=opened.name))
        return export.name
    if is_binary(opened.head) and opened.encoding == "utf-8":
        raise InputError(both("error_no_text_file", name=opened.name), code="unsupported")
    found = _find_other(head, trusted) if trusted else _sniff(head, fields)
    if found and found != suffix:
        _tell(opened, suffix, found)
    if (chosen := found or suffix) in READERS:
        return str(chosen)
    raise InputError(both("error_unknown_suffix", name=opened.name, formats=known_formats()))


def is_recognised(opened: Opened, suffix: str) -> bool:
    """Whether a file whose suffix means many things (.js), or nothing, begins as something that is read."""
    telling = _telling(suffix)
    signature = None if telling else find_signature(opened.head)
    return signature in (".zip", *COMPRESSIONS, *READERS) or recognise(telling, opened.start()) is not None


def _telling(suffix: str | None) -> str | None:
    """The suffix, if it says something of what a file holds."""
    return suffix if suffix in SUFFIXES else None


def _tell(opened: Opened, suffix: str | None, found: str) -> None:
    key = "note_stdin" if suffix is None else "note_wrong_suffix"
    opened.note(both(key, name=opened.name, format=found.removeprefix(".")))


def _alike(signature: str) -> tuple[str, ...]:
    """Suffixes that mean the same to the reader."""
    return (".xlsx", ".xlsm", ".xls", ".ods") if signature in (".xlsx", ".xls", ".ods") else (signature,)


def _find_other(head: str, suffix: str) -> str | None:
    """The kind of text that a file is beyond doubt, if not what its suffix says."""
    if suffix in READERS and suffix not in _LOOSE:
        return None
    found = _strong_kind(head.lstrip("\ufeff \t\r\n"))
    json_lines = (".jsonl", ".ndjson")
    if found is None and suffix == ".json" and head.strip("\ufeff \t\r\n"):
        return None if head.lstrip("\ufeff \t\r\n")[0] in "[{" else _sniff(head, Fields())
    if {found, suffix} <= {".html", ".htm"} or {found, suffix} <= {".json", *json_lines}:
        return ".json" if found == ".json" and suffix in json_lines else None
    return found


def _strong_kind(head: str) -> str | None:
    if _PAGE.match(head):
        return ".html"
    if _MAILBOX.match(head):
        return ".mbox"
    if (letter := _LETTER.match(head)) and len(set(map(str.lower, _LETTER_SIGNS.findall(letter[0])))) > 2:
        return ".eml"
    if re.match(r"\[\s*\{\s*\"", head):
        return ".json"
    first = head.partition("\n")[0]
    if first.startswith('{"') or first.startswith('{ "'):
        try:
            return ".jsonl" if isinstance(orjson.loads(first), dict) else None
        except orjson.JSONDecodeError:
            return None
    return None


def _sniff(head: str, fields: Fields) -> str:
    """The format of standard input: by its first signs, a table by a header with a text column, else text."""
    head = head.lstrip("\ufeff \t\r\n")
    if found := _strong_kind(head):
        return found
    if re.match(r"\{\s*[\"}]", head):
        return ".jsonl"
    if re.match(r"\[\s*[{\"\]]", head):  # chats begin with [10:12] or [Info]
        return ".json"
    first = head.partition("\n")[0].strip()
    names = [name.strip(' "') for name in re.split(r"[,;\t|]", first)]
    if fields.find_text(names) and (len(names) > 1 or "\n" in head):
        return ".tsv" if "\t" in first else ".csv"
    return ".txt"
