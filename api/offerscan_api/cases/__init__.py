"""Cases, feedback and what surrounds them, as JSON for other programs: /v1/cases, /v1/feedback, /v1/weekly, /v1/audit."""

from offerscan_api.cases.daily import keep_store
from offerscan_api.cases.exports import EXPORTS
from offerscan_api.cases.label_studio import FEEDBACK_EXPORTS
from offerscan_api.cases.routes import router

__all__ = ["EXPORTS", "FEEDBACK_EXPORTS", "keep_store", "router"]
