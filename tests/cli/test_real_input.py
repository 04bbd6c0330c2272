"""The main job on data the project did not make, from files to answers."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal, localcontext
from pathlib import Path

import pytest

from tests.cli.calling import Command
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
PHASES = ("Primary", "KS3", "KS4", "Secondary", "All")
NOT_BY_PUPIL = (
    "lump sums", "sparsity", "fringe", "split sites", "rates", "PFI",
    *(f"exceptional {number}" for number in range(1, 7)),
)  # fmt: skip
SUBTOTALS = {
    "basic_entitlement_gbp": "basic entitlement",
    "deprivation_gbp": "deprivation (free school meals and bands)",
    "looked_after_gbp": "looked after children",
    "prior_attainment_gbp": "low prior attainment",
    "total_gbp": "total before guarantee",
}


def table(*path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(SHARED.joinpath(*path).read_text("utf-8").splitlines()))


def write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *rows])


def result(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "allocation.csv").read_text("utf-8").splitlines()))


def test_6295_dutch_schools_get_their_official_scores(fordel: Command, tmp_path: Path) -> None:
    schools = table("nl_cbs_2019", "cbs_achterstandsscores_2019.csv")
    write(
        tmp_path / "units.csv",
        ["unit", "children_pupils"],
        [[row["brin"], row["pupils"]] for row in schools],
    )
    write(tmp_path / "scores.csv", ["unit", "score"], [[r["brin"], r["raw"]] for r in schools])
    out = tmp_path / "run"
    answer = fordel(
        "allocate", "netherlands_2019", "--data", tmp_path, "--year", 2019, "--out", out,
        "--figures-only",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    official = {row["brin"]: float(row["score"]) for row in schools}
    found = {row["unit"]: float(row["score_eur"]) for row in result(out)}
    assert len(found) == 6295
    assert max(abs(found[brin] - score) for brin, score in official.items()) <= 0.01 + 1e-9
    assert fordel("verify", out).code == 0
    assert "6.195 enheder til" in answer.out


def test_twenty_english_authorities_come_out_to_the_sixth_digit(
    fordel: Command, tmp_path: Path
) -> None:
    factors, published = table("en_2017", "factors.csv"), table("en_2017", "published.csv")
    pupils: dict[str, dict[str, str]] = defaultdict(dict)
    for row in factors:
        if row["factor"] == "basic entitlement":
            pupils[row["authority"]][row["phase"]] = row["pupils"]
    named = [[r["authority"], r["factor"].replace(" ", "_"), r["phase"]] for r in factors]
    write(
        tmp_path / "units.csv",
        ["unit", "district", *(f"children_{phase}" for phase in PHASES)],
        [[a, a, *(own.get(phase, 0) for phase in PHASES)] for a, own in pupils.items()],
    )
    keys = ["unit", "criterion", "age_group"]
    write(
        tmp_path / "criteria.csv",
        [*keys, "count"],
        [[*key, row["pupils"]] for key, row in zip(named, factors, strict=True)],
    )
    write(
        tmp_path / "rates.csv",
        ["district", *keys[1:], "rate", "valid_from"],
        [[*key, r["rate_gbp"], "2016-04-01"] for key, r in zip(named, factors, strict=True)],
    )
    write(
        tmp_path / "grants.csv",
        ["unit", "amount", "purpose"],
        [
            [r["authority"], r["value"], r["figure"]]
            for r in published
            if r["figure"] in NOT_BY_PUPIL
        ],
    )
    out = tmp_path / "run"
    answer = fordel(
        "allocate", "england_2017", "--data", tmp_path, "--year", 2017, "--out", out,
        "--figures-only",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    figures = {(row["authority"], row["figure"]): row["value"] for row in published}
    rows = result(out)
    assert len(rows) == 20
    for row in rows:
        for column, figure in SUBTOTALS.items():
            expected = float(figures[row["unit"], figure])
            assert float(row[column]) == pytest.approx(expected, rel=1e-5), (row["unit"], figure)


def test_the_hamburg_quarters_become_an_allocation(fordel: Command, tmp_path: Path) -> None:
    """The file as it is, with a short mapping; districts' sums stay out."""
    source = SHARED / "de_hamburg_2014" / "stadtteilprofile_2014.csv"
    (tmp_path / "stadtteile.csv").write_bytes(source.read_bytes())
    (tmp_path / "mapping.yaml").write_text(
        "units:\n"
        "  file: stadtteile.csv\n"
        "  columns: {unit: Stadtgebiet, children_all: Unter 18-Jährige}\n"
        "criteria:\n"
        "  file: stadtteile.csv\n"
        "  columns:\n"
        "    unit: Stadtgebiet\n"
        "    single_parent: Alleinerziehende\n",
        encoding="utf-8",
    )
    model = tmp_path / "hamburg.yaml"
    model.write_text(
        "model: hamburg\n"
        "title: {da: Hamborg, en: Hamburg}\n"
        "age_groups: [{id: all}]\n"
        "criteria: [{id: single_parent, label: {da: enlige forsørgere, en: single parents}}]\n"
        "children: {grain: counts, unknown: not_met}\n"
        "steps:\n"
        "  - id: need\n"
        "    use: need\n"
        "    count: {method: criteria_met}\n"
        "    money: {by: pool, pool: {amount: 1000000}}\n",
        encoding="utf-8",
    )
    out = tmp_path / "run"
    answer = fordel(
        "allocate", model, "--data", tmp_path, "--year", 2014, "--out", out, "--figures-only"
    )
    assert answer.code == 0, answer.err
    rows = {row["unit"]: row for row in result(out)}
    assert len(rows) == 99
    assert "Hamburg" not in rows
    assert rows["Neustadt"]["children"] == "1334"
    assert rows["Neustadt"]["load"] == "307"
    assert sum(int(row["need_dkk"]) for row in rows.values()) == 1000000


@pytest.mark.parametrize("factor", [2, 3, 5, 20])
@pytest.mark.parametrize("share", ["0.01", "0.1"])
def test_the_worked_example_is_allocated_to_the_krone(
    fordel: Command, tmp_path: Path, share: str, factor: int
) -> None:
    """Twenty units between least and most at equal ratios; table 4.3 shows the two ends."""
    with localcontext() as context:
        context.prec = 40
        ratio = Decimal(factor) ** (Decimal(1) / 19)
        scores = [[f"{number:02}", f"{ratio**number:.30f}"] for number in range(20)]
    write(
        tmp_path / "units.csv",
        ["unit", "children_0-2", "children_3-5"],
        [[f"{number:02}", 20, 40] for number in range(20)],
    )
    write(tmp_path / "scores.csv", ["unit", "score"], [[*row] for row in scores])
    shipped = fordel("models", "show", "worked_example", "--yaml").out
    model = tmp_path / "example.yaml"
    model.write_text(shipped.replace("'0.10'", f"'{share}'"), encoding="utf-8")
    out = tmp_path / "run"
    answer = fordel(
        "allocate", model, "--data", tmp_path, "--year", 2017, "--out", out, "--figures-only"
    )
    assert answer.code == 0, answer.err
    rows = result(out)
    assert sum(int(row["total_dkk"]) for row in rows) == 100_000_000
    published = {
        row["which"]: row
        for row in table("kora_2017_table_4_3.csv")
        if (row["share"], row["factor"]) == (share, str(factor))
    }
    for which, row in (("least", rows[0]), ("most", rows[-1])):
        assert row["base_dkk"] == published[which]["base_dkk"]
        assert abs(int(row["need_dkk"]) - int(published[which]["need_dkk"])) <= 1
        assert row["weighted_children"] == "80"
