"""What the lines of the audit log tell of, in words. The log holds names and values; a line of another version of the
program, whose words this one does not know, is shown as it was written."""

from __future__ import annotations

from offerscan.phrases import Language, phrase
from offerscan_api.store import AuditEntry

__all__ = ["tell_deed", "tell_particulars"]

# Values that are words of the program, by the particular that holds them.
_WORDS = {"role": "desk_role_", "state": "desk_state_", "changed": "audit_changed_"}
# Particulars of which it is told how many there are, not which.
_COUNTED = frozenset(("cases",))
# Particulars that are true or false.
_EITHER = frozenset(("confirmed", "original"))


def tell_deed(action: str, lang: Language) -> str:
    """An action: "membuka kasus"."""
    return _known(f"audit_{action.replace('.', '_')}", lang) or action


def tell_particulars(entry: AuditEntry, lang: Language) -> list[str]:
    """What a line says besides, each in a few words: "peran: petugas"."""
    return [
        told
        for name, value in entry.detail.items()
        if value is not None and (told := _particular(name, value, lang))
    ]  # fmt: skip


def _particular(name: str, value: object, lang: Language) -> str:
    if name in _EITHER and isinstance(value, bool):
        return phrase(f"audit_{name}_{'yes' if value else 'no'}", lang)
    if name in _COUNTED and isinstance(value, list):
        value = len(value)
    values = [_word(name, str(each), lang) for each in (value if isinstance(value, list) else [value])]
    return _known(f"audit_with_{name}", lang, value=", ".join(values)) or f"{name}: {', '.join(values)}"


def _word(name: str, value: str, lang: Language) -> str:
    return _known(_WORDS[name] + value, lang) or value if name in _WORDS else value


def _known(key: str, lang: Language, **places: str) -> str:
    try:
        return phrase(key, lang, **places)
    except KeyError:
        return ""
