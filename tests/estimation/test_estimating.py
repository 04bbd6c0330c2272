from __future__ import annotations

import csv
import hashlib
import json
import math
from fractions import Fraction

import numpy as np
import pytest
import yaml

from fordel.allocation.loads.counting import coefficients_of
from fordel.allocation.model.loading import load_model
from fordel.allocation.resolving import resolve
from fordel.estimation.estimating import estimate_index
from fordel.estimation.files import files_of
from fordel.estimation.fitting import estimate as fit
from fordel.estimation.provenance import PROVENANCE
from fordel.estimation.telling import said
from tests.estimation import planted
from tests.estimation.conftest import TODAY
from tests.estimation.test_checks import made_of
from tests.estimation.test_spec import NUMBER, ORDERED, POINTS

SIGMAS = 4
"""Planted coefficients lie farther from their estimate once in ten thousand draws."""


def recovered(found, truth):
    for one, true in zip(found.found.coefficients, truth, strict=True):
        assert abs(one.estimate - true) < SIGMAS * one.standard_error, one.name
        assert one.low < one.estimate < one.high


@pytest.fixture(scope="session")
def estimate(tmp_path_factory):
    """Estimates from planted children with other outcomes and specifications."""

    def made(outcome_made=planted.yes_no, *, seed=1, **changes):
        place = tmp_path_factory.mktemp("estimate")
        data = planted.write(place / "d.csv", planted.rows(seed, outcome=outcome_made))
        return estimate_index(planted.spec(place / "s.yaml", **changes), data)

    return made


@pytest.fixture(scope="session")
def points(estimate):
    outcome = {**NUMBER, "column": "outcome"}
    return estimate(planted.score, outcome=outcome, export={**POINTS, "zero": 70, "scale": 0.1})


@pytest.fixture(scope="session")
def levels(estimate):
    outcome = {**ORDERED, "column": "outcome"}
    export = {"form": "probability", "from": "2027-01-01", "at_least": "rød"}
    return estimate(planted.colours, outcome=outcome, export=export)


def test_planted_coefficients_are_recovered_from_yes_and_no(estimated):
    recovered(estimated, planted.TRUE.values())
    (intercept,) = estimated.found.edges
    assert abs(intercept.estimate - planted.INTERCEPT) < SIGMAS * intercept.standard_error


def test_planted_coefficients_are_recovered_from_points_where_few_are_need(points):
    recovered(points, [5 * true for true in planted.TRUE.values()])
    exported = points.exported
    assert exported.link == "linear"
    # The child who meets nothing has 60 points, 10 below the zero of 70, at a tenth each.
    assert float(exported.intercept) == pytest.approx(1, abs=0.2)


def test_planted_coefficients_are_recovered_from_levels(levels):
    recovered(levels, planted.TRUE.values())
    cuts = [one.estimate for one in levels.found.edges]
    assert cuts == pytest.approx([0.8, 2.6], abs=0.4)
    # P(at least rød) = logistic(linear - second cut).
    assert float(levels.exported.intercept) == pytest.approx(-cuts[1], abs=1e-4)


def test_planted_coefficients_are_recovered_from_units(tmp_path):
    """200 units of 60 children; the share of late children rises with the shares of criteria."""
    generator = np.random.default_rng(5)
    children = np.full(200, 60)
    shares = generator.uniform(0.05, 0.6, (200, 2))
    counts = generator.binomial(60, shares)
    linear = -1.5 + counts / 60 @ [1.2, 0.8]
    late = generator.binomial(60, 1 / (1 + np.exp(-linear)))
    made = [[f"E{i}", *row] for i, row in enumerate(zip(children, late, *counts.T, strict=True))]
    data = planted.write(tmp_path / "u.csv", made, ("unit", "n", "outcome", "a", "b"))
    criteria = [{"id": name, "label": planted.label(name)} for name in "ab"]
    found = estimate_index(
        planted.spec(
            tmp_path / "s.yaml", grain="unit", children="n", criteria=criteria, export=POINTS
        ),
        data,
    )
    recovered(found, [1.2, 0.8])
    assert found.exported.intercept == 0
    assert any("differences between units, not between children" in line
               for line in said(found, "en"))  # fmt: skip
    mean = {**NUMBER, "column": "outcome", "need": "high"}
    linear_made = [[*row[:2], round(20 + 30 * row[3] / 60 + 10 * row[4] / 60, 3), *row[3:]]
                   for row in made]  # fmt: skip
    planted.write(data, linear_made, ("unit", "n", "outcome", "a", "b"))
    exact = estimate_index(
        planted.spec(tmp_path / "s.yaml", grain="unit", children="n", criteria=criteria,
                     outcome=mean, export={**POINTS, "zero": 0}),
        data,
    )  # fmt: skip
    assert [float(value) for _, value in exact.exported.coefficients] == pytest.approx(
        [30, 10], abs=0.01
    )
    assert float(exact.exported.intercept) == pytest.approx(20, abs=0.01)


def test_a_perfect_fit_has_no_likelihood_and_is_written_all_the_same(tmp_path):
    made = planted.rows(outcome=lambda linear, _: ["75" if one else "25" for one in linear > 2])
    for row in made:
        row[2] = "75" if row[3] == "ja" else "25"
    outcome = {**NUMBER, "column": "outcome", "need": "high"}
    found = estimate_index(
        planted.spec(tmp_path / "s.yaml", outcome=outcome, export=POINTS),
        planted.write(tmp_path / "d.csv", made),
    )
    known = json.loads(files_of(found, TODAY, "da")["estimate.json"])
    assert known["exported"]["coefficients"]["low_income"] == "50.0000"
    assert abs(float(known["exported"]["coefficients"]["vocational"])) == 0


def test_the_exported_file_is_an_include_of_the_model_language(tmp_path, points, levels):
    """Loaded by a model, each child's score is what the estimate says, to the written digits."""
    for found, link in ((points, "linear"), (levels, "logistic")):
        name = "trial_index"
        text = files_of(found, TODAY, "da")[f"{name}.yaml"]
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        used = [line[2:] for line in text.splitlines() if line.startswith("#   ")]
        head = yaml.safe_load(
            "\n".join(used[: used.index(next(u for u in used if "count:" in u)) + 1])
        )
        assert head["count"]["link"] == link == found.exported.link
        need = {"id": "need", "use": "need", "label": planted.TEXT, "count": head["count"],
                "money": {"by": "rate", "rate": 1}}  # fmt: skip
        model = {**head, "model": "m", "title": planted.TEXT, "age_groups": [{"id": "all"}],
                 "steps": [need]}  # fmt: skip
        del model["count"]
        path = tmp_path / "model.yaml"
        path.write_text(yaml.safe_dump(model, allow_unicode=True), encoding="utf-8")
        resolved = resolve(load_model(path), 2027)
        count = resolved.model.steps[0].count
        assert coefficients_of(count, resolved) == {
            name: Fraction(value) for name, value in found.exported.coefficients
        }
        assert Fraction(count.intercept) == Fraction(found.exported.intercept)


def test_intervals_hold_what_was_planted_about_as_often_as_they_say():
    """Thirty draws of six coefficients, with units that differ more than the criteria say."""
    held = 0
    for seed in range(30):
        generator = np.random.default_rng(seed)
        met = planted.criteria(generator, 1500)
        linear = (
            met @ list(planted.TRUE.values()) + generator.normal(0, 0.2, 50)[np.arange(1500) % 50]
        )
        outcome = [one == "ja" for one in planted.yes_no(linear, generator)]
        found = fit(made_of(met, outcome, units=50))
        held += sum(
            one.low <= true <= one.high
            for one, true in zip(found.coefficients, planted.TRUE.values(), strict=True)
        )
    # Of 180 intervals at 0.95, fewer than 160 or all hold it once in ten thousand.
    assert 160 <= held < 180


def test_errors_know_that_children_of_a_unit_are_alike():
    """A criterion that whole units share, where units differ by chance."""
    generator = np.random.default_rng(9)
    unit = np.arange(2000) % 40
    met = (unit % 2).reshape(-1, 1)
    chance = 1 / (1 + np.exp(-generator.normal(0, 1.2, 40)))
    found = fit(made_of(met, generator.random(2000) < chance[unit], units=40))
    independent = np.sqrt(np.diag(found.index.fit.model_covariance))[1]
    (one,) = found.coefficients
    assert one.standard_error > 2 * independent
    assert found.degrees == 39
    assert (one.high - one.low) / 2 == pytest.approx(2.0227 * one.standard_error, rel=1e-4)


def test_need_turned_around_turns_every_sign(estimate, estimated):
    turned = estimate(outcome={**planted.SPEC["outcome"], "need": "no"})
    for one, other in zip(estimated.found.coefficients, turned.found.coefficients, strict=True):
        assert one.estimate == pytest.approx(-other.estimate, abs=1e-6)
    assert any(line.startswith("Lower the index: low income") for line in said(turned, "en"))


def test_an_index_is_said_to_beat_the_count_only_when_it_does(estimate):
    alike = {"criteria": planted.SPEC["criteria"][:3]}
    equal = estimate(lambda linear, g: planted.yes_no(2 * linear, g), **alike)
    unlike = estimate(unlike_outcome, **alike)
    assert any("predicts better than the number of criteria" in line
               for line in said(unlike, "en") if "do not show" not in line)  # fmt: skip
    assert unlike.tested.difference.low > 0
    lost = equal.tested.measures["log_loss"]
    assert lost["index"] < lost["mean"]
    nothing = estimate(lambda linear, g: planted.yes_no(0 * linear, g), **alike)
    assert any("no better than guessing the same for all" in line or "do not show" in line
               for line in said(nothing, "en"))  # fmt: skip
    assert any("kan ikke skelnes fra nul" in line.lower() for line in said(nothing, "da"))


def unlike_outcome(linear, generator):
    """Only what the first criterion adds matters, far beyond the others."""
    return planted.yes_no(4 * (linear > 0.85), generator)


def test_the_levels_score_and_calibrate(levels, points, estimated):
    for found, main in (
        (estimated, "log_loss"), (points, "squared_error"), (levels, "ranked_score")
    ):  # fmt: skip
        of = found.tested.measures[main]
        assert of["index"] < of["mean"]
        assert of["index"] <= of["count"] * 1.01
        assert found.tested.measures["explained"]["mean"] == 0
        assert found.tested.calibration.slope == pytest.approx(1, abs=0.25)
    assert 0.5 < estimated.tested.measures["area_under_curve"]["index"] < 1


def test_the_same_specification_and_data_give_the_same_bytes(spec, children, files):
    again = estimate_index(spec, children)
    assert files_of(again, TODAY, "en") == files


# What leaves


def test_no_file_has_a_row_per_child_or_unit(files, children):
    with children.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    keys = {row[0] for row in rows} | {row[1] for row in rows}
    longest = 0
    for name, text in files.items():
        assert not any(key in text for key in keys), name
        if not name.endswith(".svg"):
            longest = max(longest, len(text.splitlines()))
    assert longest < 400 < len(rows)
    drawn = json.dumps([name for name in files if name.endswith(".csv")])
    assert "calibration" in drawn
    for name in ("coefficients.csv", "calibration.csv"):
        assert len(files[name].splitlines()) <= 1 + 8


def test_what_an_estimate_holds_has_no_array_as_long_as_the_data(estimated):
    """Whoever gets the result, on screen or in another program, gets no row per child."""
    sizes = []
    waiting = [estimated]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, np.ndarray):
            sizes.append(len(thing))
        elif isinstance(thing, (list, tuple, dict)):
            sizes.append(len(thing))
            waiting += list(thing.values()) if isinstance(thing, dict) else list(thing)
        elif hasattr(thing, "__dataclass_fields__"):
            waiting += [getattr(thing, name) for name in thing.__dataclass_fields__]
    assert len(sizes) > 10
    assert max(sizes) < planted.UNITS


def test_groups_of_calibration_are_large_enough_to_be_shown(estimated):
    for one in estimated.tested.calibration.bins:
        assert one.children >= 30
        have = one.observed * one.children
        assert min(have, one.children - have) >= 5
    assert sum(one.children for one in estimated.tested.calibration.bins) == planted.CHILDREN


def test_provenance_says_everything_and_stands_in_both_files(files, children, spec):
    known = json.loads(files["estimate.json"])
    head = [line[2:] for line in files["trial_index.yaml"].splitlines() if line.startswith("#")]
    inside = yaml.safe_load("\n".join(head[head.index(PROVENANCE) + 1 :]))
    assert inside == known
    assert known["data"]["sha256"] == hashlib.sha256(children.read_bytes()).hexdigest()
    assert known["spec_sha256"] == hashlib.sha256(spec.read_bytes()).hexdigest()
    assert known["data"]["rows"] == known["data"]["rows_used"] == planted.CHILDREN
    assert known["data"]["units"] == planted.UNITS
    assert known["made_on"] == "2026-12-24"
    assert set(known["made_with"]) == {"fordel", "python", "numpy", "scipy", "statsmodels"}
    assert known["purpose"] == planted.SPEC["purpose"]
    assert known["responsible"] == planted.SPEC["responsible"]
    assert known["spec"]["rules"] == {
        "events_per_coefficient": 10, "children_per_criterion": 20, "units": 10,
    }  # fmt: skip
    names = [one["name"] for one in known["estimated"]["parameters"]]
    assert names == [*planted.TRUE, "intercept"]
    covariance = known["estimated"]["covariance"]
    assert [len(row) for row in covariance] == [7] * 7
    for place, one in enumerate(known["estimated"]["parameters"]):
        assert float(one["standard_error"]) ** 2 == pytest.approx(
            float(covariance[place][place]), abs=2e-6
        )
    assert known["tested"]["folds"] == 4
    assert known["data"]["children_meeting"].keys() == planted.TRUE.keys()


def test_coefficients_leave_as_exact_decimals(files, estimated):
    document = yaml.load(files["trial_index.yaml"], Loader=yaml.BaseLoader)
    (version,) = document["tables"]["trial_index"]["versions"]
    written = {row["criterion"]: row["value"] for row in version["rows"]}
    for one in estimated.found.coefficients:
        assert written[one.name] == f"{round(one.estimate, 4):.4f}"
    assert version["from"] == "2027-01-01"
    assert estimated.basis.source.sha256 in version["source"]


def test_the_report_says_what_is_to_be_known(files):
    report = files["report.md"]
    assert report.startswith("# Trial index\n\nTo share a pool\n\n3,000 rows, 3,000 children in 50")
    assert "| low income (en) |" in report
    assert "![Scatter plot of" in report
    assert "of the most burdened quarter stay in it" in report


def test_the_danish_report_is_danish(estimated):
    report = files_of(estimated, TODAY, "da")["report.md"]
    assert "3.000 rækker, 3.000 børn i 50 enheder; ingen række mangler noget." in report
    assert "Prøvet på enheder, der var holdt ude (4 dele)" in report
    assert "Holder indekset, hvad det lover?" in report


def test_figures_are_finite(estimated, points, levels):
    for found in (estimated, points, levels):
        for of in found.tested.measures.values():
            assert all(math.isfinite(value) for value in of.values())
        ranks = found.tested.ranks
        assert 0 < ranks.low <= ranks.typical <= 1
        assert 0 < ranks.top_quarter_kept <= 1
