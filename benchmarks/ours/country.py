"""A whole country of municipalities, each with its own model."""

from __future__ import annotations

import shutil

from benchmarks.apart import Task, own_folder
from fordel.country.running import Asked, run_country
from fordel.demonstration.country import plan_country, write_country

YEAR = 2026


def run(municipalities: int, units: int, children: int) -> Task:
    """From every municipality's files to its run, and to the comparison's figures."""
    place = own_folder()
    country = plan_country(2027, municipalities=municipalities, units=units, children=children)
    for _ in write_country(country, place / "data", lambda *_: None):
        pass

    def work() -> None:
        shutil.rmtree(place / "out", ignore_errors=True)
        found = run_country(
            Asked(place / "data", YEAR, place / "out", None, None, strict=False), lambda *_: None
        )
        assert not found.refused, "every municipality is to be computed"

    return Task(work, times=1)
