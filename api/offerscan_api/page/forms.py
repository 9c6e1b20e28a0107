"""How a page reads its forms and tells its problems: never more than the service allows, every problem as a page."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

from offerscan.errors import OfferscanError
from offerscan_api.bounded_routes import BoundedRoute
from offerscan_api.page.problem import tell_problem

__all__ = ["PageRoute"]


class PageRoute(BoundedRoute):
    """A route whose problems are pages in the reader's language."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except (StarletteHTTPException, RequestValidationError, OfferscanError) as problem:
                return await tell_problem(request, problem)

        return handle
