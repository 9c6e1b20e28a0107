"""Logging in and out. Answers and their time are the same for a name that does not exist as for a wrong password."""

from __future__ import annotations

import asyncio
import time

import anyio.to_thread
import structlog
from anyio import CapacityLimiter
from fastapi import Request, Response
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from offerscan.errors import OfferscanError
from offerscan.settings import Settings
from offerscan_api.auth.guard import check_origin, cookie_name, session_token, store_of
from offerscan_api.problems import ProblemError
from offerscan_api.store import Staff, open_store

__all__ = ["Attempts", "change_password", "has_logins", "log_in", "log_out"]

# Attempts from one address at one name, at once and in the long run; from one address.
_PAIR, _PAIR_LONG, _ADDRESS = RateLimitItemPerMinute(5, 5), RateLimitItemPerHour(20), RateLimitItemPerMinute(30, 5)
# Failures at one name from everywhere: more than one address may have, or it could keep somebody out for good.
_NAME = RateLimitItemPerHour(60)
# Passwords compared at once: each comparison takes 64 MB and a core.
_AT_ONCE = 2
_ORIGIN_DIGITS = 12
_log = structlog.get_logger("offerscan.login")


class Attempts:
    """What bounds guesses at passwords. One for each application."""

    def __init__(self) -> None:
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.comparing = CapacityLimiter(_AT_ONCE)


async def log_in(request: Request, response: Response, name: str, password: str) -> Staff:
    """Begins a session and sets its cookie. Raises ProblemError bad_login, throttled or forged."""
    check_origin(request)
    staff = await _compare(request, name.strip().lower(), password)
    await _begin(request, response, staff)
    return staff


async def change_password(request: Request, response: Response, staff: Staff, old: str, new: str) -> None:
    """Another password for whoever knows the old one; of all sessions only this one goes on, with a new cookie.
    Raises ProblemError bad_login or throttled, InputError for a password that is too short."""
    await _compare(request, staff.name, old)
    set_password = store_of(request).accounts.set_password
    await anyio.to_thread.run_sync(set_password, staff.name, staff.name, new, limiter=_attempts(request).comparing)
    await _begin(request, response, staff)


async def log_out(request: Request, response: Response) -> None:
    """Ends the session of the request, if there is one, and takes its cookie back."""
    token = session_token(request)
    if token:
        await anyio.to_thread.run_sync(store_of(request).sessions.end, token)
    response.delete_cookie(
        cookie_name(request), path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


async def _compare(request: Request, name: str, password: str) -> Staff:
    """Whose password this is, after every bound on guesses was counted."""
    address = request.client.host if request.client else ""
    attempts = _attempts(request)
    limiter = attempts.limiter
    pair = (name[:60], address)
    for item, place in ((_PAIR, pair), (_PAIR_LONG, pair), (_ADDRESS, (address,))):
        _check(limiter, item, place, limiter.hit(item, *place))
    _check(limiter, _NAME, pair[:1], limiter.test(_NAME, *pair[:1]))
    check = store_of(request).accounts.check_password
    staff = await anyio.to_thread.run_sync(check, name, password, limiter=attempts.comparing)
    if staff is None:
        limiter.hit(_NAME, *pair[:1])
        _tell_refused(request, name, address)
        raise ProblemError("bad_login")
    limiter.clear(_PAIR, *pair)
    limiter.clear(_PAIR_LONG, *pair)
    return staff


async def _begin(request: Request, response: Response, staff: Staff) -> None:
    """A new token at every login: one that was planted before is worth nothing."""
    token = await anyio.to_thread.run_sync(store_of(request).sessions.begin, staff, session_token(request))
    response.set_cookie(
        cookie_name(request), token, path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def has_logins(settings: Settings) -> bool:
    """Whether anybody can log in, without which no other machine may reach the service. Raises StoreError."""
    store = open_store(settings)
    try:
        return store.accounts.can_log_in()
    finally:
        store.close()


def _attempts(request: Request) -> Attempts:
    attempts: Attempts = request.app.state.login_attempts
    return attempts


def _tell_refused(request: Request, name: str, address: str) -> None:
    """Has the audit log told, and waits for nothing: how long that takes would tell whether the name is somebody's."""
    store = store_of(request)
    origin = store.secret.sign("address", address)[:_ORIGIN_DIGITS]

    def tell() -> None:
        try:
            store.sessions.refuse(name, origin)
        except OfferscanError as error:
            _log.error("refusal_not_told", code=error.code)

    asyncio.get_running_loop().run_in_executor(None, tell)


def _check(limiter: MovingWindowRateLimiter, item: RateLimitItem, place: tuple[str, ...], is_free: bool) -> None:
    if not is_free:
        wait_s = max(1, round(limiter.get_window_stats(item, *place).reset_time - time.time()))
        raise ProblemError("throttled", headers={"Retry-After": str(wait_s)})
