"""What was measured, kept as data and written as a page; the README's line from the same data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.section import Row, Section, span, times

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path(__file__).with_name("measured.json")
PAGE = ROOT / "docs" / "benchmarks.md"
TOLD = {
    "README.md": """
Measured on one machine with two cores ([benchmarks](docs/benchmarks.md)): a variant of a national \
model in a batch of 1,000 takes {variant}; the same variant takes {pandas} as long in pandas, \
{Polars} in Polars and {OpenFisca-core} in OpenFisca-core with a reform per variant. A large \
city's model takes {city} as long in a LibreOffice spreadsheet.
""",
    "README.da.md": """
Målt på én maskine med to kerner ([målingerne](docs/benchmarks.md), på engelsk): En variant af en \
landsmodel tager {variant} i et bundt på 1.000; den samme variant tager {pandas} så lang tid i \
pandas, {Polars} i Polars og {OpenFisca-core} i OpenFisca-core med en reform pr. variant. Modellen \
for en stor by tager {city} så lang tid i et regneark i LibreOffice.
""",
}
PRELIMINARY = {
    "README.md": "Preliminary, the machine was busy with other work. ",
    "README.da.md": "Foreløbige tal, for maskinen havde også andet at lave. ",
}
DANISH = str.maketrans(",.", ".,")
DANISH_FIGURE = re.compile(r"\d[\d,.]*(?= [µmsx×])")
LINE = re.compile(r"(<!-- benchmarks -->\n).*?(\n<!-- /benchmarks -->)", re.DOTALL)
HEAD = """# How fast, and how large

Written by `make bench` and `make bench-large`; do not edit. Every contender runs in a process of \
its own, one after another; times are medians of several runs \
after one to warm up, memory is the peak of the contender's processes, preparing included. What \
is beside Fordel must give Fordel's answer before its time counts.

To repeat: `make bench` (about ten minutes, everything but the hundred million) and \
`make bench-large`; one question by itself: `.venv/bin/python -m benchmarks variants`. The code is \
in `benchmarks/`: a file per question in `questions/`, a file per other tool in `peers/`, the same \
by Fordel in `ours/`. `tests/benchmarks` holds the answers of all tools against each other on a \
small country, without clocks.
"""


QUIET = 0.5
BUSY = (
    "**Preliminary:** the machine was busy with other work when these were measured: {questions}. "
    "Times that were taken after one another then differ for no reason of their own."
)


@dataclass(frozen=True)
class Answered:
    """A question's answer and what it was measured on.

    ``load`` is the machine's load before the first question was asked: the work of others.
    """

    section: Section
    machine: str
    versions: Mapping[str, str]
    on: str
    load: float


def load() -> dict[str, Answered]:
    """What was measured last, by question."""
    if not KEPT.is_file():
        return {}
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    return {name: _answered(raw) for name, raw in kept.items()}


def _answered(raw: dict[str, Any]) -> Answered:
    section = dict(raw["section"])
    section["rows"] = [Row(**one) for one in section["rows"]]
    return Answered(Section(**section), raw["machine"], raw["versions"], raw["on"], raw["load"])


def keep(answers: Mapping[str, Answered]) -> None:
    """Write what was measured, and the pages that tell it."""
    raw = {name: asdict(answer) for name, answer in answers.items()}
    text = json.dumps(raw, indent=1, ensure_ascii=False) + "\n"
    KEPT.write_text(text, encoding="utf-8")
    PAGE.write_text(page(answers), encoding="utf-8")
    for name in TOLD:
        readme = ROOT / name
        readme.write_text(with_line(readme.read_text("utf-8"), name, answers), encoding="utf-8")


def page(answers: Mapping[str, Answered]) -> str:
    """docs/benchmarks.md."""
    parts = [HEAD, _measured_on(answers)]
    parts += [_section(answer) for answer in answers.values()]
    return "\n".join(parts)


def _measured_on(answers: Mapping[str, Answered]) -> str:
    """Machines and versions, each once, with the questions they answered."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for name, answer in answers.items():
        said = ", ".join(f"{tool} {number}" for tool, number in answer.versions.items())
        seen.setdefault((answer.machine, said, answer.on), []).append(name)
    lines = ["| measured on | machine | versions | questions |", "| --- | --- | --- | --- |"]
    lines += [
        f"| {on} | {machine} | {said} | {', '.join(names)} |"
        for (machine, said, on), names in seen.items()
    ]
    busy = [name for name, answer in answers.items() if answer.load > QUIET]
    if busy:
        lines += ["", BUSY.format(questions=", ".join(busy))]
    return "\n".join(lines) + "\n"


def _section(answer: Answered) -> str:
    section = answer.section
    lines = [f"## {section.title}", "", section.about.strip(), ""]
    lines += ["| work | time | peak memory | beside Fordel | to reach | |", "| --- " * 6 + "|"]
    lines += [_line(row) for row in section.rows]
    for note in section.notes:
        lines += ["", note]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    time = "" if row.milliseconds is None else span(row.milliseconds)
    peak = "" if row.peak_mib is None else f"{row.peak_mib:,.0f} MiB"
    return f"| {row.what} | {time} | {peak} | {row.beside} | {row.target} | {row.outcome} |"


def with_line(readme: str, name: str, answers: Mapping[str, Answered]) -> str:
    """A README with its line on the figures, once there are some."""
    if not {"variants", "spreadsheet"} <= set(answers):
        return readme
    ratios = answers["variants"].section.headlines
    city = answers["spreadsheet"].section.headlines.get("LibreOffice, a large city")
    variant = answers["variants"].section.rows[0].milliseconds
    assert variant is not None
    words = {tool: times(ratio) for tool, ratio in ratios.items()}
    words |= {"variant": span(variant), "city": "–" if city is None else times(city)}
    told = TOLD[name].strip().format(**words)
    if name.endswith(".da.md"):
        told = DANISH_FIGURE.sub(lambda found: found[0].translate(DANISH), told)
    if any(answers[asked].load > QUIET for asked in ("variants", "spreadsheet")):
        told = PRELIMINARY[name] + told
    return LINE.sub(lambda found: f"{found[1]}{told}{found[2]}", readme)
