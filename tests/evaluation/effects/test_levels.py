from __future__ import annotations

import re
from importlib.resources import files

import pytest

from fordel.evaluation.effects.estimating import THE_OUTCOME, estimate_effects
from fordel.evaluation.effects.levels import Facts, judge, language_rules, shipped_rules
from fordel.evaluation.effects.refusals import LanguageRulesNotUnderstood
from fordel.evaluation.effects.words import texts
from fordel.statistics.answers import Estimate
from fordel.statistics.pretrends import JointTest
from tests.evaluation.effects.panels import COMPARED, STAGGERED, drawn
from tests.shared import ROOT

ROOM = ROOT / "src" / "fordel" / "evaluation" / "effects"
DEFINITIONS = files("fordel.definitions") / "evaluation"


def answer(report, rule, level="made_probable"):
    return next(one for one in report.language.rules if (one.rule, one.level) == (rule, level))


def test_a_clear_effect_is_made_probable_and_never_more():
    report = estimate_effects(drawn(STAGGERED, effect=2.0))
    assert report.language.level == "made_probable"
    assert all(one.holds for one in report.language.rules)
    assert report.language.words.da == "sandsynliggjort"
    said = report.language.sentence
    assert re.fullmatch(
        r"Det er sandsynliggjort, at resultatet er \d,\d+ højere i enheder, der er begyndt, "
        r"end i enheder, der ikke er begyndt endnu \(95 %-interval for forskellen: \d,\d+ til "
        r"\d,\d+, 16 enheder\)\.",
        said.da,
    )
    assert "95% interval" in said.en
    assert shipped_rules().levels[-1].id == "made_probable"


def test_no_effect_cannot_be_said_and_says_why():
    report = estimate_effects(drawn(STAGGERED, seed=3))
    assert report.language.level == "cannot_be_said"
    assert report.language.sentence.da == (
        "Det kan ikke siges, om indsatsen har virket på resultatet. Intervallet indeholder nul. "
        "Med så få enheder kan forskellen være tilfældig (p = 0,114, højst 0,05)."
    )


def test_without_twelve_months_it_only_points():
    report = estimate_effects(drawn(STAGGERED, effect=2.0, months=dict.fromkeys(range(1, 8), 2)))
    assert report.language.level == "points_towards"
    assert answer(report, "effect_months_at_least").holds is False
    assert report.language.sentence.da.endswith(
        "Virkningsfasen har kun varet 6 måneder (mindst 12)."
    )


def test_lengths_that_are_not_stated_are_not_twelve_months():
    report = estimate_effects(drawn(STAGGERED, effect=2.0, months=None))
    assert answer(report, "effect_months_at_least").holds is None
    assert report.language.level == "points_towards"


def test_few_units_with_a_comparison_only_point():
    report = estimate_effects(drawn((5,) * 4 + (None,) * 4, effect=3.0))
    assert report.language.level == "points_towards"
    assert answer(report, "started_at_least").words.da == "For få enheder er begyndt: 4 (mindst 5)."


def test_courses_that_differed_before_take_the_level_away():
    panel = drawn(COMPARED, effect=1.0, noise=0.1)
    sloping = tuple(
        value + (0.8 * period if start else 0.0)
        for value, period, start in zip(panel.outcome, panel.period, panel.start, strict=True)
    )
    from tests.evaluation.effects.panels import changed  # noqa: PLC0415

    report = estimate_effects(changed(panel, outcome=sloping))
    assert report.language.level == "cannot_be_said"
    assert answer(report, "courses_before_not_different", "points_towards").holds is False
    assert "allerede før start" in report.language.sentence.da


def test_one_period_before_is_no_test_of_courses():
    report = estimate_effects(drawn((2,) * 6 + (None,) * 6, effect=3.0))
    assert answer(report, "courses_before_not_different", "points_towards").holds
    assert answer(report, "courses_before_tested").holds is None
    assert report.language.level == "points_towards"


def test_with_few_units_chance_decides():
    rule = answer(estimate_effects(drawn(STAGGERED, effect=2.0)), "chance_with_few_units_at_most")
    assert rule.holds
    many = estimate_effects(drawn((4,) * 16 + (None,) * 16, effect=2.0))
    assert answer(many, "chance_with_few_units_at_most").holds
    rules = language_rules({"few_units": 2}, "own")
    few = estimate_effects(drawn((2, 4, 5, None, None), effect=0.2), rules=rules)
    assert few.language.level == "cannot_be_said"


@pytest.mark.parametrize(
    ("chance", "would_see", "level"),
    [
        (0.05, 0.5, "made_probable"),
        (0.051, 0.5, "cannot_be_said"),
        (0.05, 0.49, "points_towards"),
        (0.05, None, "points_towards"),
    ],
)
def test_what_chance_or_a_drift_nobody_would_see_could_have_given(chance, would_see, level):
    facts = Facts(
        design="staggered",
        started=8,
        compared=8,
        effect=Estimate(1.0, 0.4, 0.2, 1.8, 0.02, 16, "method", "source"),
        courses_before=JointTest(1.0, 0.5, 2, 1.0, 16, "method", would_see=would_see),
        chance=chance,
        children_change=0.02,
        effect_months=14,
        few_units=30,
    )
    found = judge(facts, shipped_rules(), THE_OUTCOME)
    assert found.level == level
    if level == "cannot_be_said":
        assert "(p = 0,051, højst 0,05)" in found.sentence.da
    if would_see == 0.49:
        assert "ville kun være set i 49 % af tilfældene (mindst 50 %)" in found.sentence.da


@pytest.mark.parametrize(
    ("starts", "few"),
    [(((5,) * 15 + (None,) * 15), False), ((5,) * 14 + (None,) * 40, True)],
)
def test_the_smaller_side_says_whether_units_are_few(starts, few):
    """Five of 35 units with intervals for many: 8 of 100 false effects were made probable."""
    report = estimate_effects(drawn(starts, effect=1.0))
    assert ("randomisation" in report.effect.method) is few


def test_three_against_three_cannot_be_told_from_chance():
    report = estimate_effects(drawn((5,) * 3 + (None,) * 3, effect=3.0))
    assert report.wild.p <= 0.05
    assert report.language.level == "cannot_be_said"
    assert "kan det ikke prøves, om forskellen er tilfældig" in report.language.sentence.da


@pytest.mark.parametrize(
    ("design", "started", "compared", "holds"),
    [
        ("comparison_units", 15, 15, True),
        ("comparison_units", 5, 40, None),
        ("staggered", 18, 12, None),  # those that start later count on both sides
        ("before_after", 6, 0, True),  # a course by itself has no starts to deal
    ],
)
def test_few_units_without_a_test_of_chance_cannot_be_spoken_of(design, started, compared, holds):
    facts = Facts(
        design=design,
        started=started,
        compared=compared,
        effect=Estimate(1.0, 0.4, 0.2, 1.8, 0.02, 16, "method", "source"),
        courses_before=JointTest(1.0, 0.5, 2, 1.0, 16, "method", would_see=1.0),
        chance=None,
        children_change=0.02,
        effect_months=14,
        few_units=30,
    )
    found = judge(facts, shipped_rules(), THE_OUTCOME)
    rules = {(one.rule, one.level): one.holds for one in found.rules}
    assert rules["chance_with_few_units_at_most", "points_towards"] is holds
    assert (found.level == "cannot_be_said") is (holds is None)


def test_a_municipality_may_be_stricter():
    strict = [level.model_dump() for level in shipped_rules().levels]
    strict[2]["rules"][1]["number"] = 11
    rules = language_rules({"levels": strict}, "own")
    report = estimate_effects(drawn(STAGGERED, effect=2.0), rules=rules)
    assert report.language.level == "points_towards"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"few_units": 1}, "Reglerne for sprogbrug, own.yaml, few_units"),
        ({"levels": [{"id": "certain", "words": {"da": "x", "en": "y"}, "rules": []}]}, "levels"),
        ({"limit": 3}, "limit"),
    ],
)
def test_rules_that_are_no_rules_are_refused(own, said):
    with pytest.raises(LanguageRulesNotUnderstood) as caught:
        language_rules(own, "own.yaml")
    assert said in caught.value.message("da")
    assert "læses helt eller slet ikke" in caught.value.message("da")


def test_nothing_is_ever_called_certain():
    """No word of the room, in either language, says that an effect is proved."""
    claims = re.compile(r"\bprov(?:e|en|ed|es|ing)\b|\bproof|bevis|påvis|demonstrat", re.IGNORECASE)
    places = [*ROOM.glob("*.py"), *DEFINITIONS.iterdir()]
    assert len(places) > 5
    for place in places:
        found = claims.findall(place.read_text(encoding="utf-8"))
        assert not found, place.name


def test_every_reason_has_its_words():
    code = [*ROOM.glob("*.py"), *(ROOT / "src" / "fordel" / "statistics").glob("*.py")]
    named = {
        key
        for path in code
        for key in re.findall(
            r"(?:NotEstimable|not_estimable)\(\s*\"(\w+)\"", path.read_text(encoding="utf-8")
        )
    }
    named |= {"one_unit", "nothing_to_compare", "group_of_one", "nobody", "no_unit_usable"}
    assert len(named) > 20
    assert named <= set(texts()["reasons"])
    unused = set(texts()["reasons"]) - named - {"nobody_started"}
    assert not unused


def test_all_words_are_there_in_both_languages():
    def walk(part):
        if set(part) == {"da", "en"}:
            assert part["da"]
            assert part["en"]
            braces = [sorted(re.findall(r"\{(\w+)\}", part[one])) for one in ("da", "en")]
            assert braces[0] == braces[1]
            return
        for below in part.values():
            walk(below)

    walk(texts())
