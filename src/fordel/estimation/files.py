"""The files of an estimate, by name. None has a row per child, or per unit."""

from __future__ import annotations

from datetime import date

from fordel.allocation.results import csv_text, json_text
from fordel.domain.language import Language
from fordel.estimation.estimating import Estimated
from fordel.estimation.provenance import parameter_file, provenance
from fordel.estimation.telling import (
    TextTable,
    charts_of,
    coefficient_table,
    measure_table,
    said,
)

ESTIMATE, REPORT = "estimate.json", "report.md"


def files_of(estimated: Estimated, on: date, language: Language) -> dict[str, str]:
    """The parameter file, its provenance for programs, a report, and charts with their tables."""
    files = {
        f"{estimated.spec.estimate}.yaml": parameter_file(estimated, on),
        ESTIMATE: json_text(provenance(estimated, on)),
        REPORT: report(estimated, language),
    }
    for name, chart in charts_of(estimated, language).items():
        files[f"{name}.svg"] = chart.svg()
        files[f"{name}.csv"] = csv_text(*chart.table)
    return files


def report(estimated: Estimated, language: Language) -> str:
    """What was found, in words and tables, as Markdown."""
    spec = estimated.spec
    tables = (coefficient_table(estimated, language), measure_table(estimated, language))
    parts = [f"# {spec.title.to(language)}\n\n{spec.purpose.to(language)}\n\n"]
    parts += [f"{line}\n\n" for line in said(estimated, language)]
    parts += [_markdown(table) for table in tables]
    parts += [
        f"## {chart.title}\n\n![{chart.description}]({name}.svg)\n\n"
        for name, chart in charts_of(estimated, language).items()
    ]
    return "".join(parts).rstrip("\n") + "\n"


def _markdown(table: TextTable) -> str:
    marks = ["---" if i < table.text_columns else "---:" for i in range(len(table.headers))]
    lines = [table.headers, marks, *table.rows]
    body = "".join(f"| {' | '.join(_escaped(c) for c in cells)} |\n" for cells in lines)
    return f"## {table.title}\n\n{body}\n"


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
