"""Every way to count need, told from a small model."""

from typing import get_args

import pytest

from fordel.allocation.model.loads import Combination, Method
from fordel.allocation.model.money import Money
from fordel.allocation.model.steps import Step
from fordel.announcement.telling.methods import _own
from fordel.announcement.telling.money import tell_money
from fordel.announcement.telling.subject import tell
from tests.announcement.small import (
    CRITERION_COUNTS,
    DISTRICTS,
    SCORES,
    need,
    run_of,
    run_of_counts,
    said,
)


def _members(union):
    return get_args(get_args(union)[0])


def test_every_step_method_and_money_of_the_model_language_has_a_teller():
    # singledispatch falls back to the function of `object` for what nobody registered.
    for step in _members(Step):
        assert tell.dispatch(step) is not tell.dispatch(object), step
    for method in _members(Method):
        if method is not Combination:
            assert _own.dispatch(method) is not _own.dispatch(object), method
    for money in _members(Money):
        assert tell_money.dispatch(money) is not tell_money.dispatch(object), money


def test_unique_children_in_danish():
    assert said(run_of(need())) == [
        "4 af jeres 20 børn opfylder mindst to af tre kriterier; i hele kommunen er det 6 af 60.",
        "Så mange børn opfylder hvert kriterium (et barn kan opfylde flere):",
        "lav indkomst: 14 hos jer, 16 i alt",
        "kort skolegang: 4 hos jer, 7 i alt",
        "enlig forsørger: 4 hos jer, 12 i alt",
        "Puljen er på 1.000 kr.",
        "Den deles efter det, der tæller: Af 6 tællende børn i alt har I 4. Det er 66,7 %.",
        "Det giver jer 666,67 kr., som er afrundet til 667 kr.",
    ]


def test_unique_children_in_english():
    assert said(run_of(need()), language="en")[0] == (
        "4 of your 20 children meet at least two of three criteria; in the whole municipality it "
        "is 6 of 60."
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (
            "{method: unique_children, at_least: 1, criteria: [income]}",
            "14 af jeres 20 børn opfylder kriteriet (lav indkomst)",
        ),
        (
            "{method: unique_children, at_least: 3}",
            "4 af jeres 20 børn opfylder alle tre kriterier",
        ),
        (
            "{method: criteria_met, criteria: [income]}",
            "14 af jeres 20 børn opfylder kriteriet (lav indkomst); i hele kommunen er det 16 af",
        ),
        (
            "{method: criteria_met}",
            "Jeres 20 børn opfylder tilsammen 22; i hele kommunen opfylder 60 børn 35.",
        ),
        (
            "{method: weighted_criteria, weights: {income: 0.5, school: 2}}",
            "Jeres 20 børn giver tilsammen 15 point; i hele kommunen giver 60 børn 22.",
        ),
        (
            "{method: weighted_criteria, weights: {income: 0.5, school: 2}}",
            "kort skolegang: 4 hos jer, 7 i alt; vægt 2",
        ),
        (
            "{method: index, coefficients: {income: 0.5, school: 2}, intercept: 0.1}",
            "Jeres sociale profil er 17; alle enheders er tilsammen 28.",
        ),
        (
            "{method: index, coefficients: {income: 0.5}, intercept: 0.1}",
            "Til hvert barn lægges 0,1.",
        ),
        (
            "{method: index, coefficients: {income: 1}, summary: mean_times_children}",
            "Enhedens sociale profil er gennemsnittet for dens børn gange antallet af børn.",
        ),
        (
            "{method: index, coefficients: {income: 1}, link: logistic}",
            "regnes om til en sandsynlighed (logistisk)",
        ),
        ("{method: score}", "Jeres score er 0,3; alle enheders er tilsammen 0,5."),
        ("{method: score, times: children}", "Jeres score er 0,3. Gange jeres 20 børn giver det 6"),
        (
            "{method: score, times: weighted_children}",
            "Gange jeres 30 vægtede børn giver det 9 point; i hele kommunen er det 13,4.",
        ),
        (
            "{method: given_key, shares: {a: 0.5, b: 0.3, c: 0.2}}",
            "Pengene følger en fast nøgle. Jeres tal i den er 0,5 af 1.",
        ),
        (
            (
                "{method: given_key, shares: {a: 0.5, b: 0.3, c: 0.2}, "
                "corrections: [{unit: a, by: -0.1, reason: ny afdeling}]}"
            ),
            "Jeres tal er rettet med −0,1. Begrundelse: ny afdeling",
        ),
        ("{method: enrolled}", "Alle indskrevne børn tæller. I har 20 af 60."),
        ("{method: enrolled, measure: weighted_children}", "Af 72 vægtede børn i alt har I 30."),
        ("{method: enrolled, measure: full_time}", "regnet om til fuldtid. I har 20 af 60."),
        (
            "{method: designated, areas: [Nord, Syd], units: [b]}",
            "Pengene går til udpegede enheder: områderne Nord og Syd og Åhuset. I er blandt dem.",
        ),
        (
            "{method: designated, districts: [d1], measure: unit}",
            "Af 1 udpegede enheder i alt har I 1.",
        ),
        (
            "{method: designated, areas: [Nord], measure: weighted_children}",
            "Af 30 vægtede børn i udpegede enheder i alt har I 30.",
        ),
        (
            (
                "{method: combination, of: keys, parts: [{weight: 0.7, count: {method: "
                "criteria_met}}, "
                "{weight: 0.3, count: {method: enrolled}}]}"
            ),
            "Vægt 0,3: Alle indskrevne børn tæller. I har 20 af 60.",
        ),
        (
            (
                "{method: combination, parts: [{weight: 1, count: {method: criteria_met}}, "
                "{weight: 2, count: {method: unique_children, at_least: 2}}]}"
            ),
            "Flere tal lægges sammen, hvert med sin vægt.",
        ),
    ],
)
def test_how_need_was_counted(count, expected):
    text = "\n".join(said(run_of(need(count=count), scores=SCORES)))
    assert expected in text


def test_a_unit_that_is_not_designated_gets_nothing():
    run = run_of(need(count="{method: designated, areas: [Nord]}"))
    assert said(run, "c") == [
        "Pengene går til udpegede enheder: området Nord. I er ikke blandt dem.",
        "Hos jer er der ikke noget, der tæller, så I får ikke del i disse penge.",
    ]


def test_supplied_counts_name_who_counted():
    count = (
        "{method: supplied_unique_counts, criterion: income, at_least: 2, out_of: 6, "
        "supplier: leverandøren}"
    )
    run = run_of_counts(need(count=count), criteria=CRITERION_COUNTS)
    assert said(run)[0] == (
        "Leverandøren har talt, at 14 af jeres 20 børn opfylder mindst to af seks "
        "kriterier; i hele "
        "kommunen er det 16 af 60."
    )


def test_a_suppressed_count_is_not_told_as_zero():
    run = run_of_counts(need(count="{method: criteria_met}"), criteria=CRITERION_COUNTS)
    assert "kort skolegang: ikke oplyst for jer" in said(run, "b")
    assert "enlig forsørger: 8 hos jer, 12 i alt" in said(run, "b")
    least = "kort skolegang: 4 hos jer, mindst 5 i alt (ikke oplyst for alle enheder)"
    assert least in said(run, "a")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("children", "I distriktet tæller 0,3 pr. barn. Gange jeres 20 børn giver det 6."),
        ("weighted_children", "Gange jeres 30 vægtede børn giver det 9."),
        ("full_time", "Gange jeres 20 børn regnet om til fuldtid giver det 6."),
    ],
)
def test_the_district_decides(key, expected):
    more = f", population: {{enrolled: 0, resident: 1, resident_key: {key}}}"
    text = said(run_of(need(more=more), districts=DISTRICTS))
    assert text[:2] == [
        "Et barn tæller, når det opfylder mindst to af tre kriterier.",
        "Der ses på de børn, der bor i jeres distrikt, Nørre Skole.",
    ]
    assert expected in text[2]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        ("{method: criteria_met}", "Et barn tæller én gang for hvert kriterium, det opfylder."),
        (
            "{method: weighted_criteria, weights: {income: 1}}",
            "Hvert kriterium har en vægt, og et barn tæller med vægten af de kriterier",
        ),
        ("{method: index, coefficients: {income: 1}}", "En statistisk model giver hvert kriterium"),
        ("{method: score}", "Hver enhed har en færdig score."),
        ("{method: given_key, shares: {a: 1}}", "Pengene følger en fast nøgle."),
        ("{method: enrolled}", "Alle indskrevne børn tæller."),
        ("{method: designated, areas: [Nord]}", "Pengene går til udpegede enheder: området Nord."),
        (
            (
                "{method: combination, parts: [{weight: 1, count: {method: enrolled}}, "
                "{weight: 1, count: {method: criteria_met}}]}"
            ),
            "Flere tal lægges sammen, hvert med sin vægt.",
        ),
    ],
)
def test_the_rule_is_told_where_only_the_district_counts(count, expected):
    more = ", population: {enrolled: 0, resident: 1}"
    assert expected in said(run_of(need(count=count, more=more), districts=DISTRICTS))[0]


def test_both_enrolled_and_district():
    run = run_of(need(more=", population: {enrolled: 0.5, resident: 0.5}"), districts=DISTRICTS)
    text = said(run)
    assert text[0].startswith("4 af jeres 20 børn")
    assert (
        "De indskrevne børn tæller med vægten 0,5 og børnene i distriktet med vægten 0,5. "
        "Tilsammen giver det jer 5." in text
    )


@pytest.mark.parametrize(
    ("threshold", "rule", "yours"),
    [
        (
            "kind: cliff, measure: share, level: 0.05",
            "Kun enheder, hvor mere end 5,0 % af børnene tæller, får del i pengene.",
            "For jer ligger grænsen ved 1. I har 4 og er over, så det hele tæller.",
        ),
        (
            "kind: excess, measure: mean_ratio, level: 0.8",
            "Kun enheder med mere end 0,8 gange kommunens gennemsnit pr. barn får del i pengene.",
            (
                "For jer ligger grænsen ved 1,6. I har 4 og er over. Kun det, der ligger "
                "over, tæller: "
                "2,4."
            ),
        ),
        (
            "kind: cliff, measure: percentile, level: 50",
            (
                "Kun enheder over den 50. percentil får del i pengene, når enhederne "
                "stilles op efter, "
                "hvor meget der tæller pr. barn."
            ),
            "For jer ligger grænsen ved 2. I har 4 og er over, så det hele tæller.",
        ),
        (
            "kind: excess, measure: absolute, level: 2",
            "Kun enheder med mere end 2 tællende børn får del i pengene.",
            (
                "For jer ligger grænsen ved 2. I har 4 og er over. Kun det, der ligger over, "
                "tæller: 2."
            ),
        ),
        (
            "kind: excess, measure: share, level: 0.05, per: unit_and_age_group",
            "Kun enheder, hvor mere end 5,0 % af børnene tæller, får del i pengene.",
            (
                "Grænsen er regnet for hver aldersgruppe for sig, og kun det, der ligger "
                "over, tæller. "
                "Af jeres 4 er det 3,5."
            ),
        ),
        (
            "kind: cliff, measure: share, level: 0.05, per: unit_and_age_group",
            "Kun enheder, hvor mere end 5,0 % af børnene tæller, får del i pengene.",
            (
                "Grænsen er regnet for hver aldersgruppe for sig. Af jeres 4 tæller 4 i de "
                "aldersgrupper, hvor I er over."
            ),
        ),
    ],
)
def test_a_threshold_tells_its_level_and_where_the_unit_is(threshold, rule, yours):
    text = said(run_of(need(more=f", threshold: {{{threshold}}}")))
    assert rule in text
    assert yours in text


def test_a_threshold_on_what_is_not_children_names_what_it_is():
    more = ", threshold: {kind: excess, measure: share, level: 0.3}"
    text = said(run_of(need(count="{method: criteria_met}", more=more)), "b")
    assert "Kun enheder med mere end 0,3 opfyldte kriterier pr. barn får del i pengene." in text


def test_below_the_threshold_there_is_nothing():
    more = ", threshold: {kind: cliff, measure: share, level: 0.15}"
    assert said(run_of(need(more=more)), "b")[-2:] == [
        "For jer ligger grænsen ved 3. I har 2 og er ikke over.",
        "Hos jer er der ikke noget, der tæller, så I får ikke del i disse penge.",
    ]
