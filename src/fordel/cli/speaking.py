"""How the command line speaks: its language, its two streams, errors, tables and JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Any, Literal, TextIO

import typer

from fordel.domain.errors import ExitCode, UserError
from fordel.domain.language import Language, Words

if TYPE_CHECKING:
    from rich.table import Table

LANGUAGE_VARIABLE = "FORDEL_LANG"
WIDEST_TEXT = 60
"""Text in a table is folded beyond this; figures never are."""
NARROW_TEXT = 18
"""In a narrow terminal text is folded as far as this, but no farther than needed."""
UNBROKEN = 26
"""A word of text is broken only where it is longer: ids are copied from the screen."""
NO_LIMIT = 10_000
BETWEEN = 3
"""Blanks between two columns of a table."""


def language() -> Language:
    """The language asked for by ``--lang``, else by the environment, else Danish.

    Help texts are written before arguments are parsed, so the arguments are looked at here.
    """
    words = sys.argv[1:]
    asked = os.environ.get(LANGUAGE_VARIABLE, "da")
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            asked = words[place + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return "en" if asked == "en" else "da"


def say(da: str, en: str) -> str:
    """One of two texts, in the language of the user."""
    return Words(da, en).to(language())


def _check_language(value: str) -> str:
    if value not in {"da", "en"}:
        raise typer.BadParameter(say("vælg da eller en", "choose da or en"))
    return value


Lang = Annotated[
    str,
    typer.Option(
        "--lang",
        envvar=LANGUAGE_VARIABLE,
        metavar="da|en",
        callback=_check_language,
        help=say("Sprog.", "Language."),
    ),
]
Json = Annotated[
    bool,
    typer.Option(
        "--json",
        help=say(
            "Skriv ét JSON-dokument og intet andet.", "Write one JSON document, nothing else."
        ),
    ),
]


def speak_to_any_terminal() -> None:
    """Let a terminal that lacks a character (as in Latin-1) show a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not _writes_everything(stream):
            stream.reconfigure(errors="replace")


def _writes_everything(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().startswith("utf")


def write_json(document: Any) -> None:
    """The one JSON document a command answers with."""
    is_narrow = not _writes_everything(sys.stdout)
    sys.stdout.write(json.dumps(document, ensure_ascii=is_narrow, indent=2) + "\n")


def write(text: str = "") -> None:
    """A line of the answer."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """Something beside the answer: progress, warnings, errors."""
    sys.stderr.write(text + "\n")


def refuse(error: UserError) -> int:
    """Say what is wrong, in the user's language, and give the exit code that goes with it."""
    if "--json" in sys.argv:
        report = getattr(error, "report", None)
        write_json(
            report.to_json()
            if report is not None
            else {
                "refused": True,
                "kind": type(error).__name__,
                "message": {"da": error.message("da"), "en": error.message("en")},
            }
        )
    tell(error.message(language()))
    return int(error.exit_code)


def misused(error: Any) -> int:
    """Show what Typer says of words that do not fit; with ``--json`` as a document too."""
    error.show()
    if "--json" in sys.argv:
        words = str(error.format_message())
        write_json({"refused": True, "kind": "WrongUse", "message": {"da": words, "en": words}})
    return int(ExitCode.WRONG_USE)


def write_table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", text_columns: int = 1
) -> None:
    """A table for people; the first columns are text, the others figures, aligned right.

    Nothing is cut. Where a terminal is too narrow for it all, text is folded harder, in the columns
    of figures too where it stands with them; where that is not enough, the table is told in parts,
    each with what names its rows.
    """
    from rich.console import Console

    room = _room()
    for widest in range(WIDEST_TEXT, NARROW_TEXT - 1, -1):
        widths = _widths(headers, rows, text_columns, widest)
        if _whole(widths) <= room:
            break
    parts = _parts(rows, widths, text_columns, room)
    if len(parts) > 1:
        for at, part in enumerate(parts):
            write_table(
                [headers[column] for column in part],
                [[row[column] for column in part] for row in rows],
                title="" if at else title,
                text_columns=sum(column < text_columns for column in part),
            )
        return
    wide = max(_whole(widths), len(title))
    table = _table(headers, rows, title, text_columns, widths)
    console = Console(width=wide, height=len(rows), markup=False, emoji=False)
    console.print(table)  # with a height of its own a simple terminal does not cut it at 80


def _room() -> int:
    """How wide a table may be: the terminal, or what ``COLUMNS`` says; a file has no limit."""
    from rich.console import Console

    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked):
        return int(asked)
    return Console().width if Console().is_terminal else NO_LIMIT


def _whole(widths: Sequence[int]) -> int:
    """How wide a table of such columns is, with the blanks around and between them."""
    return sum(widths) + BETWEEN * (len(widths) - 1) + 2


def _parts(
    rows: Sequence[Sequence[str]], widths: Sequence[int], text_columns: int, room: int
) -> list[list[int]]:
    """The columns of each part of a table; the ones that name the rows stand in all of them."""
    if _whole(widths) <= room:
        return [list(range(len(widths)))]
    naming = _naming(rows, text_columns)
    parts = [list(range(naming))]
    for column in range(naming, len(widths)):
        wider = [*parts[-1], column]
        if len(parts[-1]) > naming and _whole([widths[own] for own in wider]) > room:
            wider = [*range(naming), column]
            parts.append(wider)
        parts[-1] = wider
    return parts


def _naming(rows: Sequence[Sequence[str]], text_columns: int) -> int:
    """How many of the first columns of text it takes to tell the rows apart."""
    for naming in range(1, text_columns + 1):
        if len({tuple(row[:naming]) for row in rows}) == len(rows):
            return naming
    return 1


def _table(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    title: str,
    text_columns: int,
    widths: Sequence[int],
) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title or None, box=SIMPLE_HEAD, title_justify="left", pad_edge=False)
    for place, (header, width) in enumerate(zip(headers, widths, strict=True)):
        side: Literal["left", "right"] = "left" if place < text_columns else "right"
        table.add_column(header, justify=side, width=width, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _widths(
    headers: Sequence[str], rows: Sequence[Sequence[str]], text_columns: int, widest: int
) -> list[int]:
    """The width of each column, with text folded at ``widest``; a header is never cut in a word."""
    widths = []
    for place, (header, *cells) in enumerate(zip(headers, *rows, strict=True)):
        longest = max((len(cell) for cell in cells), default=1)
        words = _longest_word([header])
        if place < text_columns:
            kept = min(_longest_word(cells), UNBROKEN)
            widths.append(max(min(longest, widest), words, kept))
        elif any(map(_is_text, cells)):
            widths.append(max(min(longest, widest), words, _longest_word(cells)))
        else:
            widths.append(max(longest, words))
    return widths


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=1)


def _is_text(cell: str) -> bool:
    """Whether a cell among figures is a phrase: `3.629.500 kr.` and `1–3` are not."""
    return sum(word.isalpha() for word in cell.split()) > 1 or len(cell) > NARROW_TEXT


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[Words], None]]:
    """Show on the error stream what is being done, with the time it has taken."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda words: bar.update(task, description=words.to(language()))
