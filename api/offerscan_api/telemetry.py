"""Traces by OpenTelemetry, only where OFFERSCAN_OTEL asks for them and its packages are installed.

A span has the method, route and status of a request and nothing that was sent. Where spans go is said to OpenTelemetry by
its own variables (OTEL_EXPORTER_OTLP_ENDPOINT).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from typing import Any

import structlog

from offerscan.settings import Settings

__all__ = ["Told", "Trace", "open_trace"]

# Takes the route and the status of the answer.
Told = Callable[[str | None, int], None]
# Stands around one request, whose method it takes.
Trace = Callable[[str], AbstractContextManager[Told]]
_log = structlog.get_logger("offerscan.telemetry")


def open_trace(settings: Settings) -> Trace:
    """What traces requests; where it is not wanted or not installed, it does nothing."""
    if not settings.otel:
        return _untraced
    try:
        sdk = import_module("opentelemetry.sdk.trace")
        export = import_module("opentelemetry.sdk.trace.export")
        otlp = import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
    except ImportError as error:
        _log.warning("no_telemetry", missing=error.name)
        return _untraced
    provider = sdk.TracerProvider()
    provider.add_span_processor(export.BatchSpanProcessor(otlp.OTLPSpanExporter()))
    return trace_with(provider.get_tracer("offerscan"))


def trace_with(tracer: Any) -> Trace:
    """What traces requests with a tracer of OpenTelemetry."""

    @contextmanager
    def traced(method: str) -> Iterator[Told]:
        # Exceptions are not recorded: their messages can hold an offer.
        with tracer.start_as_current_span("request", record_exception=False, set_status_on_exception=False) as span:

            def tell(route: str | None, status: int) -> None:
                span.update_name(f"{method} {route or 'none'}")
                span.set_attribute("http.request.method", method)
                span.set_attribute("http.route", route or "none")
                span.set_attribute("http.response.status_code", status)

            yield tell

    return traced


def _untraced(method: str) -> AbstractContextManager[Told]:
    return nullcontext(lambda route, status: None)
