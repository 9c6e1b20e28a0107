"""Stands before every route that needs to know who acts: by key, by session, or by sitting at the machine itself."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

import anyio.to_thread
from fastapi import Depends, Request

from offerscan_api.auth.roles import ACTIONS, LOCAL, may
from offerscan_api.body import BoundedRequest
from offerscan_api.hosts import is_from_here
from offerscan_api.problems import ProblemError
from offerscan_api.store import Staff, Store

__all__ = [
    "OpenStore", "Signed", "allow", "check_known", "check_origin", "cookie_name", "csrf_token", "is_local", "maybe_staff",
    "session_token", "store_of",
]  # fmt: skip

_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))


def store_of(request: Request) -> Store:
    """The store of the running application; raises the ProblemError that tells why there is none."""
    store: Store | ProblemError | None = getattr(request.app.state, "store", None)
    if not isinstance(store, Store):
        raise store or ProblemError("store")
    return store


OpenStore = Annotated[Store, Depends(store_of)]


async def maybe_staff(request: Request) -> Staff | None:
    """Who acts, or None; raises ProblemError not_signed_in for a key that is not valid."""
    store = store_of(request)
    key = _key(request)
    if key is not None:
        holder = await anyio.to_thread.run_sync(store.keys.holder, key)
        if holder is None:
            raise _not_signed_in()
        return holder
    token = session_token(request)
    if token:
        who = await anyio.to_thread.run_sync(store.sessions.holder, token)
        if who is not None:
            return who
    if store.accounts.knows_logins:  # then no thread need wait for the database
        return LOCAL if is_local(request) else None
    return LOCAL if await anyio.to_thread.run_sync(is_local, request) else None


def is_local(request: Request) -> bool:
    """Whether this is the single-user mode: no login was ever made, and the request comes from this machine itself."""
    return is_from_here(request) and not store_of(request).accounts.has_logins()


async def check_known(request: Request) -> None:
    """Raises ProblemError not_signed_in for a stranger's body before any of it is read; `signed` asks again once it is there,
    which can take minutes."""
    if request.method not in _SAFE and await maybe_staff(request) is None:
        raise _not_signed_in()


async def signed(request: Request) -> Staff:
    """Who acts; raises ProblemError not_signed_in or forged."""
    staff = await maybe_staff(request)
    if staff is None:
        raise _not_signed_in()
    # A browser adds the credentials of a proxy by itself, for any site; a key it never knows.
    if request.method not in _SAFE and _key(request) is None:
        check_origin(request)
        if staff is not LOCAL:
            await _check_token(request)
    return staff


Signed = Annotated[Staff, Depends(signed)]


def allow(action: str) -> Callable[[Staff], Awaitable[Staff]]:
    """A dependency that lets those pass whose role allows an action; raises ProblemError forbidden for others."""
    if action not in ACTIONS:
        raise KeyError(action)  # a route that names no action must fail at start, not stand open

    async def allowed(staff: Signed) -> Staff:
        if not may(staff, action):
            raise ProblemError("forbidden")
        return staff

    return allowed


def csrf_token(request: Request) -> str:
    """What a form must send back as `csrf_token`; empty where there is no session."""
    token = session_token(request)
    return store_of(request).secret.sign("csrf", token) if token else ""


def check_origin(request: Request) -> None:
    """Raises ProblemError forged if a browser says that another site caused the request.

    Programs that are no browsers send none of these headers (Fetch Metadata; RFC 6454; RFC 9110, 10.1.3). Old browsers send a
    form with a Referer alone (Firefox before 70).
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin", request.headers.get("referer"))
    if site is not None and site not in ("same-origin", "none"):
        raise ProblemError("forged")
    if origin is not None and _place(origin) != request.headers.get("host"):
        raise ProblemError("forged")


def _place(address: str) -> str:
    """Host and port of an address; empty where it is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def cookie_name(request: Request) -> str:
    """Browsers take a __Host- cookie only over https, for this host alone."""
    return "__Host-offerscan" if request.url.scheme == "https" else "offerscan"


def session_token(request: Request) -> str:
    """The token in the session cookie; empty where there is none."""
    return request.cookies.get(cookie_name(request), "")


async def _check_token(request: Request) -> None:
    given = request.headers.get("x-csrf-token", "")
    # A form that no route has read and nothing bounds could be of any size.
    if not given and (isinstance(request, BoundedRequest) or request._form is not None):
        sent = (await request.form()).get("csrf_token")
        given = sent if isinstance(sent, str) else ""
    if not hmac.compare_digest(given.encode("utf-8", "replace"), csrf_token(request).encode()):
        raise ProblemError("forged")


def _key(request: Request) -> str | None:
    """The key that a program sent, if it sent one."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else None


def _not_signed_in() -> ProblemError:
    return ProblemError("not_signed_in", headers={"WWW-Authenticate": "Bearer"})
