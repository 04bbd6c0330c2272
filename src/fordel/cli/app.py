"""The command ``fordel`` and its exit codes."""

from __future__ import annotations

import sys
from typing import Annotated, cast

import typer

from fordel import __version__
from fordel.cli import (
    allocating,
    choosing,
    collecting,
    comparing,
    costing,
    describing,
    disclosing,
    effecting,
    estimating,
    evaluating,
    following,
    keeping,
    measuring,
    modelling,
    operating,
    programmes,
    reading,
    reporting,
    searching,
    serving,
    sweeping,
)
from fordel.cli.speaking import misused, refuse, say, speak_to_any_terminal, tell
from fordel.domain.errors import ExitCode, UserError

EXIT_CODES = say(
    "Slutkoder: 0 udført · 2 forkert brug · 3 data afvist · 4 model afvist · "
    "5 efterregning mislykket.",
    "Exit codes: 0 done · 2 wrong use · 3 input refused · 4 model refused · 5 verification failed.",
)

app = typer.Typer(
    name="fordel",
    help=say(
        "Fordel daginstitutionernes penge efter behov, og sig hvorfor.",
        "Distribute daycare money by need, and say why.",
    ),
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _fordel(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help=say("Vis versionen.", "Show the version."),
        ),
    ] = False,
) -> None:
    """Options before a command."""


for commands in (
    reading,
    allocating,
    sweeping,
    searching,
    estimating,
    measuring,
    comparing,
    disclosing,
    costing,
    programmes,
    choosing,
    describing,
    collecting,
    evaluating,
    effecting,
    following,
    reporting,
    serving,
    modelling,
    keeping,
    operating,
):
    commands.register(app)


_USAGE_ERROR: type[Exception] = cast("type[Exception]", typer.BadParameter.__mro__[1])
"""What Typer raises for words that do not fit; it exports only this one of its kinds."""


def run() -> int:
    """Run the command line and answer with its exit code."""
    speak_to_any_terminal()
    try:
        outcome = app(standalone_mode=False)
    except UserError as error:
        return refuse(error)
    except _USAGE_ERROR as error:
        return misused(error)
    except (typer.Abort, KeyboardInterrupt):
        tell(say("Afbrudt; intet er skrevet halvt.", "Stopped; nothing is half written."))
        return int(ExitCode.WRONG_USE)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.DONE)
    return int(outcome or ExitCode.DONE)
