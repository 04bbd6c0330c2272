from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from fordel.allocation.change import explain_change
from fordel.allocation.inputs import Inputs
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import Run, make_run
from fordel.announcement.workbook import write_workbook
from fordel.registers.records import Grant, Register, Unit
from tests import demonstrated

DANGEROUS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "{=1}")


def dangerous_run() -> Run:
    model = parse_model(
        """
        model: small
        title: {da: "=cmd|x", en: "=cmd|x"}
        age_groups: [{id: all}]
        children: {grain: counts}
        steps:
          - {id: base, use: base_by_rate, rates: {all: 100.5}}
          - {id: grants, use: fixed_grants, label: {da: "@x", en: "@x"}}
        """,
        "small.yaml",
    )
    units = tuple(
        Unit(id=f"{text}{number}", name=text, budget_unit=text, children={"all": number + 1})
        for number, text in enumerate(DANGEROUS)
    )
    units = tuple(replace(u, children={"all": u.children["all"] + 0}) for u in units)
    grants = (Grant(units[0].id, 7, "=1+1"),)
    return make_run(model, Inputs(Register(units=units, grants=grants)), 2027)


def test_no_cell_from_the_data_is_a_formula(tmp_path: Path) -> None:
    path = write_workbook(dangerous_run(), tmp_path / "r.xlsx", "da")
    book = openpyxl.load_workbook(path)
    formulas = [c for sheet in book for row in sheet for c in row if c.data_type == "f"]
    assert formulas, "the sums are formulas"
    assert all(str(cell.value).startswith("=SUM(") for cell in formulas)
    names = {c.value for c in book["Enheder"]["B"]}
    assert set(DANGEROUS) - {"\r=1"} <= names | {"\t=1"}


def test_amounts_and_sums_are_those_of_the_run(tmp_path: Path) -> None:
    run = demonstrated.next_run()
    change = explain_change(demonstrated.run(2026), run)
    path = write_workbook(
        run, tmp_path / "r.xlsx", "da", change=change, measures=(("Mål", "Værdi"), (("a", "1"),))
    )
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames[:6] == [
        "Overblik", "Enheder", "Siden sidst", "Udbetalinger", "Mål", "Parametre",
    ]  # fmt: skip
    sheet = book["Enheder"]
    headers = [cell.value for cell in sheet[1]]
    total = headers.index("I alt")
    written = [row[total].value for row in sheet.iter_rows(min_row=2)]
    assert written[:-1] == [int(amount) for amount in run.allocation.totals]
    assert written[-1] == int(sum(run.allocation.totals))
    keys = [row[0].value for row in sheet.iter_rows(min_row=2)][:-1]
    assert keys == list(run.allocation.ids), "keys stay text, leading zeros and all"
    changes = book["Siden sidst"]
    for row in changes.iter_rows(min_row=2, values_only=True):
        assert sum(row[5:]) == row[4]


def test_every_step_has_a_sheet_and_the_workbook_speaks_english(tmp_path: Path) -> None:
    run = demonstrated.run(2026)
    book = openpyxl.load_workbook(write_workbook(run, tmp_path / "r.xlsx", "en"))
    assert book.sheetnames[:2] == ["Overview", "Units"]
    titles = {str(sheet["A1"].value) for sheet in book}
    with_units = [step for step in run.allocation.steps if step.amounts is not None]
    assert all(any(t.endswith(f"({step.id})") for t in titles) for step in with_units)
    assert "By the children's circumstances"[:31].replace("'", "_") in book.sheetnames
    overview = [[cell.value for cell in row] for row in book["Overview"].iter_rows(min_row=4)]
    assert ["Frame", int(run.allocation.frame or 0)] in overview
    assert ["Leadership", int(run.allocation.step("central").facts["leadership"])] in overview


def test_the_same_run_gives_the_same_workbook(tmp_path: Path) -> None:
    one = write_workbook(demonstrated.run(2026), tmp_path / "1.xlsx", "da").read_bytes()
    two = write_workbook(demonstrated.run(2026), tmp_path / "2.xlsx", "da").read_bytes()
    assert one == two
