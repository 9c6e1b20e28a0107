"""What the name of an uploaded file is good for: a label to show and a suffix to read it by. It is never a path."""

from __future__ import annotations

import re

__all__ = ["label_of", "suffix_of"]

_UNFIT = re.compile(r"[^\w .()+-]+")
_SUFFIX = re.compile(r"(?:\.[a-z0-9]{1,8}){1,2}$")
_UNNAMED = "upload"


def label_of(name: str | None) -> str:
    """The last part of a file's name, without signs that a path, a page or a table could take for something else.

    >>> label_of("../../etc/<b>dump</b>.csv"), label_of("C:\\\\data\\\\grup 1.txt"), label_of("=1+1|x.csv"), label_of(None)
    ('b_.csv', 'grup 1.txt', '_1+1_x.csv', 'upload')
    """
    last = _UNFIT.sub("_", (name or "").replace("\\", "/").rpartition("/")[2]).strip(" .")
    return last[-60:] or _UNNAMED


def suffix_of(name: str) -> str:
    """One suffix or two of a file's name, in small letters; empty where there is none that could be known.

    >>> suffix_of("Dump.CSV.gz"), suffix_of("grup"), suffix_of("a.<script>")
    ('.csv.gz', '', '')
    """
    found = _SUFFIX.search(name.lower())
    return found[0] if found else ""
