"""User names on messengers and social networks: "@mami_rere88", "IG: nama.akun", "fb: Nama Akun"."""

from __future__ import annotations

import re

from offerscan.details.plain import read_plain
from offerscan.details.words import one_of

__all__ = ["find_handles"]

_NETWORKS = (
    "ig", "insta(?:gram)?", "tele(?:gram|grm)?", "tg", "tik ?tok", "twitter", "threads", "(?:id )?line", "we ?chat",
    "snapchat", "discord", "kakao ?talk", "zalo", "signal", "potato", "x",
)  # fmt: skip
_NAME = r"(?P<name>[A-Za-z_][\w.]{2,39})(?![\w@])"
_AT = re.compile(rf"(?<![\w@.+\-/])@{_NAME}", re.ASCII)
_AT_APART = re.compile(
    r"(?<![^\W_])(?:tele|telegram|tg|ig|chat|dm|cp|kontak|hub)\W{1,4}@ (?P<name>[A-Za-z_]\w{3,39})", re.IGNORECASE
)
_NAMED = re.compile(
    rf"(?<![^\W_]){one_of(_NETWORKS)}(?: (?:id|kami|saya|gw|gue|aku|admin))? ?[:=] ?@? ?{_NAME}",
    re.IGNORECASE | re.ASCII,
)
_FACEBOOK = re.compile(
    r"(?<![^\W_])(?i:(?:akun )?(?:fb|facebook)(?: (?:saya|kami|akun|a\.?n\.?))? ?[:=] ?|akun (?:fb|facebook) )"
    r"(?:bernama )?[\"“]?(?P<name>[A-Z][\w.']{1,20}(?: [A-Z][\w.']{0,20}){0,4})"
)
# Patterns and the signs of which one must stand in a text for them to match: most texts have none, and need no search.
_PATTERNS = ((_AT, "@"), (_AT_APART, "@"), (_NAMED, ":="))
_NO_NAMES = frozenset((
    "gmail", "yahoo", "ymail", "outlook", "hotmail", "all", "everyone", "semua", "admin", "username", "user", "here",
    "http", "https", "www", "the", "tele", "bio",
))  # fmt: skip


def find_handles(text: str) -> tuple[str, ...]:
    """User names in a received text, in text order, each once: "@name"; Facebook names, with spaces, "FB Nama Akun".

    >>> find_handles("chat @mami_rere88 / IG: loker.hk, fb: Rina Sponsor, cv@contoh.id")
    ('@mami_rere88', '@loker.hk', 'FB Rina Sponsor')
    """
    plain = read_plain(text).text
    found: dict[int, str] = {}
    for pattern, signs in _PATTERNS:
        for match in pattern.finditer(plain) if any(sign in plain for sign in signs) else ():
            name = match["name"].rstrip("._")
            is_address = "." in name and plain.startswith("/", match.end())
            if len(name) > 2 and name.split(".")[0].lower() not in _NO_NAMES and not is_address:
                found.setdefault(match.start("name"), f"@{name}")
    folded = plain.casefold()
    for match in _FACEBOOK.finditer(plain) if "fb" in folded or "facebook" in folded else ():
        found.setdefault(match.start("name"), f"FB {match['name'].rstrip('.')}")
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))
