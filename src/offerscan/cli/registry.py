"""offerscan registry: the list of licensed agencies: imported, looked up, its age, and back to an earlier version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offerscan.cli.session import LangOption, Session, note, show
from offerscan.errors import RegistryError
from offerscan.phrases import Language, both, phrase

if TYPE_CHECKING:
    from offerscan.registry import Agency, Registry

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)
_COLUMNS = (
    "asked", "result", "score", "name", "aliases", "sip3mi", "nib", "province", "address", "phones", "status",
    "valid_until", "source", "checked_on",
)  # fmt: skip


@app.command("import", help=both("help_registry_import"))
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help=both("help_registry_file"), show_default=False)],
    lang: LangOption = None,
) -> None:
    from offerscan.cli.listings import tell_import
    from offerscan.formats.numbered import read_numbered_rows
    from offerscan.registry import import_list, is_header

    session = Session.of(ctx)
    language = session.lang(lang)
    rows = read_numbered_rows(file, is_header, note, session.settings)
    for line in tell_import(import_list(session.settings.data, file.name, rows, date.today()), language):
        note(line)


@app.command("search", help=both("help_registry_search"))
def search(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=both("help_registry_name"), show_default=False)],
    phone: Annotated[list[str] | None, typer.Option(help=both("help_registry_phone"), show_default=False)] = None,
    licence: Annotated[list[str] | None, typer.Option(help=both("help_registry_licence"), show_default=False)] = None,
    json: Annotated[bool, typer.Option("--json", help=both("help_registry_json"))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=both("help_registry_csv"))] = False,
    lang: LangOption = None,
) -> None:
    session = Session.of(ctx)
    registry = _open(session)
    lookup, agencies = registry.search(name, phone or (), licence or ())
    if json:
        import orjson

        held = [_shape(agency, score) for agency, score in agencies]
        typer.echo(orjson.dumps({**asdict(lookup), "agencies": held}).decode())
    elif csv:
        _write_csv(name, lookup.status, agencies)
    else:
        from offerscan.cli.listings import tell_lookup

        language = session.lang(lang)
        show(*tell_lookup(lookup, language))
        _tell_agencies([agency for agency, _ in agencies], registry, language)


@app.command("status", help=both("help_registry_status"))
def status(ctx: typer.Context, lang: LangOption = None) -> None:
    from offerscan.cli.listings import oldest_and_newest, tell_age
    from offerscan.registry import list_versions

    session = Session.of(ctx)
    language = session.lang(lang)
    registry = _open(session)
    edition, today = registry.edition, registry.today
    counts = Counter(agency.standing(today) for agency in edition.agencies)
    sources = Counter(agency.source or "-" for agency in edition.agencies)
    show(
        phrase("registry_version", language, version=edition.version, file=edition.file, day=edition.imported_on),
        phrase("registry_count", language, agencies=len(edition.agencies), companies=len(registry.companies)),
        *(f"  {phrase(f'registry_{standing}', language)}: {count}" for standing, count in sorted(counts.items())),
        phrase(
            "registry_sources", language, sources="; ".join(f"{one} ({count})" for one, count in sources.most_common(5))
        ),
    )
    if days := oldest_and_newest(agency.checked_on for agency in edition.agencies):
        show(phrase("registry_checked", language, oldest=days[0], newest=days[1]))
    others = [version for version in list_versions(session.settings.data) if version != edition.version]
    if others:
        show(phrase("registry_others", language, versions=", ".join(others)))
    if told := tell_age(edition, today, session.settings.registry_days, language):
        note(told)


@app.command("use", help=both("help_registry_use"))
def use(
    ctx: typer.Context,
    version: Annotated[str, typer.Argument(metavar="VERSION", help=both("help_registry_version"), show_default=False)],
    lang: LangOption = None,
) -> None:
    from offerscan.registry import use_version

    session = Session.of(ctx)
    use_version(session.settings.data, version)
    note(phrase("registry_used", session.lang(lang), version=version))


def _open(session: Session) -> Registry:
    from offerscan.registry import open_registry

    registry = open_registry(session.settings.data)
    if registry is None:
        raise RegistryError(both("error_no_registry"))
    return registry


def _tell_agencies(agencies: Iterable[Agency], registry: Registry, lang: Language) -> None:
    from offerscan.cli.marking import visible
    from offerscan.cli.sheet import heading

    for agency in agencies:
        stated = phrase(f"registry_{agency.standing(registry.today)}", lang)
        fields = {
            field: value if isinstance(value, str) else str(value or "")
            for field, value in {
                **asdict(agency),
                "phones": ", ".join(agency.phones),
                "aliases": "; ".join(agency.aliases),
            }.items()
        }
        show(heading(visible(agency.name)), f"  {phrase('registry_field_status', lang)}: {stated}")
        wanted = ("aliases", "sip3mi", "nib", "province", "address", "phones", "valid_until", "source", "checked_on")
        show(
            *(
                f"  {phrase(f'registry_field_{field}', lang)}: {visible(fields[field])}"
                for field in wanted
                if fields[field]
            )
        )


def _shape(agency: Agency, score: float) -> dict[str, Any]:
    return {"id": agency.id, **asdict(agency), "score": score}


def _write_csv(asked: str, result: str, agencies: Iterable[tuple[Agency, float]]) -> None:
    import csv
    import sys

    from offerscan.cells import harmless_in_csv

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for agency, score in agencies:
        shape = {**_shape(agency, score), "asked": asked, "result": result}
        shape |= {"aliases": "; ".join(agency.aliases), "phones": "; ".join(agency.phones)}
        rows.writerow(
            [harmless_in_csv(value if isinstance(value, float) else str(value or "")) for value in map(shape.get, _COLUMNS)]
        )
