"""Invented children whose coefficients are known, and the specifications that look for them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

TRUE = {
    "low_income": 0.9, "single_parent": 0.5, "not_working": 0.7,
    "school_only": 0.8, "vocational": 0.3, "young_mother": 0.6,
}  # fmt: skip
INTERCEPT = -1.6
CHILDREN, UNITS = 3000, 50
HEADERS = (
    "child", "unit", "outcome", "low_income", "single_parent", "not_working", "education",
    "mother_age",
)  # fmt: skip
TEXT = {"da": "Prøve", "en": "Trial"}


def label(name: str) -> dict[str, str]:
    return {"da": f"{name} (da)", "en": f"{name} (en)"}


SPEC: dict[str, Any] = {
    "estimate": "trial_index",
    "title": {"da": "Prøveindeks", "en": "Trial index"},
    "purpose": {"da": "At fordele en pulje", "en": "To share a pool"},
    "responsible": "Forvaltningen for dagtilbud",
    "data": "Invented for tests",
    "grain": "child",
    "unit": "unit",
    "outcome": {
        "kind": "yes_no", "column": "outcome", "need": "yes",
        "label": {"da": "Sent sprog", "en": "Late language"},
    },
    "criteria": [
        {"id": "low_income", "label": label("low income")},
        {"id": "single_parent", "label": label("single parent")},
        {"id": "not_working", "label": label("not working")},
        {
            "kind": "categories", "column": "education", "reference": "long",
            "levels": [
                {"id": "school_only", "value": "9. klasse", "label": label("school only")},
                {"id": "vocational", "label": label("vocational")},
            ],
        },
        {
            "kind": "bands", "column": "mother_age",
            "bands": [{"id": "young_mother", "below": 22, "label": label("young mother")}],
        },
    ],
    "validation": {"folds": 4, "seed": 1, "bins": 8},
    "export": {"form": "probability", "from": "2027-01-01"},
}  # fmt: skip


def spec(path: Path, **changes: Any) -> Path:
    """A specification in a file: the trial's, with some of its parts replaced."""
    document = {**SPEC, **changes}
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    # Dates are written as text above, and must stand as dates.
    path.write_text(text.replace("'2027-01-01'", "2027-01-01"), encoding="utf-8")
    return path


def criteria(generator: np.random.Generator, children: int) -> np.ndarray:
    """The six criteria of each child, shape (children, 6), in the order of TRUE."""
    met = generator.random((children, 3)) < [0.3, 0.25, 0.2]
    education = generator.choice(3, children, p=[0.5, 0.2, 0.3])
    young = generator.random(children) < 0.15
    return np.column_stack((met, education == 1, education == 2, young)).astype(float)


def rows(
    seed: int = 1,
    *,
    children: int = CHILDREN,
    units: int = UNITS,
    outcome: Callable[[np.ndarray, np.random.Generator], Sequence[object]] | None = None,
) -> list[list[object]]:
    """A row per child in the order of HEADERS; units differ beyond the criteria."""
    generator = np.random.default_rng(seed)
    met = criteria(generator, children)
    unit = np.concatenate((np.arange(units), generator.integers(0, units, children - units)))
    linear = met @ list(TRUE.values()) + generator.normal(0, 0.2, units)[unit]
    happened = (outcome or yes_no)(linear, generator)
    words = {True: "ja", False: "nej"}
    made: list[list[object]] = []
    for i, child in enumerate(met):
        education = "9. klasse" if child[3] else "vocational" if child[4] else "long"
        age = int(generator.integers(17, 22) if child[5] else generator.integers(22, 45))
        answers = [words[bool(one)] for one in child[:3]]
        made.append([f"barn-{i:05d}", f"E{unit[i]:03d}", happened[i], *answers, education, age])
    return made


def yes_no(linear: np.ndarray, generator: np.random.Generator) -> Sequence[object]:
    chance = 1 / (1 + np.exp(-linear - INTERCEPT))
    return ["ja" if one else "nej" for one in generator.random(len(linear)) < chance]


def score(linear: np.ndarray, generator: np.random.Generator) -> Sequence[object]:
    """Points in a test from 0 to 100, of which those in need have few."""
    points = 60 - 5 * linear + generator.normal(0, 6, len(linear))
    return [f"{one:.1f}" for one in np.clip(points, 0, 100)]


def colours(linear: np.ndarray, generator: np.random.Generator) -> Sequence[object]:
    level = np.digitize(linear + generator.logistic(size=len(linear)), [0.8, 2.6])
    return [("grøn", "gul", "rød")[one] for one in level]


def write(path: Path, made: Sequence[Sequence[object]], headers: Sequence[str] = HEADERS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(made)
    return path
