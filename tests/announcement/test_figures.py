from decimal import Decimal
from fractions import Fraction

import pytest

from fordel.announcement.figures import Amount, Children, Count, Share, SmallNumber, Voice
from fordel.domain.money import Currency

DANISH, ENGLISH = Voice("da"), Voice("en")
EURO = Voice("da", Currency("EUR", Decimal("0.01")))


@pytest.mark.parametrize(
    ("figure", "danish", "english"),
    [
        (Amount(Fraction(6023760)), "6.023.760 kr.", "6,023,760 kr."),
        (Amount(Fraction(-34800)), "−34.800 kr.", "−34,800 kr."),
        (Amount(Fraction(100, 3)), "33,33 kr.", "33.33 kr."),
        (Amount(Fraction(100, 3), about=True), "33 kr.", "33 kr."),
        (Children(Fraction(60)), "60 børn", "60 children"),
        (Children(Fraction(1)), "1 barn", "1 child"),
        (Count(Fraction(374, 5)), "74,8", "74.8"),
        (Count(Fraction(0)), "0", "0"),
        (Count(Fraction(1, 3)), "0,333", "0.333"),
        (Count(Fraction(241, 100000)), "0,00241", "0.00241"),
        (Count(Fraction(29, 10), 1), "2,9", "2.9"),
        (Share(Fraction(1, 20)), "5,0 %", "5.0%"),
        (Share(Fraction(1, 300)), "0,33 %", "0.33%"),
        (SmallNumber(Fraction(2)), "to", "two"),
        (SmallNumber(Fraction(12)), "12", "12"),
    ],
)
def test_a_figure_is_written_for_its_reader(figure, danish, english):
    assert DANISH.written(figure) == danish
    assert ENGLISH.written(figure) == english


def test_small_money_shows_its_decimals():
    assert EURO.written(Amount(Fraction(5))) == "5,00 EUR"
    assert EURO.written(Amount(Fraction(1, 3))) == "0,3333 EUR"
    assert EURO.written(Amount(Fraction(1, 3), about=True)) == "0,33 EUR"


def test_large_steps_are_still_shown_in_whole_kroner():
    assert Voice("da", Currency("DKK", Decimal(100))).display_step == 1


def test_a_sentence_that_ends_in_kr_has_one_full_stop():
    said = DANISH.say("amount.exact", amount=Amount(Fraction(5)))
    assert said.text == "Det giver jer 5 kr."


def test_a_sentence_keeps_its_exact_figures():
    said = DANISH.say("amount.rounded", exact=Amount(Fraction(100, 3)), amount=Amount(Fraction(33)))
    assert said.figures == {"exact": "100/3", "amount": "33"}


def test_english_verbs_follow_their_number():
    values = {
        "children": Children(Fraction(60)),
        "criteria": SmallNumber(Fraction(6)),
        "at_least": SmallNumber(Fraction(2)),
        "all_counted": Count(Fraction(214)),
        "all_children": Count(Fraction(1200)),
        "scope": "in all",
    }
    many = ENGLISH.say("counted.unique_children", counted=Count(Fraction(31)), **values)
    one = ENGLISH.say("counted.unique_children", counted=Count(Fraction(1)), **values)
    assert "31 of your 60 children meet at least" in many.text
    assert "1 of your 60 children meets at least" in one.text


def test_braces_in_a_name_are_only_braces():
    said = DANISH.say("total.budget_unit", budget_unit="{total} {0} 100 %")
    assert said.text == "Pengene går til {total} {0} 100 %."
