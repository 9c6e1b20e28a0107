"""The whole OpenAPI document held against the running application: what is documented is what is answered, whatever is sent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
import schemathesis
from desk_client import PASSWORD
from fastapi import FastAPI
from fixed_screener import open_fixed
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from local_client import HERE, LocalClient
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.types import ASGIApp, Receive, Scope, Send
from test_api import model_folder

from offerscan.settings import Settings
from offerscan_api import create_app
from offerscan_api.store import Role

_MOST_EXAMPLES = int(os.environ.get("OPENAPI_EXAMPLES", "6"))
# Of those who may do less; most of their answers are refusals.
_FEW_EXAMPLES = max(1, _MOST_EXAMPLES // 3)


class _FromHere:
    """Schemathesis brings a client of its own, whose address is no address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "client": HERE}, receive, send)


@cache
def served(place: str = "local") -> FastAPI:
    """One application a place; at "local" whoever asks is the administrator, elsewhere somebody could log in."""
    root = Path(mkdtemp(prefix="openapi-"))
    settings = Settings(
        model=model_folder(root / "model"),
        data=root / "data",
        scans=root,
        workers=1,
        max_scans=1000,
        max_scan_bytes=100_000,
    )
    app = create_app(settings, lambda settings: open_fixed())
    app.add_middleware(_FromHere)
    return app


@pytest.fixture(scope="module", autouse=True)
def running() -> Iterator[None]:
    with LocalClient(served()), LocalClient(served("office")):
        yield


@pytest.fixture(scope="module")
def officer() -> dict[str, str]:
    """What an officer's program sends with each request, at an office with logins."""
    store = served("office").state.store
    store.accounts.add("test", "admin", Role.ADMINISTRATOR, "Kantor A", PASSWORD)
    return {"Authorization": f"Bearer {store.keys.create('test', 'loket', Role.OFFICER, 'Kantor A')}"}


def documented(place: str = "local") -> Any:
    """The document, held against the application at a place."""
    document = schemathesis.openapi.from_dict(served(place).openapi())
    document.app = served(place)
    return document


schema, office_schema = documented(), documented("office")


# No schema can say which pictures hold writing, which of an offer's stretches and indicators there are, or who has cases.
_CONTENT_DECIDES = {"/v1/assess/image", "/v1/feedback", "/v1/cases/hand-over"}


def tried(examples: int) -> hypothesis_settings:
    return hypothesis_settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


def check(case: Any, headers: dict[str, str] | None = None) -> int:
    """The status of an answer that was no fault and is as documented."""
    excluded = [positive_data_acceptance] if case.operation.path in _CONTENT_DECIDES else []
    answer = case.call_and_validate(base_url="http://localhost", excluded_checks=excluded, headers=headers)
    return int(answer.status_code)


@schema.parametrize()
@tried(_MOST_EXAMPLES)
def test_every_answer_is_as_documented(case: Any) -> None:
    check(case)


@office_schema.parametrize()
@tried(_FEW_EXAMPLES)
def test_officers_and_strangers_are_answered_as_documented(case: Any, officer: dict[str, str]) -> None:
    assert check(case, officer) != 401
    asks_who = "401" in case.operation.definition.raw["responses"]
    assert check(case) >= 400 or not asks_who


def test_what_a_session_must_send_is_told() -> None:
    """Each address that changes something and asks who acts, and no other."""
    told, changing = set(), set()
    for path, operations in served().openapi()["paths"].items():
        for method, operation in operations.items():
            if any(parameter["name"] == "X-CSRF-Token" for parameter in operation.get("parameters", ())):
                told.add((method, path))
            if method != "get" and "401" in operation["responses"]:
                changing.add((method, path))
    assert told == changing >= {("post", "/v1/scans"), ("delete", "/v1/scans/{id}"), ("patch", "/v1/cases/{id}")}
    assert "X-CSRF-Token" in served().openapi()["info"]["description"]
