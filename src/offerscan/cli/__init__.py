"""The command `offerscan`: one module a command. Data to standard output, notes and progress to standard error.

Exit codes: 0 done, 1 a problem told in one sentence, 2 wrong usage, 3 only with `scan --fail-on`, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from offerscan.cli import accounts, campaigns, check, indicators, model, registry, report, scan, serve
from offerscan.cli.session import OpenModel, Session, note, open_installed
from offerscan.cli.usage import UsageError, tell_usage
from offerscan.errors import OfferscanError
from offerscan.phrases import both
from offerscan.settings import read_settings
from offerscan.version import __version__

__all__ = ["app", "main"]

_INTERRUPTED = 130  # the code of a command stopped by Ctrl-C

app = typer.Typer(
    help=both("help_offerscan"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
# A message may begin with a dash, as lists do; `check` tells the options that it does not know by itself.
app.command("check", help=both("help_check"), context_settings={"ignore_unknown_options": True})(check.check)
app.command("scan", help=both("help_scan"))(scan.scan)
app.command("campaigns", help=both("help_campaigns"))(campaigns.campaigns)
app.command("report", help=both("help_report"))(report.report)
app.command("indicators", help=both("help_indicators"))(indicators.indicators)
app.add_typer(model.app, name="model", help=both("help_model"))
app.add_typer(registry.app, name="registry", help=both("help_registry"))
app.command("serve", help=both("help_serve"))(serve.serve)
app.add_typer(accounts.staff, name="staff", help=both("help_staff"))
app.add_typer(accounts.keys, name="key", help=both("help_key"))


def main(arguments: Sequence[str] | None = None, open_screener: OpenModel = open_installed) -> NoReturn:
    """Run the command and exit. Whatever goes wrong is told in a sentence, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # consoles that cannot show a sign show another
            stream.reconfigure(errors="replace")
    try:
        session = Session(read_settings(), open_screener)
        code = app(arguments, prog_name="offerscan", obj=session, standalone_mode=False)
        if code == _INTERRUPTED:
            note(both("stopped"))
        sys.exit(code or 0)
    except UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
        else:
            note(tell_usage(error))
        sys.exit(error.exit_code)
    except typer.Abort:
        note(both("stopped"))
    except OfferscanError as error:
        note(str(error))
        sys.exit(2 if error.code == "usage" else 1)
    except OSError as error:
        note(both("error_system", reason=error.strerror or type(error).__name__))
        # What could not be written would be tried again, and fail again, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        if sys.flags.dev_mode:  # python -X dev
            raise
        note(both("error_internal", kind=type(error).__name__))
    sys.exit(1)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", is_eager=True, help=both("help_version"))) -> None:
    if version:
        typer.echo(f"offerscan {__version__}")
        raise typer.Exit
