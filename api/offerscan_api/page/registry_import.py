"""The list of agencies as administrators keep it on a page: import one, see what was read of it, choose which is in use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, File, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from offerscan.cli.listings import oldest_and_newest, tell_age, tell_import
from offerscan.errors import InputError, OfferscanError, RegistryError
from offerscan.formats.numbered import read_numbered_rows
from offerscan.phrases import both
from offerscan.registry import (
    Edition,
    current_version,
    import_list,
    is_header,
    list_versions,
    read_edition,
    use_version,
)  # fmt: skip
from offerscan.settings import Settings
from offerscan_api.auth import OpenStore, allow
from offerscan_api.file_names import label_of
from offerscan_api.notes import Notes
from offerscan_api.page.fields import Words
from offerscan_api.page.forms import PageRoute
from offerscan_api.page.picture import is_picture
from offerscan_api.page.problem import own_words
from offerscan_api.page.rendering import Desk, choose_language, render
from offerscan_api.page.uploaded import UPLOADED, uploaded
from offerscan_api.store import Staff

__all__ = ["router"]

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Keeper = Annotated[Staff, Depends(allow("registry.import"))]
# Each is read as a whole to be shown.
_MOST_SHOWN = 10


@router.get("/registry/import")
def show_versions(request: Request, staff: Keeper) -> Response:
    """The versions that are kept, and the form to import another."""
    return _render(Desk(request, choose_language(request), staff))


@router.post("/registry/import")
def import_registry(
    request: Request, staff: Keeper, store: OpenStore, file: Annotated[UploadFile | None, File()] = None
) -> Response:
    """Puts the agencies of a table to use, and tells what was read of it and what was not."""
    here = Desk(request, choose_language(request), staff)
    settings: Settings = request.app.state.settings
    notes = Notes()
    try:
        if file is None or not file.size:
            raise InputError(both("desk_error_no_file"))
        data = file.file.read()
        if is_picture(data):
            raise InputError(both("error_not_table", name=label_of(file.filename)))
        with uploaded(file.filename or "", data, settings) as path:
            rows = read_numbered_rows(path, is_header, notes, UPLOADED)
            done = import_list(settings.data, path.name, rows, date.today())
    except (InputError, RegistryError) as problem:
        return _render(here, wrong=own_words(str(problem), here.lang))
    edition = done.edition
    store.audit.tell(staff.name, "registry.import", edition.version, agencies=len(edition.agencies), rows=done.rows)
    noted = (own_words(note, here.lang) for note in notes.told)
    return _render(here, told=(*noted, *tell_import(done, here.lang)))


@router.post("/registry/use")
def use_registry(request: Request, staff: Keeper, store: OpenStore, version: Words = "") -> Response:
    """Puts a version that is kept to use."""
    try:
        use_version(request.app.state.settings.data, version)
    except RegistryError as problem:
        here = Desk(request, choose_language(request), staff)
        return _render(here, wrong=own_words(str(problem), here.lang))
    store.audit.tell(staff.name, "registry.use", version)
    return RedirectResponse("/registry/import", 303)


def _render(here: Desk, *, told: Iterable[str] = (), wrong: str = "") -> Response:
    settings: Settings = here.request.app.state.settings
    in_use, known = _in_use(settings), list_versions(settings.data)
    shown = [version for version in known if version in known[-_MOST_SHOWN:] or version == in_use]
    kept = {version: _read(settings, version) for version in reversed(shown)}
    used = kept.get(in_use or "")
    return render(
        here,
        "registry_import",
        422 if wrong else 200,
        kept=kept,
        in_use=in_use,
        days=oldest_and_newest(agency.checked_on for agency in used.agencies) if used else None,
        old=tell_age(used, date.today(), settings.registry_days, here.lang) if used else None,
        told=[line.strip() for line in told],
        wrong=wrong,
    )


def _in_use(settings: Settings) -> str | None:
    try:
        return current_version(settings.data)
    except RegistryError:
        return None  # the file that names it is broken; choosing one, or importing, writes it anew


def _read(settings: Settings, version: str) -> Edition | None:
    """A version, or None where it is broken."""
    try:
        return read_edition(settings.data, version)
    except OfferscanError:
        return None
