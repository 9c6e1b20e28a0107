"""Text that any page or XML file can hold."""

from __future__ import annotations

__all__ = ["printable"]

# Control characters but for tab, line feed and carriage return, halves of surrogate pairs, and what is no character.
_UNPRINTABLE = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "·"
)


def printable(text: str) -> str:
    """The text without the signs that neither HTML nor XML may hold; each shows as a dot. Markup stays markup.

    >>> printable("kerja di Laos\\x07\\r\\n")
    'kerja di Laos·\\r\\n'
    """
    return text.translate(_UNPRINTABLE)
