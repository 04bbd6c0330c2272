from __future__ import annotations

import pytest

from fordel.interventions.loading import shipped_programme
from fordel.interventions.timeline import names, timeline


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_table_says_every_phase_and_every_gap(language):
    programme = shipped_programme()
    chart = timeline(programme, language)
    headers, rows = chart.table
    assert len(headers) == 1 + len(programme.periods)
    assert len(rows) == len(programme.projects)
    gap = {"da": "konkretisering, ikke indsamlet", "en": "shaping, not collected"}[language]
    assert all(row[3] == gap or "not collected" in row[3] or "ikke" in row[3] for row in rows)
    assert rows[0][7] == {"da": "virkning", "en": "effect"}[language]


def test_projects_of_one_name_are_told_apart():
    programme = shipped_programme()
    first, second = programme.projects[:2]
    same = second.model_copy(update={"name": first.name})
    both = programme.model_copy(update={"projects": (first, same)})
    assert names(both) == [f"{first.name} ({first.place})", f"{first.name} ({second.place})"]


def test_a_programme_without_projects_is_not_drawn():
    empty = shipped_programme().model_copy(update={"projects": ()})
    with pytest.raises(ValueError, match="at least one project"):
        timeline(empty, "da")


def test_a_phase_that_is_not_set_says_so():
    programme = shipped_programme()
    first = programme.projects[0].model_copy(update={"phases": {}})
    alone = programme.model_copy(update={"projects": (first,), "events": ()})
    _, rows = timeline(alone, "da").table
    assert set(rows[0][1:]) == {"ikke sat"}
