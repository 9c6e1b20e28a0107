"""The imported list for other programs: /v1/registry/search, and a W3C Reconciliation service for OpenRefine.

All of it is for whoever may do "registry.search".
"""

from fastapi import APIRouter, Depends

from offerscan_api.auth import allow
from offerscan_api.problems import problem_answers
from offerscan_api.registry_routes import reconciliation, search
from offerscan_api.registry_routes.listed import ListInUse, MaybeListed
from offerscan_api.registry_routes.openrefine import FromOpenRefine

__all__ = ["FromOpenRefine", "ListInUse", "MaybeListed", "router"]

router = APIRouter(
    dependencies=[Depends(allow("registry.search"))],
    responses=problem_answers("not_signed_in", "forbidden", "store", "too_many"),
)
router.include_router(search.router)
router.include_router(reconciliation.router)
