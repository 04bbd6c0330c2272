"""A country's files: the table in three forms, what was refused, the chart with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.allocation.results import csv_text, json_text
from fordel.budget_year.writing import whole_folder
from fordel.charts.printing.sheets import Money, Share, Sheet, Shown
from fordel.charts.printing.workbook import write_sheets
from fordel.country.columns import Column, Row, Value, as_decimal, exact_text
from fordel.country.comparing import Compared
from fordel.country.drawing import need_by_burden
from fordel.country.refusals import NothingToCompare
from fordel.country.settling import Refused
from fordel.domain.language import Language, Words

TABLE, REFUSED, CHART = "comparison", "refused", "need_by_burden"
WORKBOOK = Words(da="sammenligning.xlsx", en="comparison.xlsx")
_REFUSED_HEADER = ("code", "municipality", "kind", "message_da", "message_en")
_COMPARISON = Words(da="Sammenligning", en="Comparison")
_READ_THIS = Words(da="Hvad kan sammenlignes", en="What can be compared")
_LEFT_OUT = Words(da="Ikke regnet", en="Not computed")
_REASON = Words(da="Hvorfor", en="Why")
_LANGUAGE_ONLY = {"method_da": "da", "method_en": "en"}


@dataclass(frozen=True)
class CountryFiles:
    """Where a country's files lie, by what they are."""

    folder: Path
    files: dict[str, Path]


def write_country_files(
    compared: Compared, refused: Sequence[Refused], out: Path, language: Language
) -> CountryFiles:
    """Write the comparison beside the municipalities' bundles, all of it or nothing.

    Raises
    ------
    NothingToCompare : every municipality was refused; only the reasons are written.
    CannotWrite : the folder cannot be written to.
    """
    if not compared.rows:
        _write_refused(refused, out)
        raise NothingToCompare(
            municipalities=len(refused),
            first=f"{refused[0].code} {refused[0].municipality}",
            reason_da=refused[0].message.da,
            reason_en=refused[0].message.en,
        )
    names = {
        "csv": f"{TABLE}.csv",
        "parquet": f"{TABLE}.parquet",
        "workbook": WORKBOOK.to(language),
        "json": f"{TABLE}.json",
        "refused": f"{REFUSED}.csv",
    }
    chart = need_by_burden(compared, language)
    with whole_folder(out, ours=(WORKBOOK.da, WORKBOOK.en)) as making:
        _put(making / names["csv"], comparison_csv(compared))
        _write_parquet(compared, making / names["parquet"])
        _write_workbook(compared, refused, making / names["workbook"], language)
        _put(making / names["json"], json_text(comparison_json(compared, refused)))
        _put(making / names["refused"], refused_csv(refused))
        if chart is not None:
            names |= {"chart": f"{CHART}.svg", "chart_table": f"{CHART}.csv"}
            _put(making / names["chart"], chart.svg())
            _put(making / names["chart_table"], csv_text(*chart.table))
    return CountryFiles(out, {what: out / name for what, name in names.items()})


def _write_refused(refused: Sequence[Refused], out: Path) -> None:
    with whole_folder(out) as making:
        _put(making / f"{REFUSED}.csv", refused_csv(refused))


def refused_csv(refused: Sequence[Refused]) -> str:
    """A row per municipality that could not be computed, with its reason in both languages."""
    rows = [
        [one.code, one.municipality, one.kind, one.message.da, one.message.en] for one in refused
    ]
    return csv_text(_REFUSED_HEADER, rows)


def comparison_csv(compared: Compared) -> str:
    """A row per municipality; amounts exact, the others with the decimals that mean something."""
    rows = [
        [exact_text(column, row[column.id]) for column in compared.columns] for row in compared.rows
    ]
    return csv_text([column.id for column in compared.columns], rows)


def comparison_json(compared: Compared, refused: Sequence[Refused]) -> dict[str, Any]:
    """The table, what can be compared in it, and what was refused, as one document."""
    return {
        "country": compared.country,
        "year": compared.year,
        "municipalities": [_row_json(compared, row) for row in compared.rows],
        "caveats": [{"da": words.da, "en": words.en} for words in compared.caveats],
        "refused_municipalities": [
            {
                "code": one.code,
                "municipality": one.municipality,
                "kind": one.kind,
                "message": {"da": one.message.da, "en": one.message.en},
            }
            for one in refused
        ],
    }


def _row_json(compared: Compared, row: Row) -> dict[str, Any]:
    """Amounts and counts of children as text, exact; everything else as numbers or null."""
    found: dict[str, Any] = {}
    for column in compared.columns:
        value = row[column.id]
        if isinstance(value, Fraction):
            text = exact_text(column, value)
            found[column.id] = text if column.kind in _AS_TEXT else float(text)
        else:
            found[column.id] = value
    return found


_AS_TEXT = {"dkk", "dkk_per_child", "children"}


def _write_parquet(compared: Compared, path: Path) -> None:
    import pyarrow as pa  # noqa: PLC0415 - only who writes Parquet pays for it
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {
        "text": pa.string(),
        "count": pa.int64(),
        "children": pa.decimal128(18, 2),
        "dkk": pa.decimal128(24, 2),
        "dkk_per_child": pa.decimal128(18, 2),
    }
    columns = {
        column.id: pa.array(
            [_parquet_value(column, row[column.id]) for row in compared.rows],
            type=kinds.get(column.kind, pa.float64()),
        )
        for column in compared.columns
    }
    about = {"country": compared.country, "year": str(compared.year)}
    parquet.write_table(pa.table(columns).replace_schema_metadata(about), path, compression="zstd")


def _parquet_value(column: Column, value: Value) -> Any:
    if column.kind in _AS_TEXT:
        return as_decimal(value)
    return float(value) if isinstance(value, Fraction) else value


def _write_workbook(
    compared: Compared, refused: Sequence[Refused], path: Path, language: Language
) -> None:
    columns = [c for c in compared.columns if _LANGUAGE_ONLY.get(c.id, language) == language]
    title = f"{compared.country}, {compared.year}"
    names = tuple(
        words.to(language) for words in (Words("Kode", "Code"), Words("Kommune", "Municipality"))
    )
    sheets = [
        Sheet(
            name=_COMPARISON.to(language),
            title=title,
            headers=tuple(column.words.to(language) for column in columns),
            rows=tuple(
                tuple(_cell(column, row[column.id]) for column in columns) for row in compared.rows
            ),
            frozen_columns=2,
        ),
        Sheet(
            name=_READ_THIS.to(language),
            title=title,
            headers=(_READ_THIS.to(language),),
            rows=tuple((words.to(language),) for words in compared.caveats),
        ),
        Sheet(
            name=_LEFT_OUT.to(language),
            title=title,
            headers=(*names, _REASON.to(language)),
            rows=tuple((one.code, one.municipality, one.message.to(language)) for one in refused),
        ),
    ]
    write_sheets(sheets, path, language, title=title, year=compared.year)


def _cell(column: Column, value: Value) -> Shown:
    if value is None or isinstance(value, str):
        return value
    if column.kind == "count":
        return int(value)
    exact = Fraction(value)
    if column.kind in {"dkk", "dkk_per_child"}:
        return Money(exact)
    return Share(exact) if column.kind == "share" else exact


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
