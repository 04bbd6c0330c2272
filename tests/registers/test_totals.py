from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from fordel.registers.totals import find_totals
from fordel.registers.words import words

from .folders import PLAIN_UNITS, UNITS, needing, read


def totals(rows, keys=None, groups=(), by_words=None):
    """Rows of figures, one tuple each; the places that are found to be totals."""
    columns = [
        [None if v is None else Fraction(v) for v in column] for column in zip(*rows, strict=True)
    ]
    keys = keys or [f"u{place}x" for place in range(len(rows))]
    found = find_totals(columns, by_words or [False] * len(rows), keys, groups)
    return [total.place for total in found]


UNITS_A = [(1201, 310, 75), (834, 221, 40), (457, 123, 18)]
UNITS_B = [(2311, 640, 91), (1999, 511, 66), (735, 180, 12), (402, 97, 5)]


def summed(rows):
    return tuple(sum(column) for column in zip(*rows, strict=True))


def test_words_for_totals():
    says = words().is_total
    for label in ("I alt", "i alt:", "Hele kommunen", "TOTAL", "Subtotal", "Insgesamt", "Sum"):
        assert says(label)
    for label in ("Klynge Nord i alt", "I alt Nord", "Total Nord", "Nord total", "Gennemsnit"):
        assert says(label)
    for label in ("Totalhuset", "Sumpen", "Børnehuset Alle", "Ialtet", "Alsumvej"):
        assert not says(label)


def test_sections_with_their_sums_are_recognised():
    rows = [*UNITS_A, summed(UNITS_A), *UNITS_B, summed(UNITS_B)]
    assert totals(rows) == [3, 8]
    assert totals([*rows, summed(UNITS_A + UNITS_B)]) == [3, 8, 9]


def test_sums_above_their_rows_and_at_the_end_are_recognised():
    rows = [summed(UNITS_A + UNITS_B), *UNITS_A, *UNITS_B]
    assert totals(rows) == [0]


def test_groups_named_by_a_prefix_or_by_another_column_are_recognised():
    rows = [UNITS_A[0], UNITS_B[0], UNITS_A[1], UNITS_B[1], summed([UNITS_A[0], UNITS_A[1]])]
    assert totals(rows, keys=["101", "201", "102", "202", "1"]) == [4]
    places = ["Nord", "Syd", "Nord", "Syd", None]
    assert totals(rows, keys=["a", "b", "c", "d", "Nord"], groups=[places]) == [4]


def test_a_short_key_is_no_parent_without_the_figures():
    rows = [(10, 5), (11, 6), (12, 7), (13, 8)]
    assert totals(rows, keys=["1", "10", "11", "12"]) == []


def test_small_figures_that_happen_to_add_up_stay_units():
    assert totals([(20, 40), (10, 20), (30, 60), (5, 9), (45, 3)]) == []
    assert totals([(100_000,), (100_000,), (200_000,), (400_000,)]) == []


def test_a_column_with_a_gap_says_nothing_and_the_others_decide():
    assert totals([(1201, 310), (834, None), (457, 123), (2492, 533)]) == [3]
    assert totals([(1201, 310), (834, None), (457, 123), (2493, 433)]) == []


@given(
    st.lists(st.tuples(*[st.integers(0, 90)] * 2), min_size=2, max_size=60),
)
def test_units_of_ordinary_size_are_hardly_ever_dropped(rows):
    """Only the first or last row may be taken for the sum of all, and then it is that sum."""
    for place in totals(rows):
        others = [row for number, row in enumerate(rows) if number != place]
        assert place in (0, len(rows) - 1) or len(totals(rows)) > 1
        assert rows[place] == summed(others) or len(totals(rows)) > 1


def test_totals_in_the_unit_file_are_not_units_and_are_said(tmp_path):
    units = UNITS + "I alt;;20;95,5\n"
    result = read(tmp_path, units=units)
    assert [unit.id for unit in result.register.units] == ["0101", "0102"]
    (said,) = [note for note in result.notes if note.kind == "totals"]
    assert said.to("da") == "units.csv: summer og gennemsnit, som ikke er regnet med: 1 (række 4)."
    assert said.to("en") == "units.csv: totals and averages, which were not counted: 1 (row 4)."


def test_a_nameless_sum_in_the_last_row_is_recognised(tmp_path):
    units = "unit;children_0-2;children_3-5\na;20;40\nb;31;55\nc;12;18\n;63;113\n"
    assert [unit.id for unit in read(tmp_path, units=units).register.units] == ["a", "b", "c"]


def test_a_known_unit_is_never_a_total_elsewhere(tmp_path):
    grants = "unit;amount\n0101;1234567\n0102;7654321\n0101;1111111\n0102;9999999\n"
    result = read(tmp_path, units=PLAIN_UNITS, children="child;unit;age\na;0101;3\n", grants=grants)
    assert len(result.register.grants) == 4
    summing = "unit;amount\n0101;1234567\n0101;1000000\n0101;1000001\n0102;3234568\n"
    result = read(tmp_path, needing("children"), grants=summing)
    assert len(result.register.grants) == 4


def test_a_unit_that_is_named_like_a_total_stays_a_unit(tmp_path):
    units = "unit;children_0-2;children_3-5\nI alt;20;40\nb;31;55\n"
    scores = "unit;score\nI alt;1\nb;2\nHele kommunen;3\n"
    result = read(tmp_path, units=units, scores=scores, mapping__yaml="units: {units: [I alt]}")
    assert set(result.register.scores) == {"I alt", "b"}


def test_columns_that_follow_from_others_are_no_further_evidence():
    """Sixty units of ordinary size, with sums and multiples of their counts beside them."""
    dropped = 0
    for seed in range(60):
        chance = Random(seed)
        counts = [(chance.randint(10, 70), chance.randint(10, 90)) for _ in range(60)]
        rows = [(a, b, a + b, 2 * a, 3 * b, 5 * a + 7 * b) for a, b in counts]
        dropped += len(totals(rows))
    assert dropped == 0
