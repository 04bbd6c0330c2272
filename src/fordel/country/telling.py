"""A country on a screen: the first rows, what can be compared, what was refused, where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fordel.budget_year.telling.runs import ScreenTable
from fordel.country.columns import Row, shown
from fordel.country.comparing import Compared
from fordel.country.running import CountryRun
from fordel.country.settling import Refused
from fordel.country.writing import CountryFiles, comparison_json
from fordel.domain.errors import ExitCode
from fordel.domain.language import Language, Words, number

TOP = 20
"""Municipalities a screen is given; all of them stand in the files."""
MOST_REFUSED = 10

_TITLE = Words(
    da="{country} {year}, størst behovsandel først (kommuner: {count})",
    en="{country} {year}, largest need share first (municipalities: {count})",
)
_MORE = Words(da="… og {} til; se filerne.", en="… and {} more; see the files.")
_REUSED = Words(
    da="Uændrede siden sidst og genbrugt: {}.",
    en="Not changed since last time and used again: {}.",
)
_REFUSED = Words(da="Ikke regnet: {}", en="Not computed: {}")
_MORE_REFUSED = Words(da="… og {} til; se refused.csv.", en="… and {} more; see refused.csv.")


def country_table(compared: Compared, language: Language) -> ScreenTable:
    """The municipalities with the largest need share, and under them what can be compared."""
    columns = [column for column in compared.columns if column.on_screen]
    rows = sorted(compared.rows, key=_place)
    below = [] if len(rows) <= TOP else [_MORE.to(language).format(len(rows) - TOP)]
    below += ["– " + words.to(language) for words in compared.caveats]
    return ScreenTable(
        title=_TITLE.to(language).format(
            country=compared.country, year=compared.year, count=number(len(rows), language)
        ),
        headers=[column.words.to(language) for column in columns],
        rows=[[shown(column, row[column.id], language) for column in columns]
              for row in rows[:TOP]],
        text_columns=2,
        below=tuple(below),
    )  # fmt: skip


def _place(row: Row) -> tuple[bool, float, str]:
    """By need share, those without one last, then by name."""
    share = row["need_share"]
    known = share is not None and not isinstance(share, str)
    return not known, -float(share) if known and share is not None else 0.0, str(row["code"])


def run_lines(run: CountryRun, language: Language) -> list[str]:
    """What was used again, and why municipalities were refused."""
    reused = sum(one.reused for one in run.settled)
    lines = [_REUSED.to(language).format(reused)] if reused else []
    if run.refused:
        lines.append(_REFUSED.to(language).format(len(run.refused)))
    lines += [_reason(one, language) for one in run.refused[:MOST_REFUSED]]
    if len(run.refused) > MOST_REFUSED:
        lines.append(_MORE_REFUSED.to(language).format(len(run.refused) - MOST_REFUSED))
    return lines


def _reason(one: Refused, language: Language) -> str:
    return f"  {one.code} {one.municipality}: " + " ".join(one.message.to(language).split())


def country_json(compared: Compared, run: CountryRun, written: CountryFiles) -> dict[str, Any]:
    """The comparison as one document, and where its files lie."""
    return {
        **comparison_json(compared, run.refused),
        "reused": sum(one.reused for one in run.settled),
        "files": {what: str(path) for what, path in written.files.items()},
    }


def exit_code_of(refused: Sequence[Refused]) -> int:
    """0 when nothing was refused; else that of the data before that of a model."""
    return min((one.exit_code for one in refused), default=int(ExitCode.DONE))
