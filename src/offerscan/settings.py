"""The environment as one frozen record, read once by an entry point and handed down from there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from offerscan.errors import InputError

__all__ = ["MAX_ROW", "Limits", "PictureLimits", "Settings", "read_settings"]

# Characters in one row at most; whoever sends more (a file without line ends) gets one refusal instead of a full memory.
MAX_ROW = 10_000_000


class Limits(BaseModel):
    """How much one input may hold once it is opened; the rest is refused, in one sentence."""

    model_config = ConfigDict(frozen=True)

    max_inflated_bytes: PositiveInt = 20_000_000_000  # of all that is compressed in one input
    max_inflated_ratio: PositiveInt = 250  # of that to the input's own size, beyond 100 MB
    max_members: PositiveInt = 10_000  # files that are read in the archives of one input; pages of a PDF
    max_nesting: PositiveInt = 4  # archives in archives
    max_document_bytes: PositiveInt = 100_000_000  # what is read as a whole: a page, a letter, a PDF, a workbook
    max_sheet_cells: PositiveInt = 20_000_000  # about 1 GB of memory
    max_row_characters: PositiveInt = Field(default=MAX_ROW, le=MAX_ROW)  # of one row: a line, a message, an offer
    max_value_bytes: PositiveInt = 4 * MAX_ROW  # of one row of JSON: its text in UTF-8, and what stands around it


class PictureLimits(BaseModel):
    """How much one picture or PDF may cost; beyond, it is refused or read in part, and says so."""

    model_config = ConfigDict(frozen=True)

    max_picture_bytes: PositiveInt = 20_000_000
    max_picture_pixels: PositiveInt = 60_000_000  # of a telephone's camera at most; refused before it is unpacked
    max_picture_pages: PositiveInt = 10  # of a PDF; the others are left out
    max_picture_seconds: PositiveInt = 60  # the lines read until then are answered


class Settings(BaseSettings, Limits, PictureLimits):
    """Each field is the environment variable OFFERSCAN_<FIELD>; options of a command go before it."""

    model_config = SettingsConfigDict(env_prefix="OFFERSCAN_", env_ignore_empty=True, frozen=True)

    model: Path | None = None  # a model folder; None: the one that is installed
    workers: PositiveInt | None = None  # worker processes of a scan; None: one a core
    lang: Literal["id", "en"] = "id"
    channels: Path | None = None  # a channels.toml of one's own: first steps and official channels
    samples: Path | None = None  # invented offers that the desk page lets people try
    host: str = "127.0.0.1"
    port: PositiveInt = 8000
    allow_remote: bool = False  # whether the service may listen where others can reach it
    max_request_bytes: PositiveInt = 10_000_000
    hosts: str = ""  # further names that the service answers to, between commas
    trusted_proxies: str = ""  # addresses whose X-Forwarded-For and -Proto are believed, between commas
    requests_per_minute: PositiveInt = 600  # of one address or key; this machine itself is not counted
    connections_per_address: PositiveInt = 128  # open at once, of 1024 in all; proxies that are trusted are not counted
    body_seconds: PositiveInt = 20  # a request's body may take so long, and longer the larger it is
    assess_seconds: PositiveInt = 120  # a worker that takes longer over one offer is replaced
    stop_seconds: PositiveInt = 60  # what was accepted has so long to finish when the service stops
    queue_pieces: PositiveInt = 400_000  # how much text may wait to be assessed, in pieces: about 4,000 offers
    scans: Path | None = None  # where scans over HTTP are kept for a while; None: the system's temporary folder
    scan_minutes: PositiveInt = 60  # how long a scan that has ended is kept
    max_scans: PositiveInt = 20  # how many are held at once, half of them of one client
    max_scan_bytes: PositiveInt = 100_000_000
    max_scan_rows: PositiveInt = 500_000
    otel: bool = False  # traces by OpenTelemetry, where its packages are installed
    data: Path = Path("~/.local/share/offerscan")  # what staff keep: the database, and the secret of this installation
    database: str | None = None  # a PostgreSQL URL; None: an SQLite file in `data`
    retention_days: PositiveInt = 180  # a case is deleted after so many days, unless staff set another date
    # Whose pages may use the reconciliation service, between commas: OpenRefine's own, or nobody's ("none").
    reconcile_origins: str = "http://127.0.0.1:3333,http://localhost:3333"
    registry_days: PositiveInt = 30  # from when on a list of agencies is told to be old
    session_idle_minutes: PositiveInt = 30
    session_hours: PositiveInt = 12


def read_settings() -> Settings:
    """The settings of this environment; raises InputError naming the first variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        variable = f"OFFERSCAN_{first['loc'][0]}".upper()
        raise InputError(f"{variable}: {first['msg']}; perbaiki atau hapus. / Mend or unset it.") from error
