"""``fordel transitions`` on small panels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.panels.made import rows_of, write_panel

COURSES = {"u1": ["yyg", "ygg", "yg-", "ggg", "gyg", "y?g"], "u2": ["ryg", "ryy", "ygg", "yGg"[:2],
           "yyg", "ygg"]}  # fmt: skip
PACKAGE = """
package: Sprogkufferter
activities:
  - {id: a, name: Kuffert, per: child, divisor: 4, hours: [{role: pedagogue, hours: 3}],
     holdings_per_year: 20, units: 2}
"""


@pytest.fixture
def panel(tmp_path: Path) -> Path:
    return write_panel(tmp_path / "panel.csv", rows_of(COURSES))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    path = tmp_path / "package.yaml"
    path.write_text(PACKAGE, encoding="utf-8")
    return path


def test_children_are_told_of_as_groups_only(fordel, panel: Path) -> None:
    answer = fordel("transitions", panel)
    assert answer.code == 0, answer.err
    for said in (
        "Fra en periode til den næste",
        "Skridt for skridt",
        "Hvem der kom, og hvem der gik",
        "Veje over tre perioder",
        "12 børn i 2 enheder er fulgt i 20 skridt",
        "Veje med færre end fem børn",
        "Til projektets egne folk. Små tal om børn må ikke gå videre uden beskyttelse.",
    ):
        assert said in answer.out
    assert "u1-0" not in answer.out + answer.err


def test_json_has_counts_intervals_and_for_whom_it_is(fordel, panel: Path) -> None:
    document = fordel("transitions", panel, "--json", "--lang", "en").json()
    cells = {(one["from"], one["to"]): one for one in document["transitions"]}
    assert cells["yellow", "green"]["children"] == 9
    assert cells["yellow", "green"]["of"] == 12
    assert 0 < cells["yellow", "green"]["low"] < 9 / 12 < cells["yellow", "green"]["high"] < 1
    assert document["first_to_last"]["to_best"] == 9
    assert document["for_whom"].startswith("For the project's own people.")
    assert sum(one["children"] for step in document["by_step"] for one in step["transitions"]) == 20
    assert "cost_per_child_moved" not in document


def test_cost_stands_beside_with_its_interval(fordel, panel: Path, package: Path) -> None:
    answer = fordel("transitions", panel, "--cost", package, "--months", "12", "--json")
    told = answer.json()["cost_per_child_moved"]
    # 3 hours at 339.7 kr. × 20 holdings × 2 units = 40,764 kr. in the year, for nine children net
    assert told["cost"]["amount_dkk"] == pytest.approx(40_764, abs=20)
    assert told["amount_dkk"] == pytest.approx(told["cost"]["amount_dkk"] / 9, abs=1)
    assert told["low_dkk"] < told["amount_dkk"] < told["high_dkk"]
    spoken = fordel("transitions", panel, "--cost", package, "--months", "12")
    assert "kr. pr. barn netto rykket til grøn" in spoken.out


def test_why_no_cost_can_be_said_is_told(fordel, tmp_path: Path, package: Path) -> None:
    still = write_panel(tmp_path / "still.csv", rows_of({"u1": ["yy"] * 12}))
    answer = fordel("transitions", still, "--cost", package, "--months", "6", "--json")
    told = answer.json()
    assert told["cost_per_child_moved"]["code"] == "nobody_moved"
    assert told["notes"] == [
        "Ingen af de fulgte børn skiftede tilstand. Det er et resultat og ingen fejl."
    ]
    spoken = fordel("transitions", still, "--cost", package, "--months", "6", "--lang", "en")
    assert "None of the children followed changed state." in spoken.out
    assert "cannot be said. No child moved to green" in spoken.out


def test_what_is_not_said_is_asked_for(fordel, panel: Path, package: Path) -> None:
    months = fordel("transitions", panel, "--cost", package)
    assert months.code == 2
    assert "det er ikke sagt, hvor længe børnene er fulgt" in months.err
    english = fordel("transitions", panel, "--cost", package, "--lang", "en")
    assert "it is not said how long the children were followed" in english.err
    project = fordel("transitions", panel, "--programme", "eva_2018_2022")
    assert project.code == 2
    assert "ikke hvilket projekt panelet er fra" in project.err
    english = fordel("transitions", panel, "--programme", "eva_2018_2022", "--lang", "en")
    assert "but not which project the panel is of" in english.err


def test_a_programme_knows_units_periods_and_months(fordel, tmp_path: Path, package: Path) -> None:
    known = ("--programme", "eva_2018_2022", "--project", "haderslev")
    panel = write_panel(tmp_path / "panel.csv", rows_of({"u01": ["yy-g", "yg-g", "gg-g", "yy-y"]}))
    document = fordel("transitions", panel, *known, "--cost", package, "--json").json()
    assert document["not_collected"] == [3]
    assert document["cost_per_child_moved"]["code"] == "too_few_children"
    stranger = write_panel(tmp_path / "other.csv", rows_of({"x1": ["yy", "yg"]}))
    refused = fordel("transitions", stranger, *known)
    assert refused.code == 3
    assert "Enheden er ikke med i projektet." in refused.err


def test_a_personal_number_is_refused_and_not_shown(fordel, tmp_path: Path) -> None:
    rows = [("0101151234", "u1", no, "gul", "") for no in (1, 2)]
    answer = fordel("transitions", write_panel(tmp_path / "p.csv", rows), "--json")
    assert answer.code == 3
    assert answer.json()["problems"][0]["kind"] == "PseudonymIsPersonal"
    assert "0101151234" not in answer.out + answer.err


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("da", "3 børn i 1 enhed er fulgt i 3 skridt"),
        ("en", "Followed from period to period: 3 children in 1 unit, 3 steps."),
    ],
)
def test_one_unit_is_told_as_one(fordel, tmp_path: Path, lang: str, told: str) -> None:
    panel = write_panel(tmp_path / "panel.csv", rows_of({"u1": ["yg", "yg", "gg"]}))
    answer = fordel("transitions", panel, "--lang", lang)
    assert told in answer.out


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("da", "Filen kan ikke bruges, som den er. 1 problem at rette:"),
        ("en", "The file cannot be used as it is. 1 problem to mend:"),
    ],
)
def test_a_panel_that_is_refused_is_no_import(
    fordel, tmp_path: Path, lang: str, words: str
) -> None:
    panel = write_panel(
        tmp_path / "panel.csv", [*rows_of(COURSES), ("u1-01", "u1", 1, "green", "")]
    )
    answer = fordel("transitions", panel, "--lang", lang)
    assert answer.code == 3
    assert words in answer.err
