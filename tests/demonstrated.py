"""A small invented municipality, made once per test process and shared by tests."""

from __future__ import annotations

import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

from fordel.allocation.bundles.bundle import write_bundle
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import parse_model
from fordel.allocation.runs import Run
from fordel.budget_year.computing import compute
from fordel.demonstration import make_municipality, write

_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@cache
def folder() -> Path:
    """Its files: seven units in scope or so, 400 children, three years."""
    kept = tempfile.TemporaryDirectory(prefix="fordel-demo-")
    _KEPT.append(kept)
    place = Path(kept.name)
    write(make_municipality(7, units=12, children=700), place)
    return place


@cache
def model() -> Model:
    """The shipped model with a frame that fits a small municipality."""
    text = (files("fordel.definitions") / "models" / "demokommune.yaml").read_text("utf-8")
    for large, small in (("288400000", "50200000"), ("296100000", "51600000")):
        text = text.replace(large, small)
    return parse_model(text.replace("303400000", "52700000"), "small.yaml")


@cache
def run(year: int = 2026) -> Run:
    """Its allocation by the shipped model, without a year before."""
    return compute(model(), folder(), year).run


@cache
def next_run() -> Run:
    """Its allocation for 2027, with 2026 as last year."""
    kept = folder() / "runs"
    kept.mkdir(exist_ok=True)
    write_bundle(run(2026), kept)
    return compute(model(), folder(), 2027, previous=kept).run
