"""``fordel effects`` on registrations, on a panel and on a plan."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.loading import shipped_programme
from fordel.interventions.sheets.tidy import tidy_csv

NAME = "eva_2018_2022"
PLAN = "outcome: rating\nstarted: 6\ncompared: 6\nbefore: 2\nafter: 3\nspread: 0.8\nlasting: 0.5\n"


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    made = demonstration_registrations(shipped_programme(NAME))
    path = tmp_path_factory.mktemp("effects") / "registrations.csv"
    path.write_text(tidy_csv([made["haderslev"]]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def panel(tmp_path_factory) -> Path:
    """Twelve units; four begin in period 3, four in period 4, four never; it is worth a point."""
    lines = ["unit,period,value,first_treated,children,months"]
    drawn = Random(2026)
    for unit in range(12):
        start = {0: 3, 1: 4}.get(unit % 3)
        for period in range(1, 7):
            noise = drawn.gauss(0, 0.15)
            begun = 1 if start is not None and period >= start else 0
            figure = 4 + unit / 10 + noise + begun
            lines.append(f"u{unit},{period},{figure:.2f},{start or ''},20,6")
    path = tmp_path_factory.mktemp("effects") / "panel.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_project_whose_units_began_together_cannot_be_said(fordel, table: Path) -> None:
    asked = (NAME, "--registrations", table, "--project", "haderslev")
    answer = fordel("effects", *asked, "--indicator", "wellbeing")
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Kan ikke siges.")
    assert "intet at sammenligne med" in answer.out
    every = fordel("effects", *asked, "--json").json()
    assert every["project"] == "haderslev"
    assert {one["level"] for one in every["effects"]} == {"cannot_be_said"}
    assert all(one["effect"]["value"] is None for one in every["effects"])
    assert all(one["effect"]["reason"] for one in every["effects"])
    english = fordel("effects", *asked, "--lang", "en")
    assert "It cannot be said" in english.out


def test_a_panel_is_told_with_its_checks_and_its_level(fordel, panel: Path) -> None:
    document = fordel("effects", "--panel", panel, "--json").json()
    assert document["design"] == "staggered"
    assert document["effect"]["value"] == pytest.approx(1, abs=0.4)
    assert document["effect"]["low"] > 0
    assert document["level"] == "made_probable"
    assert document["checks"]["courses_before"]["p"] > 0.05
    assert document["checks"]["effect_months"] == 18
    assert {one["holds"] for one in document["rules"]} == {True}
    assert document["wild_bootstrap"]["value"] is None
    assert document["wild_bootstrap"]["reason"]
    words = fordel("effects", "--panel", panel)
    assert "Sandsynliggjort." in words.out
    assert "Er det rimeligt at sammenligne?" in words.out
    assert "2 før start" in words.out
    assert "3 efter den første" in words.out
    never = fordel("effects", "--panel", panel, "--never-only", "--json").json()
    assert never["effect"]["value"] != document["effect"]["value"]


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_colours_have_odds_beside_the_share_of_green(fordel, tmp_path: Path) -> None:
    drawn, lines = Random(3), ["unit,period,first_treated,green,yellow,red"]
    for unit in range(14):
        start = {0: 3, 1: 5}.get(unit % 3)
        for period in range(1, 8):
            chance = 0.85 if start is not None and period >= start else 0.6
            green = sum(drawn.random() < chance for _ in range(30))
            yellow = (30 - green) // 2
            counts = f"{green},{yellow},{30 - green - yellow}"
            lines.append(f"u{unit},{period},{start or ''},{counts}")
    table = written(tmp_path / "colours.csv", *lines)
    colours = fordel("effects", "--panel", table, "--json").json()["colours"]
    assert colours["children"] == 14 * 7 * 30
    low, high = colours["odds_ratio"][1:]
    assert 1 < low < high
    assert colours["value"] > 0


def test_a_long_course_has_its_step_and_of_two_units_too_it_is_not_said(
    fordel, tmp_path: Path
) -> None:
    drawn, head = Random(5), "unit,period,value,first_treated"
    rows = [
        f"{unit},{period},{10 + 0.1 * period + 3 * (period >= 13) + drawn.gauss(0, 0.3):.2f},13"
        for unit in ("a", "b")
        for period in range(1, 25)
    ]
    one = written(tmp_path / "one.csv", head, *rows[:24])
    document = fordel("effects", "--panel", one, "--json").json()
    assert document["design"] == "single_unit"
    assert document["interrupted_series"]["level_change"]["value"] == pytest.approx(3, abs=0.8)
    assert document["level"] == "cannot_be_said"
    two = fordel("effects", "--panel", written(tmp_path / "two.csv", head, *rows), "--json").json()
    assert two["effect"]["value"] == pytest.approx(3, abs=0.8)
    assert two["effect"]["n"] == 2
    assert two["level"] == "cannot_be_said"
    assert "For få enheder er begyndt: 2 (mindst 3)." in two["sentence"]


def test_the_same_seed_gives_the_same_answer(fordel, panel: Path) -> None:
    one, two = (fordel("effects", "--panel", panel, "--seed", 7, "--json").out for _ in "ab")
    assert one == two


def test_a_plan_says_what_it_could_see(fordel, plan: Path, panel: Path) -> None:
    document = fordel("effects", "--plan", plan, "--json").json()
    assert document["unit"] == "point"
    assert document["units_for_half"]["started"] > 6
    words = fordel("effects", "--plan", plan, "--lang", "en")
    assert "With 6 units that begin and 6 to compare with" in words.out
    planned = fordel("effects", "--panel", panel, "--plan", plan, "--json").json()
    before = planned["smallest_effect"]["before"]["effect"]
    assert before == document["smallest_effect"]["effect"]


def test_own_rules_decide_how_strongly_it_is_said(fordel, panel: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "levels:\n"
        "  - {id: cannot_be_said, words: {da: kan ikke siges, en: cannot be said}, rules: []}\n"
        "  - id: points_towards\n"
        "    words: {da: peger i retning af, en: points towards}\n"
        "    rules: [{rule: started_at_least, number: 50}]\n",
        encoding="utf-8",
    )
    document = fordel("effects", "--panel", panel, "--rules", rules, "--json").json()
    assert document["level"] == "cannot_be_said"


def test_what_cannot_be_asked_is_refused_by_name(fordel, panel: Path, table: Path) -> None:
    for words, kind, said in (
        ((), "EffectsOfWhat", "Der mangler et program"),
        ((NAME, "--panel", panel), "EffectsOfTwo", "Udelad det ene."),
        ((NAME, "--project", "haderslev"), "EffectOfWhichProject", "hører både"),
        (
            (NAME, "--registrations", table, "--project", "haderslev", "--indicator", "children"),
            "NoOutcome",
            "ikke et resultat",
        ),
        ((NAME, "--registrations", table, "--project", "vejle"), "NothingRegistered", "vejle"),
    ):
        answer = fordel("effects", *words, "--json")
        assert answer.code in {2, 3}
        assert answer.json()["kind"] == kind
        assert said in answer.err
        english = fordel("effects", *words, "--lang", "en")
        assert english.code == answer.code
        assert english.err != answer.err
