"""Receives a picture with bounds, as the body or in a form, in memory: a file that people are on never touches the disk."""

from __future__ import annotations

from fastapi import Request
from starlette.datastructures import UploadFile

from offerscan_api.body import BoundedRequest, declared_type
from offerscan_api.bounded_routes import BoundedRoute
from offerscan_api.problems import ProblemError

__all__ = ["PictureRoute", "receive_picture"]

_AROUND = 20_000  # bytes: what a form may hold beside the picture


class PictureRoute(BoundedRoute):
    """A route whose requests are no larger than a picture may be, also where a form is read only for its CSRF token."""

    def bound(self, request: Request) -> BoundedRequest:
        """The request, with the bound of pictures."""
        settings = request.app.state.settings
        return BoundedRequest(request, min(settings.max_request_bytes, settings.max_picture_bytes + _AROUND))


async def receive_picture(request: Request) -> bytes:
    """The bytes of field `file`, or of the body; raises ProblemError form, empty, too_large or malformed."""
    if declared_type(request).get_content_maintype() == "multipart":
        file = (await request.form()).get("file")
        if not isinstance(file, UploadFile):
            raise ProblemError("form")
        data = await file.read()
    else:
        data = await request.body()
    if not data:
        raise ProblemError("empty")
    return data
