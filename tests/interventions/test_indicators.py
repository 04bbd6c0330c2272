"""Indicators: in which periods they are asked, and what of them changes what an answer means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from fordel.allocation.model.values import Text
from fordel.interventions.indicators import Indicator, changed_meaning
from fordel.interventions.loading import programme_yaml, shipped_programme
from fordel.interventions.sheets.asking import sheet_for

BEFORE = Indicator.model_validate(
    {"id": "a", "kind": "rating", "theme": "language", "label": {"da": "Sprog", "en": "Language"}}
)
periods = st.none() | st.integers(1, 6)


@given(periods, periods, st.integers(1, 6))
def test_a_question_is_asked_in_the_periods_it_is_for(first, last, period):
    if first is not None and last is not None and last < first:
        with pytest.raises(ValidationError, match="is asked until"):
            Indicator.model_validate(
                {**BEFORE.model_dump(), "asked_from": first, "asked_until": last}
            )
        return
    known = BEFORE.model_copy(update={"asked_from": first, "asked_until": last})
    assert known.asked_in(period) == ((first or 0) <= period <= (last or period))


def test_a_sheet_leaves_out_what_its_period_does_not_ask():
    programme = shipped_programme()
    project = programme.projects[0]
    first, *others = (i for i in programme.indicators if i.id in project.indicators)
    later = first.model_copy(update={"asked_from": 3})
    changed = programme.model_copy(
        update={"indicators": tuple(later if i is first else i for i in programme.indicators)}
    )
    assert others
    collected = [p.no for p in programme.periods if p.collected]
    before = next(no for no in collected if no < later.asked_from)
    after = next(no for no in collected if no >= later.asked_from)
    assert first.id not in {f.indicator.id for f in sheet_for(changed, project, before).fields}
    assert first.id in {f.indicator.id for f in sheet_for(changed, project, after).fields}
    assert "asked_from: 3" in programme_yaml(changed)


def test_words_scale_and_way_of_answering_are_meaning_and_help_is_not():
    assert not changed_meaning(BEFORE, BEFORE.model_copy(update={"help": Text(da="a", en="b")}))
    assert not changed_meaning(BEFORE, BEFORE.model_copy(update={"asked_until": 4}))
    scale = changed_meaning(BEFORE, BEFORE.model_copy(update={"lowest": 0, "highest": 5}))
    assert [words.da for words in scale] == ["skalaen"]
    words = changed_meaning(BEFORE, BEFORE.model_copy(update={"label": Text(da="Leg", en="Play")}))
    assert [one.en for one in words] == ["the words of the question"]
