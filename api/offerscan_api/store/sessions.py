"""Sessions of staff who logged in. The store holds hashes of their tokens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from offerscan.settings import Settings
from offerscan_api.store.audit import Audit
from offerscan_api.store.database import Database
from offerscan_api.store.names import is_name
from offerscan_api.store.records import Role, Staff
from offerscan_api.store.tables import audit, sessions, staff
from offerscan_api.store.tokens import hash_token, make_token

__all__ = ["Sessions"]

# How exactly the last use of a session is written down, so that not every page writes to the disk.
_SEEN = timedelta(minutes=1)
# How often the audit log is told of refused logins at one name: guessing must not fill it.
_REFUSED = timedelta(minutes=1)


class Sessions:
    """The sessions of one store."""

    def __init__(self, database: Database, audit: Audit, settings: Settings) -> None:
        self._database, self._audit = database, audit
        self._idle = timedelta(minutes=settings.session_idle_minutes)
        self._whole = timedelta(hours=settings.session_hours)

    def begin(self, who: Staff, replaced: str | None = None) -> str:
        """A new session; its token is told once. `replaced` is the token of a session that ends with it."""
        token, now = make_token(), datetime.now(UTC)
        with self._database.writing() as connection:
            if replaced:
                connection.execute(delete(sessions).where(sessions.c.token == hash_token(replaced)))
            connection.execute(delete(sessions).where(sessions.c.began_at < now - self._whole))
            connection.execute(
                insert(sessions).values(token=hash_token(token), staff=who.name, began_at=now, seen_at=now)
            )
            self._audit.append(connection, who.name, "session.begin", who.name)
        return token

    def refuse(self, name: str, origin: str) -> None:
        """Tells the audit log of a login that was refused, where the name is somebody's; once a minute for each name. `origin`
        is the same for the same place, and tells no address."""
        if not is_name(name):
            return
        last = (
            select(audit.c.at)
            .where(audit.c.subject == name, audit.c.action == "session.refused")
            .order_by(audit.c.number.desc())
            .limit(1)
        )
        with self._database.writing() as connection:
            known = connection.execute(select(staff.c.name).where(staff.c.name == name)).scalar()
            told = connection.execute(last).scalar()
            if known and (told is None or datetime.now(UTC) - told > _REFUSED):
                self._audit.append(connection, "offerscan", "session.refused", name, origin=origin)

    def holder(self, token: str) -> Staff | None:
        """Whose session this is, if it is not too old and was not idle for too long."""
        now, hashed = datetime.now(UTC), hash_token(token)
        query = (
            select(staff, sessions.c.seen_at)
            .join(sessions, sessions.c.staff == staff.c.name)
            .where(
                sessions.c.token == hashed,
                sessions.c.began_at > now - self._whole,
                sessions.c.seen_at > now - self._idle,
                staff.c.active,
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is not None and now - row.seen_at > _SEEN:
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.token == hashed).values(seen_at=now))
        return Staff(row.name, Role(row.role), row.office, row.active, row.created_at) if row is not None else None

    def end(self, token: str) -> None:
        """Ends a session; nothing happens if it has ended."""
        with self._database.writing() as connection:
            ended = connection.execute(
                delete(sessions).where(sessions.c.token == hash_token(token)).returning(sessions.c.staff)
            ).scalar()
            if ended:
                self._audit.append(connection, ended, "session.end", ended)
