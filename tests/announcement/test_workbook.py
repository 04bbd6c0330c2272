from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.allocation.change import explain_change
from fordel.announcement.cells import safe_cell
from fordel.announcement.workbook import write_workbook
from fordel.registers.records import Application, Grant, RateRow, SourceFile
from tests.announcement.models import bases_run, whole_run
from tests.announcement.small import (
    CHILDREN,
    DISTRICTS,
    HEAD,
    ROWS,
    SCORES,
    UNITS,
    need,
    run_of,
    unit,
)

MEASURES = (("Mål", "Værdi"), (("Variationsbredde", "2,3"), ("=1+1", "@SUM(A1)")))


def book_of(run, tmp_path, language="da", **more):
    path = write_workbook(run, tmp_path / "result.xlsx", language, **more)
    return openpyxl.load_workbook(path)


def rows_of(page):
    return [list(row) for row in page.iter_rows(values_only=True)]


def table_of(page, header):
    """The rows of the table whose header begins so, as dictionaries, without its sums."""
    rows = rows_of(page)
    start = next(i for i, row in enumerate(rows) if row[0] == header)
    names = [name for name in rows[start] if name is not None]
    body = []
    for row in rows[start + 1 :]:
        if row[0] in {None, "I alt"}:
            break
        body.append(dict(zip(names, row, strict=False)))
    return body


@pytest.fixture(scope="module")
def run():
    return whole_run()


@pytest.fixture(scope="module")
def book(run, tmp_path_factory):
    before = whole_run()
    return book_of(
        run, tmp_path_factory.mktemp("books"), change=explain_change(before, run), measures=MEASURES
    )


def test_the_sheets_stand_in_the_order_one_reads_them(book):
    assert book.sheetnames == [
        *("Overblik", "Enheder", "Siden sidste år", "Udbetaling", "Stillinger", "Mål"),
        *("01 frame", "02 aside", "03 rest", "04 part", "05 need", "06 fixed", "07 apps"),
        *("08 damp", "09 pay", "10 pos"),
    ]


def test_the_overview(book, run):
    rows = {row[0]: row[1] for row in rows_of(book["Overblik"])}
    assert rows["Model"] == "Lillekommunes model"
    assert rows["Ramme"] == 1018099
    assert rows["Taget ud: Ledelse"] == 100000
    assert rows["Decentrale penge"] == 867194
    assert rows["Fordelt til enheder i alt"] == sum(run.allocation.totals)
    assert rows["Ikke fordelt af rammen"] == run.allocation.unspent
    assert rows["Vægt for de små"] == 2
    assert rows["p"] == "Privathuset"
    assert rows["children.csv"] == 60
    parameter = next(r for r in rows_of(book["Overblik"]) if r[0] == "Vægt for de små")
    assert parameter[2:5] == ["børnehavebørn", "01-01-2020", "Budget 2020"]
    assert any(
        "er mindst et af kriterierne ukendt" in str(row[1]) for row in rows_of(book["Overblik"])
    )


def test_every_unit_has_its_amounts_exactly(book, run):
    table = table_of(book["Enheder"], "Nøgle")
    assert [row["Nøgle"] for row in table] == ["a", "b", "c"]
    for i, row in enumerate(table):
        assert row["I alt"] == run.allocation.totals[i]
        assert isinstance(row["I alt"], int)
        assert row["Efter børnenes vilkår"] == run.allocation.step("need").amounts[i]
        assert row["Vægtede børn"] == run.allocation.weighted[i]
    assert table[0]["Sidste år"] == 100000
    assert table[0]["Ændring"] == table[0]["I alt"] - 100000


def test_what_is_missing_is_an_empty_cell_and_not_zero(book):
    assert table_of(book["Enheder"], "Nøgle")[2]["Sidste år"] is None
    assert table_of(book["08 damp"], "Nøgle")[2]["Sidste år med årets børn"] is None


def test_sums_are_live(book, run, tmp_path):
    page = book["Enheder"]
    header = [cell.value for cell in page[2]]
    sums = page[page.max_row]
    total = sums[header.index("I alt")]
    assert sums[0].value == "I alt"
    assert total.value.startswith("=SUM(")
    path = write_workbook(run, tmp_path / "values.xlsx", "da")
    values = openpyxl.load_workbook(path, data_only=True)["Enheder"]
    assert values.cell(total.row, total.column).value == sum(run.allocation.totals)


def test_a_table_can_be_scrolled_sorted_printed(book):
    page = book["Enheder"]
    assert page.freeze_panes == "C3"
    assert page.auto_filter.ref.startswith("A2:")
    assert page.page_setup.orientation == "landscape"
    assert page.print_title_rows == "$2:$2"
    assert page.cell(3, 4).number_format == "#,##0"
    assert page.column_dimensions["B"].width >= len("Solsikken")


def test_a_change_sums_along_its_row(tmp_path):
    before = run_of(need())
    units = (*UNITS[:2], unit("n", "Nyhuset"))
    grown = {"a": [*CHILDREN["a"], ("old", "income school", 3)], "b": CHILDREN["b"]}
    after = run_of(need(), units=units, children={**grown, "n": [("old", "income school", 2)]})
    page = book_of(after, tmp_path, change=explain_change(before, after))["Siden sidste år"]
    causes = ("Børnetal", "Børnenes vilkår", "Puljer og takster", "Regler", "Afrunding")
    causes += ("Grænse, loft og mindstebeløb", "Faste tildelinger og bevillinger", "Måneder")
    causes += ("Sammenlægning, deling, nye og lukkede", "Overgangsordning")
    for row in table_of(page, "Nøgle"):
        assert sum(row[cause] for cause in causes) == row["Ændring"]
        assert row["Sidste år"] + row["Ændring"] == row["I år"]
    assert "Enheder, der ikke er med længere" in [row[0] for row in rows_of(page)]


def test_payments_stand_per_budget_unit(book, run):
    table = table_of(book["Udbetaling"], "Budgetansvarlig")
    assert [(row["Budgetansvarlig"], row["Enheder"]) for row in table] == [
        ("K", "Solsikken, Åhuset"),
        ("c", "Skoven"),
    ]
    assert table[0]["Beløb"] == sum(run.allocation.totals[:2])


def test_positions_and_measures(book, run):
    positions = table_of(book["Stillinger"], "Nøgle")[0]
    exact = run.allocation.step("pos").columns["positions"][0]
    assert Fraction(str(positions["Stillinger"])) == round(exact, 6)
    assert rows_of(book["Mål"])[2] == ["Variationsbredde", "2,3"]


def test_the_trace_of_a_step(book, run):
    row = table_of(book["05 need"], "Nøgle")[0]
    step = run.allocation.step("need")
    assert row["Børn: lav indkomst"] == 14
    assert row["Tæller"] == 4
    assert row["Beløb"] == step.amounts[0]
    assert Fraction(str(row["Før afrunding"])) == round(step.exact[0], 6)
    assert row["Før afrunding"] + row["Afrunding"] == pytest.approx(row["Beløb"])
    assert ["Pulje", 43360] in [row[:2] for row in rows_of(book["05 need"])]
    assert ["Flyttet af børnetal, de små", -1900.95] in [r[:2] for r in rows_of(book["01 frame"])]
    assert ["Bygninger", 50905] in [r[:2] for r in rows_of(book["02 aside"])]


TABLE = """
tables:
  t:
    label: {da: Takster, en: Rates}
    unit: DKK per child
    versions: [{from: 2020-01-01, source: Byrådet, rows: [{kind: age_integrated, value: 5}]}]
"""
BASE = "steps:\n  - {id: base, use: lump_sum, amount: 1000}\n"
KINDS = {
    "limits": need(more=", cap: {amount: 30, per: child}, floor: {amount: 1, per: child}"),
    "limited_rate": need(money="{by: rate, rate: 5}", more=", cap: {amount: 30, per: child}"),
    "threshold": need(more=", threshold: {kind: excess, measure: absolute, level: 1}"),
    "resident": need(more=", population: {enrolled: 0.5, resident: 0.5}"),
    "table": TABLE + need(money="{by: rate_table, table: t, keys: [kind]}"),
    "rates": need(money="{by: rate_table, table: rates, keys: [unit]}"),
    "percentage": BASE + need(money="{by: percentage, of: base, percent: 5}")[7:],
    "index": BASE + need(money="{by: index, 'on': base, strength: 0.1}")[7:],
    "bands": need(money="{by: bands, bands: [{at_least: 0, rate: 5}]}"),
    "damping": BASE + "  - {id: d, use: damping, max_loss_percent: 1, paid_by: scaled_gains}\n",
    "later": BASE + "  - {id: d, use: damping, max_loss_percent: 1, begins: 2030}\n",
}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", [*KINDS, "bases"])
def test_every_figure_of_every_step_has_a_heading(kind, language, tmp_path):
    before = run_of(BASE).as_last_year()
    rates = tuple(RateRow(Fraction(3), unit=u.id) for u in UNITS)
    given = {"scores": SCORES, "districts": DISTRICTS, "rates": rates, "previous": before}
    run = bases_run() if kind == "bases" else run_of(KINDS[kind], **given)
    book = book_of(run, tmp_path, language)
    known = {name for step in run.allocation.steps for name in (*step.columns, *step.facts)}
    # A few are called in the reader's language what the engine calls them.
    same = {"adults", "cap", "children", "counted", "floor", "load", "months", "share", "unit"}
    for page in book:
        for row in rows_of(page):
            assert not {str(cell) for cell in row if cell} & (known - same)


def test_whole_kroner_and_cents(tmp_path):
    head = HEAD.replace("code: DKK, smallest: 1", "code: EUR, smallest: 0.01") + ROWS
    run = run_of(need(), head=head)
    page = book_of(run, tmp_path)["Enheder"]
    header = [cell.value for cell in page[2]]
    cell = page.cell(3, header.index("I alt") + 1)
    assert cell.number_format == "#,##0.00"
    assert Decimal(str(cell.value)) == Decimal("666.67")


def test_the_english_workbook(run, tmp_path):
    book = book_of(run, tmp_path, "en")
    assert book.sheetnames[:4] == ["Overview", "Units", "Payments", "Positions"]
    assert [cell.value for cell in book["Units"][2]][:4] == [
        "Key",
        "Name",
        "Budget unit",
        "Children",
    ]


def test_the_same_run_gives_the_same_bytes(run, tmp_path):
    first = write_workbook(run, tmp_path / "1.xlsx", "da").read_bytes()
    assert write_workbook(run, tmp_path / "2.xlsx", "da").read_bytes() == first


FORMULAS = (
    '=HYPERLINK("http://example.com","x")',
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "http://example.com",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_that_somebody_wrote_becomes_a_formula(text, tmp_path):
    units = (unit("a", text, budget_unit=text), *UNITS[1:])
    run = run_of(
        "steps:\n  - {id: fixed, use: fixed_grants}\n  - {id: apps, use: applications}\n",
        units=units,
        grants=(Grant("a", Fraction(5), text),),
        applications=(Application("a", Fraction(5), text, text),),
        sources=(SourceFile(text, text, 1),),
    )
    book = book_of(run, tmp_path, change=explain_change(run, run), measures=((text,), ((text,),)))
    texts = 0
    for page in book:
        assert not page._hyperlinks
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.value.startswith("=SUM(")
                    assert cell.row > 3
                # XLSX writes a carriage return as _x000D_.
                texts += str(cell.value).replace("_x000D_", "\r") == text
    assert texts >= 5


def test_sums_are_the_only_formulas(book):
    formulas = [c.value for page in book for row in page for c in row if c.data_type == "f"]
    assert formulas
    assert all(formula.startswith("=SUM(") for formula in formulas)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+45 12 34", "'+45 12 34"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("-5", "-5"),
        ("+5", "+5"),
        ("-1.234,50", "-1.234,50"),
        ("-0.5e-3", "-0.5e-3"),
        ("-2/3", "-2/3"),
        ("-5-", "'-5-"),
        ("- 5", "'- 5"),
        ("Solsikken", "Solsikken"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_a_csv_cell_is_never_a_formula(text, safe):
    assert safe_cell(text) == safe


@given(st.text())
def test_a_safe_cell_keeps_its_text(text):
    safe = safe_cell(text)
    assert safe in {text, f"'{text}"}
    begins = safe[:1] in set("=@\t\r\n＝＋－＠")
    assert not begins


@given(st.fractions())
def test_a_number_is_never_marked(number):
    assert safe_cell(str(number)) == str(number)
