"""Since last year: the parts of a change, in words and in figures that sum."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.allocation.change import Change, UnitChange, explain_change
from fordel.allocation.mixing import Cause
from fordel.allocation.situation import LastYear
from fordel.announcement.explanation import explain_change_sentences, explain_unit
from fordel.announcement.figures import Voice
from fordel.announcement.refusals import UnitNotInChange
from fordel.announcement.telling.changes import shown
from fordel.domain.money import Currency
from tests.announcement.small import CHILDREN, HEAD, ROWS, UNITS, need, run_of, said, unit


def _change(parts, *, before=Fraction(1000), unit_id="a", came_from=("a",)):
    known = {cause: Fraction(parts.get(cause, 0)) for cause in Cause}
    after = before + sum(known.values())
    return UnitChange(unit_id, came_from, before, after, known)


FRACTIONS = st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=997)


@settings(max_examples=60)
@given(st.lists(FRACTIONS, min_size=len(Cause), max_size=len(Cause)), FRACTIONS)
@pytest.mark.parametrize("smallest", ["1", "100", "0.01"])
def test_printed_parts_sum_to_the_printed_change(smallest, parts, before):
    voice = Voice("da", Currency("DKK", Decimal(smallest)))
    change = _change(dict(zip(Cause, parts, strict=True)), before=before)
    display = shown(change, voice)
    assert sum(part for _, part in display.parts) == display.difference
    assert display.before + display.difference == display.after
    assert all((part / voice.display_step).denominator == 1 for _, part in display.parts)
    # Rounding itself also holds what the printed sums are rounded by.
    slack = {Cause.ROUNDING: 2}
    for cause, part in display.parts:
        assert abs(part - change.parts[cause]) < slack.get(cause, 1) * voice.display_step


def test_causes_are_told_in_words_largest_first():
    parts = {
        Cause.CHILDREN: 92,
        Cause.NEED: Fraction("61.2"),
        Cause.POOL: Fraction("-34.8"),
        Cause.RULES: 5,
        Cause.LIMITS: -4,
        Cause.GRANTS: -3,
        Cause.LINEAGE: 2,
        Cause.DAMPING: -2,
        Cause.MONTHS: -1,
        Cause.ROUNDING: Fraction("0.6"),
    }
    change = Change((_change(parts),), (), ())
    text = [s.text for s in explain_change_sentences(change, "a", "da")]
    assert text == [
        "Sidste år fik I 1.000 kr.; i år får I 1.116 kr. Forskellen er +116 kr.",
        "Forskellen kommer af:",
        "+92 kr.: børnetallet hos jer og de andre",
        "+61 kr.: en større andel børn, der tæller",
        "−35 kr.: mindre puljer eller takster",
        "+5 kr.: ændrede regler",
        "−4 kr.: ændret grænse eller loft",
        "−3 kr.: færre faste tildelinger og bevillinger",
        "−2 kr.: overgangsordning",
        "+2 kr.: enheder, der er kommet til eller lukket",
        "−1 kr.: måneder med åbent",
        "+1 kr.: afrunding",
    ]


def test_no_change_and_changes_that_cancel():
    same = Change((_change({}),), (), ())
    assert [s.text for s in explain_change_sentences(same, "a", "da")] == [
        "I får det samme som sidste år: 1.000 kr."
    ]
    cancel = Change((_change({Cause.NEED: 5, Cause.POOL: -5}),), (), ())
    assert [s.text for s in explain_change_sentences(cancel, "a", "en")] == [
        "You receive the same as last year: 1,000 kr.",
        "The difference comes from:",
        "+5 kr.: a larger share of children who count",
        "−5 kr.: smaller pools or rates",
    ]


def test_merged_split_new_renamed_and_gone_units():
    change = Change(
        (
            _change({Cause.LINEAGE: 5}, unit_id="m", came_from=("x", "y")),
            _change({Cause.LINEAGE: 5}, unit_id="s1", came_from=("z",)),
            _change({Cause.LINEAGE: 5}, unit_id="s2", came_from=("z",)),
            _change({Cause.LINEAGE: 5}, unit_id="n", came_from=(), before=Fraction(0)),
            _change({}, unit_id="r", came_from=("old",)),
        ),
        (("gone", Fraction(700)),),
        ((Cause.RULES, Cause.NEED),),
    )

    def text(unit_id):
        return [s.text for s in explain_change_sentences(change, unit_id, "da")]

    assert text("m")[0] == "Sidste år var I delt på x og y; der sammenlignes med dem tilsammen."
    assert "+5 kr.: sammenlægning" in text("m")
    assert text("s1")[0].startswith("I er en del af det, der sidste år var z;")
    assert "+5 kr.: deling af enheden" in text("s1")
    assert text("n") == ["I er nye i år og får 5 kr."]
    assert text("r")[0] == "Sidste år hed I old."
    assert text("gone") == ["gone er ikke med længere. Sidste år fik den 700 kr."]
    assert text("m")[-1].startswith("ændrede regler og børnenes vilkår kan ikke skilles ad i år")


def test_a_unit_in_neither_year_is_refused():
    with pytest.raises(UnitNotInChange) as refused:
        explain_change_sentences(Change((), (), ()), "a", "da")
    assert refused.value.message("da").startswith(
        "Enheden «a» er med i ingen af de to fordelinger."
    )
    assert "in neither of the two allocations" in refused.value.message("en")


def test_a_real_change_between_two_years_is_told_with_more_children():
    before = run_of(need())
    grown = {**CHILDREN, "a": [*CHILDREN["a"], ("young", "income school", 5)]}
    after = run_of(need(), children=grown, previous=before.as_last_year())
    change = explain_change(before, after)
    text = explain_unit(after, "a", "da", change=change).sentences()
    assert any(t.startswith("Sidste år fik I 667 kr.; i år får I 818 kr.") for t in text)
    assert any("flere børn" in t or "større andel" in t for t in text)


def test_last_years_amount_is_told_without_a_change():
    run = run_of(need(), previous={"a": LastYear(Fraction(600), Fraction(30), Fraction(20))})
    assert said(run, section="change") == [
        "Sidste år fik I 600 kr.; i år får I 667 kr. Forskellen er +67 kr."
    ]
    sections = {s.id for s in explain_unit(run, "b", "da").sections}
    assert "change" not in sections


def test_with_this_years_run_names_currency_and_children_are_known():
    head = HEAD.replace("smallest: 1}", "smallest: 0.01}") + ROWS
    before = run_of(need(), head=head)
    fewer = {**CHILDREN, "a": [("young", "income school single", 3), ("old", "", 5)]}
    units = (unit("m", "Samlingen", predecessors=("a", "b")), UNITS[2])
    merged = {"m": [*fewer["a"], *CHILDREN["b"]], "c": CHILDREN["c"]}
    after = run_of(need(), head=head, units=units, children=merged, previous=before.as_last_year())
    change = explain_change(before, after)
    text = [s.text for s in explain_change_sentences(change, "m", "da", run=after)]
    assert text[0] == "Sidste år var I delt på a og b; der sammenlignes med dem tilsammen."
    assert text[1] == "I får det samme som sidste år: 1.000,00 kr."


@pytest.mark.parametrize(
    ("part", "now", "last", "words"),
    [
        (5, 30, 20, "flere børn"),
        (-5, 30, 40, "færre børn"),
        (5, 30, 40, "børnetallet hos jer og de andre"),
        (-5, 30, 20, "børnetallet hos jer og de andre"),
        (5, 30, None, "børnetallet hos jer og de andre"),
    ],
)
def test_more_children_is_only_said_where_there_are_more(part, now, last, words):
    known = None if last is None else Fraction(last)
    previous = {"a": LastYear(Fraction(600), known, None)}
    run = run_of(need(), previous=previous)
    assert run.allocation.weighted[0] == now
    change = Change((_change({Cause.CHILDREN: part}),), (), ())
    text = [s.text for s in explain_change_sentences(change, "a", "da", run=run)]
    assert text[-1].endswith(f" kr.: {words}")
