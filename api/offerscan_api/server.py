"""Runs the service with uvicorn for `offerscan serve`, and refuses to be seen from outside where nobody would have to log
in."""

from __future__ import annotations

import logging
import os
import socket
import sys
from contextlib import suppress

import structlog
import uvicorn

from offerscan.errors import InputError
from offerscan.phrases import both
from offerscan.settings import Settings
from offerscan_api.app import create_app
from offerscan_api.auth import has_logins
from offerscan_api.connections import bounded_protocol
from offerscan_api.hosts import is_loopback

__all__ = ["serve"]

_log = structlog.get_logger("offerscan.server")

# Connections that say nothing are cheap, but not free; beyond so many uvicorn itself refuses.
_MOST_CONNECTIONS = 1024
# An open connection may rest so long.
_REST_S = 15


def serve(host: str, port: int, settings: Settings) -> None:
    """Serves until the process is told to stop (SIGINT or SIGTERM), then takes nothing more and finishes what it accepted.

    Raises InputError if others could reach the address and that is not wanted or nobody could log in, or if it cannot be
    bound.
    """
    if not is_loopback(host):
        if not settings.allow_remote:
            raise InputError(both("error_remote", host=host))
        if not has_logins(settings):
            raise InputError(both("error_no_staff", host=host))
    listening = _bind(host, port)
    _log_to_stderr()
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings, processes=True),
            http=bounded_protocol(settings),
            ws="none",
            access_log=False,  # it would hold addresses as typed; ours does not
            log_config=None,
            server_header=False,
            lifespan="on",
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies or None,
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_keep_alive=_REST_S,
            timeout_graceful_shutdown=settings.stop_seconds,
        )
    )
    with listening:
        bound_host, bound_port = listening.getsockname()[:2]
        _log.info("serving", host=bound_host, port=bound_port)
        with suppress(KeyboardInterrupt):  # which uvicorn passes on once it has stopped
            server.run(sockets=[listening])


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "0-65535"
        raise InputError(both("error_address", host=host, port=port, reason=reason)) from error


def _log_to_stderr() -> None:
    """One JSON object a line; stdout is for data. Warnings of uvicorn join them as plain lines."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
