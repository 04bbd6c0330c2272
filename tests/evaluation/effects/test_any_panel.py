from __future__ import annotations

from dataclasses import fields, is_dataclass
from math import isfinite

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from fordel.evaluation.effects.estimating import estimate_effects
from fordel.evaluation.effects.panel import EffectPanel
from fordel.evaluation.effects.words import NotEstimable
from fordel.statistics.answers import Estimate

VALUES = st.one_of(
    st.just(float("nan")),
    st.sampled_from([0.0, 1.0, 4.0, 7.0]),
    st.floats(-1e6, 1e6, allow_nan=False),
)
COUNTS = st.one_of(st.none(), st.integers(0, 30))


@st.composite
def panels(draw):
    """Any panel: gaps, late units, starts outside the data, units and periods of any number."""
    units = draw(st.integers(0, 7))
    periods = draw(st.lists(st.integers(-2, 9), min_size=1, max_size=6, unique=True))
    rows = []
    for unit in range(units):
        start = draw(st.one_of(st.none(), st.integers(-4, 12)))
        kept = [period for period in periods if draw(st.integers(0, 5))]
        rows += [(f"u{unit}", period, start) for period in kept]
    if rows and draw(st.integers(0, 9)) == 0:
        rows.append(rows[0])
    each = st.lists
    many = len(rows)
    unit, period, start = zip(*rows, strict=True) if rows else ((), (), ())
    counted = draw(st.booleans())

    def column(values):
        return draw(each(values, min_size=many, max_size=many))

    return EffectPanel(
        unit=unit,
        period=period,
        start=start,
        outcome=column(VALUES),
        children=column(COUNTS),
        **(
            {name: column(COUNTS) for name in ("green", "yellow", "red", "left")} if counted else {}
        ),
        months=draw(st.one_of(st.none(), st.just(dict.fromkeys(range(-5, 13), 6)))),
    )


def parts(thing):
    yield thing
    if is_dataclass(thing):
        for field in fields(thing):
            yield from parts(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from parts(one)


@st.composite
def usable(draw):
    """Panels that mostly allow something: enough units and periods, some gaps, ties and colours."""
    generator = np.random.default_rng(draw(st.integers(0, 10**9)))
    periods = np.arange(1, draw(st.integers(3, 7)) + 1)
    choices = [None, *draw(st.lists(st.integers(2, int(periods[-1]) + 1), min_size=1, max_size=3))]
    gaps, ties = draw(st.sampled_from([0.0, 0.0, 0.1, 0.4])), draw(st.booleans())
    rows = [
        (f"u{unit:02}", int(period), start)
        for unit in range(draw(st.integers(5, 14)))
        for start in [choices[generator.integers(len(choices))]]
        for period in periods
    ]
    outcome = generator.normal(4, 1, len(rows))
    outcome = np.where(
        generator.random(len(rows)) < gaps, np.nan, np.round(outcome, 0 if ties else 9)
    )
    unit, period, start = zip(*rows, strict=True)
    few = draw(st.sampled_from([2, 12, 60]))
    counts = {
        name: generator.integers(0, few, len(rows)).tolist()
        for name in ("green", "yellow", "red", "children", "left")
    }
    return EffectPanel(
        unit=unit,
        period=period,
        start=start,
        outcome=outcome.tolist(),
        months=dict.fromkeys(range(1, 9), 6),
        **counts,
    )


@settings(max_examples=40)
@given(panels())
def test_any_panel_is_answered_and_no_figure_stands_alone(panel):
    check(estimate_effects(panel))


@settings(max_examples=25)
@given(usable())
def test_panels_that_allow_something_are_answered_too(panel):
    check(estimate_effects(panel))


@pytest.mark.parametrize(
    "part",
    ["effect", "randomisation", "wild", "change", "courses_before", "detectable_before"],
)
def test_the_panels_tried_have_every_kind_of_figure(part):
    """Else the property above would hold of nothing."""
    found = find(
        usable(),
        lambda panel: not isinstance(getattr(estimate_effects(panel), part), NotEstimable),
        settings=settings(max_examples=200, derandomize=True, phases=[Phase.generate]),
    )
    assert len(found.unit) > 0


def test_the_panels_tried_have_colours_that_tell_something():
    found = find(
        usable(),
        lambda panel: estimate_effects(panel).colours.odds is not None,
        settings=settings(max_examples=200, derandomize=True, phases=[Phase.generate]),
    )
    assert found.has_colours


def check(report):
    for part in parts(report):
        if isinstance(part, Estimate):
            assert all(map(isfinite, (part.value, part.error, part.low, part.high, part.p)))
            assert part.low <= part.value <= part.high
            assert part.low < part.high
            assert 0 <= part.p <= 1
            assert part.n >= 1
            assert part.method
            assert part.source
        if isinstance(part, NotEstimable):
            assert part.reason.da
            assert "{" not in part.reason.da + part.reason.en
        assert not (isinstance(part, float) and np.isnan(part))
    assert report.language.level in {"cannot_be_said", "points_towards", "made_probable"}
    if isinstance(report.effect, NotEstimable):
        assert report.language.level == "cannot_be_said"
    assert report.language.sentence.da
