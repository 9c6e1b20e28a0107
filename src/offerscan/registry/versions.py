"""Versions of the list in the data folder: each a frozen file; one small file names that in use.

A version is the day of its import and a hash of its content. What is written appears whole under its name or not at all,
and the file in use is named last: whoever pulls the plug during an import is left with the earlier list.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from offerscan.errors import RegistryError
from offerscan.phrases import both
from offerscan.registry.agency import Agency

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = ["Edition", "current_version", "list_versions", "read_edition", "use_version", "write_edition"]

_IN_USE = "IN_USE"
_VERSION = re.compile(r"\d{4}-\d\d-\d\d-[0-9a-f]{12}")
_SHAPE = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the list, as it was imported from a file of this name."""

    version: str
    imported_on: date
    file: str
    agencies: tuple[Agency, ...]


def current_version(data: Path) -> str | None:
    """The version in use; None where no list was imported. Raises RegistryError."""
    try:
        version = (_folder(data) / _IN_USE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(both("error_registry_broken", name=_IN_USE)) from error
    if not _VERSION.fullmatch(version):
        raise RegistryError(both("error_registry_broken", name=_IN_USE))
    return version


def list_versions(data: Path) -> tuple[str, ...]:
    """All versions that are kept, oldest first."""
    found = (path.stem for path in _folder(data).glob("*.json"))
    return tuple(sorted(version for version in found if _VERSION.fullmatch(version)))


def read_edition(data: Path, version: str) -> Edition:
    """One version. Raises RegistryError if it is missing or altered."""
    from pydantic import ValidationError

    try:
        held = orjson.loads((_folder(data) / f"{version}.json").read_bytes())
        agencies = _reader().validate_python(held["agencies"])
        imported_on = date.fromisoformat(held["imported_on"])
        if held["shape"] != _SHAPE or not version.endswith(_hash(agencies)):
            raise ValueError
        return Edition(version, imported_on, str(held["file"]), tuple(agencies))
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise RegistryError(both("error_registry_broken", name=f"{version}.json")) from error


def write_edition(data: Path, agencies: Sequence[Agency], file: str, today: date) -> Edition:
    """Keeps a list and puts it to use; the same content is kept once, under its first day. Raises RegistryError."""
    content = _hash(agencies)
    kept = next((known for known in list_versions(data) if known.endswith(content)), None)
    version = kept or f"{today}-{content}"
    if kept is None or not _is_whole(data, kept):
        listed = [asdict(agency) for agency in agencies]
        held = {"shape": _SHAPE, "imported_on": version[:10], "file": file, "agencies": listed}
        _replace(_folder(data) / f"{version}.json", orjson.dumps(held))
    use_version(data, version)
    return read_edition(data, version)


def use_version(data: Path, version: str) -> None:
    """Puts a version that is kept to use. Raises RegistryError if there is none of this name, or it is broken."""
    if version not in list_versions(data):
        known = ", ".join(list_versions(data)) or "-"
        raise RegistryError(both("error_registry_version", known=known))
    read_edition(data, version)
    _replace(_folder(data) / _IN_USE, f"{version}\n".encode())


def _is_whole(data: Path, version: str) -> bool:
    try:
        read_edition(data, version)
    except RegistryError:
        return False
    return True


def _folder(data: Path) -> Path:
    return data.expanduser() / "registry"


def _hash(agencies: Sequence[Agency]) -> str:
    content = orjson.dumps([asdict(agency) for agency in agencies])
    return hashlib.sha256(content).hexdigest()[:12]


def _replace(path: Path, content: bytes) -> None:
    """Writes a file so that it is whole or as it was, also when the power fails. Raises RegistryError."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        reason = error.strerror or type(error).__name__
        raise RegistryError(both("error_registry_folder", folder=path.parent, reason=reason)) from error


@cache
def _reader() -> TypeAdapter[list[Agency]]:
    from pydantic import TypeAdapter

    return TypeAdapter(list[Agency])
