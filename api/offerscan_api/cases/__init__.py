"""Cases, feedback and what surrounds them, as JSON for other programs: /v1/cases, /v1/feedback, /v1/weekly, /v1/audit."""

from fastapi import APIRouter

from offerscan_api.cases import feedback, office, routes
from offerscan_api.cases.answering import ExportForm, as_file
from offerscan_api.cases.daily import keep_store
from offerscan_api.cases.exports import EXPORTS
from offerscan_api.cases.label_studio import FEEDBACK_EXPORTS
from offerscan_api.problems import problem_answers

__all__ = ["EXPORTS", "FEEDBACK_EXPORTS", "ExportForm", "as_file", "keep_store", "router"]

router = APIRouter(responses=problem_answers("internal", "not_signed_in", "forbidden", "invalid", "store", "too_many"))
for _part in (routes, feedback, office):
    router.include_router(_part.router)
