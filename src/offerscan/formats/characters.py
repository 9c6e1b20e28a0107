"""Characters that must not travel: halves of letters that no file can hold, and signs that would disturb a terminal."""

from __future__ import annotations

import unicodedata

__all__ = ["mended", "shown", "sound"]

# Control characters, marks of direction, halves of letters, private and unassigned signs, line ends of other systems.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_MAX_NAME = 200


def shown(name: str) -> str:
    """The name of a file as it may stand in a note, a source or a table; what is not seen becomes `\\ufffd`.

    >>> shown("loker\\u202efdp.txt")
    'loker�fdp.txt'
    """
    seen = name if name.isascii() and name.isprintable() else "".join(map(_seen, name))
    return seen if len(seen) <= _MAX_NAME else f"…{seen[1 - _MAX_NAME :]}"


def mended(text: str) -> str:
    """The text with its UTF-8 put together again, where each byte was written as a letter; as it is, if it is no UTF-8
    from end to end.

    >>> mended("gaji besar \\u00f0\\u009f\\u0094\\u00a5")
    'gaji besar 🔥'
    """
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def sound(text: str) -> str:
    """The text with halves of letters put together, or replaced where the other half is missing.

    >>> sound("gaji \\ud83d\\udd25 \\ud83d")
    'gaji 🔥 �'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _seen(char: str) -> str:
    return "\ufffd" if unicodedata.category(char) in _UNSEEN else char
