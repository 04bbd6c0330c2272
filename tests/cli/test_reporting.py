"""`fordel report`."""

from __future__ import annotations

import pytest
import yaml
from pypdf import PdfReader

from fordel.interventions.loading import programme_yaml
from fordel.interventions.sheets.tidy import tidy_csv
from tests.cli.calling import Command
from tests.evaluation.panels.made import rows_of, write_panel
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


@pytest.fixture
def panel(tmp_path):
    """Children of two units in periods 1, 3 and 4; the second period was skipped."""
    courses = {"a": ["y-yg"] * 9 + ["g-gg"] * 8 + ["y-yy"], "b": ["g-yg"] * 7 + ["r-yy"] * 6}
    return write_panel(tmp_path / "panel.csv", rows_of(courses))


PACKAGE = """
package: Hjem
activities:
  - {id: visits, name: Hjemmebesøg, per: child, divisor: 1, holdings_per_year: 4, units: 3,
     groups_per_unit: 10, hours: [{role: pedagogue, hours: 2}]}
"""


def test_tells_of_children_followed_as_the_pages_do(fordel: Command, asked, panel, tmp_path):
    (tmp_path / "package.yaml").write_text(PACKAGE, encoding="utf-8")
    done = fordel(
        *asked, "--period", 4, "--final", "--panel", panel, "--costs", tmp_path / "package.yaml",
        "--format", "html",
    )  # fmt: skip
    assert done.code == 0
    period = (tmp_path / "out" / "datarapport_home_4.html").read_text("utf-8")
    assert "Trivsel: de samme børn fra periode 3 til 4" in period
    final = (tmp_path / "out" / "slutrapport_home.html").read_text("utf-8")
    assert "Børn, der er fulgt" in final
    assert "gik 9 af 31 børn til grøn, og 0 gik fra grøn" in final
    # 2 hours x 339.7 kr. x 4 x 10 groups x the panel's 2 units x 24 months / 12 / 9 children
    assert "har indsatsen kostet 108.704 kr. Det er 12.078 kr. pr. barn netto" in final


def test_children_followed_are_protected_in_what_is_published(
    fordel: Command, asked, panel, tmp_path
):
    done = fordel(*asked, "--final", "--published", "--panel", panel, "--format", "html")
    assert done.code == 0
    page = (tmp_path / "out" / "slutrapport_offentlig_home.html").read_text("utf-8")
    assert "Trivsel: de samme børn fra første til sidste vurdering" in page
    assert "panel.csv" not in page


PANELS = {
    ("none.csv",): (3, "none.csv: Filen findes ikke.", "none.csv: The file does not exist."),
    ("language={file}",): (3, "spørger ikke om børn i tre farver", "does not ask for children"),
    ("{file}", "wellbeing={file}"): (2, "to paneler om «wellbeing»", "two panels of “wellbeing”"),
}


@pytest.mark.parametrize("panels", PANELS)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_panel_that_does_not_fit_is_refused(
    fordel: Command, asked, panel, tmp_path, panels, lang
):
    words = [word for one in panels for word in ("--panel", one.format(file=panel))]
    done = fordel(*asked, "--final", *words, "--lang", lang)
    code, *said = PANELS[panels]
    assert done.code == code
    assert said[lang == "en"] in done.err
    assert not (tmp_path / "out").exists()


def test_a_panel_says_its_result_where_there_are_several(fordel: Command, asked, panel, tmp_path):
    written = yaml.safe_load((tmp_path / "small.yaml").read_text("utf-8"))
    wellbeing = next(one for one in written["indicators"] if one["id"] == "wellbeing")
    written["indicators"].append({**wellbeing, "id": "mood"})
    written["projects"][0]["indicators"].append("mood")
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    done = fordel(*asked, "--final", "--panel", panel)
    assert done.code == 2
    assert "ikke sagt, hvilket resultat panelet panel.csv er om" in done.err
    done = fordel(*asked, "--final", "--panel", panel, "--lang", "en")
    assert "The project's results in three colours: wellbeing, mood." in done.err
    done = fordel(*asked, "--final", "--panel", f"wellbeing={panel}", "--format", "html")
    assert done.code == 0
