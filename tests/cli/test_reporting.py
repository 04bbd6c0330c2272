"""`fordel report`."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from fordel.interventions.loading import programme_yaml
from fordel.interventions.sheets.tidy import tidy_csv
from tests.cli.calling import Command
from tests.evaluation.reports.small import PROGRAMME, SAID, registrations


@pytest.fixture
def asked(tmp_path):
    """The words of a call: the programme and its registrations as files."""
    (tmp_path / "small.yaml").write_text(programme_yaml(PROGRAMME), encoding="utf-8")
    table = tidy_csv([registrations()]).replace("contact,given,9", "contact,given,5")
    (tmp_path / "tidy.csv").write_text(table, encoding="utf-8")
    (tmp_path / "said.yaml").write_text(SAID, encoding="utf-8")
    return (
        "report", tmp_path / "small.yaml", "--registrations", tmp_path / "tidy.csv",
        "--project", "home", "--out", tmp_path / "out",
    )  # fmt: skip


def test_makes_a_period_s_report_in_three_forms(fordel: Command, asked, tmp_path):
    done = fordel(*asked, "--period", 4, "--json")
    names = [f"datarapport_home_4.{form}" for form in ("html", "pdf", "xlsx")]
    assert done.json() == {"folder": "out", "files": names}
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == names
    page = (tmp_path / "out" / names[0]).read_text("utf-8")
    assert "3 af 3 enheder har registreret i periode 4" in page
    assert PdfReader(tmp_path / "out" / names[1]).metadata.title == "Hjem & <hverdag>: periode 4"


def test_makes_both_reports_in_english_and_only_as_pages(fordel: Command, asked, tmp_path):
    done = fordel(
        *asked, "--period", 3, "--final", "--said", tmp_path / "said.yaml",
        "--format", "html", "--lang", "en",
    )  # fmt: skip
    assert done.code == 0
    made = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert made == ["data_report_home_3.html", "final_report_home.html"]
    final = (tmp_path / "out" / made[1]).read_text("utf-8")
    assert "the evaluators disagree" in final


def test_a_remark_stands_at_the_top_and_the_foot(fordel: Command, asked, tmp_path):
    fordel(*asked, "--period", 3, "--format", "html", "--note", "Tallene er <opfundet>.")
    page = (tmp_path / "out" / "datarapport_home_3.html").read_text("utf-8")
    assert page.count("Tallene er &lt;opfundet&gt;.") == 2
    assert page.index("opfundet") < page.index("har registreret i periode 3")


def test_the_published_form_is_a_file_of_its_own(fordel: Command, asked, tmp_path):
    done = fordel(*asked, "--final", "--published", "--format", "html")
    assert done.code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [
        "slutrapport_offentlig_home.html"
    ]


REFUSED = {
    (): (2, "Der mangler `--period` eller `--final`"),
    ("--published", "--period", "4"): (2, "hører sammen med `--final`"),
    ("--period", "4", "--format", "docx"): (2, "«docx» er ikke en slags fil"),
    ("--period", "4", "--format", ","): (2, "Skriv en eller flere af html, pdf, xlsx"),
    ("--period", "9"): (2, "ingen dataperiode 9"),
    ("--period", "2"): (3, "Der er ikke indsamlet data i periode 2 (Flytning til nyt system)"),
    ("--period", "4", "--project", "other"): (3, "intet projekt «other»"),
    ("--final", "--said", "none.yaml"): (3, "«none.yaml» kan ikke læses"),
    ("--final", "--costs", "none.yaml"): (3, "Pakken «none.yaml» kan ikke læses"),
}


@pytest.mark.parametrize("more", REFUSED)
def test_says_what_is_wrong_and_writes_nothing(fordel: Command, asked, tmp_path, more):
    code, words = REFUSED[more]
    done = fordel(*asked, *more)
    assert done.code == code
    assert words in done.err
    assert not (tmp_path / "out").exists()
