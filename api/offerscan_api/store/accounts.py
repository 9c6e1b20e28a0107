"""Who may come in: members of staff with their sessions, and keys of other programs. Secrets are stored hashed only."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from pwdlib import PasswordHash
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.settings import Settings
from offerscan_api.store.audit import Audit
from offerscan_api.store.database import Database
from offerscan_api.store.records import Key, Role, Staff
from offerscan_api.store.tables import keys, sessions, staff

__all__ = ["SHORTEST_PASSWORD", "Accounts"]

SHORTEST_PASSWORD = 12
_LONGEST_PASSWORD = 1000
_LONGEST_OFFICE = 200
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
# Who acts without a login, and the program itself: the audit log knows both by these names.
_RESERVED = frozenset(("lokal", "offerscan"))
_KEY_MARK = "osk_"
# How exactly the last use of a session is written down, so that not every page writes to the disk.
_SEEN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Limits:
    idle: timedelta
    whole: timedelta


class Accounts:
    """The accounts of one store."""

    def __init__(self, database: Database, audit: Audit, settings: Settings) -> None:
        self._database, self._audit = database, audit
        self._limits = _Limits(
            timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
        )
        self._has_logins = False

    def has_logins(self) -> bool:
        """Whether a login was ever made; from then on nobody comes in without one, not even when all are disabled."""
        if not self._has_logins:  # once true it stays so
            with self._database.reading() as connection:
                self._has_logins = connection.execute(select(staff.c.name).limit(1)).first() is not None
        return self._has_logins

    def can_log_in(self) -> bool:
        """Whether anybody has an active login."""
        with self._database.reading() as connection:
            return connection.execute(select(staff.c.name).where(staff.c.active).limit(1)).first() is not None

    def add_staff(self, by: str, name: str, role: Role, office: str, password: str) -> Staff:
        """A new login. Raises InputError; the first must be an administrator, or nobody could add the next."""
        _check_new(name, role, office)
        if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
            raise InputError(both("error_password_short", length=SHORTEST_PASSWORD))
        if role is not Role.ADMINISTRATOR and not self.has_logins():
            raise InputError(both("error_first_administrator"))
        now, hashed = datetime.now(UTC), _hasher().hash(password)
        with self._database.writing() as connection:
            _check_free(connection, name)
            connection.execute(insert(staff).values(
                name=name, role=role, office=office, active=True, created_at=now, password=hashed
            ))  # fmt: skip
            self._audit.append(connection, by, "staff.add", name, role=role)
        return Staff(name, role, office, True, now)

    def list_staff(self) -> tuple[Staff, ...]:
        """All logins by name, also disabled ones."""
        with self._database.reading() as connection:
            return tuple(_staff(row) for row in connection.execute(select(staff).order_by(staff.c.name)))

    def disable_staff(self, by: str, name: str) -> None:
        """Takes a login away and ends its sessions; cases stay with the name. Raises InputError."""
        if not _NAME.fullmatch(name):
            raise InputError(both("error_login_name"))
        active = select(func.count()).where(staff.c.active, staff.c.role == Role.ADMINISTRATOR, staff.c.name != name)
        with self._database.writing() as connection:
            row = connection.execute(select(staff).where(staff.c.name == name, staff.c.active)).first()
            if row is None:
                raise InputError(both("error_no_login", name=name))
            if row.role == Role.ADMINISTRATOR and not connection.execute(active).scalar_one():
                raise InputError(both("error_last_administrator", name=name))
            connection.execute(update(staff).where(staff.c.name == name).values(active=False))
            connection.execute(delete(sessions).where(sessions.c.staff == name))
            self._audit.append(connection, by, "staff.disable", name)

    def check_password(self, name: str, password: str) -> Staff | None:
        """Whose password this is; takes as long for a name that does not exist or is disabled."""
        with self._database.reading() as connection:
            known = select(staff).where(staff.c.name == (name if _NAME.fullmatch(name) else ""))
            row = connection.execute(known).first()
        right = _hasher().verify(password[:_LONGEST_PASSWORD], row.password if row else _nobody())
        return _staff(row) if row is not None and right and row.active else None

    def begin_session(self, who: Staff, replaced: str | None = None) -> str:
        """A new session; its token is told once. `replaced` is the token of a session that ends with it."""
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        with self._database.writing() as connection:
            if replaced:
                connection.execute(delete(sessions).where(sessions.c.token == _hash(replaced)))
            connection.execute(delete(sessions).where(sessions.c.began_at < now - self._limits.whole))
            connection.execute(insert(sessions).values(token=_hash(token), staff=who.name, began_at=now, seen_at=now))
            self._audit.append(connection, who.name, "session.begin", who.name)
        return token

    def of_session(self, token: str) -> Staff | None:
        """Whose session this is, if it is not too old and was not idle for too long."""
        now, hashed = datetime.now(UTC), _hash(token)
        query = (
            select(staff, sessions.c.seen_at)
            .join(sessions, sessions.c.staff == staff.c.name)
            .where(
                sessions.c.token == hashed,
                sessions.c.began_at > now - self._limits.whole,
                sessions.c.seen_at > now - self._limits.idle,
                staff.c.active,
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is not None and now - row.seen_at > _SEEN:
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.token == hashed).values(seen_at=now))
        return _staff(row) if row is not None else None

    def end_session(self, token: str) -> None:
        """Ends a session; nothing happens if it has ended."""
        with self._database.writing() as connection:
            ended = connection.execute(
                delete(sessions).where(sessions.c.token == _hash(token)).returning(sessions.c.staff)
            ).scalar()
            if ended:
                self._audit.append(connection, ended, "session.end", ended)

    def create_key(self, by: str, name: str, role: Role, office: str) -> str:
        """A new key for another program; it is told once. Raises InputError."""
        _check_new(name, role, office)
        if not self.has_logins():
            raise InputError(both("error_first_administrator"))
        key = _KEY_MARK + secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            _check_free(connection, name)
            connection.execute(insert(keys).values(
                name=name, secret=_hash(key), role=role, office=office, created_at=datetime.now(UTC)
            ))  # fmt: skip
            self._audit.append(connection, by, "key.create", name, role=role)
        return key

    def list_keys(self) -> tuple[Key, ...]:
        """All keys by name, also revoked ones."""
        with self._database.reading() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.name)).all()
        return tuple(
            Key(row.name, Role(row.role), row.office, row.created_at, row.revoked_at, row.used_on) for row in rows
        )

    def revoke_key(self, by: str, name: str) -> None:
        """Takes a key away. Raises InputError."""
        if not _NAME.fullmatch(name):
            raise InputError(both("error_login_name"))
        with self._database.writing() as connection:
            done = connection.execute(
                update(keys)
                .where(keys.c.name == name, keys.c.revoked_at.is_(None))
                .values(revoked_at=datetime.now(UTC))
            )
            if not done.rowcount:
                raise InputError(both("error_no_login", name=name))
            self._audit.append(connection, by, "key.revoke", name)

    def of_key(self, key: str) -> Staff | None:
        """Whose key this is, if it was not revoked."""
        query = select(keys).where(keys.c.secret == _hash(key), keys.c.revoked_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        today = datetime.now(UTC).date()
        if row is not None and row.used_on != today:
            with self._database.writing() as connection:
                connection.execute(update(keys).where(keys.c.name == row.name).values(used_on=today))
        return Staff(row.name, Role(row.role), row.office, True, row.created_at) if row is not None else None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """The hash of a password that nobody has, so that a name which does not exist takes as long."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _check_new(name: str, role: Role, office: str) -> None:
    if not _NAME.fullmatch(name) or name in _RESERVED:
        raise InputError(both("error_login_name"))
    if role is Role.OFFICER and not office.strip():
        raise InputError(both("error_office"))
    if len(office) > _LONGEST_OFFICE or not office.isprintable():
        raise InputError(both("error_office_name", length=_LONGEST_OFFICE))


def _check_free(connection: Connection, name: str) -> None:
    """Staff and keys share their names: cases and the audit log know both by nothing else."""
    taken = select(staff.c.name).where(staff.c.name == name).union(select(keys.c.name).where(keys.c.name == name))
    if connection.execute(taken).first():
        raise InputError(both("error_login_taken", name=name))


def _staff(row: Row[Any]) -> Staff:
    return Staff(row.name, Role(row.role), row.office, row.active, row.created_at)


def _hash(token: str) -> str:
    """Of 32 random bytes a plain hash is enough: they cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
