"""The three forms of a report: a page, paper, a workbook, from the same blocks."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from itertools import pairwise

import openpyxl
import pytest
from pypdf import PdfReader

from fordel.charts.printing.sheets import Money, Share
from fordel.evaluation.reports.blocks import (
    Bullets,
    Heading,
    Paragraph,
    Questions,
    Report,
    Table,
    cell_text,
)
from fordel.evaluation.reports.book import write_book
from fordel.evaluation.reports.data_report import data_report
from fordel.evaluation.reports.page import document_of, page_of
from fordel.evaluation.reports.paper import paper_of
from fordel.evaluation.reports.refusals import ReportCannotBePrinted
from tests.evaluation.reports.small import registrations

TABLE = Table(
    "Hvad <b>der</b> er talt",
    "Talt",
    ("Enhed", "Børn", "Andel", "Kroner", "Gennemsnit"),
    (
        ("=SUM(A1)", 1234, Share(Fraction(1, 3)), Money(Fraction(98765, 2)), Decimal("4.5")),
        ("I alt", "ikke indsamlet", "mangler", "ikke oplyst", Fraction(7, 2)),
    ),
    ("n = 3 enheder. Kilde: test.",),
)


def report(*blocks, title="Æble & <pære>"):
    return Report(title, "Datarapport", "Demokommune", "da", 2026, blocks, "Bunden")


class _Page(HTMLParser):
    """Tags in order, with their attributes, and what stands in each."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self._open = []
        self.feed(text)
        assert not self._open, "every tag is closed"

    def handle_starttag(self, tag, attrs):
        self.found.append([tag, dict(attrs), ""])
        if tag != "meta":
            self._open.append(len(self.found) - 1)

    def handle_endtag(self, tag):
        assert self.found[self._open.pop()][0] == tag

    def handle_data(self, data):
        if self._open:
            self.found[self._open[-1]][2] += data

    def texts(self, tag):
        return [text for name, _, text in self.found if name == tag]

    def attributes(self, tag):
        return [attrs for name, attrs, _ in self.found if name == tag]


def test_a_page_is_headings_in_order_and_tables_with_captions_and_scopes():
    text = page_of(report(Heading("To"), Heading("Tre", 3), TABLE), top=2)
    page = _Page(text)
    assert page.texts("h2") == ["Æble & <pære>"]
    assert (page.texts("h3"), page.texts("h4")) == (["To"], ["Tre"])
    assert page.texts("caption") == ["Hvad <b>der</b> er talt"]
    assert [attrs["scope"] for attrs in page.attributes("th")] == ["col"] * 5 + ["row"] * 2
    assert page.texts("td") == [
        "1.234", "33 %", "49.383 kr.", "4,5", "ikke indsamlet", "mangler", "ikke oplyst", "3,5",
    ]  # fmt: skip
    assert page.attributes("article")[0]["lang"] == "da"


def test_nothing_in_a_page_is_code():
    bad = "<script>alert(1)</script>"
    text = page_of(report(Heading(bad), Paragraph(bad), Bullets((bad,)), Questions((bad,)), TABLE,
                          title=bad))  # fmt: skip
    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 5
    assert "style=" not in text


def test_a_page_of_a_report_with_charts_holds_and_has_no_style_of_its_own():
    page = _Page(document_of(data_report(registrations(), 4, "da")))
    assert page.texts("title") == ["Hjem & <hverdag>: periode 4"]
    pictures = page.attributes("svg")
    assert len(pictures) == 4
    assert all(attrs["role"] == "img" and attrs["aria-label"] for attrs in pictures)
    assert not any("style" in attrs for _, attrs, _ in page.found)
    levels = [int(tag[1]) for tag, _, _ in page.found if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_paper_is_tagged_with_a_title_a_language_and_text_for_every_picture(tmp_path):
    path = tmp_path / "r.pdf"
    whole = data_report(registrations(), 4, "da")
    path.write_bytes(paper_of(whole))
    reader = PdfReader(path)
    root = reader.trailer["/Root"]
    assert reader.metadata.title == whole.title
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds, pictures = set(), []

    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            kinds.add(node.get("/S"))
            if node.get("/S") == "/Figure":
                pictures.append(node.get("/Alt"))
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                walk(child)

    walk(root["/StructTreeRoot"])
    assert {"/Table", "/TH", "/TD", "/H1", "/H2", "/H3", "/P", "/L", "/Caption"} <= kinds
    assert len(pictures) == 4
    assert all("perioder" in alt.lower() for alt in pictures)
    assert paper_of(whole) == paper_of(whole), "the same bytes for the same report"


def test_refuses_a_character_that_no_font_has():
    with pytest.raises(ReportCannotBePrinted) as refused:
        paper_of(report(Paragraph("\U000131d1"), title="Rapporten"))
    assert "«Rapporten» indeholder tegnet «\U000131d1»" in refused.value.message("da")
    assert "could not be read aloud" in refused.value.message("en")


def test_a_workbook_has_the_text_and_a_sheet_for_every_table(tmp_path):
    path = write_book(report(Heading("To"), Questions(("Hvorfor?",)), TABLE, TABLE),
                      tmp_path / "r.xlsx")  # fmt: skip
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Rapporten", "Talt", "Talt 2"]
    words = [cell.value for cell in book["Rapporten"]["A"] if cell.value]
    assert words == [
        "Æble & <pære>", "Tekst", "Datarapport", "Demokommune", "To", "1. Hvorfor?", "Bunden",
    ]  # fmt: skip
    prose = book["Rapporten"]
    assert prose.column_dimensions["A"].width > 90  # read as text, not one endless line
    assert not prose.auto_filter.ref
    rows = [row for row in book["Talt"].iter_rows(min_row=4, values_only=True) if any(row)]
    assert rows[0] == ("=SUM(A1)", 1234, pytest.approx(1 / 3), 49382.5, 4.5)
    assert rows[1] == ("I alt", "ikke indsamlet", "mangler", "ikke oplyst", 3.5)
    assert rows[2][0] == "n = 3 enheder. Kilde: test."
    assert not [c for row in book["Talt"] for c in row if c.data_type == "f"]


def test_a_long_text_in_a_workbook_is_folded_within_its_cell(tmp_path):
    long = "En begrundelse, der fylder mere end en kolonne. " * 4
    book = openpyxl.load_workbook(write_book(report(Paragraph(long)), tmp_path / "bog.xlsx"))
    cell = next(c for c in book["Rapporten"]["A"] if c.value == long)
    assert cell.alignment.wrap_text
    short = next(c for c in book["Rapporten"]["A"] if c.value == "Datarapport")
    assert not short.alignment.wrap_text


@pytest.mark.parametrize(
    ("row", "notes"),
    [(("a", None), ("n",)), (("a", " "), ("n",)), (("a",), ("n",)), (("a", Money(None)), ("n",)),
     (("a", Share(None)), ("n",)), (("a", 0), ())],
)  # fmt: skip
def test_no_table_has_an_empty_cell_or_figures_that_rest_on_nothing(row, notes):
    with pytest.raises(ValueError, match=r"cell|rest on"):
        Table("t", "t", ("x", "y"), (row,), notes)


def test_figures_are_written_as_their_reader_does():
    assert cell_text(Decimal("1234.50"), "da") == "1.234,50"
    assert cell_text(Decimal("1234.5"), "en") == "1,234.5"
    assert cell_text(Fraction(5), "da") == "5"
    assert cell_text(0, "da") == "0"
