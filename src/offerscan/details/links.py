"""Web addresses and e-mail addresses: linkify-it finds them, the bundled public suffix list says which endings exist.

Nothing is ever fetched: the list is the copy inside publicsuffixlist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from linkify_it import LinkifyIt
from publicsuffixlist import PublicSuffixList

from offerscan.details.handles import find_handles
from offerscan.details.plain import read_plain
from offerscan.link_wrappers import unwrapped

__all__ = ["find_links"]

_WRITTEN = re.compile(r"\S+")
# Without one of these there is no address; linkify-it, which is thorough and slow, need not look. Amounts have dots too.
_SIGN = re.compile(r"[.@/](?:(?<=[^\W\d_]\.)\w|(?<=\w\.)[^\W\d_]|(?<=[\w\-;:&=+$,\".]@)\w|(?<=/)/\w)")
_HIDDEN_DOT = re.compile(r" ?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\(titik\)) ?", re.IGNORECASE)
_HIDDEN_SCHEME = re.compile(r"\bhxxp(?=s?://)", re.IGNORECASE)
_LONGEST = 2_000  # characters without a space; no address that people post is longer
# Endings that are also Indonesian, Malay or English words, as in "mess.di sana": they need a path or a second dot.
_WORDS = frozenset((
    "ai", "am", "as", "at", "bar", "be", "car", "cars", "cash", "de", "di", "do", "fit", "hotel", "im", "in", "is", "it", "jobs",
    "ke", "la", "li", "ma", "me", "mom", "mu", "my", "na", "no", "pa", "ph", "pk", "pl", "ps", "pub", "sa", "se", "so",
    "tk", "to", "tv", "us", "web", "work",
))  # fmt: skip


def find_links(text: str) -> tuple[str, ...]:
    """Links in a received text, in text order, each once; without a scheme they get "https://", e-mails "mailto:".
    Of links that a platform has wrapped the address that they lead to is told.

    >>> find_links("CV ke hrd@contoh.co.id atau t.me/loker_x, bit.ly/3abc")
    ('mailto:hrd@contoh.co.id', 'https://t.me/loker_x', 'https://bit.ly/3abc')
    """
    plain = unwrapped(_HIDDEN_SCHEME.sub("http", _HIDDEN_DOT.sub(".", read_plain(text).text)))
    links = dict.fromkeys(link for piece in _pieces(plain) for link in _links(piece))
    named = {f"https://{handle[1:].lower()}" for handle in find_handles(text)} if links else set()
    return tuple(link for link in links if link not in named)  # "ig: loker.tw" is a user name


def _pieces(plain: str) -> Iterator[str]:
    """What stands between spaces and may hold an address, cut to a length that linkify-it reads at once."""
    if _SIGN.search(plain) is None:
        return
    for written in _WRITTEN.finditer(plain):
        for at in range(written.start(), written.end(), _LONGEST):
            piece = plain[at : min(at + _LONGEST, written.end())]
            if _SIGN.search(piece):
                yield piece


def _links(piece: str) -> Iterator[str]:
    for match in _linkify().match(piece) or ():
        if match.schema == "mailto:":
            name, _, host = match.url.rpartition("@")
            if _suffixes().publicsuffix(host.lower()):
                yield f"{name}@{host.lower()}"
        elif match.schema in ("", "//"):
            host, slash, path = match.url.partition("//")[2].partition("/")
            if _is_domain(host, path):
                yield f"https://{host.lower()}{slash}{path}"
        else:
            yield match.url


def _is_domain(host: str, path: str) -> bool:
    name = host.rpartition("@")[2].partition(":")[0].lower()
    suffix, registered = _suffixes().publicsuffix(name), _suffixes().privatesuffix(name)
    return registered is not None and bool(path or name != registered or suffix not in _WORDS)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@cache
def _linkify() -> LinkifyIt:
    """A finder that knows every ending of the bundled list, not only the few of the library."""
    lines = (files("publicsuffixlist") / "public_suffix_list.dat").read_text(encoding="utf-8").splitlines()
    return LinkifyIt().tlds([line for line in lines if line.isascii() and line.isalnum()])
