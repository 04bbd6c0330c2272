"""The files say what the municipality holds, and agree with each other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from fordel.demonstration import make_municipality, write
from fordel.demonstration.facts import read_facts
from tests.demonstration.conftest import SEED
from tests.demonstration.reading import ENCODINGS, YEARS, age, counted, day, rows, whole

CRITERIA = [criterion.header for criterion in read_facts().criteria]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_year_has_its_folder_and_the_whole_a_text(municipality, tmp_path):
    written = write(municipality, tmp_path / "new" / "folder")
    names = {str(path.relative_to(tmp_path / "new" / "folder")) for path in written}
    expected = {f"{year}/{stem}.csv" for year in YEARS for stem in ENCODINGS}
    assert names == expected | {"kommune.txt"}
    assert all(path.is_file() for path in written)


def test_the_text_says_in_danish_that_everything_is_invented(folder):
    text = (folder / "kommune.txt").read_text(encoding="utf-8-sig")
    assert text.startswith("Demokommune (kommunekode 0999) findes ikke.")
    assert "opdigtede" in text
    assert "05-09-2024, 05-09-2025, 05-09-2026" in text
    assert "{" not in text
    assert all(f"{stem}.csv" in text for stem in ENCODINGS)


def test_units_are_written_in_windows_1252_with_decimal_comma(folder):
    raw = (folder / "2027" / "units.csv").read_bytes()
    assert "åbningstimer".encode("cp1252") in raw
    assert b"51,5" in raw
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(rows(folder, 2027, "units")) + 1
    with pytest.raises(UnicodeDecodeError):
        raw.decode("utf-8")


def test_children_are_written_in_utf_8_with_a_mark(folder):
    raw = (folder / "2027" / "children.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfbarn;institutionsnr;")
    row = rows(folder, 2027, "children")[0]
    assert list(row) == [
        "barn", "institutionsnr", "fødselsdato", "indmeldt", "udmeldt", "fuldtid",
        "skoledistrikt", *CRITERIA,
    ]  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_child_keys_are_running_numbers_that_no_cpr_number_looks_like(folder, year):
    listed = rows(folder, year, "children")
    assert all(re.fullmatch(r"\d{6}", row["barn"]) for row in listed)
    assert not any(re.search(r"\d{6}-?\d{4}", value) for row in listed for value in row.values())


@pytest.mark.parametrize("year", YEARS)
def test_no_child_is_in_two_units_on_one_day(folder, year):
    stays = {}
    for row in rows(folder, year, "children"):
        stays.setdefault(row["barn"], []).append(
            (day(row["indmeldt"]), day(row["udmeldt"]) or date.max, row["institutionsnr"])
        )
    for spans in stays.values():
        assert all(start < end for start, end, _ in spans)
        for (_, end, unit), (start, _, other) in pairwise(spans):
            assert end <= start
            assert unit != other


@pytest.mark.parametrize("year", YEARS)
def test_some_children_change_unit_in_the_year_and_some_are_still_to_come(folder, year):
    often = Counter(row["barn"] for row in rows(folder, year, "children"))
    assert 0.02 <= sum(times > 1 for times in often.values()) / len(often) <= 0.10
    here = {row["barn"] for row in counted(folder, year)}
    assert 0.01 <= len(often.keys() - here) / len(often) <= 0.08


@pytest.mark.parametrize("year", YEARS)
def test_every_child_is_counted_once_in_a_unit_on_the_list_and_is_0_to_6(folder, year):
    listed = {row["institutionsnr"] for row in rows(folder, year, "units")}
    districts = {row["skoledistrikt"] for row in rows(folder, year, "districts")}
    here = counted(folder, year)
    assert max(Counter(row["barn"] for row in here).values()) == 1
    assert {row["institutionsnr"] for row in here} == listed
    assert {row["skoledistrikt"] for row in here} <= districts
    everyone = rows(folder, year, "children")
    assert {row["institutionsnr"] for row in everyone} <= listed
    assert all(0 <= age(row, year) <= 6 for row in everyone)
    assert {row["fuldtid"] for row in everyone} == {"1", "0,58", "0,49"}
    assert {row[name] for row in everyone for name in CRITERIA} == {"ja", "nej", ""}


def test_a_child_keeps_its_key_and_birthday_over_the_years(folder):
    born = {}
    for year in YEARS:
        for row in rows(folder, year, "children"):
            assert born.setdefault(row["barn"], row["fødselsdato"]) == row["fødselsdato"]


def true_counts(folder, year):
    """Children per unit, criterion and age group, counted from the rows of children."""
    met = Counter()
    for row in counted(folder, year):
        group = "0-2" if age(row, year) <= 2 else "3-5"
        for criterion in CRITERIA:
            for unit in (row["institutionsnr"], "I alt"):
                for ages in (group, "I alt"):
                    met[unit, criterion, ages] += row[criterion] == "ja"
    return met


@pytest.mark.parametrize("year", YEARS)
def test_the_counts_agree_with_the_children_and_small_ones_are_withheld(folder, year):
    met = true_counts(folder, year)
    answers = {
        (row["institutionsnr"], row["kriterium"], row["aldersgruppe"]): row["antal"]
        for row in rows(folder, year, "criteria")
    }
    assert answers.keys() == met.keys()
    for key, shown in answers.items():
        if shown == "..":
            continue
        assert whole(shown) == met[key]
        assert met[key] not in (1, 2)
    withheld = [key for key, shown in answers.items() if shown == ".."]
    assert 0.1 <= len(withheld) / len(answers) <= 0.5


@pytest.mark.parametrize("year", YEARS)
def test_no_withheld_count_follows_from_a_sum(folder, year):
    answers = {
        (row["institutionsnr"], row["kriterium"], row["aldersgruppe"]): row["antal"]
        for row in rows(folder, year, "criteria")
    }
    for (unit, criterion, ages), shown in answers.items():
        if ages != "I alt" or shown == "..":
            continue
        parts = [
            answers[unit, criterion, group]
            for group in ("0-2", "3-5")
            if (unit, criterion, group) in answers
        ]
        assert parts.count("..") != 1
    columns = {}
    for (unit, criterion, ages), shown in answers.items():
        if unit != "I alt":
            columns.setdefault((criterion, ages), []).append(shown)
    for (criterion, ages), column in columns.items():
        assert column.count("..") != 1 or answers["I alt", criterion, ages] == ".."


@pytest.mark.parametrize("year", YEARS)
def test_districts_sum_to_their_total_and_hold_more_children_than_are_enrolled(folder, year):
    *listed, total = rows(folder, year, "districts")
    assert total["skoledistrikt"] == "I alt"
    assert sum(whole(row["børn"]) for row in listed) == whole(total["børn"])
    assert any(re.fullmatch(r"\d \d{3}", row["børn"]) for row in listed)
    at_home = Counter(row["skoledistrikt"] for row in counted(folder, year) if age(row, year) <= 5)
    assert all(at_home[row["skoledistrikt"]] < whole(row["børn"]) for row in listed)
    for criterion in CRITERIA:
        shown = [row[criterion] for row in listed]
        if ".." not in shown:
            assert sum(map(whole, shown)) == whole(total[criterion])
        else:
            assert shown.count("..") > 1 or total[criterion] == ".."


@pytest.mark.parametrize("year", YEARS)
def test_money_goes_to_units_on_the_list_that_are_not_private(folder, year):
    units = {row["institutionsnr"]: row for row in rows(folder, year, "units")}
    grants, applications = rows(folder, year, "grants"), rows(folder, year, "applications")
    assert len(grants) == 6
    assert len(applications) == 4
    for row in grants + applications:
        assert units[row["institutionsnr"]]["ejerform"] in ("kommunal", "selvejende")
        assert row["formål"]
    assert all(re.fullmatch(r"\d{2,3}\.\d{3},00", row["beløb"]) for row in grants + applications)
    references = [row["afgørelse"] for row in applications]
    assert len(set(references)) == 4
    assert all(reference.startswith(f"BUU {year - 1}-") for reference in references)


@pytest.mark.parametrize("year", YEARS)
def test_every_ordinary_unit_has_the_mean_of_its_childrens_weights_as_score(folder, year):
    weights = {item.header: item.score_weight for item in read_facts().criteria}
    points, enrolled = Counter(), Counter()
    for row in counted(folder, year):
        enrolled[row["institutionsnr"]] += 1
        points[row["institutionsnr"]] += sum(
            weight for name, weight in weights.items() if row[name] == "ja"
        )
    scores = {
        row["institutionsnr"]: float(row["indeksscore"].replace(",", "."))
        for row in rows(folder, year, "scores")
    }
    ordinary = {
        row["institutionsnr"]
        for row in rows(folder, year, "units")
        if row["institutionstype"] in ("aldersintegreret", "børnehave", "vuggestue")
    }
    assert scores.keys() == ordinary
    for unit, score in scores.items():
        assert score == pytest.approx(points[unit] / enrolled[unit], abs=0.0501)


def test_the_same_seed_gives_the_same_bytes_in_another_process(folder, tmp_path):
    script = (
        "import sys; from pathlib import Path; from fordel.demonstration import *; "
        "write(make_municipality(int(sys.argv[1])), Path(sys.argv[2]))"
    )
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    subprocess.run(
        [sys.executable, "-c", script, str(SEED), str(tmp_path)], check=True, env=environment
    )
    assert contents(tmp_path) == contents(folder)


def test_another_seed_gives_another_municipality(folder, tmp_path):
    write(make_municipality(SEED + 1), tmp_path)
    mine, other = contents(folder), contents(tmp_path)
    assert mine.keys() == other.keys()
    assert all(mine[name] != other[name] for name in mine)


def test_it_is_made_and_written_in_well_under_two_seconds(tmp_path):
    start = time.process_time()
    write(make_municipality(SEED), tmp_path)
    assert time.process_time() - start < 2
