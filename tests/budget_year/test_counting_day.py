from __future__ import annotations

import csv
from datetime import date, datetime

import pytest

from fordel.budget_year.computing import gather
from tests import demonstrated


def enrolled_on(day):
    """Children with a row that holds on a day, read by hand."""
    text = (demonstrated.folder() / "2026" / "children.csv").read_text("utf-8-sig")
    told = csv.DictReader(text.splitlines(), delimiter=";")

    def written(text):
        return datetime.strptime(text, "%d-%m-%Y").date() if text else None  # noqa: DTZ007

    return {
        row["barn"]
        for row in told
        if written(row["indmeldt"]) <= day < (written(row["udmeldt"]) or date.max)
    }


@pytest.mark.parametrize("day", [None, date(2025, 2, 28), date(2024, 2, 29)])
def test_children_are_counted_on_the_day_asked_for_or_else_the_models(day):
    gathered = gather(demonstrated.model(), demonstrated.folder() / "2026", 2026, count_on=day)
    counted = int(gathered.inputs.enrolled.children.sum())
    assert counted == len(enrolled_on(day or date(2025, 9, 5)))
    assert counted > 0
