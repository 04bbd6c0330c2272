"""The comparison says what the bundles say, and what in it can be compared."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
import yaml
from pyarrow import parquet

from fordel.allocation.bundles.bundle import read_bundle
from fordel.allocation.model.document import Model
from fordel.allocation.model.loading import load_model, parse_model
from fordel.allocation.model.steps import Need
from fordel.allocation.resolving import resolve
from fordel.allocation.runs import Run, make_run
from fordel.country.columns import COLUMNS, Column, exact_text, shown
from fordel.country.comparing import Compared, compare_country
from fordel.country.drawing import need_by_burden
from fordel.country.figures import figures_of, on_common_weights
from fordel.country.manifest import Manifest
from fordel.country.refusals import AgeGroupWithoutCommonWeight, NothingToCompare
from fordel.country.running import CountryRun
from fordel.country.settling import Refused, Settled
from fordel.country.wording import counted_alike, method_words
from fordel.country.writing import comparison_csv, comparison_json, write_country_files
from fordel.demonstration.country_facts import read_country_facts
from fordel.demonstration.country_models import OwnModel, model_text
from fordel.domain.language import Words
from fordel.equity.of_run import is_special, load_per_child, measure_run
from tests.country import small

REFUSED = Refused("Z1", "Zeta", "ModelNotFound", 4, Words("=væk", "=gone"))
OWN = Manifest("X", ())


def runs() -> dict[str, Run]:
    found, out = small.run()
    return {one.code: read_bundle(out / one.code) for one in found.manifest.municipalities}


def compared() -> Compared:
    return compare_country(small.run()[0])


def with_forms(*forms: str) -> CountryRun:
    """The same municipality's figures, once for each way of giving by need."""
    found = small.run()[0]
    run = next(iter(runs().values()))
    settled = []
    for place, form in enumerate(forms):
        text = yaml.safe_dump(run.model.model_dump(mode="json", by_alias=True, exclude_unset=True))
        document = yaml.safe_load(text)
        need = read_country_facts().forms
        wanted = next(one for one in need if one.id == form).need[0]
        keep = {"id": "need", "use": "need", "money": {"by": "rate", "rate": 1}}
        frame = document["steps"][0]
        base = next(one for one in document["steps"] if one["id"] == "base")
        step = {**keep, **wanted}
        order = [base, step] if form == "index_on_base" else [step, base]
        document["steps"] = [frame, {"id": "x", "use": "fixed_grants"}, *order]
        document["children"]["unknown"] = "not_met"
        model = parse_model(yaml.safe_dump(document), "form.yaml")
        made = make_run(model, run.inputs, small.YEAR)
        figures = figures_of(made, f"M{place}", f"By {place}", found.manifest)
        settled.append(Settled(figures, reused=False))
    return replace(found, settled=tuple(settled))


def test_shares_and_sums_are_those_of_the_run() -> None:
    for code, run in runs().items():
        row = next(row for row in compared().rows if row["code"] == code)
        result = run.allocation
        assert row["units"] == len(result.units)
        assert row["children"] == sum(result.enrolled.totals)
        assert row["frame"] == result.frame
        assert row["decentral"] == result.frame - result.set_aside
        assert row["handed_out"] == sum(result.totals)
        if row["need"] is not None:
            assert row["need"] == sum(result.need)
        met = row["met_low_income"]
        if met is not None:
            profile = run.inputs.enrolled
            inside = {unit.id for unit in result.units}
            known = sum(
                int(number)
                for place, pattern, number in zip(
                    profile.place, profile.met, profile.children, strict=True
                )
                if profile.places[place] in inside and int(pattern) & profile.mask(["low_income"])
            )
            assert met == Fraction(known, int(sum(result.enrolled.totals)))


def test_measures_rest_on_the_common_weights() -> None:
    weights = {"0-2": Fraction(18, 10), "3-5": Fraction(1)}
    for code, run in runs().items():
        row = next(row for row in compared().rows if row["code"] == code)
        children = [dict(zip(run.allocation.enrolled.age_groups, grid, strict=True))
                    for grid in run.allocation.enrolled.children]  # fmt: skip
        weighted = sum(weights[age] * number for unit in children for age, number in unit.items())
        assert row["weighted_children"] == weighted
        assert row["per_child"] == sum(run.allocation.totals) / weighted
        assert on_common_weights(run, weights).allocation.totals == run.allocation.totals
        own = figures_of(run, code, "own", OWN).row
        assert own["gini"] == measure_run(run).horizontal.gini


def test_the_quarters_are_the_units_with_most_and_least_load() -> None:
    seen = 0
    for code, run in runs().items():
        row = figures_of(run, code, "A", OWN).row
        result = run.allocation
        loads = load_per_child(result)
        units = sorted(
            (-loads[i], unit.id, result.totals[i], result.weighted[i])
            for i, unit in enumerate(result.units)
            if not is_special(unit) and loads[i] is not None
        )
        if len(units) < 4:
            assert row["most_burdened_total"] is None
            assert row["quarter_units"] is None
            continue
        seen += 1
        part = len(units) // 4
        most, least = units[:part], units[-part:]
        assert row["quarter_units"] == part
        assert row["most_burdened_total"] == sum(u[2] for u in most) / sum(u[3] for u in most)
        assert row["least_burdened_total"] == sum(u[2] for u in least) / sum(u[3] for u in least)
    assert seen


def test_an_index_on_other_money_has_no_need_figures() -> None:
    found = compare_country(with_forms("index_on_base", "two_of_six"))
    index, plain = found.rows
    for name in ("need", "need_share", "gini", "most_burdened_need", "below_useful"):
        assert index[name] is None, name
        assert plain[name] is not None, name
    assert index["measured_units"] is None
    assert index["most_burdened_total"] is not None
    assert any("kan ikke skilles ud, så behovsmålene mangler: By 0." in c.da for c in found.caveats)


def test_only_those_who_count_alike_share_a_letter() -> None:
    forms = ("two_of_six", "one_of_four", "two_of_six", "one_of_four", "one_of_four", "weighted")
    found = compare_country(with_forms(*forms))
    assert [row["counted_alike"] for row in found.rows] == ["B", "A", "B", "A", "A", None]
    assert any("samme bogstav i «Tæller ens»" in words.da for words in found.caveats)
    alone = compare_country(with_forms("two_of_six", "weighted"))
    assert any("Ingen kommuner tæller behov ens" in words.da for words in alone.caveats)


def test_finished_scores_are_a_municipalitys_own() -> None:
    model = next(iter(runs().values())).allocation.resolved
    assert counted_alike(model, "A") == counted_alike(model, "B")
    scored = resolve(load_model("netherlands_2019"), 2027)
    assert counted_alike(scored, "A") != counted_alike(scored, "B")


def test_the_money_is_no_part_of_counting_alike() -> None:
    one = resolve(load_model("demokommune"), 2026)
    other = resolve(load_model("demokommune"), 2027)
    assert counted_alike(one, "A") == counted_alike(other, "A")
    need = next(step for step in one.model.steps if step.id == "need")
    stricter = need.model_copy(update={"count": need.count.model_copy(update={"at_least": 3})})
    steps = tuple(stricter if step.id == "need" else step for step in one.model.steps)
    model = replace(one, model=one.model.model_copy(update={"steps": steps}))
    assert counted_alike(model, "A") != counted_alike(one, "A")


@pytest.mark.parametrize(
    ("model", "danish", "english"),
    [
        (
            "demokommune",
            (
                "børn med mindst 2 af 6 kriterier: pulje på 5 % af de decentrale penge, loft; "
                "overgangsordning"
            ),
            (
                "children meeting at least 2 of 6 criteria: a pool of 5% of the decentral money, "
                "capped; damped"
            ),
        ),
        (
            "netherlands_2019",
            "en færdig score, kun det over en grænse: takst på 1 kr.",
            "a finished score, only what is above a threshold: a rate of 1 kr.",
        ),
        (
            "worked_example",
            "en fast nøgle: pulje på 10 % af rammen",
            "a given key: a pool of 10% of the frame",
        ),
        (
            "california",
            (
                "leverede tal på børn med mindst 1 af 3 kriterier: tillæg på 20 % af «base»; "
                "leverede tal på børn med mindst 1 af 3 kriterier, kun det over en grænse: tillæg "
                "på 50 % af «base»"
            ),
            (
                "supplied counts of children meeting at least 1 of 3 criteria: a supplement of 20% "
                "of “base”; supplied counts of children meeting at least 1 of 3 criteria, only "
                "what is above a threshold: a supplement of 50% of “base”"
            ),
        ),
    ],
)
def test_a_method_is_told_in_one_line(model: str, danish: str, english: str) -> None:
    assert method_words(resolve(load_model(model), 2027)) == Words(danish, english)


@pytest.mark.parametrize("form", read_country_facts().forms, ids=lambda form: form.id)
@pytest.mark.parametrize("damping", read_country_facts().choices.damping[1:])
def test_every_model_of_the_demonstration_is_valid_and_told(form, damping) -> None:
    own = OwnModel(form, Decimal("0.04"), Decimal("1.8"), damping, {2025: 1000, 2026: 2000})
    model = parse_model(model_text(own, "D001", "Ravnby"), "model.yaml")
    told = method_words(resolve(model, 2026))
    assert "{" not in f"{told.da}{told.en}"
    assert ("overgangsordning" in told.da) == (damping is not None)
    pooled = any(getattr(step.money, "by", "") == "pool" for step in needs(model))
    assert ("4 % af de decentrale penge" in told.da) == pooled


def needs(model: Model) -> list[Need]:
    found = [step for step in model.steps if isinstance(step, Need)]
    assert found
    return found


def test_an_age_group_without_a_common_weight_is_refused() -> None:
    manifest = replace(small.run()[0].manifest, weights={"0-2": Fraction(2)})
    code, run = next(iter(runs().items()))
    with pytest.raises(AgeGroupWithoutCommonWeight) as refusal:
        figures_of(run, code, "A", manifest)
    assert refusal.value.message("da") == (
        f"Modellen «{run.model.model}» har aldersgruppen «3-5», som ikke har nogen vægt i "
        "country.yaml. Kommuner sammenlignes på fælles vægte, så hver aldersgruppe skal have én. "
        "Tilføj aldersgruppen under `weights`, eller slet `weights` helt."
    )
    assert "has the age group “3-5”, which has no weight" in refusal.value.message("en")


def test_what_is_small_refused_or_unweighted_is_told() -> None:
    found = small.run()[0]
    told = compare_country(
        replace(found, manifest=replace(found.manifest, weights=None), refused=(REFUSED,))
    ).caveats
    danish = " ".join(words.da for words in told)
    assert "Målene hviler på færre end 10 enheder" in danish
    assert "1 af 5 kommuner kunne ikke regnes" in danish
    assert "på hver kommunes egne vægte" in danish
    assert "Kroner pr. barn kan ikke sammenlignes mellem kommuner" in danish
    assert told[-1].da.startswith("Tabellen har ikke været gennem diskretionering.")
    plain = " ".join(words.da for words in compared().caveats)
    assert "fælles vægte (0-2: 1,80; 3-5: 1)" in plain
    assert "kunne ikke regnes" not in plain


def test_another_currency_or_basis_is_told() -> None:
    found = small.run()[0]
    first, *others = found.settled
    other = replace(first.figures, row={**first.figures.row, "currency": "EUR"}, basis="budgeted")
    changed = (Settled(other, reused=False), *others)
    told = " ".join(words.en for words in compare_country(replace(found, settled=changed)).caveats)
    assert "different currencies (DKK, EUR)" in told
    assert "budgeted numbers of children and others are not" in told


@pytest.mark.parametrize(
    ("kind", "value", "exact", "danish"),
    [
        ("dkk", Fraction(1234567), "1234567", "1.234.567"),
        ("dkk_per_child", Fraction(10000, 3), "3333.33", "3.333"),
        ("share", Fraction(1, 3), "0.333333", "33,3 %"),
        ("factor", Fraction(7, 3), "2.3333", "2,33"),
        ("index", 0.25, "0.25", "0,250"),
        ("count", 1200, "1200", "1.200"),
        ("text", "a", "a", "a"),
        ("share", None, "", "–"),
    ],
)
def test_a_figure_is_written_for_its_reader(kind, value, exact, danish) -> None:
    column = Column("x", kind, Words("x", "x"))
    assert exact_text(column, value) == exact
    assert shown(column, value, "da") == danish


def test_the_three_tables_say_the_same(tmp_path: Path) -> None:
    table = compared()
    files = write_country_files(table, [REFUSED], tmp_path, "da").files
    assert all(path.is_file() for path in files.values())
    written = list(csv.DictReader(io.StringIO(files["csv"].read_text("utf-8"))))
    held = parquet.read_table(files["parquet"]).to_pylist()
    book = openpyxl.load_workbook(files["workbook"], data_only=True)
    sheet = book["Sammenligning"]
    headers = [cell.value for cell in sheet[3]]
    frames = [row[headers.index("Ramme")].value for row in sheet.iter_rows(min_row=4)]
    assert "Metode (engelsk)" not in headers
    assert [int(row["frame"]) for row in written] == frames
    assert [row["frame"] for row in held] == [Decimal(frame) for frame in frames]
    assert [row["frame"] for row in table.rows] == frames
    assert [row["units"] for row in held] == [int(row["units"]) for row in written]
    document = json.loads(files["json"].read_text("utf-8"))
    assert [row["frame"] for row in document["municipalities"]] == [str(f) for f in frames]
    assert book["Ikke regnet"].cell(4, 3).value == "=væk"
    assert book["Ikke regnet"].cell(4, 3).data_type == "s"
    assert "'=væk" in files["refused"].read_text("utf-8")
    assert document["refused_municipalities"][0]["message"]["en"] == "=gone"


def test_the_same_country_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_country_files(compared(), [], tmp_path / "1", "da").files
    again = write_country_files(compared(), [], tmp_path / "2", "da").files
    assert {n: p.read_bytes() for n, p in first.items()} == {
        n: p.read_bytes() for n, p in again.items()
    }


def test_the_column_names_differ_and_every_row_has_them() -> None:
    names = [column.id for column in COLUMNS]
    assert len(set(names)) == len(names)
    header = comparison_csv(compared()).splitlines()[0].split(",")
    assert header == [column.id for column in compared().columns]
    assert all(set(row) == set(header) for row in compared().rows)
    assert set(comparison_json(compared(), [])["municipalities"][0]) == set(header)


def test_without_any_municipality_only_the_reasons_are_written(tmp_path: Path) -> None:
    nobody = replace(small.run()[0], settled=(), refused=(REFUSED,))
    with pytest.raises(NothingToCompare) as refusal:
        write_country_files(compare_country(nobody), [REFUSED], tmp_path, "da")
    assert refusal.value.message("da") == (
        "Ingen kommuner kunne regnes (i listen: 1). Z1 Zeta: =væk Grunden til hver står i "
        "refused.csv; ret dem, og kør igen."
    )
    assert "No municipality could be computed (in the list: 1)." in refusal.value.message("en")
    assert [path.name for path in tmp_path.iterdir()] == ["refused.csv"]


def test_the_chart_has_a_line_for_each_with_quarters() -> None:
    table = compare_country(with_forms("two_of_six", "each_criterion", "index_on_base"))
    chart = need_by_burden(table, "da")
    assert chart is not None
    headers, rows = chart.table
    assert headers[0] == "Kommune"
    assert {row[0] for row in rows} == {"By 0", "By 1"}
    widest = max(
        table.rows[:2], key=lambda row: row["most_burdened_need"] - row["least_burdened_need"]
    )
    assert rows[0][0] == widest["municipality"]
    assert str(widest["municipality"]) in chart.description
    assert "<svg role=" in chart.svg()
    assert need_by_burden(replace(table, rows=()), "da") is None
