"""The audit log: who did what, when, to which case or account. Append-only, each line chained to the one before.

It holds no offer text: `action` and the words in `detail` are the program's own. Where many cases were shown, `detail`
names them in `cases`. Triggers refuse changes; whoever goes around them breaks the chain, or cuts its end off, and `verify`
finds both, for the key of the chain and what is known of its end lie outside the database.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Text, and_, cast, func, insert, or_, select

from offerscan_api.store.database import Database
from offerscan_api.store.log_end import End, LogEnd
from offerscan_api.store.records import AuditEntry
from offerscan_api.store.secret import Secret
from offerscan_api.store.tables import audit

__all__ = ["Audit"]

_FIRST = "0" * 64


class Audit:
    """Appends to the log and reads it."""

    def __init__(self, database: Database, secret: Secret, end: LogEnd) -> None:
        self._database = database
        self._secret = secret
        self._end = end

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
        mac = self._mac(line, last.mac if last else _FIRST)
        # Where the known end is not in the log, the file stays as it is: it is what tells of it.
        if self._holds(connection, self._end.read()):
            end = End(line["number"], mac)
            self._database.once_kept(connection, "audit-end", lambda: self._end.write(end))
        connection.execute(insert(audit).values(**line, mac=mac))

    def tell(self, by: str, action: str, subject: str | None = None, **detail: object) -> None:
        """One line about what happened outside the database."""
        with self._database.writing() as connection:
            self.append(connection, by, action, subject, **detail)

    def entries(self, page: int = 1, size: int = 50, subject: str | None = None) -> tuple[AuditEntry, ...]:
        """One page of the log, newest first; with `subject` only what is about one case or account, or showed it among
        others, which are then not named."""
        query = select(audit).order_by(audit.c.number.desc()).limit(size).offset((page - 1) * size)
        with self._database.reading() as connection:
            rows = connection.execute(query.where(_about(subject)) if subject else query).all()
        return tuple(_entry(row, alone=subject is not None) for row in rows)

    def count(self) -> int:
        """How many lines there are."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(audit)).scalar_one()

    def verify(self) -> int | None:
        """The number of the first line that was changed, is missing, or took the place of another; None where the log is
        whole."""
        end = self._end.read()  # first: what is written meanwhile is ahead of what is read below
        before, number = _FIRST, 0
        with self._database.reading() as connection:
            for row in connection.execute(select(audit).order_by(audit.c.number)):
                number += 1
                if row.number != number or row.mac != self._mac(_line(row), before):
                    return number
                if end is not None and number == end.number and row.mac != end.mac:
                    return number
                before = row.mac
        return number + 1 if end is not None and end.number > number else None

    def _holds(self, connection: Connection, end: End | None) -> bool:
        """Whether the log still has the line that was the newest; so where none is known."""
        if end is None:
            return True
        return connection.execute(select(audit.c.mac).where(audit.c.number == end.number)).scalar() == end.mac

    def _mac(self, line: dict[str, Any], before: str) -> str:
        written = {**line, "at": line["at"].isoformat(timespec="microseconds")}
        return self._secret.sign("audit", before + json.dumps(written, sort_keys=True))


def _about(subject: str) -> ColumnElement[bool]:
    """Lines about it, and lists that showed it; no line before its first can, and only those after it are looked through."""
    first = select(func.min(audit.c.number)).where(audit.c.subject == subject).scalar_subquery()
    shown = cast(audit.c.detail, Text).contains(f'"{subject}"', autoescape=True)
    return and_(audit.c.number >= first, or_(audit.c.subject == subject, shown))


def _entry(row: Row[Any], alone: bool) -> AuditEntry:
    detail = {name: value for name, value in row.detail.items() if not (alone and name == "cases")}
    return AuditEntry(row.number, row.at, row.by, row.action, row.subject, detail)


def _line(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("number", "at", "by", "action", "subject", "detail")}
