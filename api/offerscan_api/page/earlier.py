"""Earlier cases that resemble an offer, for whoever may see them; nothing where nothing can be kept."""

from __future__ import annotations

import anyio.to_thread

from offerscan.records import Assessment
from offerscan_api.auth import store_of
from offerscan_api.page.rendering import Desk
from offerscan_api.store import Earlier

__all__ = ["find_earlier"]

_MOST = 5


async def find_earlier(desk: Desk, text: str, assessment: Assessment) -> tuple[Earlier, ...]:
    """At most five, those first that share most contacts."""
    staff, store = desk.staff, store_of(desk.request)
    if staff is None or not desk.allows("case.read"):
        return ()
    found = await anyio.to_thread.run_sync(lambda: store.earlier.like(staff, text, assessment.details))
    return found[:_MOST]
