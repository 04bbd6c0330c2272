from __future__ import annotations

import csv
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import yaml

from fordel.allocation.bundles.bundle import model_yaml
from tests import demonstrated
from tests.cli.calling import Command

COLUMNS = {"low_income": "lav indkomst", "single_parent": "enlig forsørger",
           "parents_not_working": "uden for arbejdsmarkedet"}  # fmt: skip
SPEC = """
estimate: language_index
title: {da: Sprogindeks, en: Language index}
purpose: {da: At fordele puljen efter børnenes vilkår, en: To share the need pool}
responsible: Dagtilbud
data: Demokommune 2026 with invented outcomes
grain: child
unit: institutionsnr
child: barn
outcome: {kind: yes_no, column: sent sprog, label: {da: Sent sprog, en: Late language}}
criteria:
  - {id: low_income, column: lav indkomst, label: {da: lav indkomst, en: low income}}
  - {id: single_parent, column: enlig forsørger, label: {da: enlig forsørger, en: single parent}}
  - id: parents_not_working
    column: uden for arbejdsmarkedet
    label: {da: forældre uden arbejde, en: parents out of work}
validation: {folds: 4}
export: {form: probability, from: 2026-01-01}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration's own children, with an outcome that was planted, and a specification."""
    made = tmp_path_factory.mktemp("estimate")
    (made / "spec.yaml").write_text(SPEC, encoding="utf-8")
    source = demonstrated.folder() / "2026" / "children.csv"
    with source.open(encoding="utf-8-sig", newline="") as file:
        children = list(csv.DictReader(file, delimiter=";"))
    generator = np.random.default_rng(2)
    once = {row["barn"]: row for row in children if all(row[c] for c in COLUMNS.values())}
    with (made / "outcomes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*children[0], "sent sprog"], delimiter=";")
        writer.writeheader()
        for row in once.values():
            linear = -1.2 + sum(row[column] == "ja" for column in COLUMNS.values())
            late = generator.random() < 1 / (1 + math.exp(-linear))
            writer.writerow({**row, "sent sprog": "ja" if late else "nej"})
    return made


def call(fordel: Command, place: Path, *more: object):
    return fordel(
        "estimate", place / "spec.yaml", "--data", place / "outcomes.csv",
        "--out", place / "index", "--date", "2026-12-24", *more,
    )  # fmt: skip


def test_an_estimate_is_told_and_written(fordel: Command, place: Path) -> None:
    answer = call(fordel, place)
    assert answer.code == 0, answer.err
    assert "Koefficienter i «Sprogindeks»" in answer.out
    assert "Prøvet på enheder, der var holdt ude (4 dele)" in answer.out
    assert "børn i 12 enheder; ingen række mangler noget." in answer.out
    assert "Kun 12 enheder: intervallerne er selv usikre" in answer.out
    assert sorted(path.name for path in (place / "index").iterdir()) == [
        "calibration.csv", "calibration.svg", "coefficients.csv", "coefficients.svg",
        "estimate.json", "language_index.yaml", "report.md",
    ]  # fmt: skip
    children = [row.split(";")[0] for row in (place / "outcomes.csv").read_text().splitlines()[1:]]
    assert len(answer.out.splitlines()) < 60 < len(children)
    told = answer.out + answer.err
    assert not any(child in told for child in children)


def test_an_estimate_answers_in_english_and_in_json(fordel: Command, place: Path) -> None:
    english = call(fordel, place, "--lang", "en")
    assert "Coefficients of “Language index”" in english.out
    document = call(fordel, place, "--json").json()
    written = json.loads((place / "index" / "estimate.json").read_text("utf-8"))
    assert {name: document[name] for name in written} == written
    assert document["made_on"] == "2026-12-24"
    assert all(Path(path).is_file() for path in document["files"].values())


def test_an_allocation_model_pays_by_the_estimated_index(fordel: Command, place: Path) -> None:
    """From outcomes to kroner: the exported file is included by a model, and a run uses it."""
    assert call(fordel, place).code == 0
    model = place / "index" / "model.yaml"
    document = yaml.safe_load(model_yaml(demonstrated.model()))
    need = next(step for step in document["steps"] if step["id"] == "need")
    need["count"] = {
        "method": "index", "coefficients": "language_index",
        "intercept": {"parameter": "language_index_intercept"}, "link": "logistic",
    }  # fmt: skip
    document["include"] = ["language_index.yaml"]
    model.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    out = place / "run"
    answer = fordel(
        "allocate", model, "--data", demonstrated.folder(), "--year", 2026, "--out", out,
        "--figures-only",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    with (out / "allocation.csv").open(encoding="utf-8") as file:
        paid = {row["unit"]: float(row["load_share"]) for row in csv.DictReader(file)}
    expected = loads_by_hand(json.loads((place / "index" / "estimate.json").read_text("utf-8")))
    total = sum(expected[unit] for unit in paid)
    for unit, share in paid.items():
        assert share == pytest.approx(expected[unit] / total, abs=1e-6)
    assert fordel("verify", out).code == 0
    kept = json.loads((out / "summary.json").read_text("utf-8"))
    assert kept["total"]
    assert "data SHA-256" in (out / "model.yaml").read_text("utf-8")


def loads_by_hand(known: dict[str, dict[str, object]]) -> Counter[str]:
    """Each unit's sum of chances, from the counts per pattern of criteria."""
    exported = known["exported"]
    profile = demonstrated.run(2026).inputs.enrolled
    assert profile is not None
    sums: Counter[str] = Counter()
    for unit, met, children in zip(profile.place, profile.met, profile.children, strict=True):
        linear = float(exported["intercept"]) + sum(
            float(value)
            for name, value in exported["coefficients"].items()
            if met & profile.mask([name])
        )
        sums[profile.places[unit]] += int(children) / (1 + math.exp(-linear))
    return sums


def test_what_is_refused_has_its_exit_code_and_leaves_nothing(
    fordel: Command, place: Path, tmp_path: Path
) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(SPEC.replace("grain: child", "grain: family"), encoding="utf-8")
    data = place / "outcomes.csv"
    out = tmp_path / "out"
    answer = fordel("estimate", spec, "--data", data, "--out", out)
    assert answer.code == 2
    assert "spec.yaml, «grain»: vælg en af 'child' eller 'unit'." in answer.err
    more = SPEC.replace(
        "criteria:\n",
        "criteria:\n  - {id: poor, column: lav indkomst, label: {da: fattig, en: poor}}\n",
    )
    spec.write_text(more, encoding="utf-8")
    refused = fordel("estimate", spec, "--data", data, "--out", out, "--json")
    assert refused.code == 3
    assert refused.json()["kind"] == "CriteriaCollinear"
    assert refused.err.startswith("Disse kriterier siger det samme: poor, low_income.")
    spec.write_text(SPEC, encoding="utf-8")
    missing = fordel("estimate", spec, "--data", tmp_path / "no.csv", "--out", out)
    assert missing.code == 3
    wrong = fordel("estimate", spec, "--data", data, "--out", out, "--date", "24-12-2026")
    assert wrong.code == 2
    assert "skriv en dato som 2027-01-31" in wrong.err
    assert not out.exists()
