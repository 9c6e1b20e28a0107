"""Which role may do what: one table. Which single case somebody may see is decided in offerscan_api.store.cases."""

from __future__ import annotations

from offerscan_api.store.records import STAFF_ROLES, Role, Staff

__all__ = ["ACTIONS", "LOCAL", "may"]

# Who acts on a machine without logins: whoever sits at it.
LOCAL = Staff("lokal", Role.ADMINISTRATOR)

_ALL = frozenset(STAFF_ROLES)
_CASEWORK = frozenset((Role.OFFICER, Role.ADMINISTRATOR))
_STUDY = frozenset((Role.ANALYST, Role.ADMINISTRATOR))
_ADMINISTRATION = frozenset((Role.ADMINISTRATOR,))

ACTIONS: dict[str, frozenset[Role]] = {
    "assess": _ALL,
    "case.keep": _CASEWORK,
    "case.read": _ALL,  # an officer: own cases, and those of the office that nobody has; others: all
    "case.read_original": _CASEWORK,  # an analyst reads what is redacted
    "case.change": _CASEWORK,
    "case.erase": _CASEWORK,
    "case.export": _ALL,
    "case.hand_over": _ADMINISTRATION,  # all cases of one who leaves
    "feedback.give": _ALL,
    "feedback.erase": _ALL,  # what one gave oneself; administrators: all
    "feedback.queue": _ALL,
    "feedback.export": _STUDY,
    "drift.read": _STUDY,
    "registry.search": frozenset(Role),
    "registry.import": _ADMINISTRATION,
    "staff.manage": _ADMINISTRATION,
    "key.manage": _ADMINISTRATION,
    "retention.manage": _ADMINISTRATION,
    "audit.read": _ADMINISTRATION,
}


def may(staff: Staff, action: str) -> bool:
    """Whether somebody's role allows an action of ACTIONS."""
    return staff.active and staff.role in ACTIONS[action]
