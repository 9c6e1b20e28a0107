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
from fastapi import FastAPI
from fastapi.testclient import TestClient
from fixed_screener import open_fixed
from hypothesis import HealthCheck, Phase
from hypothesis import settings as hypothesis_settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from test_api import model_folder

from offerscan.settings import Settings
from offerscan_api import create_app

_MOST_EXAMPLES = int(os.environ.get("OPENAPI_EXAMPLES", "6"))


@cache
def served() -> FastAPI:
    root = Path(mkdtemp(prefix="openapi-"))
    settings = Settings(
        model=model_folder(root / "model"),
        data=root / "data",
        scans=root,
        workers=1,
        max_scans=1000,
        max_scan_bytes=100_000,
    )
    return create_app(settings, lambda settings: open_fixed())


@pytest.fixture(scope="module", autouse=True)
def running() -> Iterator[None]:
    with TestClient(served()):
        yield


schema = schemathesis.openapi.from_dict(served().openapi())
schema.app = served()


# No schema can say which pictures hold writing, or which of an offer's stretches and indicators there are.
_CONTENT_DECIDES = {"/v1/assess/image", "/v1/feedback"}


@schema.parametrize()
@hypothesis_settings(
    max_examples=_MOST_EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_documented(case: Any) -> None:
    excluded = [positive_data_acceptance] if case.operation.path in _CONTENT_DECIDES else []
    case.call_and_validate(base_url="http://localhost", excluded_checks=excluded)
