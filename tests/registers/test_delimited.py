from __future__ import annotations

import csv
import gzip
import io
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.registers.formats.reading import read_file
from fordel.registers.refusals.files import CutFile, EmptyFile, UnclosedQuote, UnreadableText
from fordel.registers.refusals.report import RefusedFiles
from fordel.registers.tables import read_table

NAMES = st.text(
    st.sampled_from("abcæøåÆØÅéü ;,|\t\"'-.:&/0123456789"), min_size=1, max_size=12
).map(lambda text: "n" + " ".join(text.split()) + "n")
VALUES = st.one_of(st.none(), st.decimals(-(10**6), 10**6, places=2))


def as_cell(value, mark, group):
    if value is None:
        return ".."
    text = f"{value:,.2f}"
    return text.translate(str.maketrans({",": group, ".": mark}))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(NAMES, VALUES, VALUES), min_size=1, max_size=8),
    dialect=st.tuples(
        st.sampled_from([";", ",", "\t", "|"]),
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
        st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        st.sampled_from(["\n", "\r\n"]),
    ),
    style=st.sampled_from([(",", "."), (".", ","), (",", " "), (",", "'"), (".", "")]),
)
def test_a_table_written_in_any_dialect_is_read_back_the_same(tmp_path, rows, dialect, style):
    delimiter, encoding, quoting, ending = dialect
    mark, group = style
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ending)
    writer.writerow(["enhed", "første tal", "andet tal"])
    for name, one, other in rows:
        writer.writerow([name, as_cell(one, mark, group), as_cell(other, mark, group)])
    path = tmp_path / "tal.csv"
    path.write_bytes(out.getvalue().encode(encoding))

    table = read_table(path, key="første tal")

    kept = [place for place in range(len(rows)) if place + 2 in table.rows]
    assert table.texts("enhed") == [rows[place][0] for place in kept]
    for column, place in (("første tal", 1), ("andet tal", 2)):
        values = [rows[row][place] for row in kept]
        assert table.numbers(column) == [None if v is None else Fraction(v) for v in values]
    by_sums = {total.known_by for total in table.totals}
    assert by_sums <= {"sum", "everything", "section", "group"}


def test_row_numbers_are_those_of_the_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Titel over tabellen\n\nunit;name\n1;"to\nlinjer"\n\n2;b\n;\nKilde: DST\n')
    table = read_file(path)
    assert table.headers == ("unit", "name")
    assert list(table.row_numbers) == [4, 7]
    assert table.facts.skipped == 2


def test_excels_separator_line_is_understood(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nunit|name\n1|a;b;c\n2|d;e;f\n")
    table = read_file(path)
    assert table.facts.delimiter == "|"
    assert list(table.row_numbers) == [3, 4]


def test_a_file_of_one_column_needs_no_delimiter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("unit\n1\n2\n")
    assert read_file(path).columns[0].cells.to_pylist() == ["1", "2"]


def test_a_packed_file_is_read_and_a_cut_one_refused(tmp_path):
    path = tmp_path / "a.csv.gz"
    packed = gzip.compress(b"unit;name\n" + b"".join(b"%d;navn\n" % n for n in range(500)))
    path.write_bytes(packed)
    assert len(read_file(path)) == 500
    path.write_bytes(packed[: len(packed) // 2])
    with pytest.raises(CutFile):
        read_file(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'unit;name\n1;a\n2;"b\n', UnclosedQuote),
        (b"unit;name\n1;\xc3\xa6\n2;\xc3", CutFile),
        (b"unit;name\n", EmptyFile),
        (b"\n\n", EmptyFile),
        (b"unit;name\n1;\x81\x8d\n", UnreadableText),
    ],
)
def test_broken_text_is_refused(tmp_path, content, kind):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(kind):
        read_file(path)


def test_rows_of_another_width_are_all_named(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("unit;name;x\n1;a;1\n2;b\n3;c;1;1\n4;d;1\n5;e\n")
    with pytest.raises(RefusedFiles) as caught:
        read_file(path)
    found = [(type(p).__name__, p.row) for p in caught.value.report.problems]
    assert found == [("UnevenRow", 3), ("UnevenRow", 4), ("CutFile", 6)]


def test_unquoted_decimal_commas_between_commas_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("unit,share\n1,0,5\n2,1\n3,0,25\n4,1\n5,1\n")
    with pytest.raises(RefusedFiles) as caught:
        read_file(path)
    assert {p.row for p in caught.value.report.problems} == {2, 4}


def test_empty_cells_beyond_the_headers_say_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("unit;name;;\n1;a;;\n2;b\n3;c;;;;\n")
    with pytest.raises(RefusedFiles):
        read_file(path)
    path.write_text("unit;name\n1;a;;\n2;b\n")
    assert read_file(path).columns[1].cells.to_pylist() == ["a", "b"]


def test_a_unit_named_for_a_spring_is_no_source(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("unit;name\n1;a\n;Kildebakken\n")
    assert read_file(path).columns[1].cells.to_pylist() == ["a", "Kildebakken"]
