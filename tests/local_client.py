"""A client on the machine itself, as the desk's own browser is: starlette's says "testclient", which is no address."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient

HERE = ("127.0.0.1", 50_000)


class LocalClient(TestClient):
    """A TestClient that comes from this machine and asks for it by name; `client` and `base_url` say otherwise."""

    def __init__(self, app: FastAPI, **options: Any) -> None:
        super().__init__(app, **{"base_url": "http://localhost", "client": HERE, **options})
