"""What bad input gets, and that each kind the issue names is refused somewhere in these tests.

Wrong file types, huge files and what would unpack too large: ``test_imports``. Scripts in names:
there and in ``test_organisation``. Changed ids: ``test_changed_ids``. Replayed and forged forms and
stale pages: ``test_publishing`` and ``test_pages``. Here: formulas, and words to be typed.
"""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from django.template import Context, Template
from django.urls import reverse

from fordel.announcement.letter_workbook import letter_workbook
from fordel.domain.errors import InputRefused
from fordel.domain.language import Words
from fordel.web.access.models import Role
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.models import Letter, Publication
from fordel.web.budgets.queries.runs import told

FORMULAS = ["Huset\r=1+1", '=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]


def in_a_cell(text):
    """Whether a spreadsheet would compute it."""
    return text[:1] in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_leaves_in_the_figures(formula, town, monkeypatch):
    publication = Publication.objects.filter(budget_year__year=2027).first()
    unit = told(publication.run).run.allocation.units[0]
    monkeypatch.setitem(vars(unit), "name", formula)
    address = reverse(
        "budgets:figures_csv",
        kwargs={"code": "999", "year": 2027, "number": publication.proposal.number},
    )
    answer = town.client(Role.POLITICIAN).get(address).content.decode("utf-8-sig")
    names = [row[1] for row in csv.reader(io.StringIO(answer), delimiter=";")]
    assert [name for name in names if formula.strip().replace("\r", "\n") in name], (
        "it is there, as text"
    )
    assert not [name for name in names if in_a_cell(name)]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_leaves_in_the_log(formula, town):
    write(town.standing(Role.ANALYST), "unit.renamed", kind="unit", key=formula[:60])
    address = reverse("audit:export", kwargs={"code": "999"})
    answer = town.client(Role.AUDITOR).get(address)
    text = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
    cells = [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]
    assert [cell for cell in cells if formula.strip().replace("\r", "\n") in cell]
    assert not [cell for cell in cells if in_a_cell(cell)]


def test_no_formula_leaves_in_a_letter(town):
    letter = Letter.objects.filter(budget_year__year=2027).first()
    content = letter.content["da"]
    content = {**content, "title": "=1+1", "parts": [{**content["parts"][0], "what": "=2+2"}]}
    book = openpyxl.load_workbook(io.BytesIO(letter_workbook(content, 2027, "da")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if "2+2" in str(cell.value)]
    computed = [cell.value for cell in cells if cell.data_type == "f"]
    assert all(value.startswith("=SUM(C") for value in computed), "only the letter's own sum"


class Typed(InputRefused):
    what = Words(da="Angiv `--year <i>`.", en="Give `--year <i>`.")
    why = Words(da="Ellers ` ved ingen det.", en="Otherwise ` nobody knows.")
    next = Words(da="Skriv `fordel count`, og se.", en="Write `fordel count` and look.")


def test_words_to_be_typed_are_code_on_a_page_and_never_backticks(town, monkeypatch):
    def refuses(*_):
        raise Typed

    monkeypatch.setattr("fordel.web.budgets.views.home.waiting_for", refuses)
    address = reverse("budgets:municipality", kwargs={"code": "999"})
    for role in (Role.POLITICIAN, Role.AREA_LEADER, Role.UNIT_LEADER):
        page = town.client(role).get(address).content.decode()
        assert "Angiv <code>--year &lt;i&gt;</code>." in page
        assert "Skriv <code>fordel count</code>, og se." in page
        assert "Ellers ` ved ingen det." in page, "one alone is a sign, not a mark"


def test_every_place_that_shows_a_librarys_words_shows_them_so():
    shown = Template("{{ text|coded }}").render(Context({"text": "`<b>` & `x`"}))
    assert shown == "<code>&lt;b&gt;</code> &amp; <code>x</code>"
