"""Who a case goes to: one case by whoever may change it, all of somebody's by an administrator when that person leaves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan_api.store.audit import Audit
from offerscan_api.store.records import Role, Staff
from offerscan_api.store.tables import cases, staff
from offerscan_api.store.texts import storable

__all__ = ["assignment", "hand_over"]


def assignment(connection: Connection, by: Staff, assignee: str | None) -> dict[str, Any]:
    """The new assignee, whose office the case goes to; None leaves it to the office where it is. Raises InputError."""
    if assignee is None or assignee == by.name:
        return {"assignee": assignee}
    row = _receiver(connection, assignee)
    if by.role is Role.OFFICER and row.office != by.office:
        raise InputError(both("error_assignee_office"))
    return {"assignee": assignee, "office": row.office}


def hand_over(connection: Connection, audit: Audit, by: Staff, giver: str, receiver: str) -> int:
    """Gives all cases of one name to a member of staff and that one's office, each with a line in the audit log; how many
    these were. The name may be of a login that was taken away, or of a program. Raises InputError."""
    office = _receiver(connection, receiver).office
    if giver == receiver:
        raise InputError(both("error_hand_over_same"))
    handed = (
        update(cases)
        .where(cases.c.assignee == storable(giver))
        .values(assignee=receiver, office=office, updated_at=datetime.now(UTC))
        .returning(cases.c.id)
    )
    ids = sorted(connection.execute(handed).scalars())
    if not ids:
        raise InputError(both("error_hand_over_none"))
    for id in ids:
        audit.append(connection, by.name, "case.hand_over", id, giver=giver, receiver=receiver)
    return len(ids)


def _receiver(connection: Connection, name: str) -> Row[Any]:
    """An active login that may hold cases; raises InputError for any other name."""
    row = connection.execute(select(staff).where(staff.c.name == storable(name), staff.c.active)).first()
    if row is None or row.role == Role.ANALYST:
        raise InputError(both("error_no_assignee"))
    return row
