"""offerscan staff, offerscan key: who may use the service. The accounts themselves belong to the service."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any, Literal

import typer

from offerscan.cli.session import LangOption, Session, note, show
from offerscan.errors import InputError
from offerscan.phrases import both, phrase

__all__ = ["keys", "staff"]

staff = typer.Typer(no_args_is_help=True)
keys = typer.Typer(no_args_is_help=True)
RoleOption = Annotated[Literal["officer", "analyst", "administrator"], typer.Option("--role", help=both("help_role"))]
NewRoleOption = Annotated[
    Literal["officer", "analyst", "administrator"] | None, typer.Option("--role", help=both("help_role"))
]
NewOfficeOption = Annotated[str | None, typer.Option("--office", help=both("help_office"))]
KeyRoleOption = Annotated[
    Literal["officer", "analyst", "administrator", "registry"], typer.Option("--role", help=both("help_key_role"))
]
OfficeOption = Annotated[str, typer.Option("--office", help=both("help_office"))]
StaffName = Annotated[str, typer.Argument(help=both("help_login_name"))]
KeyName = Annotated[str, typer.Argument(help=both("help_key_name"))]


@staff.command("add", help=both("help_staff_add"))
def add_staff(
    ctx: typer.Context,
    name: StaffName,
    role: RoleOption = "officer",
    office: OfficeOption = "",
    lang: LangOption = None,
) -> None:
    session = Session.of(ctx)
    with _store(session) as (store, roles):
        store.accounts.add(_who(), name, roles(role), office, _password(session, lang))
    note(phrase("staff_added", session.lang(lang), name=name, role=role))


@staff.command("list", help=both("help_staff_list"))
def list_staff(ctx: typer.Context) -> None:
    with _store(Session.of(ctx)) as (store, _):
        show(*(_line(one, one.active) for one in store.accounts.every()))


@staff.command("disable", help=both("help_staff_disable"))
def disable_staff(ctx: typer.Context, name: StaffName, lang: LangOption = None) -> None:
    _change(ctx, lang, name, "staff_disabled", lambda store: store.accounts.disable(_who(), name))


@staff.command("enable", help=both("help_staff_enable"))
def enable_staff(ctx: typer.Context, name: StaffName, lang: LangOption = None) -> None:
    _change(ctx, lang, name, "staff_enabled", lambda store: store.accounts.enable(_who(), name))


@staff.command("change", help=both("help_staff_change"))
def change_staff(
    ctx: typer.Context,
    name: StaffName,
    role: NewRoleOption = None,
    office: NewOfficeOption = None,
    lang: LangOption = None,
) -> None:
    session = Session.of(ctx)
    with _store(session) as (store, roles):
        now = store.accounts.change(_who(), name, roles(role) if role else None, office)
    note(phrase("staff_changed", session.lang(lang), name=name, role=now.role, office=now.office or "-"))


@staff.command("password", help=both("help_staff_password"))
def set_password(ctx: typer.Context, name: StaffName, lang: LangOption = None) -> None:
    session = Session.of(ctx)
    with _store(session) as (store, _):
        store.accounts.set_password(_who(), name, _password(session, lang))
    note(phrase("staff_password", session.lang(lang), name=name))


@keys.command("create", help=both("help_key_create"))
def create_key(
    ctx: typer.Context, name: KeyName, role: KeyRoleOption = "officer", office: OfficeOption = "", lang: LangOption = None
) -> None:
    session = Session.of(ctx)
    with _store(session) as (store, roles):
        key = store.keys.create(_who(), name, roles(role), office)
    note(phrase("key_created", session.lang(lang), name=name, role=role))
    typer.echo(key)


@keys.command("list", help=both("help_key_list"))
def list_keys(ctx: typer.Context) -> None:
    with _store(Session.of(ctx)) as (store, _):
        show(*(_line(one, one.revoked_at is None) for one in store.keys.every()))


@keys.command("revoke", help=both("help_key_revoke"))
def revoke_key(ctx: typer.Context, name: KeyName, lang: LangOption = None) -> None:
    _change(ctx, lang, name, "key_revoked", lambda store: store.keys.revoke(_who(), name))


def _change(ctx: typer.Context, lang: Any, name: str, done: str, change: Callable[[Any], None]) -> None:
    """Make one change in the store, and say so."""
    session = Session.of(ctx)
    with _store(session) as (store, _):
        change(store)
    note(phrase(done, session.lang(lang), name=name))


@contextmanager
def _store(session: Session) -> Iterator[tuple[Any, Any]]:
    """The store, and what makes a role of its name."""
    if not all(map(find_spec, ("sqlalchemy", "alembic", "pwdlib", "offerscan_api"))):
        raise InputError(both("error_no_api"))
    # By name: the service stands above this command, and imports go down only.
    module = import_module("offerscan_api.store")
    store = module.open_store(session.settings)
    try:
        yield store, module.Role
    finally:
        store.close()


def _password(session: Session, lang: Any) -> str:
    """Asked for without being shown; a line of standard input where that is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{phrase('ask_password', session.lang(lang))}: ")
    return sys.stdin.readline().rstrip("\r\n")


def _who() -> str:
    """Whoever has the console of the machine is its administrator; the audit log names the account of the system."""
    try:
        return f"console:{getpass.getuser()}"[:100]
    except (KeyError, OSError):
        return "console"


def _line(one: Any, active: bool) -> str:
    return "  ".join((one.name, str(one.role), one.office or "-", f"{one.created_at:%Y-%m-%d}", "+" if active else "-"))
