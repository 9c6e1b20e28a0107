"""Keys of other programs. They are told once; the store holds their hashes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert, select, update

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan_api.store.accounts import Accounts
from offerscan_api.store.audit import Audit
from offerscan_api.store.database import Database
from offerscan_api.store.days import today
from offerscan_api.store.names import check_free, check_name, check_new
from offerscan_api.store.records import Key, Role, Staff
from offerscan_api.store.tables import keys
from offerscan_api.store.tokens import hash_token, make_token

__all__ = ["Keys"]

_MARK = "osk_"


class Keys:
    """The keys of one store."""

    def __init__(self, database: Database, audit: Audit, accounts: Accounts) -> None:
        self._database, self._audit, self._accounts = database, audit, accounts

    def create(self, by: str, name: str, role: Role, office: str) -> str:
        """A new key for another program; it is told once. Raises InputError."""
        check_new(name, role, office)
        if not self._accounts.has_logins():
            raise InputError(both("error_first_administrator"))
        key = _MARK + make_token()
        with self._database.writing() as connection:
            check_free(connection, name)
            connection.execute(insert(keys).values(
                name=name, secret=hash_token(key), role=role, office=office, created_at=datetime.now(UTC)
            ))  # fmt: skip
            self._audit.append(connection, by, "key.create", name, role=role)
        return key

    def every(self) -> tuple[Key, ...]:
        """All keys by name, also revoked ones."""
        with self._database.reading() as connection:
            rows = connection.execute(select(keys).order_by(keys.c.name)).all()
        return tuple(
            Key(row.name, Role(row.role), row.office, row.created_at, row.revoked_at, row.used_on) for row in rows
        )

    def revoke(self, by: str, name: str) -> None:
        """Takes a key away. Raises InputError."""
        check_name(name)
        with self._database.writing() as connection:
            done = connection.execute(
                update(keys)
                .where(keys.c.name == name, keys.c.revoked_at.is_(None))
                .values(revoked_at=datetime.now(UTC))
            )
            if not done.rowcount:
                raise InputError(both("error_no_login", name=name))
            self._audit.append(connection, by, "key.revoke", name)

    def holder(self, key: str) -> Staff | None:
        """Whose key this is, if it was not revoked."""
        query = select(keys).where(keys.c.secret == hash_token(key), keys.c.revoked_at.is_(None))
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        day = today()
        if row is not None and row.used_on != day:
            with self._database.writing() as connection:
                connection.execute(update(keys).where(keys.c.name == row.name).values(used_on=day))
        return Staff(row.name, Role(row.role), row.office, True, row.created_at) if row is not None else None
