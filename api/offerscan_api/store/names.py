"""The names by which staff and keys are known: both share them, for cases and the audit log know both by nothing else."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan_api.store.records import Role
from offerscan_api.store.tables import keys, staff

__all__ = ["check_free", "check_name", "check_new", "check_office", "is_name"]

_LONGEST_OFFICE = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
# Who acts without a login, and the program itself: the audit log knows both by these names.
_RESERVED = frozenset(("lokal", "offerscan"))


def is_name(name: str) -> bool:
    """Whether anybody could be called so."""
    return _NAME.fullmatch(name) is not None


def check_name(name: str) -> None:
    """Raises InputError for what cannot be a name."""
    if not is_name(name):
        raise InputError(both("error_login_name"))


def check_new(name: str, role: Role, office: str) -> None:
    """Raises InputError for a name, or an office, that nobody may be given."""
    if not is_name(name) or name in _RESERVED:
        raise InputError(both("error_login_name"))
    check_office(role, office)


def check_office(role: Role, office: str) -> None:
    """Raises InputError for an office that nobody of this role may be given."""
    if role is Role.OFFICER and not office.strip():
        raise InputError(both("error_office"))
    if len(office) > _LONGEST_OFFICE or not office.isprintable():
        raise InputError(both("error_office_name", length=_LONGEST_OFFICE))


def check_free(connection: Connection, name: str) -> None:
    """Raises InputError for a name that somebody has."""
    taken = select(staff.c.name).where(staff.c.name == name).union(select(keys.c.name).where(keys.c.name == name))
    if connection.execute(taken).first():
        raise InputError(both("error_login_taken", name=name))
