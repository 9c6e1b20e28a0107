"""Logins of staff: who there is, and their passwords, which are stored hashed only."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pwdlib import PasswordHash
from sqlalchemy import Connection, Row, delete, insert, select, update

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan_api.store.audit import Audit
from offerscan_api.store.database import Database
from offerscan_api.store.names import check_free, check_name, check_new, check_office, is_name
from offerscan_api.store.records import STAFF_ROLES, Role, Staff
from offerscan_api.store.tables import sessions, staff

__all__ = ["SHORTEST_PASSWORD", "Accounts"]

SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 1000
# That nobody has a login is believed so long: every request asks.
_LOOK_AGAIN_S = 1.0


class Accounts:
    """The logins of one store."""

    def __init__(self, database: Database, audit: Audit) -> None:
        self._database, self._audit = database, audit
        self._has_logins = False
        self._looked_at = -_LOOK_AGAIN_S

    def has_logins(self) -> bool:
        """Whether a login was ever made; from then on nobody comes in without one, not even when all are disabled.

        One that another process makes is seen within a second.
        """
        if not self.knows_logins:
            with self._database.reading() as connection:
                self._has_logins = connection.execute(select(staff.c.name).limit(1)).first() is not None
            self._looked_at = time.monotonic()
        return self._has_logins

    @property
    def knows_logins(self) -> bool:
        """Whether `has_logins` answers without asking the database: once true it stays so, and what was just seen still holds."""
        return self._has_logins or time.monotonic() - self._looked_at < _LOOK_AGAIN_S

    def can_log_in(self) -> bool:
        """Whether anybody has an active login."""
        with self._database.reading() as connection:
            return connection.execute(select(staff.c.name).where(staff.c.active).limit(1)).first() is not None

    def add(self, by: str, name: str, role: Role, office: str, password: str) -> Staff:
        """A new login. Raises InputError; the first must be an administrator, or nobody could add the next."""
        check_new(name, role, office)
        _check_role(role)
        _check_password(password)
        if role is not Role.ADMINISTRATOR and not self.has_logins():
            raise InputError(both("error_first_administrator"))
        now, hashed = datetime.now(UTC), _hasher().hash(password)
        with self._database.writing() as connection:
            check_free(connection, name)
            connection.execute(insert(staff).values(
                name=name, role=role, office=office, active=True, created_at=now, password=hashed
            ))  # fmt: skip
            self._audit.append(connection, by, "staff.add", name, role=role)
        self._has_logins = True
        return Staff(name, role, office, True, now)

    def every(self) -> tuple[Staff, ...]:
        """All logins by name, also disabled ones."""
        with self._database.reading() as connection:
            return tuple(_staff(row) for row in connection.execute(select(staff).order_by(staff.c.name)))

    def disable(self, by: str, name: str) -> None:
        """Takes a login away and ends its sessions; cases stay with the name. Raises InputError."""
        check_name(name)
        with self._database.writing() as connection:
            if _active(connection, name).role == Role.ADMINISTRATOR and not _administrators(connection) - {name}:
                raise InputError(both("error_last_administrator", name=name))
            connection.execute(update(staff).where(staff.c.name == name).values(active=False))
            _end_sessions(connection, name)
            self._audit.append(connection, by, "staff.disable", name)

    def enable(self, by: str, name: str) -> None:
        """Gives a login back that was taken away, with the password it had. Raises InputError."""
        check_name(name)
        disabled = update(staff).where(staff.c.name == name, staff.c.active.is_(False))
        with self._database.writing() as connection:
            if not connection.execute(disabled.values(active=True)).rowcount:
                raise InputError(both("error_no_disabled_login", name=name))
            self._audit.append(connection, by, "staff.enable", name)

    def change(self, by: str, name: str, role: Role | None = None, office: str | None = None) -> Staff:
        """Another role or office for a login, from its next request on; its cases stay with it. Raises InputError."""
        check_name(name)
        with self._database.writing() as connection:
            before = _staff(_active(connection, name))
            after = replace(before, role=role or before.role, office=before.office if office is None else office)
            _check_role(after.role)
            check_office(after.role, after.office)
            demoted = before.role is Role.ADMINISTRATOR and after.role is not Role.ADMINISTRATOR
            if demoted and not _administrators(connection) - {name}:
                raise InputError(both("error_last_administrator", name=name))
            values = {"role": after.role, "office": after.office}
            changed = [field for field, value in values.items() if value != getattr(before, field)]
            connection.execute(update(staff).where(staff.c.name == name).values(values))
            self._audit.append(connection, by, "staff.change", name, role=after.role, changed=changed)
        return after

    def set_password(self, by: str, name: str, password: str) -> None:
        """Another password for a login, whose sessions end: whoever knew the old one is out. Raises InputError."""
        check_name(name)
        _check_password(password)
        hashed = _hasher().hash(password)
        with self._database.writing() as connection:
            _active(connection, name)
            connection.execute(update(staff).where(staff.c.name == name).values(password=hashed))
            _end_sessions(connection, name)
            self._audit.append(connection, by, "staff.password", name)

    def check_password(self, name: str, password: str) -> Staff | None:
        """Whose password this is; takes as long for a name that does not exist or is disabled."""
        with self._database.reading() as connection:
            known = select(staff).where(staff.c.name == (name if is_name(name) else ""))
            row = connection.execute(known).first()
        right = _hasher().verify(password[:_LONGEST_PASSWORD], row.password if row else _nobody())
        return _staff(row) if row is not None and right and row.active else None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash of a password that nobody has, so that a name which does not exist takes as long."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _check_password(password: str) -> None:
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise InputError(both("error_password_short", length=SHORTEST_PASSWORD))


def _check_role(role: Role) -> None:
    if role not in STAFF_ROLES:
        raise InputError(both("error_role_of_keys", role=role))


def _active(connection: Connection, name: str) -> Row[Any]:
    row = connection.execute(select(staff).where(staff.c.name == name, staff.c.active)).first()
    if row is None:
        raise InputError(both("error_no_login", name=name))
    return row


def _administrators(connection: Connection) -> set[str]:
    """Who has an active administrator's login; they stay so until the transaction ends, so that two who disable each other
    take turns."""
    query = select(staff.c.name).where(staff.c.active, staff.c.role == Role.ADMINISTRATOR)
    return set(connection.execute(query.order_by(staff.c.name).with_for_update()).scalars())


def _end_sessions(connection: Connection, name: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.staff == name))


def _staff(row: Row[Any]) -> Staff:
    return Staff(row.name, Role(row.role), row.office, row.active, row.created_at)
