import json
from dataclasses import replace
from fractions import Fraction

import pytest

from fordel.allocation.situation import LastYear
from fordel.announcement.explanation import explain_unit, subject_of
from fordel.announcement.refusals import UnitNotInRun
from fordel.announcement.telling import closing
from fordel.announcement.telling.subject import outside
from tests.announcement.models import bases_run, whole_run
from tests.announcement.small import CHILDREN, HEAD, ROWS, UNITS, need, run_of, said, unit


@pytest.fixture(scope="module")
def whole():
    return whole_run()


def test_sections_stand_in_the_order_of_the_walk(whole):
    ids = [section.id for section in explain_unit(whole, "a", "da").sections]
    assert ids == [
        *("total", "children", "frame", "aside", "rest", "part", "need", "fixed", "apps"),
        *("damp", "pay", "pos", "change", "what_if", "parameters", "notes", "sources"),
    ]


def test_the_total_and_its_parts(whole):
    text = said(whole, section="total")
    assert text[0] == "Solsikken får 101.500 kr. i 2027."
    assert "Faste tildelinger: 3.000 kr." in text
    assert text[-1].startswith("Pengene går til K sammen med pengene til Åhuset; i alt ")
    amounts = [
        Fraction(sentence.figures["amount"])
        for section in explain_unit(whole, "a", "da").sections
        for sentence in section.sentences
        if sentence.id in {"total.part", "total.moved"}
    ]
    assert sum(amounts) == whole.allocation.totals[0]


def test_the_children(whole):
    assert said(whole, section="children") == [
        "I har 20 børn. Når de vægtes efter alder, svarer det til 30 vægtede børn.",
        "de små: 10 børn × 2 = 20",
        "de store: 10 børn × 1 = 10",
        "I hele fordelingen er der 3 enheder med 60 børn (72 vægtede).",
        "Børnetallene er faktiske.",
    ]


def test_the_day_of_the_count_and_budgeted_figures():
    head = HEAD + "children: {grain: rows, count_on: {month: 9, day: 5}, figures: budgeted}\n"
    text = said(run_of(need(), head=head), section="children")
    assert "Børnene er talt den 05-09-2026." in text
    assert "Børnetallene er budgetterede." in text


def test_children_who_all_weigh_the_same_are_told_once():
    head = HEAD.replace("value: 2,", "value: 1,") + ROWS
    assert said(run_of(need(), head=head), section="children") == [
        "I har 20 børn.",
        "de små: 10 børn",
        "de store: 10 børn",
        "I hele fordelingen er der 3 enheder med 60 børn.",
        "Børnetallene er faktiske.",
    ]


def test_one_unit_and_one_child_are_told_in_the_singular():
    run = run_of(need(), units=UNITS[:1], children={"a": [("young", "income school", 1)]})
    assert said(run, section="children")[0].startswith("I har 1 barn. ")
    assert "I hele fordelingen er der 1 enhed med 1 barn (2 vægtede)." in said(
        run, section="children"
    )


def test_the_frame_and_what_was_taken_out(whole):
    assert said(whole, section="frame") == [
        (
            "Sidste års ramme var 1.000.000 kr. Ganget med prisudviklingen 1,02 er det "
            "1.020.000 kr. "
            "Derfra flyttes rammen med børnetallet:"
        ),
        "de små: fra 12 til 10 børn × dækning 95,0 % × 1.000,50 kr. = −1.900,95 kr.",
        "Rammen for 2027 er 1.018.099 kr.",
    ]
    assert said(whole, section="aside") == [
        "Før fordelingen er der taget 150.905 kr. ud af rammen.",
        "Ledelse: 100.000 kr.",
        "Bygninger: 50.905 kr. (5,0 % af rammen)",
        "Tilbage til enhederne – de decentrale penge – er 867.194 kr.",
    ]


def test_base_by_weighted_children(whole):
    assert said(whole, section="rest") == [
        "Puljen er på 433.597 kr.: 50,0 % af det, der er tilbage af rammen.",
        (
            "Den deles efter vægtede børn. Der er 72 i alt, så hvert giver 6.022,18 kr. I "
            "har 30, og det "
            "giver jer 180.665 kr."
        ),
    ]
    assert said(whole, section="part")[0] == "Puljen er på 101.810 kr.: 10,0 % af hele rammen."
    assert "Puljen er på 43.360 kr.: 5,0 % af de decentrale penge." in said(whole)


def test_grants_and_applications_with_purpose_and_decision(whole):
    assert said(whole, section="fixed") == [
        "I har faste tildelinger på i alt 3.000 kr.:",
        "1.000 kr.: en ny legeplads",
        "2.000 kr., intet formål oplyst",
    ]
    assert said(whole, section="apps") == [
        "I har bevilgede ansøgninger på i alt 501 kr.:",
        "500 kr.: sprog (afgørelse BU 12)",
        "1 kr. (afgørelse BU 13)",
    ]
    assert said(whole, "c", section="fixed") == ["I har ingen faste tildelinger."]
    assert said(whole, "c", section="apps") == ["I har ingen bevilgede ansøgninger."]


def test_damping_tells_its_limits_and_who_pays(whole):
    text = said(whole, section="damp")
    assert text[:2] == [
        "Ingen enhed må miste mere end 2,0 % pr. vægtet barn i forhold til sidste år.",
        "Ingen enhed må få mere end 1,5 % mere pr. vægtet barn end sidste år.",
    ]
    assert "Sidste års beløb pr. vægtet barn ville med jeres børn i år give 100.000 kr." in text[2]
    assert text[3:5] == ["I skal mindst have 98.000 kr.", "I kan højst få 101.500 kr."]
    assert text[5].startswith("I er over det, og derfor trækkes der ")
    assert text[6].startswith("Rammen betaler. I alt lægges der ")
    assert "I har ikke noget sidste år at sammenligne med" in said(whole, "c", section="damp")[2]


DAMPED = """
steps:
  - {{id: pool, use: base_by_weighted_children, pool: {{amount: 7200}}}}
  - {{id: damp, use: damping, {limits}}}
"""
BEFORE = {
    key: LastYear(Fraction(amount), Fraction(24), Fraction(20))
    for key, amount in (("a", 2000), ("b", 2600), ("c", 2600))
}


@pytest.mark.parametrize(
    ("limits", "unit", "expected"),
    [
        ("max_loss_percent: 2", "c", "Derfor lægges der 124 kr. til."),
        (
            "max_loss_percent: 2",
            "c",
            "De enheder, der ikke rammer en grænse, giver eller får i forhold til, hvad de har.",
        ),
        ("max_loss_percent: 2", "a", "I bidrager med "),
        ("max_loss_percent: 2, paid_by: scaled_gains", "a", "giver alle den samme del"),
        ("max_loss_percent: 90", "a", "Ordningen ændrer ikke jeres beløb."),
        ("max_loss_percent: 90", "a", "Ingen enhed når grænsen i år."),
        ("max_loss_percent: 2, begins: 2030", "a", "Overgangsordningen begynder først i 2030"),
        ("phase_in: {years: 4, first_year: 2026}", "a", "I år slår 50,0 % af ændringen igennem."),
        ("phase_in: {years: 4, first_year: 2026}", "a", "Derfor trækkes der "),
        ("max_loss_percent: 2, per: child", "a", "mere end 2,0 % pr. barn"),
    ],
)
def test_every_kind_of_damping(limits, unit, expected):
    run = run_of(DAMPED.format(limits=limits), previous=BEFORE)
    assert expected in " ".join(said(run, unit, section="damp"))


def test_payment_tells_months_and_rounding(whole):
    text = said(whole, "b", section="pay")
    assert text[0].startswith("I er åbne 8 af årets 12 måneder og får derfor 8/12 af ")
    assert text[1] == "Beløb rundes til hele 100 kr."
    assert text[2].startswith("Det ændrer jeres beløb med −")
    assert said(whole, "a", section="pay")[1] == "Det ændrer ikke jeres beløb."


def test_positions(whole):
    text = said(whole, section="pos")
    assert (
        " fra «Efter børnenes vilkår og Efter børnetal (rest)» svarer til 0,5 fuldtidsstillinger"
        in text[0]
    )
    assert text[1] == "Med 60,0 % pædagoger er det 0,3 pædagoger og 0,2 medhjælpere."


@pytest.fixture(scope="module")
def bases():
    return bases_run()


def test_rates_per_child(bases):
    assert said(bases, section="base") == [
        "I får en takst for hvert barn, med de takster der gælder for vuggestuer:",
        "de små: 10 børn × 2.000 kr.",
        "de store: 10 børn × 500,50 kr.",
        "Det giver jer 25.005 kr.",
    ]
    assert said(bases, "b", section="base")[:2] == [
        "I får en takst for hvert barn:",
        "de små: 2 børn × 1.000 kr.",
    ]


def test_lump_sums(bases):
    assert said(bases, section="lump") == [
        "Hver enhed af jeres slags (vuggestuer) får 10 kr., uanset hvor mange børn den har."
    ]
    assert said(bases, "b", section="lump") == [
        "Hver enhed får 1.000 kr., uanset hvor mange børn den har."
    ]


def test_staffing(bases):
    assert said(bases, section="staff") == [
        "Beløbet følger normeringen. En fuldtidsansat koster 480.000 kr. om året.",
        "Børnene er regnet om til fuldtid.",
        "de små: 10 børn, 3,3 pr. voksen",
        "de store: 10 børn, 6 pr. voksen",
        "Det er 4,7 fuldtidsansatte × 480.000 kr.",
        "Det giver jer 2.254.545,45 kr., som er afrundet til 2.254.545 kr.",
    ]


def test_opening_hours_and_full_time(bases):
    assert said(bases, section="hours") == [
        "Puljen er på 1.000 kr.",
        "Børnene er regnet om til fuldtid.",
        (
            "I har åbent 52 timer om ugen; det almindelige er 50. Derfor ganges jeres 30 "
            "vægtede børn "
            "med 1,02."
        ),
        (
            "Den deles efter vægtede børn. Der er 71,6 i alt, så hvert giver 13,97 kr. I "
            "har 30,6, og det "
            "giver jer 428 kr."
        ),
    ]
    assert "svarer til" in said(bases, section="pos")[0]


def test_parameters_notes_and_sources(whole):
    assert said(whole, section="parameters") == [
        "Vægt for de små: 2 børnehavebørn. Gælder fra 01-01-2020. Kilde: Budget 2020"
    ]
    assert said(whole, section="notes") == [
        (
            "Efter børnenes vilkår: Hos 2 børn er mindst et af kriterierne ukendt; det er "
            "regnet som "
            "ikke opfyldt."
        ),
        ("Overgangsordning: Uden et sidste år, og derfor ikke med i overgangsordningen: c."),
    ]
    assert said(whole, section="sources") == [
        "Modellen er «Lillekommunes model», version 1, budgetår 2027.",
        "Modellens kilde: Byrådet",
        "Tallene er læst i:",
        "children.csv: 60 rækker",
    ]


def test_two_more_children():
    assert said(run_of(need()), "b", section="what_if") == [
        (
            "Hvis to flere af jeres børn opfyldte mindst to af kriterierne, og alt andet "
            "var som nu, "
            "fik I 167 kr. mere."
        )
    ]
    assert said(run_of(need(count="{method: criteria_met}")), "c", section="what_if") == [
        (
            "Hvis to børn, der nu ikke tæller, opfyldte ét kriterium (lav indkomst), og "
            "alt andet var "
            "som nu, fik I 53 kr. mere."
        )
    ]


def test_who_a_step_does_not_concern_is_not_told_what_it_might_give():
    run = run_of(need(more=", where: {areas: [Syd]}"))
    assert "what_if" not in {section.id for section in explain_unit(run, "a", "da").sections}


def test_two_more_children_who_would_change_nothing():
    run = run_of(need(more=", threshold: {kind: cliff, measure: share, level: 0.15}"))
    assert said(run, "c", section="what_if") == [
        "Hvis to flere af jeres børn talte med, og alt andet var som nu, fik I det samme."
    ]


def test_two_more_children_whom_the_model_cannot_bear():
    # If unit a counted too, the floors would be larger than the pool.
    children = {**CHILDREN, "a": [("old", "", 30)]}
    run = run_of(need(more=", floor: {amount: 24, per: child}"), children=children)
    assert said(run, "a", section="what_if") == [
        "Hvis to flere af jeres børn talte med, gik modellen ikke op, så det kan ikke siges."
    ]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (-5, "Hvis to flere af jeres børn talte med, og alt andet var som nu, fik I 5 kr. mindre."),
        (None, None),
    ],
)
def test_two_more_children_as_the_allocation_answers(monkeypatch, more, expected):
    answer = None if more is None else Fraction(more)
    monkeypatch.setattr(closing, "with_more_counted", lambda *_: answer)
    subject = subject_of(run_of(need()), "a", "da")
    assert [s.text for s in closing.tell_what_if(subject)] == ([expected] if expected else [])


def test_a_step_that_changes_a_unit_it_does_not_concern_is_told():
    run = run_of(need(more=", where: {areas: [Syd]}"))
    subject = subject_of(run, "a", "da")
    moved = replace(run.allocation.step("need"), amounts=(Fraction(-7), Fraction(0), Fraction(0)))
    where = run.model.steps[0].where
    assert [s.text for s in outside(where, moved, subject)] == [
        "Det gælder enheder i området Syd.",
        "Det omfatter ikke jer, men jeres beløb ændres alligevel med −7 kr.",
    ]


def test_a_unit_that_takes_no_part_is_told_why(whole):
    explanation = explain_unit(whole, "p", "da")
    assert explanation.sentences() == (
        "Privathuset er ikke med, fordi modellen ikke gælder enheder af den ejerform.",
    )
    assert explain_unit(whole, "p", "en").sentences() == (
        "Privathuset takes no part, because the model does not cover units of its ownership.",
    )


def test_a_unit_nobody_knows_is_refused(whole):
    with pytest.raises(UnitNotInRun) as refused:
        explain_unit(whole, "zz", "da")
    assert refused.value.message("da") == (
        "Der er ingen enhed «zz». Fordelingen har 3 enheder, men ikke den. Skriv enhedens "
        "nøgle, som "
        "den står i allocation.csv; foranstillede nuller skal med."
    )
    assert "There is no unit “zz”." in refused.value.message("en")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("unit_id", ["a", "b", "c"])
def test_every_sentence_is_whole_in_both_languages(whole, unit_id, language):
    for text in explain_unit(whole, unit_id, language).sentences():
        assert text
        assert "{" not in text
        assert ".." not in text


def test_the_json_has_every_figure_exactly(whole):
    document = json.loads(json.dumps(explain_unit(whole, "a", "da").to_json()))
    assert document["unit"] == "a"
    need_section = next(s for s in document["sections"] if s["id"] == "need")
    pool = next(s for s in need_section["sentences"] if s["id"] == "money.pool")
    assert pool["figures"]["key"] == "2/3"
    assert pool["figures"]["load"] == "4"


def test_the_plain_text_has_headings_and_lists(whole):
    text = explain_unit(whole, "a", "da").text()
    assert text.startswith("Beløbet\nSolsikken får 101.500 kr. i 2027.\n– Efter børnetal (rest): ")
    assert "\n\nBørnene\n" in text


def test_a_unit_without_children():
    empty = run_of(need(), children={**CHILDREN, "c": []})
    assert said(empty, "c", section="total")[0] == "Skoven får 0 kr. i 2027."


FRAMED = """
steps:
  - {id: frame, use: frame, amount: 100000}
  - {id: rates, use: base_by_rate, rates: {young: 0, old: 10}, where: {areas: [Syd]}}
  - id: staff
    use: base_by_staffing
    children_per_adult: {young: 3, old: 6}
    pay: 100
    where: {areas: [Syd]}
  - {id: lump, use: lump_sum, amount: 5, where: {areas: [Syd]}}
  - {id: some, use: base_by_weighted_children, pool: {amount: 10}, where: {areas: [Syd]}}
  - {id: rest, use: base_by_weighted_children, pool: rest}
"""


@pytest.fixture(scope="module")
def framed():
    units = (
        unit("a", "Solsikken", area="Nord", budget_unit="Klynge 1"),
        unit("b", area="Syd"),
        unit("c", area="Syd"),
    )
    head = HEAD + "children: {grain: rows, count_on: {month: 9, day: 5}}\n"
    return run_of(FRAMED, units=units, head=head)


@pytest.mark.parametrize("step", ["rates", "staff", "lump", "some"])
def test_a_base_for_some_units_tells_the_others_so(framed, step):
    not_you = "Det omfatter ikke jer, så I får ikke noget her."
    assert said(framed, "a", section=step)[-2:] == ["Det gælder enheder i området Syd.", not_you]
    assert "Det gælder enheder i området Syd." in said(framed, "b", section=step)
    assert not_you not in said(framed, "b", section=step)


def test_a_frame_and_what_is_left_of_it(framed):
    assert said(framed, section="frame") == ["Rammen for 2027 er 100.000 kr."]
    rest = framed.allocation.step("rest").facts["pool"]
    shown_rest = f"{int(rest):,}".replace(",", ".")
    assert said(framed, section="rest")[0] == (
        f"Puljen er det, der er tilbage af rammen: {shown_rest} kr."
    )


def test_a_budget_unit_with_one_unit(framed):
    assert said(framed, section="total")[-1] == "Pengene går til Klynge 1."
