"""Routes whose bodies are bounded, and read only of those who may send one: a stranger's would fill the memory and a place in
the line before anybody asked who it is from."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute

from offerscan_api.auth import check_known
from offerscan_api.body import BoundedRequest, JsonRequest

__all__ = ["BoundedRoute", "JsonRoute"]

# Of a form that anybody may send, which is the login: fields, and the words of a browser around each.
_MOST_OF_STRANGERS = 20_000


class BoundedRoute(APIRoute):
    """A route whose requests are bounded; FastAPI's documented way to a request of one's own."""

    # Whether anybody may send a body here; otherwise only whoever is logged in, holds a key, or sits at the machine.
    for_strangers: ClassVar[bool] = False

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            bounded = self.bound(request)
            if not self.for_strangers:
                await check_known(bounded)
            return await handler(bounded)

        return handle

    def bound(self, request: Request) -> BoundedRequest:
        """The request as the route reads it."""
        return BoundedRequest(request, _MOST_OF_STRANGERS if self.for_strangers else None)


class JsonRoute(BoundedRoute):
    """A route whose body is JSON that means one thing."""

    def bound(self, request: Request) -> BoundedRequest:
        """Raises HTTPException 405 for another route's own address, which is never an id."""
        if request.url.path != self.path and request.url.path in request.app.openapi()["paths"]:
            raise HTTPException(405)
        return JsonRequest(request)
