"""What staff chose to keep: cases, feedback, accounts, the audit log, and counters without any text.

    store = open_store(settings)                  migrates, purges what is past its retention date; raises StoreError
    store.close()
    store.check()                                 whether the database answers; raises StoreError

    store.cases.keep(staff, text, assessment, levels=...)      the one way in; redacts; -> Case
    store.cases.read(staff, id)                   raises NoSuchCase also where the case is another's; writes the audit log
    store.cases.find(staff, CaseFilter(...))      -> CasePage
    store.cases.assignees(staff)                  who has the cases that somebody may see -> tuple[str, ...]
    store.cases.change(staff, id, state=..., assignee=..., decision=..., retain_until=...)      -> Case
    store.cases.hand_over(staff, giver, receiver)      all cases of one who leaves -> how many
    store.cases.note(staff, id, text)             -> Case
    store.cases.every(staff, CaseFilter(...), form)      all of them with notes, for an export -> list[Case]
    store.cases.take(staff, id, form)             one of them with notes, for an export -> Case
    store.cases.erase(staff, id)                  row, notes, feedback: nothing of the text remains in the file
    store.cases.history(staff, id)                -> tuple[AuditEntry, ...]
    store.cases.queue(staff, limit)               most doubtful first, without those that have feedback -> tuple[Case, ...]

    store.feedback.give(staff, text, assessment, risk=..., category=..., indicators=..., marks=..., case=None) -> Feedback
    store.feedback.every(staff, form)             -> tuple[Feedback, ...]
    store.feedback.find(staff, page, size)        what somebody may erase: one's own, administrators all -> FeedbackPage
    store.feedback.erase(staff, id)               raises NoSuchFeedback also where it is another's

    store.earlier.like(staff, text, details)      earlier cases with like wording or a shared contact -> tuple[Earlier, ...]
    store.earlier.like_case(staff, case)          the same for a case

    store.counters.count(assessments)             every assessment, kept or not; no text
    store.counters.count_pieces(model, read, unknown)      pieces, and those that the tokenizer does not know
    store.weekly(weeks=12)                        -> tuple[Week, ...], newest first
    store.gauges()                                -> dict of figures for /metrics
    store.audit.entries(page, size), .count()     the audit log, newest first
    store.audit.verify()                          -> number of a line that was changed or cut off, or None
    store.accounts, .sessions, .keys              who may come in; used through offerscan_api.auth
    store.purge()                                 deletes what is past its retention date; the service calls it daily

In routes: `offerscan_api.auth.OpenStore` (a dependency) is the store of the running application.
Everything is synchronous: call it from `def` routes, which FastAPI runs in a thread.
"""

from offerscan_api.store.cases import UNCHANGED
from offerscan_api.store.errors import NoSuchCase, NoSuchFeedback, StoreError
from offerscan_api.store.opened import Store, open_store
from offerscan_api.store.records import (
    STAFF_ROLES,
    AuditEntry,
    Case,
    CaseFilter,
    CasePage,
    CaseState,
    Earlier,
    Feedback,
    FeedbackPage,
    Key,
    Mark,
    Note,
    Role,
    Staff,
    Week,
)

__all__ = [
    "STAFF_ROLES",
    "UNCHANGED",
    "AuditEntry",
    "Case",
    "CaseFilter",
    "CasePage",
    "CaseState",
    "Earlier",
    "Feedback",
    "FeedbackPage",
    "Key",
    "Mark",
    "NoSuchCase",
    "NoSuchFeedback",
    "Note",
    "Role",
    "Staff",
    "Store",
    "StoreError",
    "Week",
    "open_store",
]
