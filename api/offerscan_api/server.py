"""Runs the service with uvicorn for `offerscan serve`, and refuses to be seen from outside this machine."""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import sys

import structlog
import uvicorn

from offerscan.errors import InputError
from offerscan.settings import Settings
from offerscan_api.app import create_app

__all__ = ["serve"]

# Requests at work when the process is told to stop get this long to finish.
_STOP_WITHIN_S = 30
_log = structlog.get_logger("offerscan.server")


def serve(host: str, port: int, settings: Settings) -> None:
    """Serves until the process is told to stop (SIGINT or SIGTERM), then lets running requests finish.

    Raises InputError if the address is not of this machine alone and `allow_remote` is off, or cannot be bound.
    """
    if not (_is_loopback(host) or settings.allow_remote):
        raise InputError(
            f"{host} dapat dijangkau dari luar komputer ini dan layanan belum mempunyai kata sandi: pakai 127.0.0.1. / "
            f"{host} can be reached from outside this machine and the service has no login yet: use 127.0.0.1."
        )
    listening = _bind(host, port)
    _log_to_stderr()
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(settings),
            access_log=False,  # it would hold addresses as typed; ours does not
            log_config=None,
            server_header=False,
            lifespan="on",
            timeout_graceful_shutdown=_STOP_WITHIN_S,
        )
    )
    with listening:
        bound_host, bound_port = listening.getsockname()[:2]
        _log.info("serving", host=bound_host, port=bound_port)
        server.run(sockets=[listening])


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "0-65535"
        raise InputError(
            f"Alamat {host}:{port} tidak dapat dipakai ({reason}): pilih dengan --port. / "
            f"The address {host}:{port} cannot be used ({reason}): choose another with --port."
        ) from error


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
