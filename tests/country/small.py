"""A tiny invented country, made once per test process and copied by tests that change it."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fordel.country.running import Asked, CountryRun, run_country
from fordel.country.settling import Settled
from fordel.demonstration.country import plan_country, write_country

_KEPT: list[tempfile.TemporaryDirectory[str]] = []
YEAR = 2026


def _kept(name: str) -> Path:
    kept = tempfile.TemporaryDirectory(prefix=f"fordel-{name}-")
    _KEPT.append(kept)
    return Path(kept.name)


@cache
def folder() -> Path:
    """Four municipalities, 36 units, 1,800 children."""
    place = _kept("country")
    list(write_country(plan_country(11, municipalities=4, units=36, children=1800), place))
    return place


@cache
def run() -> tuple[CountryRun, Path]:
    """The country computed in this process, and where."""
    out = _kept("country-run") / "out"
    return run_country(Asked(folder(), YEAR, out, workers=1)), out


def copied(to: Path) -> Path:
    """A country of one's own, to change."""
    return Path(shutil.copytree(folder(), to / "country"))


def manifest(country: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((country / "country.yaml").read_text("utf-8"))
    return document


def rewrite(country: Path, document: object) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    (country / "country.yaml").write_text(text, encoding="utf-8")


def rows(found: CountryRun) -> dict[str, Settled]:
    return {str(one.figures.row["code"]): one for one in found.settled}
