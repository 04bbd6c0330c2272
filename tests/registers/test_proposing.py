from __future__ import annotations

import gzip
import zipfile

import pytest

from fordel.domain.ages import AgeGroup
from fordel.registers.column_words import FILE_WORDS, column_words
from fordel.registers.contract import FILES
from fordel.registers.formats.found import check_unpacked
from fordel.registers.proposing import lacking, propose_columns, propose_files
from fordel.registers.reading import read_register
from fordel.registers.records import Needs
from fordel.registers.refusals.files import CutFile, TooLarge

NEEDS = Needs(
    age_groups=(AgeGroup("0-2", 0, 2),),
    criteria=("low_income",),
    files=frozenset({"units", "children", "grants"}),
)


def test_columns_are_proposed_for_what_the_model_needs():
    headers = ["barn", "enhedsnr", "lav indkomst", "noget andet"]
    assert propose_columns(headers, "children", NEEDS) == {
        "child": "barn",
        "unit": "enhedsnr",
        "low_income": "lav indkomst",
    }


def test_each_kind_of_file_is_proposed_once_and_only_if_it_is_wanted():
    fits = {
        "a.csv": ("children", "units"),
        "b.csv": ("units", "grants"),
        "c.csv": ("units", "grants"),
        "d.csv": ("scores",),
        "e.csv": (),
    }
    assert propose_files(fits, NEEDS) == {"a.csv": "children", "b.csv": "units", "c.csv": "grants"}
    assert lacking(("children", "units"), NEEDS) == ("grants",)
    assert lacking(("children", "units", "grants"), NEEDS) == ()


def test_every_file_and_column_has_words_of_its_own():
    assert set(FILE_WORDS) == set(FILES)
    for rule in FILES.values():
        for column in rule.columns:
            assert column_words(column.name).da != column.name, column.name
    assert column_words("children_0-2").da == "Børn 0-2"
    assert column_words("full_time_0-2").en == "Full-time equivalents 0-2"
    assert column_words("low_income").da == "low_income"


def test_headers_that_the_mapping_calls_unused_are_not_read(tmp_path):
    (tmp_path / "units.csv").write_text("enhedsnr;navn;område\n1;A;Nord\n", encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text("units: {unused: [område]}", encoding="utf-8")
    read = read_register(tmp_path, Needs(age_groups=()))
    assert read.register.units[0].area is None
    assert any("område" in note.to("da") for note in read.notes)


@pytest.mark.parametrize("form", ["zip", "gzip"])
def test_what_unpacks_too_large_is_refused_by_what_comes_out(form, tmp_path):
    path = tmp_path / ("bog.xlsx" if form == "zip" else "tal.csv.gz")
    if form == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/a.xml", b"0" * 1_500_000)
            packed.writestr("xl/b.xml", b"0" * 1_500_000)
    else:
        path.write_bytes(gzip.compress(b"0" * 3_000_000))
    check_unpacked(path, 3)
    with pytest.raises(TooLarge) as refused:
        check_unpacked(path, 2)
    assert "Filen fylder 3 MB; grænsen for denne slags fil er 2 MB" in refused.value.message("da")
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(CutFile) as cut:
        check_unpacked(path, 2)
    assert "skåret over" in cut.value.message("da")


def test_what_is_not_packed_is_let_through(tmp_path):
    path = tmp_path / "tal.csv"
    path.write_bytes(b"a;b\n1;2\n")
    check_unpacked(path, 0)
