"""The audit log: who did what, when, to which case or account. Append-only, each line chained to the one before.

It holds no offer text: `action` and the words in `detail` are the program's own. Triggers refuse changes; whoever goes
around them breaks the chain, which `verify` finds, for the key of the chain lies outside the database.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from offerscan_api.store.database import Database
from offerscan_api.store.records import AuditEntry
from offerscan_api.store.secret import Secret
from offerscan_api.store.tables import audit

__all__ = ["Audit"]

_FIRST = "0" * 64


class Audit:
    """Appends to the log and reads it."""

    def __init__(self, database: Database, secret: Secret) -> None:
        self._database = database
        self._secret = secret

    def append(
        self, connection: Connection, by: str, action: str, subject: str | None = None, **detail: object
    ) -> None:
        """One line, in the transaction of what it tells of, so that neither is there without the other."""
        self._database.lock_chain(connection)
        last = connection.execute(select(audit.c.number, audit.c.mac).order_by(audit.c.number.desc()).limit(1)).first()
        line: dict[str, Any] = {
            "number": last.number + 1 if last else 1,
            "at": datetime.now(UTC),
            "by": by,
            "action": action,
            "subject": subject,
            "detail": detail,
        }
        connection.execute(insert(audit).values(**line, mac=self._mac(line, last.mac if last else _FIRST)))

    def tell(self, by: str, action: str, subject: str | None = None, **detail: object) -> None:
        """One line about what happened outside the database."""
        with self._database.writing() as connection:
            self.append(connection, by, action, subject, **detail)

    def entries(self, page: int = 1, size: int = 50, subject: str | None = None) -> tuple[AuditEntry, ...]:
        """One page of the log, newest first; of one case or account only, where `subject` names it."""
        query = select(audit).order_by(audit.c.number.desc()).limit(size).offset((page - 1) * size)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(audit.c.subject == subject) if subject else query).all()
        return tuple(AuditEntry(row.number, row.at, row.by, row.action, row.subject, row.detail) for row in rows)

    def count(self) -> int:
        """How many lines there are."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(audit)).scalar_one()

    def verify(self) -> int | None:
        """The number of the first line that was changed, or follows a gap; None where the log is whole."""
        before, number = _FIRST, 0
        with self._database.reading() as connection:
            for row in connection.execute(select(audit).order_by(audit.c.number)):
                number += 1
                if row.number != number or row.mac != self._mac(_line(row), before):
                    return number
                before = row.mac
        return None

    def _mac(self, line: dict[str, Any], before: str) -> str:
        written = {**line, "at": line["at"].isoformat(timespec="microseconds")}
        return self._secret.sign("audit", before + json.dumps(written, sort_keys=True))


def _line(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("number", "at", "by", "action", "subject", "detail")}
