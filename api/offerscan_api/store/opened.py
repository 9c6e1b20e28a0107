"""The store: all parts over one database, opened once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, func, select

from offerscan.settings import Settings
from offerscan_api.store.accounts import Accounts
from offerscan_api.store.audit import Audit
from offerscan_api.store.cases import Cases
from offerscan_api.store.counters import TENTHS, Counters
from offerscan_api.store.database import Database, data_folder
from offerscan_api.store.days import this_monday, today
from offerscan_api.store.earlier import EarlierCases
from offerscan_api.store.feedback import FeedbackBook
from offerscan_api.store.keys import Keys
from offerscan_api.store.log_end import LogEnd
from offerscan_api.store.records import CaseState, Week
from offerscan_api.store.secret import Secret, read_secret
from offerscan_api.store.sessions import Sessions
from offerscan_api.store.tables import cases, feedback

__all__ = ["Store", "open_store"]


class Store:
    """What is kept, and who may come in. Safe to use from several threads."""

    def __init__(self, database: Database, secret: Secret, settings: Settings) -> None:
        self._database = database
        self.secret = secret
        self.audit = Audit(database, secret, LogEnd(data_folder(settings), secret, database.address))
        self.accounts = Accounts(database, self.audit)
        self.sessions = Sessions(database, self.audit, settings)
        self.keys = Keys(database, self.audit, self.accounts)
        self.counters = Counters(database)
        self.earlier = EarlierCases(database, secret)
        self.cases = Cases(database, secret, self.audit, self.earlier, settings.retention_days)
        self.feedback = FeedbackBook(database, self.audit, self.counters, settings.retention_days)

    def close(self) -> None:
        """Writes what waits in memory and gives all connections back. Raises StoreError."""
        try:
            self.counters.flush()
        finally:
            self._database.close()

    def check(self) -> None:
        """Reads next to nothing. Raises StoreError where the database cannot be used."""
        with self._database.reading() as connection:
            connection.execute(select(cases.c.id).limit(1))

    def weekly(self, weeks: int = 12) -> tuple[Week, ...]:
        """Figures of the last weeks, newest first, one line a week and model."""
        return self.counters.weekly(weeks)

    def purge(self, day: date | None = None) -> int:
        """Deletes, so that nothing remains in the files, what is past its retention date; how many cases that were."""
        day = day or today()
        with self._database.writing() as connection:
            past = delete(cases).where(cases.c.retain_until < day).returning(cases.c.id)
            gone = list(connection.execute(past).scalars())
            # Of the cases that are gone the database has deleted the feedback itself.
            old = connection.execute(
                delete(feedback).where(feedback.c.retain_until < day).returning(feedback.c.id)
            ).scalars()
            taught = list(old)
            for action, ids in (("case.expire", gone), ("feedback.expire", taught)):
                for id in ids:
                    self.audit.append(connection, "offerscan", action, id)
        if gone or taught:
            self._database.forget()
        else:
            self._database.tidy()
        return len(gone)

    def gauges(self) -> dict[str, float]:
        """Figures for /metrics: cases by state; the shares, scores, shift and corrections of this week.

        `week_share_score_0` to `_9` are the shares of the ten steps of P(high); `week_shift` is the largest of any model, and
        missing where no week before can be compared with; `week_share_unknown_pieces` where no pieces were counted.
        """
        by_state = select(cases.c.state, func.count()).group_by(cases.c.state)
        with self._database.reading() as connection:
            states = {row[0]: row[1] for row in connection.execute(by_state)}
        figures: dict[str, float] = {f"cases_{state}": states.get(state, 0) for state in CaseState}
        # Asked for with the weeks before, as a shift is one from those.
        weeks = [week for week in self.weekly() if week.monday == this_monday()]
        assessed = sum(week.assessed for week in weeks)
        figures["week_assessed"] = assessed
        for level in ("low", "review", "high"):
            figures[f"week_share_{level}"] = sum(week.levels[level] for week in weeks) / assessed if assessed else 0.0
        figures["week_share_not_covered"] = sum(week.not_covered for week in weeks) / assessed if assessed else 0.0
        pieces = sum(week.pieces for week in weeks)
        if pieces:
            figures["week_share_unknown_pieces"] = sum(week.unknown_pieces for week in weeks) / pieces
        for step in range(TENTHS):
            counted = sum(week.histogram[step] for week in weeks)
            figures[f"week_share_score_{step}"] = counted / assessed if assessed else 0.0
        shifts = [week.shift for week in weeks if week.shift is not None]
        if shifts:
            figures["week_shift"] = max(shifts)
        figures["week_confirmed"] = sum(week.confirmed for week in weeks)
        figures["week_corrected"] = sum(week.corrected for week in weeks)
        return figures


def open_store(settings: Settings) -> Store:
    """The store of these settings: made or migrated, and purged. Raises StoreError."""
    secret = read_secret(data_folder(settings))
    store = Store(Database(settings), secret, settings)
    store.purge()
    return store
