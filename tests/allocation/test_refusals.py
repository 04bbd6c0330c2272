"""Every refusal, brought about by one malformed input, with the words that are shown."""
# ruff: noqa: E501 - a case reads best with its words on one line

from __future__ import annotations

import inspect
from dataclasses import fields
from datetime import date
from fractions import Fraction

import pytest

from fordel.allocation.engine import allocate
from fordel.allocation.model.loading import load_model, parse_model, parse_yaml
from fordel.allocation.refusals import data, fitting, sharing, writing
from fordel.domain.errors import InputRefused, ModelRefused, UserError
from fordel.domain.language import LANGUAGES
from fordel.profiles.counting import TooManyCriteria, build_profile
from tests.allocation.building import TEXT, YEAR, children, inputs_of, model, unit, world

POOL = {"by": "pool", "pool": {"amount": 1000}}
UNIQUE = {"method": "unique_children", "at_least": 1}
FRAME = {"id": "ramme", "use": "frame", "amount": 1000}
BASE = {"id": "grund", "use": "base_by_weighted_children", "pool": {"amount": 100}}
LUMP = {"id": "fast", "use": "lump_sum", "amount": 1000}
COUNTS = {"children": {"grain": "counts"}}


def need(**known):
    return {"id": "behov", "use": "need", "count": UNIQUE, "money": POOL, **known}


def kids():
    """Two units of four children; one child of k1 and three of k2 meet a."""
    made = children("k1", 1, met="a") + children("k1", 3)
    return made + children("k2", 3, met="a") + children("k2", 1)


def here(units=("k1", "k2"), **known):
    made = {"children": kids(), **known}
    return world(units=[unit(name) if isinstance(name, str) else name for name in units], **made)


def run(*steps, world=None, **rest):
    built = model(steps, **rest)
    return lambda: allocate(built, inputs_of(world or here(), built), YEAR)


def checked(*steps, **rest):
    return lambda: model(steps, **rest)


def item(**known):
    return {"id": "ledelse", "label": TEXT, **known}


def one_count(**known):
    units = [unit(n, children={"0-2": Fraction(0), "3-5": Fraction(4)}) for n in ("k1", "k2")]
    return world(units=units, **known)


def parameter(**dates):
    value = {"value": 1, "source": "s", **dates}
    return {"ramme": {"label": TEXT, "unit": "kr.", "values": [value]}}


def damping(last, **known):
    world = here(previous={u: (Fraction(n), w) for u, (n, w) in last.items()})
    return run(LUMP, {"id": "overgang", "use": "damping", **known}, world=world)


FOUR = Fraction(4)

CASES = [
    (writing.ModelNotFound, lambda: load_model("ingen_model"),
     "Der er ingen model «ingen_model». Den findes hverken som fil eller blandt dem, der følger med",
     "There is no model “ingen_model”."),
    (writing.ModelNotReadable, lambda: parse_yaml("model: a\nmodel: b", "m.yaml"),
     "m.yaml, linje 2: filen er ikke gyldig YAML («model» står to gange).",
     "m.yaml, line 2: the file is not valid YAML (“model” stands twice)."),
    (writing.ModelNotUnderstood, lambda: parse_model("model: a", "m.yaml"),
     "m.yaml, «title»: her mangler noget. Modellen siger noget, som modelsproget ikke kender.",
     "m.yaml, “title”: field required."),
    (writing.DuplicateStep, checked(LUMP, LUMP),
     "To trin hedder «fast».", "Two steps are called “fast”."),
    (writing.DuplicateCriterion, checked(LUMP, criteria=("a", "a")),
     "«a» står to gange i modellen. Så kunne børn blive talt to gange.", "“a” stands twice in the model."),
    (writing.DuplicateItem,
     checked(FRAME, {"id": "ud", "use": "set_aside", "items": [item(share=0), item(amount=1)]}),
     "To dele af rammen, der tages ud, hedder «ledelse».", "Two parts set aside from the frame are called"),
    (writing.ReservedName, checked({**LUMP, "id": "total"}),
     "«total» kan ikke bruges som id.", "“total” cannot be used as an id."),
    (writing.ReservedName,
     checked(FRAME, {"id": "ud", "use": "set_aside", "items": [{**item(share=0), "id": "frame"}]}),
     "«frame» kan ikke bruges som id.", "“frame” cannot be used as an id."),
    (writing.OverlappingAgeGroups,
     checked(LUMP, ages=[{"id": "0-3", "from_age": 0, "to_age": 3}, {"id": "3-5", "from_age": 3, "to_age": 5}]),
     "Aldersgrupperne «0-3» og «3-5» overlapper.", "The age groups “0-3” and “3-5” overlap."),
    (writing.CriterionNotInModel, checked(need(count={**UNIQUE, "criteria": ["z"]})),
     "Trinnet «behov» bruger kriteriet «z», som modellen ikke har.", "uses the criterion “z”"),
    (writing.AtLeastAboveCriteria, checked(need(count={**UNIQUE, "at_least": 4})),
     "Trinnet «behov» kræver mindst 4 af 3 kriterier. Intet barn kan opfylde så mange.",
     "asks for at least 4 of 3 criteria."),
    (writing.AtLeastAboveCriteria,
     checked(need(count={"method": "supplied_unique_counts", "criterion": "a", "at_least": 4, "out_of": 3,
                         "supplier": "bureauet"})),
     "kræver mindst 4 af 3 kriterier.", "asks for at least 4 of 3 criteria."),
    (writing.AllWeightsZero, checked(need(count={"method": "weighted_criteria", "weights": {"a": "0"}})),
     "Alle vægte i trinnet «behov» er nul. Så tæller ingen børn.", "Every weight in the step “behov” is zero."),
    (writing.AllWeightsZero,
     run(need(count={"method": "combination", "parts": [{"weight": 0, "count": UNIQUE}] * 2})),
     "Alle vægte i trinnet «behov» er nul.", "Every weight in the step “behov” is zero."),
    (writing.NegativeFigure, run({**LUMP, "amount": -1}),
     "«amount» i trinnet «fast» er negativ.", "“amount” in the step “fast” is negative."),
    (writing.NegativeFigure, run(need(count={"method": "given_key", "shares": {"k1": -1, "k2": 2}})),
     "«shares» i trinnet «behov» er negativ.", "“shares” in the step “behov” is negative."),
    (writing.FigureNotAboveZero,
     run({"id": "norm", "use": "base_by_staffing", "pay": 1, "children_per_adult": {"0-2": 3, "3-5": 0}}),
     "«children_per_adult» i trinnet «norm» er nul. Der skal divideres med tallet.",
     "“children_per_adult” in the step “norm” is zero."),
    (writing.ShareOutOfRange, run(FRAME, {**BASE, "pool": {"share": 5, "of": "frame"}}),
     "«share» i trinnet «grund» er 5. En andel ligger mellem 0 og 1; 5 % skrives 0.05.",
     "“share” in the step “grund” is 5."),
    (writing.PercentOutOfRange, damping({}, max_loss_percent=101),
     "«max_loss_percent» i trinnet «overgang» er 101. Tallet er en procent og ligger mellem 0 og 100",
     "“max_loss_percent” in the step “overgang” is 101."),
    (writing.PercentOutOfRange,
     run(need(threshold={"kind": "cliff", "measure": "percentile", "level": -1})),
     "«level» i trinnet «behov» er -1.", "“level” in the step “behov” is -1."),
    (writing.RoundingTooFine,
     run(LUMP, {"id": "udbetaling", "use": "payment", "round_to": "0.5"}),
     "Trinnet «udbetaling» runder af til 0.5, men modellens mindste beløb er 1.",
     "The step “udbetaling” rounds to 0.5, but the model's smallest amount is 1."),
    (writing.StepNotBefore, checked(need(money={"by": "percentage", "of": "grund", "percent": 1}), BASE),
     "Trinnet «behov» bygger på «grund», som ikke er et pengetrin før det.", "builds on “grund”"),
    (writing.StepOutOfPlace, checked(LUMP, FRAME),
     "Trinnet «ramme» står på en plads, hvor det ikke kan regnes.", "stands where it cannot be computed."),
    (writing.StepOutOfPlace, checked(FRAME, {**FRAME, "id": "mere"}),
     "Trinnet «mere» står på en plads", "The step “mere” stands where it cannot be computed."),
    (writing.StepOutOfPlace,
     checked({"id": "faste", "use": "fixed_grants"}, {"id": "flere", "use": "fixed_grants"}),
     "Trinnet «flere» står på en plads", "The step “flere” stands where it cannot be computed."),
    (writing.NoFrame, checked({**BASE, "pool": "rest"}),
     "Trinnet «grund» tager en del af rammen, men modellen har ingen ramme før det.",
     "takes a part of the frame, but the model has no frame before it."),
    (writing.NoFrame, checked(LUMP, {"id": "overgang", "use": "damping", "max_loss_percent": 1,
                                    "paid_by": "frame"}),
     "Trinnet «overgang» tager en del af rammen", "The step “overgang” takes a part of the frame"),
    (fitting.UniqueFromCounts, checked(need(), **COUNTS),
     "Trinnet «behov» tæller unikke børn, men data er antal pr. kriterium. Af antal pr. kriterium kan man ikke se, om det er de samme børn",
     "counts unique children, but the data are counts per criterion."),
    (fitting.IndexFromCounts,
     checked(need(count={"method": "index", "coefficients": {"a": 1}, "link": "logistic"}), **COUNTS),
     "Trinnet «behov» regner et logistisk indeks, men data er antal pr. kriterium.",
     "computes a logistic index, but the data are counts per criterion."),
    (fitting.AgeGroupsNotKnown,
     run(need(count={"method": "score"},
              threshold={"kind": "cliff", "measure": "share", "level": 0, "per": "unit_and_age_group"}),
         world=here(scores={"k1": FOUR, "k2": FOUR})),
     "Trinnet «behov» skelner mellem aldersgrupper, men optællingen gør ikke.",
     "tells age groups apart, but the count does not."),
    (fitting.AgeGroupNotInModel,
     checked({"id": "takst", "use": "base_by_rate", "rates": {"0-2": 1, "3-5": 1, "6-9": 1}}),
     "Trinnet «takst» nævner aldersgruppen «6-9», som modellen ikke har.", "names the age group “6-9”"),
    (fitting.AgeGroupWithoutRate, checked({"id": "takst", "use": "base_by_rate", "rates": {"0-2": 1}}),
     "Trinnet «takst» har intet tal for aldersgruppen «3-5». En manglende takst er ikke nul.",
     "has no figure for the age group “3-5”."),
    (fitting.ParameterNotKnown, checked({**LUMP, "amount": {"parameter": "takst"}}),
     "Parameteren eller tabellen «takst» findes ikke.", "There is no parameter or table “takst”."),
    (fitting.ParameterNotKnown, checked(need(money={"by": "rate_table", "table": "takst", "keys": ["unit"]})),
     "Parameteren eller tabellen «takst» findes ikke.", "There is no parameter or table “takst”."),
    (fitting.ParameterMissingOn,
     run({**FRAME, "amount": {"parameter": "ramme"}}, LUMP, parameters=parameter(**{"from": "2027-01-02"})),
     "«ramme» har ingen værdi den 01-01-2027. En manglende værdi er ikke nul",
     "“ramme” has no value on 2027-01-01."),
    (fitting.ParameterMissingOn,
     run({**FRAME, "amount": {"parameter": "ramme"}}, LUMP,
         parameters=parameter(**{"from": "2026-01-01", "to": "2027-01-01"})),
     "«ramme» har ingen værdi den 01-01-2027.", "“ramme” has no value on 2027-01-01."),
    (fitting.ParameterMissingOn, run(need(money={"by": "rate_table", "table": "rates", "keys": ["unit"]})),
     "«rates» har ingen værdi den 01-01-2027.", "“rates” has no value on 2027-01-01."),
    (fitting.RateMissing,
     run(need(money={"by": "rate_table", "table": "t", "keys": ["unit"]}),
         tables={"t": {"label": TEXT, "unit": "kr.", "versions": [
             {"from": date(2020, 1, 1), "source": "s", "rows": [{"value": 1, "unit": "k1"}]}]}}),
     "Tabellen «t» har ingen takst for unit k2 (trinnet «behov»). En manglende takst er ikke nul.",
     "The table “t” has no rate for unit k2 (step “behov”)."),
    (sharing.NobodyInNeed, run(need(count={**UNIQUE, "criteria": ["c"]})),
     "I trinnet «behov» tæller ingen børn med. En pulje kan ikke deles efter behov, når ingen har behov.",
     "In the step “behov” no child counts."),
    (fitting.NotInRegister, run(need(where={"areas": ["nord"]})),
     "«behov» nævner «nord», som ingen enhed i data har (`areas`).",
     "“behov” names “nord”, which no unit in the data has (`areas`)."),
    (sharing.NobodyInNeed, run(need(where={"ownership": ["private"]})),
     "I trinnet «behov» tæller ingen børn med.", "In the step “behov” no child counts."),
    (sharing.NobodyAboveThreshold, run(need(threshold={"kind": "cliff", "measure": "share", "level": "0.75"})),
     "I trinnet «behov» ligger ingen enhed over minimumsgrænsen 0.75.",
     "In the step “behov” no unit lies above the threshold 0.75."),
    (sharing.PoolCannotBeSpent, run(need(cap={"amount": 100, "per": "child"})),
     "I trinnet «behov» bliver 200 tilbage, når alle har nået loftet. Loftet er for lavt til, at puljen kan bruges.",
     "In the step “behov” 200 are left when everybody has reached the cap."),
    (sharing.FloorsAbovePool, run(need(floor={"amount": 200, "per": "child"})),
     "I trinnet «behov» mangler 600, før alle kan få mindstebeløbet.",
     "In the step “behov” 600 are missing for everybody to get the floor."),
    (sharing.FloorAboveCap, run(need(floor={"amount": 2, "per": "child"}, cap={"amount": 1, "per": "child"})),
     "I trinnet «behov» er mindstebeløbet højere end loftet for enheden k1.",
     "In the step “behov” the floor is above the cap for the unit k1."),
    (sharing.LimitOnIndex,
     checked(BASE, need(money={"by": "index", "on": "grund", "strength": 1}, floor={"amount": 1, "per": "child"})),
     "Trinnet «behov» har både et indeks og et loft eller mindstebeløb.",
     "The step “behov” has both an index and a cap or a floor."),
    (sharing.DampingCannotBePaid, damping({"k1": (1100, FOUR), "k2": (1100, FOUR)}, max_loss_percent=5),
     "Dæmpningen «overgang» kan ikke betales: der mangler 90.",
     "The damping “overgang” cannot be paid: 90 are missing."),
    (sharing.DampingLeavesMoney, damping({"k1": (900, FOUR), "k2": (900, FOUR)}, max_gain_percent=5),
     "Dæmpningen «overgang» efterlader 110, som ingen må få.",
     "The damping “overgang” leaves 110 that nobody may get."),
    (sharing.FrameOverspent, run(FRAME, LUMP),
     "Ved trinnet «fast» er rammen brugt op: der mangler 1.000.",
     "At the step “fast” the frame is used up: 1,000 are missing."),
    (sharing.FrameOverspent, run(FRAME, {**BASE, "pool": {"amount": 1001}}),
     "Ved trinnet «grund» er rammen brugt op: der mangler 1.", "At the step “grund” the frame is used up: 1 are"),
    (data.NoUnitsInScope, run(LUMP, world=here([unit("k1", ownership="private"), unit("k2", kind="club")])),
     "Ingen af de 2 enheder er med i modellen.", "None of the 2 units is in the model's scope."),
    (data.NoChildrenCounted, run(BASE, world=here(children=[])),
     "Trinnet «grund» finder ingen børn i de enheder, det gælder.",
     "The step “grund” finds no children in the units it concerns."),
    (data.CriterionNotInData, run(need(), criteria=("a", "d")),
     "Kriteriet «d» (trinnet «behov») findes ikke i data.", "The criterion “d” (step “behov”) is not in the data."),
    (data.CriterionNotInData,
     run(need(count={"method": "criteria_met", "criteria": ["a"]}), world=one_count(), **COUNTS),
     "Kriteriet «a» (trinnet «behov») findes ikke i data.", "The criterion “a” (step “behov”) is not in the data."),
    (data.CriterionNotKnownOfAll, run(need(), world=here(children=kids() + children("k1", 2, unknown="b"))),
     "Kriteriet «b» mangler 2 steder. Ukendt er ikke det samme som ikke opfyldt",
     "The criterion “b” is missing in 2 places."),
    (data.UnitWithoutDistrict,
     run(need(population={"enrolled": 0, "resident": 1}), world=here([unit("k1", district="d9")])),
     "Enheden k1 har intet kendt distrikt («d9»).", "The unit k1 has no known district (“d9”)."),
    (data.UnitWithoutDistrict, run(need(population={"enrolled": 0, "resident": 1})),
     "Enheden k1 har intet kendt distrikt («–»).", "The unit k1 has no known district (“–”)."),
    (data.DistrictCannotCount,
     run(need(population={"enrolled": 0, "resident": 1}),
         world=here([unit("k1", district="d1")], districts={"d1": {"share": None}})),
     "Distriktet «d1» har ingen tal, som trinnet «behov» kan bruge.",
     "The district “d1” has no figures that the step “behov” can use."),
    (fitting.CannotCountResidents,
     run(need(count={"method": "score"}, population={"enrolled": 0, "resident": 1}),
         world=here([unit("k1", district="d1")], districts={"d1": {"share": None}}, scores={"k1": FOUR},
                    children=children("k1", 2, district="d1"))),
     "Trinnet «behov» vil tælle med metoden `score`, hvor børnene bor.",
     "The step “behov” asks for the method `score` where children live."),
    (data.ScoreMissing, run(need(count={"method": "score"}), world=here(scores={"k1": FOUR})),
     "Enheden k2 har ingen score (trinnet «behov»). En manglende score er ikke nul.",
     "The unit k2 has no score (step “behov”)."),
    (data.ShareOfKeyMissing, run(need(count={"method": "given_key", "shares": {"k1": 1}})),
     "Enheden k2 har ingen andel i nøglen (trinnet «behov»). En manglende andel er ikke nul.",
     "The unit k2 has no share in the key (step “behov”)."),
    (data.CountMissing,
     run(need(count={"method": "criteria_met", "criteria": ["a"]}),
         world=one_count(counts={("k1", "a"): {None: FOUR}, ("k2", "a"): {None: None}}), **COUNTS),
     "Enheden k2 har intet antal for «a». Et manglende antal er ikke nul.", "The unit k2 has no count for “a”."),
    (data.BelowTheLowestBand,
     run(need(count={"method": "score"}, money={"by": "bands", "bands": [{"at_least": 5, "rate": 1}]}),
         world=here(scores={"k1": FOUR, "k2": FOUR})),
     "Enheden k1 ligger under det laveste bånd i trinnet «behov».",
     "The unit k1 lies below the lowest band of the step “behov”."),
    (data.GrantOutsideScope, run({"id": "faste", "use": "fixed_grants"}, world=here(grants=[("k9", FOUR)])),
     "k9 får penge i trinnet «faste», men er ikke med i modellen. Beløbet ville forsvinde uden et ord.",
     "k9 gets money in the step “faste”, but is not in the model's scope."),
    (data.OpeningHoursMissing, run({**BASE, "opening_hours": {"standard": 50}}),
     "Enheden k1 har ingen åbningstid.", "The unit k1 has no opening hours."),
    (data.NothingToCompareWith, run(LUMP, {"id": "overgang", "use": "damping", "max_loss_percent": 5}),
     "Dæmpningen «overgang» mangler sidste års beløb. Uden dem ved ingen, hvem der taber.",
     "The damping “overgang” lacks last year's amounts."),
    (data.PreviousChildrenMissing, damping({"k1": (1100, None)}, max_loss_percent=5),
     "Enheden k1 har et beløb fra sidste år, men intet børnetal at dele det med.",
     "The unit k1 has an amount from last year, but no children to divide it by."),
    (sharing.NegativeLoad,
     run(need(count={"method": "given_key", "shares": {"k1": 1, "k2": 1}, "corrections": [
         {"unit": "k2", "by": -2, "reason": "for stor"}]})),
     "I trinnet «behov» får enheden k2 en belastning under nul.",
     "In the step “behov” the unit k2 gets a load below zero."),
    (data.ChildrenMissing, run(LUMP, world=here([unit("k1", children={"0-2": FOUR})]), **COUNTS),
     "Enheden k1 mangler et børnetal for aldersgruppen 3-5.",
     "The unit k1 lacks its number of children in the age group 3-5."),
    (data.FullTimeMissing, run({**BASE, "measure": "full_time"}, world=one_count(), **COUNTS),
     "Enheden k1 mangler fuldtidsbørn for aldersgruppen 0-2.",
     "The unit k1 lacks full-time equivalents in the age group 0-2."),
    (data.ProfileOfOtherAges,
     lambda: allocate(model([LUMP], ages=[{"id": "0-5"}]), inputs_of(here(), model([LUMP])), YEAR),
     "Børnene er talt i aldersgrupperne 0-2, 3-5, men modellen har 0-5.",
     "The children were counted in the age groups 0-2, 3-5, but the model has 0-5."),
    (TooManyCriteria,
     lambda: build_profile([], criteria=["x"] * 31, age_groups=[], places=[]),
     "Modellen bruger 31 kriterier. En børneprofil kan højst holde 30 kriterier.",
     "The model uses 31 criteria. A profile holds at most 30 criteria."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("error", "cause", "danish", "english"),
    CASES,
    ids=[f"{c[0].__name__}-{i}" for i, c in enumerate(CASES)],
)
def test_what_is_refused_says_what_and_why_in_both_languages(error, cause, danish, english):
    with pytest.raises(UserError) as caught:
        cause()
    assert type(caught.value) is error
    assert danish in caught.value.message("da")
    assert english in caught.value.message("en")
    assert str(caught.value) == caught.value.message("en")


def refusals():
    return [
        found
        for module in (data, fitting, sharing, writing)
        for _, found in inspect.getmembers(module, inspect.isclass)
        if found.__module__ == module.__name__
    ]


def test_every_refusal_is_in_the_table():
    assert {error for error, *_ in CASES} == {*refusals(), TooManyCriteria}


@pytest.mark.parametrize("error", [*refusals(), TooManyCriteria])
def test_every_template_is_whole_in_both_languages(error):
    assert issubclass(error, ModelRefused | InputRefused)
    dates = {"day": date(2027, 3, 1)}
    values = {field.name: dates.get(field.name, f"<{field.name}>") for field in fields(error)}
    shown = error(**values)
    for language in LANGUAGES:
        sentences = [part.to(language) for part in (error.what, error.why, error.next)]
        assert all(sentence.rstrip("`").endswith((".", "?")) for sentence in sentences)
        message = shown.message(language)
        for name in values:
            told = {f"{name[:-2]}{language}"} if name.startswith("problem_") else {name}
            assert any(f"<{n}>" in message or n == "day" for n in told), name
    assert error.what.da != error.what.en
    assert "{" not in shown.message("da").replace("{unknown: not_met}", "")


def test_a_message_has_no_doubled_spaces_or_stops():
    for error, cause, *_ in CASES:
        with pytest.raises(error) as caught:
            cause()
        for language in LANGUAGES:
            message = caught.value.message(language)
            assert "  " not in message
            assert ".." not in message
