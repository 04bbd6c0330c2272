"""Whatever was registered, nothing crashes, and every figure has its n."""

from __future__ import annotations

from hypothesis import given as any_
from hypothesis import settings
from hypothesis import strategies as st

from fordel.evaluation.documents import evaluation_document
from fordel.evaluation.results.figures import ColourPoint, Direction, figure_at, n_of
from fordel.evaluation.telling import evaluate_project
from fordel.interventions.cells import MISSING, NOT_APPLICABLE, NOT_COLLECTED, given
from fordel.interventions.periods import Phase
from fordel.interventions.programme import Participation
from tests.evaluation.made import PROJECT, registered

KEYS = tuple(
    field.key for field in registered().programme.fields_of(PROJECT)
)  # fmt: skip
CELLS = st.one_of(
    st.sampled_from([MISSING, NOT_APPLICABLE, NOT_COLLECTED]),
    st.integers(-3, 120).map(given),
)
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.integers(1, 4), st.sampled_from(KEYS)), CELLS, max_size=90
)
UNITS = st.lists(
    st.builds(
        Participation,
        unit=st.sampled_from("abcd"),
        joined=st.integers(1, 3),
        left=st.none() | st.integers(3, 4),
        effect_from=st.none() | st.integers(1, 4),
    ),
    unique_by=lambda part: part.unit,
    max_size=4,
).map(tuple)
PHASES = st.dictionaries(st.integers(1, 4), st.sampled_from(list(Phase)))
ENROLLED = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.integers(1, 4)), st.integers(0, 100), max_size=10
)


@settings(max_examples=80, deadline=None)
@any_(ANSWERS, UNITS, PHASES, ENROLLED)
def test_nothing_crashes_and_every_figure_has_its_n(answers, units, phases, enrolled) -> None:
    made = registered(answers, enrolled=enrolled, units=units, phases=phases)
    found = evaluate_project(made)
    for activity in found.implementation.activities:
        for summary in (*activity.effect, *activity.whole):
            assert (summary.total is not None) == (summary.n > 0)
            assert summary.with_two <= summary.with_one <= summary.n
            for spread in (summary.per_100_children_month, summary.per_month, summary.dosage):
                assert spread is None or 0 <= spread.lowest <= spread.middle <= spread.highest
                assert spread is None or 0 < spread.n <= summary.n
    for known in found.results.developments:
        for point in (*known.points, *(p for own in known.by_unit.values() for p in own)):
            assert figure_at(point) is None or n_of(point) > 0
            if isinstance(point, ColourPoint) and point.counts is not None:
                assert point.children == sum(point.counts.values())
    for change in found.results.changes:
        assert (change.difference is None) == (change.direction is Direction.CANNOT_BE_SAID)
        assert change.up + change.down <= change.n_units
    for language in ("da", "en"):
        evaluation_document(found, language)
        for part in found.tables(language):
            assert all(len(row) == len(part.headers) for row in part.rows)
