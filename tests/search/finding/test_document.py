from __future__ import annotations

import re
from decimal import Decimal

import pytest

from fordel.allocation.model.loading import load_model, parse_yaml
from fordel.search import refusals as grid_refusals
from fordel.search.finding import refusals, trying
from fordel.search.finding.document import Aim, aims_from, read_aims
from fordel.search.finding.measures import MEASURES, sentence, written
from fordel.search.finding.space import space_from
from tests.allocation.building import model
from tests.search.finding.places import UNITS, between, searched, shared, weighted
from tests.shared import ROOT

LEVERS = {"need": {"pool_share": [Decimal("0.1"), Decimal("0.2")]}}


def refused(kind, aims, levers=LEVERS, of=None, **rest):
    with pytest.raises(kind) as told:
        searched(aims if isinstance(aims, list) else [aims], levers, of, **rest)
    return told.value.message("da"), told.value.message("en")


def test_every_aim_is_a_sentence_in_both_languages():
    quarter = {"of": "most_loaded_quarter"}
    told = {
        name: [sentence(Aim(what=name, **rest), language) for language in ("da", "en")]
        for name, rest in {
            "loss_percent": {"at_most": 2},
            "loss_dkk": {"at_most": 10_000, "against": "last_year"},
            "gain_percent": {"at_most": Decimal("2.5"), "against": "last_year", **quarter},
            "gain_dkk": {"at_most": 5},
            "losers": {"at_most": 1},
            "need_per_weighted_child": {"at_least": 4000, **quarter},
            "need_per_child": {"at_least": 4000, "each": True},
            "total_per_weighted_child": {"between": (1, 2)},
            "total_per_child": {"at_most": 2, "each": True, **quarter},
            "need_dkk": {"at_least": 1_000_000, "of": {"areas": ["Nord", "Syd"]}},
            "need_percent": {"between": (10, 30)},
            "units_above": {"at_least": 12, "amount": 100_000},
            "criteria": {"at_most": 3},
            "frame_stays": {},
        }.items()
    }
    assert set(told) == set(MEASURES)
    assert told["loss_percent"] == [
        "Ingen enhed taber mere end 2 % i forhold til modellen selv",
        "No unit loses more than 2% against the model itself",
    ]
    assert told["loss_dkk"] == [
        "Ingen enhed taber mere end 10.000 kr. i forhold til sidste år",
        "No unit loses more than 10,000 kr. against last year",
    ]
    assert told["gain_percent"] == [
        "Ingen enhed i den mest belastede fjerdedel vinder mere end 2,5 % i forhold til sidste år",
        "No unit in the most loaded quarter gains more than 2.5% against last year",
    ]
    assert told["losers"] == [
        "Højst 1 enhed taber i forhold til modellen selv",
        "At most 1 unit loses against the model itself",
    ]
    assert told["need_per_weighted_child"] == [
        "Den mest belastede fjerdedel får mindst 4.000 kr. pr. vægtet barn efter behov",
        "The most loaded quarter gets at least 4,000 kr. per weighted child by need",
    ]
    assert told["need_per_child"] == [
        "Hver enhed får mindst 4.000 kr. pr. barn efter behov",
        "Every unit gets at least 4,000 kr. per child by need",
    ]
    assert told["total_per_weighted_child"] == [
        "Alle enheder får mellem 1 og 2 kr. pr. vægtet barn i alt",
        "All units get between 1 and 2 kr. per weighted child in all",
    ]
    assert told["need_dkk"] == [
        "Gruppen Nord, Syd får mindst 1.000.000 kr. efter behov",
        "The group Nord, Syd gets at least 1,000,000 kr. by need",
    ]
    assert told["need_percent"] == [
        "Penge efter behov er mellem 10 og 30 % af alle penge",
        "Money by need is between 10 and 30% of all money",
    ]
    assert told["units_above"] == [
        "Mindst 12 enheder får 100.000 kr. eller mere efter behov",
        "At least 12 units get 100,000 kr. or more by need",
    ]
    assert told["criteria"] == [
        "Modellen bruger højst 3 kriterier",
        "The model uses at most 3 criteria",
    ]
    assert told["frame_stays"][0].startswith("Rammen holder")


def test_figures_are_written_with_their_unit():
    aim = Aim(what="loss_percent", at_most=2)
    assert [written(aim, 3.44, lang) for lang in ("da", "en")] == ["3,4 %", "3.4%"]
    assert written(aim, 0.0004, "da") == "0,000 %"
    assert written(Aim(what="need_dkk", at_least=1), 1234.5, "en") == "1,235 kr."
    assert written(Aim(what="criteria", at_most=1), 3, "da") == "3"


def test_an_unknown_aim_is_refused_with_those_on_offer():
    da, en = refused(refusals.AimNotOffered, {"what": "fairness", "at_most": 1})
    assert "Mål 1: «fairness» er ikke et mål." in da
    assert "The aims on offer are: loss_percent, " in en


@pytest.mark.parametrize(
    ("aim", "da", "en"),
    [
        ({"what": "loss_percent", "at_most": -1}, "grænsen er under nul", "is below zero"),
        ({"what": "loss_percent", "at_most": 101}, "grænsen er over 100", "is above 100"),
        ({"what": "loss_percent"}, "der mangler en grænse: at_most", "a bound is missing"),
        ({"what": "loss_dkk", "at_least": 1}, "målet kan ikke have `at_least`", "cannot have"),
        ({"what": "frame_stays", "at_most": 1}, "målet kan ikke have `at_most`", "cannot have"),
        ({"what": "criteria", "at_most": Decimal("1.5")}, "et helt tal", "a whole number"),
        ({"what": "need_percent", "between": [30, 10]}, "er over den øverste", "above the upper"),
        ({"what": "units_above", "at_least": 1}, "det brugbare beløb", "the useful amount"),
        ({"what": "losers", "at_most": 1, "amount": 5}, "det brugbare beløb", "useful amount"),
    ],
)
def test_a_bound_that_cannot_be_is_refused(aim, da, en):
    danish, english = refused(refusals.AimBoundImpossible, aim)
    assert da in danish
    assert en in english


@pytest.mark.parametrize(
    ("document", "place", "da"),
    [
        ({"aims": [], "levers": LEVERS}, "aims", "der skal stå mindst 1"),
        ({"aims": [{"what": "frame_stays"}]}, "levers", "her mangler noget"),
        ({"aims": [{"what": "frame_stays"}], "levers": LEVERS, "goal": 1}, "goal", "hører ikke"),
        ({"aims": [{"what": "x", "at_most": True}], "levers": LEVERS}, "aims.1.at_most",
         "ja eller nej"),
        ({"aims": [{"what": "x", "at_most": 1, "between": [1, 2]}], "levers": LEVERS}, "aims.1",
         "skriv enten"),
        ({"aims": [{"what": "frame_stays"}], "levers": LEVERS, "models": 0}, "models",
         "tallet skal være mindst 1"),
        ([], "aims", "her skal stå navne med værdier"),
    ],
)  # fmt: skip
def test_a_document_that_is_not_understood_says_where(document, place, da):
    with pytest.raises(refusals.AimsNotUnderstood) as told:
        aims_from(document)
    assert told.value.place == place
    assert da in told.value.message("da")
    assert told.value.message("en").startswith(f"The aims, “{place}”: ")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(refusals.AimsNotFound) as told:
        read_aims(tmp_path / "aims.yaml")
    assert f"Der er ingen fil «{tmp_path}/aims.yaml» med mål." in told.value.message("da")
    assert "`--aims`" in told.value.message("en")


def test_a_file_in_another_encoding_is_told_as_that(tmp_path):
    (tmp_path / "aims.yaml").write_bytes("aims: på".encode("latin-1"))
    with pytest.raises(refusals.AimsNotUnderstood) as told:
        read_aims(tmp_path / "aims.yaml")
    assert (
        "Målene, «linje 1»: filen er ikke gyldig YAML (den er ikke i UTF-8)."
        in told.value.message("da")
    )


@pytest.mark.parametrize(
    ("document", "da", "en"),
    [
        (None, "her skal stå navne med værdier", "names with values are expected here"),
        ({"aims": [], "levers": {"a": {"b": 1}}}, "der skal stå mindst 1", "at least 1 must stand"),
    ],
)
def test_what_is_wrong_is_told_without_words_of_the_programming_language(document, da, en):
    with pytest.raises(refusals.AimsNotUnderstood) as told:
        aims_from(document)
    assert da in told.value.message("da")
    assert en in told.value.message("en")


def test_last_year_must_be_known_where_an_aim_is_against_it():
    aims = [{"what": "frame_stays"},
            {"what": "loss_percent", "at_most": 1, "against": "last_year"}]  # fmt: skip
    da, en = refused(refusals.AimNeedsLastYear, aims)
    assert "Mål 2, «loss_percent», er i forhold til sidste år, som ikke er kendt." in da
    assert "`--previous`" in en


def test_a_group_without_units_is_told():
    aim = {"what": "need_dkk", "at_least": 1, "of": {"units": ["nowhere"]}}
    da, en = refused(refusals.AimWithoutUnits, aim)
    assert "gælder ingen enhed" in da
    assert "concerns no unit" in en


def test_need_must_be_counted_where_an_aim_is_about_it():
    of = model([
        {"id": "frame", "use": "frame", "amount": 1000},
        {"id": "base", "use": "base_by_weighted_children", "pool": {"share": "0.5", "of": "frame"}},
        {"id": "damping", "use": "damping", "max_loss_percent": 2},
    ])  # fmt: skip
    levers = {"damping": {"max_loss_percent": [1, 2]}}
    last = {unit["id"]: (125, 10) for unit in UNITS}
    da, en = refused(refusals.NoNeedToSearch, {"what": "need_dkk", "at_least": 1}, levers, of,
                     previous=last)  # fmt: skip
    assert "kræver behov, som modellen ikke tæller" in da
    assert "asks for need that the model does not count" in en


AIM = {"what": "frame_stays"}


def test_levers_are_the_models_own():
    da, en = refused(refusals.StepNotInAims, AIM, {"behov": {"pool_share": [1]}})
    assert "Under `levers` står trinnet «behov»" in da
    assert "frame, need, base" in en
    with pytest.raises(grid_refusals.LeverNotKnown):
        searched([AIM], {"need": {"rate": [1, 2]}})


@pytest.mark.parametrize(
    ("levers", "of", "da"),
    [
        ({"pool_share": {"from": Decimal("0.3"), "to": Decimal("0.1")}}, None, "`from` er over"),
        ({"pool_share": {"from": 0}}, None, "kan ikke læses"),
        ({"criteria": between(1, 2)}, None, "kan ikke være et interval"),
        ({"pool_share": between(0, 1, leave_out=True)}, None, "kun en vægt kan udelades"),
        ({"pool_share": between(0, 1, by=Decimal("0.00001"))}, None, "`by` er for lille"),
        ({"weights": {"d": between(0, 1)}}, weighted(a=1), "kan ikke være et interval"),
    ],
)
def test_a_range_that_cannot_be_is_refused(levers, of, da):
    danish, english = refused(refusals.RangeImpossible, AIM, {"need": levers}, of)
    assert da in danish
    assert "A range is `from`, `to` and perhaps `by`" in english


def test_nothing_to_vary_is_refused():
    da, en = refused(refusals.NothingToVary, AIM, {"need": {"pool_share": [Decimal("0.2")]}})
    assert "need.pool_share har én værdi hver" in da
    assert "nothing to search" in en


def test_too_much_to_search_says_what_is_widest(monkeypatch):
    monkeypatch.setattr(trying, "MOST_OF_ALL", 50)
    levers = {"need": {"pool_share": between("0.1", "0.2"), "cap": ["none", 9_000, 8_000]}}
    da, en = refused(refusals.TooMuchToSearch, AIM, levers)
    assert "Flest værdier har need.pool_share (21), need.cap (3)." in da
    assert "There are 6.3e+01 combinations to search; at most 5.0e+01" in en


def test_a_range_is_tried_in_steps_and_ends_where_it_ends():
    space = space_from({"need": {"pool_share": between(0, 1, by=Decimal("0.4"))}}, shared())
    assert space.axes[0].values == (0, Decimal("0.4"), Decimal("0.8"), 1)
    halves = between(2, 4, by=1, leave_out=True)
    space = space_from({"need": {"weights": halves}}, weighted(a=1, b=1, c=1))
    assert [axis.name for axis in space.axes] == ["weights.a", "weights.b", "weights.c"]
    assert space.axes[0].values == (0, 2, 3, 4)
    assert space.told(space.values_of((0, 1, 3))) == "weights.a 0; weights.b 2; weights.c 4"


def test_the_document_in_the_guide_is_one():
    page = (ROOT / "docs" / "how-to" / "search.md").read_text(encoding="utf-8")
    [text] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    aims = aims_from(parse_yaml(text, "search.md"))
    assert len(aims.aims) == 6
    assert space_from(aims.levers, load_model("demokommune")).size == 63 * 3 * 21
    for measure in MEASURES:
        assert f"`{measure}`" in page
