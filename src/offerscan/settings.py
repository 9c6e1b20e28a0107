"""The environment as one frozen record, read once by an entry point and handed down from there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import PositiveInt, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from offerscan.errors import InputError

__all__ = ["Settings", "read_settings"]


class Settings(BaseSettings):
    """Each field is the environment variable OFFERSCAN_<FIELD>; options of a command go before it."""

    model_config = SettingsConfigDict(env_prefix="OFFERSCAN_", env_ignore_empty=True, frozen=True)

    model: Path | None = None  # a model folder; None: the one that is installed
    workers: PositiveInt | None = None  # worker processes of a scan; None: one a core
    lang: Literal["id", "en"] = "id"
    host: str = "127.0.0.1"
    port: PositiveInt = 8000
    allow_remote: bool = False  # whether the service may listen where others can reach it
    max_request_bytes: PositiveInt = 10_000_000


def read_settings() -> Settings:
    """The settings of this environment; raises InputError naming the first variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        variable = f"OFFERSCAN_{first['loc'][0]}".upper()
        raise InputError(f"{variable}: {first['msg']}; perbaiki atau hapus. / Mend or unset it.") from error
