from __future__ import annotations

import json

import pytest
import yaml

from fordel.registers.inspection import Holds, inspect
from fordel.registers.mapping import read_mapping
from tests.shared import SHARED, needs_shared

from .folders import read, write

CHILDREN = (
    "CPR-nr;Institutionsnr;Fødselsdato;Indmeldt;Timer;Navn;enlig\n"
    "010120-1234;001;01-01-2020;01-08-2022;37;Ole;ja\n"
    "020220-1234;001;02-02-2020;;;Bo;\n"
)


def test_an_inspection_says_what_a_file_is_and_shows_no_cell(tmp_path):
    write(tmp_path, born=CHILDREN.encode("cp1252"))
    found = inspect(tmp_path / "born.csv")
    assert (found.facts.format, found.facts.encoding, found.facts.delimiter) == (
        "CSV",
        "cp1252",
        ";",
    )
    assert found.rows == 2
    assert found.fits[0] == "children"
    assert {view.header: (view.holds, view.missing, view.column) for view in found.columns} == {
        "CPR-nr": (Holds.PERSONAL, 0, "child"),
        "Institutionsnr": (Holds.NUMBERS, 0, "unit"),
        "Fødselsdato": (Holds.DATES, 0, "born_on"),
        "Indmeldt": (Holds.DATES, 1, "enrolled_from"),
        "Timer": (Holds.NUMBERS, 1, "hours"),
        "Navn": (Holds.TEXTS, 0, None),
        "enlig": (Holds.YES_NO, 1, None),
    }
    said = "\n".join([*found.sentences("da"), *found.sentences("en"), found.to_yaml()])
    said += json.dumps(found.to_json())
    for secret in ("010120", "Ole", "2022", "001"):
        assert secret not in said


def test_the_sentences_are_danish_and_english(tmp_path):
    write(tmp_path, tal="Enhed;Børn 0-2 år;Score\na;12;1.234\nb;..;2.345\nI alt;12;3.579\n")
    found = inspect(tmp_path / "tal.csv")
    assert list(found.sentences("da")) == [
        "tal.csv: CSV (utf-8, ;). Rækker: 3. Kolonner: 3.",
        "Summer og gennemsnit, som ikke regnes med: 1 (række 4). Rækker tilbage: 2.",
        "Den kan være: units, scores.",
        '"Enhed": tekst eller nøgler; mangler: 0; læses som unit.',
        '"Børn 0-2 år": tal; mangler: 1; læses som children_0-2.',
        '"Score": tal; mangler: 0.',
        'Decimaltegnet kan ikke afgøres i: Score. Skriv decimal: "," eller "." i mapping.yaml.',
    ]
    assert list(found.sentences("en"))[3:5] == [
        '"Enhed": text or keys; missing: 0; read as unit.',
        '"Børn 0-2 år": numbers; missing: 1; read as children_0-2.',
    ]


def test_the_proposed_mapping_is_one_that_works(tmp_path):
    write(tmp_path, udtraek="Enhedsnr;0-2 år;3-5 år;Andet\n01;12,5;20;x\n02;3;4;y\n")
    text = inspect(tmp_path / "udtraek.csv").to_yaml()
    assert yaml.safe_load(text) == {
        "units": {
            "file": "udtraek.csv",
            "columns": {"unit": "Enhedsnr", "children_0-2": "0-2 år", "children_3-5": "3-5 år"},
            "decimal": ",",
        }
    }
    assert text.endswith("# Ikke genkendt: Andet\n")
    (tmp_path / "mapping.yaml").write_text(text)
    assert read_mapping(tmp_path)["units"].decimal == ","
    assert [unit.id for unit in read(tmp_path).register.units] == ["01", "02"]


@needs_shared
def test_hamburg_s_quarters_survive():
    found = inspect(SHARED / "de_hamburg_2014" / "stadtteilprofile_2014.csv")
    assert (found.facts.delimiter, found.facts.encoding, found.decimal) == (";", "utf-8", ",")
    assert (found.rows, found.units, len(found.columns)) == (107, 99, 69)
    assert [total.row for total in found.totals] == list(range(101, 109))
    assert [(total.first, total.last) for total in found.totals][:7] == [
        (2, 17),
        (18, 31),
        (32, 40),
        (41, 53),
        (54, 71),
        (72, 85),
        (86, 100),
    ]
    assert all(view.holds is Holds.NUMBERS for view in found.columns[1:])
    assert not any(view.unclear for view in found.columns)
    assert found.columns[56].missing == 31 + 7  # quarters, and the districts they lie in
    assert found.fits == ("units",)


@needs_shared
@pytest.mark.parametrize(
    ("name", "rows", "totals"),
    [
        ("nl_cbs_2019/cbs_achterstandsscores_2019.csv", 6295, 0),
        ("kora_2017_institutions.csv", 24, 0),
        ("kora_2017_table_4_1.csv", 15, 0),
        ("kora_2017_table_4_2.csv", 16, 0),
        ("en_2017/factors.csv", 480, 0),
        ("en_2017/published.csv", 460, 0),
        ("dk/dk_municipalities.csv", 98, 0),
        ("dk/dk_daycare_units_oct2019_33munis.csv", 34, 1),
        ("dk/dk_normering_2019_2021_25rows.csv", 25, 1),
        ("eva_2023_costs.csv", 29, 0),
        ("statistics/mpdta.csv", 2500, 0),
        ("statistics/ologit_ucla.csv", 400, 0),
        ("statistics/sdctable_microdata1.csv", 100, 0),
    ],
)
def test_published_files_are_inspected(name, rows, totals):
    found = inspect(SHARED / name)
    assert (found.rows, len(found.totals)) == (rows, totals)
    assert json.loads(json.dumps(found.to_json()))["units"] == rows - totals
