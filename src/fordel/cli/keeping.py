"""Commands that keep the year's money: open a ledger, enter what happens, show it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fordel.cli.speaking import Json, Lang, language, say, write, write_json, write_table

if TYPE_CHECKING:
    from fordel.ledger.book import Ledger
    from fordel.ledger.telling import Table

ledger = typer.Typer(
    help=say(
        "Årets penge: åbn, omtæl, overdrag, ret, vis. Summen er altid rammen.",
        "The year's money: open, recount, hand over, correct, show. It always sums to the frame.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
LedgerFile = Annotated[
    Path,
    typer.Argument(
        metavar="LEDGER",
        exists=True,
        dir_okay=False,
        help=say("Regnskabet, en JSON-fil.", "The ledger, a JSON file."),
    ),
]
RunFile = Annotated[
    Path,
    typer.Argument(
        metavar="RUN",
        exists=True,
        help=say("Kørslen: dens mappe eller bundt.", "The run: its folder or bundle."),
    ),
]
Reason = Annotated[
    str,
    typer.Option(
        "--reason",
        help=say("Hvorfor; enhedernes ledere læser det.", "Why; the units' leaders will read it."),
    ),
]
FromMonth = Annotated[
    int,
    typer.Option(
        "--from-month",
        metavar="1-12",
        help=say("Den første måned, den gælder for.", "The first month it acts in."),
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help=say(
            "Skriv regnskabet her, gerne oven i det gamle; uden: vis kun, hvad der ville ske.",
            "Write the ledger here, over the old one if you like; without: only show what would "
            "happen.",
        ),
    ),
]
Amount = Annotated[
    str,
    typer.Option(
        "--amount",
        metavar="KRONER",
        help=say("Beløbet; med minus tages det.", "The amount; with a minus it is taken."),
    ),
]


def register(app: typer.Typer) -> None:
    app.add_typer(ledger, name="ledger")


@ledger.command(
    "open",
    help=say("Åbn regnskabet for en vedtaget kørsel.", "Open the ledger of an approved run."),
)
def open_ledger(
    run: RunFile, reason: Reason, out: Out = None, as_json: Json = False, lang: Lang = "da"
) -> None:
    from fordel.allocation.bundles.bundle import read_bundle
    from fordel.ledger.posting import opened

    _answer(opened(read_bundle(run), reason), None, out, as_json=as_json)


@ledger.command(
    "recount",
    help=say(
        "Betal efter en anden kørsel fra en måned: børnene er talt igen.",
        "Pay by another run from a month on: the children were counted again.",
    ),
)
def recount(
    file: LedgerFile,
    run: RunFile,
    from_month: FromMonth,
    reason: Reason,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.allocation.bundles.bundle import read_bundle
    from fordel.ledger.documents import read_ledger_file
    from fordel.ledger.posting import recounted

    before = read_ledger_file(file)
    after = recounted(before, read_bundle(run), from_month=from_month, reason=reason)
    _answer(after, before, out, as_json=as_json)


@ledger.command(
    "handover",
    help=say(
        "Overdrag resten af årets penge: enheder lukker, lægges sammen eller deles.",
        "Hand over the rest of the year's money: units close, merge or are split.",
    ),
)
def handover(
    file: LedgerFile,
    units: Annotated[
        list[str],
        typer.Argument(
            metavar="UNIT...",
            help=say("Enheden eller enhederne, der afgiver.", "The unit or units that give."),
        ),
    ],
    from_month: FromMonth,
    reason: Reason,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="UNIT[=SHARE]",
            help=say(
                "Hvem der overtager, og hvilken del (1/3 eller 0.25); gentag. Uden: reserven.",
                "Who takes over, and what part (1/3 or 0.25); repeat it. Without: the reserve.",
            ),
        ),
    ] = None,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.ledger.documents import read_ledger_file
    from fordel.ledger.posting import handed_over

    before = read_ledger_file(file)
    heirs = _heirs(to or [])
    after = handed_over(before, units, heirs, from_month=from_month, reason=reason)
    _answer(after, before, out, as_json=as_json)


@ledger.command(
    "admit",
    help=say(
        "Giv en enhed, der åbner, penge for resten af året af reserven.",
        "Give a unit that opens money for the rest of the year from the reserve.",
    ),
)
def admit(
    file: LedgerFile,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=say("Enheden.", "The unit."))],
    amount: Amount,
    from_month: FromMonth,
    reason: Reason,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.ledger.documents import read_ledger_file
    from fordel.ledger.posting import admitted

    before = read_ledger_file(file)
    after = admitted(before, unit, _kroner(amount), from_month=from_month, reason=reason)
    _answer(after, before, out, as_json=as_json)


@ledger.command(
    "correct",
    help=say(
        "Giv en enhed et beløb én gang, eller tag det, fra reserven eller en anden enhed.",
        "Give a unit an amount once, or take it, from the reserve or another unit.",
    ),
)
def correct(
    file: LedgerFile,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help=say("Enheden.", "The unit."))],
    amount: Amount,
    from_month: FromMonth,
    reason: Reason,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="UNIT",
            help=say(
                "Enheden, der betaler; ellers reserven.", "The unit that pays; else the reserve."
            ),
        ),
    ] = None,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.ledger.documents import read_ledger_file
    from fordel.ledger.posting import corrected

    before, kroner = read_ledger_file(file), _kroner(amount)
    after = corrected(before, unit, kroner, against=against, from_month=from_month, reason=reason)
    _answer(after, before, out, as_json=as_json)


@ledger.command(
    "reframe",
    help=say(
        "Gør rammen større eller mindre; reserven tager forskellen.",
        "Widen the frame or narrow it; the reserve takes the difference.",
    ),
)
def reframe(
    file: LedgerFile,
    amount: Amount,
    from_month: FromMonth,
    reason: Reason,
    out: Out = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.ledger.documents import read_ledger_file
    from fordel.ledger.posting import reframed

    before = read_ledger_file(file)
    after = reframed(before, _kroner(amount), from_month=from_month, reason=reason)
    _answer(after, before, out, as_json=as_json)


@ledger.command(
    "show",
    help=say(
        "Vis regnskabet, eller én enheds kontoudtog.",
        "Show the ledger, or one unit's statement.",
    ),
)
def show(
    file: LedgerFile,
    unit: Annotated[
        str | None,
        typer.Option(
            "--unit", help=say("Kun denne enheds kontoudtog.", "Only this unit's statement.")
        ),
    ] = None,
    as_json: Json = False,
    lang: Lang = "da",
) -> None:
    from fordel.ledger import telling
    from fordel.ledger.documents import read_ledger_file

    book = read_ledger_file(file)
    if unit is not None:
        table = telling.statement_table(book, unit, language())
        if as_json:
            write_json(telling.statement_summary(book, unit))
            return
        _table(table)
        return
    if as_json:
        write_json(telling.ledger_summary(book))
        return
    _table(telling.entries_table(book, language()))
    _table(telling.balances_table(book, language()))
    write(telling.check_line(book, language()))


def _answer(after: Ledger, before: Ledger | None, out: Path | None, *, as_json: bool) -> None:
    """What an entry does; written only where the user says where to."""
    from fordel.ledger import telling
    from fordel.ledger.documents import write_ledger_file

    number = after.entries[-1].number
    moves = after.moved_since(number - 1)
    if out is not None:
        write_ledger_file(after, out)
    if as_json:
        write_json(
            {
                "entry": number,
                "written": None if out is None else str(out),
                "moves": telling.moves_summary(moves),
                "ledger": telling.ledger_summary(after),
            }
        )
        return
    _table(telling.moves_table(moves, language(), after))
    if before is not None:
        write(telling.reserve_words(after, before, language()))
    write(telling.check_line(after, language()))
    write(
        say(
            "Intet er skrevet: giv --out for at postere.", "Nothing is written: give --out to post."
        )
        if out is None
        else str(out)
    )


def _table(table: Table) -> None:
    write_table(table.headers, table.rows, text_columns=table.text_columns)


def _kroner(text: str) -> Fraction:
    try:
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError):
        raise typer.BadParameter(
            say(f"--amount: {text} er ikke et beløb", f"--amount: {text} is not an amount")
        ) from None


def _heirs(named: list[str]) -> dict[str, Fraction]:
    """Who takes over; one alone takes all of it."""
    heirs: dict[str, Fraction] = {}
    for one in named:
        unit, _, share = one.partition("=")
        if not share and len(named) > 1:
            raise typer.BadParameter(
                say(
                    f"--to: skriv, hvilken del {unit} får, fx {unit}=1/2",
                    f"--to: say what part {unit} gets, as in {unit}=1/2",
                )
            )
        try:
            part = Fraction(share or 1)
        except (ValueError, ZeroDivisionError):
            raise typer.BadParameter(
                say(f"--to: {share} er ikke en del", f"--to: {share} is not a share")
            ) from None
        if unit in heirs:
            raise typer.BadParameter(
                say(f"--to: {unit} står to gange", f"--to: {unit} stands twice")
            )
        heirs[unit] = part
    return heirs
