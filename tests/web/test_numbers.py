"""Numbers typed in a field mean what their writer means, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from fordel.costing.pay import shipped_pay
from fordel.domain.language import number
from fordel.interventions.elements import shipped_catalogue
from fordel.web.components.numbers import NumberField, WholeField
from fordel.web.programmes.forms.costs import CostForm, PayForm, pay_initial
from fordel.web.programmes.forms.guide import GuideForm


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("da", "12.000", "12000"),
        ("da", "1.250,50", "1250.50"),
        ("da", "1,5", "1.5"),
        ("da", "1.5", "1.5"),
        ("da", "0.125", "0.125"),
        ("da", "452 933", "452933"),
        ("da", "1,250.50", "1250.50"),
        ("da", "12.000 kr.", "12000"),
        ("en", "12,000", "12000"),
        ("en", "12.000", "12"),
        ("en", "1,5", "1.5"),
        ("en", "1,250.50", "1250.50"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language, text, value):
    with override(language):
        assert NumberField().clean(text) == Decimal(value)


@pytest.mark.parametrize("text", ["to", "1.2.3", "12 %", "1,,5", "ukendt", "9" * 41, "1e3"])
def test_what_is_no_number_says_how_one_looks(text):
    with override("da"), pytest.raises(ValidationError, match=r"Skriv et tal, fx 1\.250,50\."):
        NumberField().clean(text)
    with override("en"), pytest.raises(ValidationError, match=r"Write a number, as 1,250\.50\."):
        NumberField().clean(text)


def test_a_whole_number_takes_thousands_and_no_decimals():
    with override("da"):
        assert WholeField().clean("1.000") == 1000
        assert WholeField(required=False).clean("") is None
        with pytest.raises(ValidationError, match="Skriv et helt tal, fx 1"):
            WholeField().clean("1,5")


@given(value=st.decimals(0, 10**8, places=3), language=st.sampled_from(["da", "en"]))
def test_a_number_as_the_house_shows_it_is_read_back(value, language):
    with override(language):
        assert NumberField().clean(number(value, language, 3)) == value


def test_a_frame_with_thousands_is_not_a_thousandth_of_it():
    sent = {
        "aims": ["language"], "children": "1.000", "units": "3", "youngest": "0", "oldest": "5",
        "frame": "500.000",
    }  # fmt: skip
    with override("da"):
        form = GuideForm(shipped_catalogue(), sent)
        assert form.is_valid(), form.errors
        situation = form.situation()
    assert (situation.children, situation.frame) == (1000, 500_000)


def test_a_pay_table_kept_as_it_is_shown_is_the_same():
    pay = shipped_pay()
    with override("da"):
        shown = {
            **pay_initial(None, pay),
            "source": "Lønstatistik 2026",
            "pay_pedagogue": "452.933",
        }
        form = PayForm(pay, {**shown, "valid_from": "2026-01-01"})
        assert form.is_valid(), form.errors
        document = form.document()
    assert Decimal(document["hours_per_year"]) == pay.hours_per_year
    assert Decimal(document["overhead"]) == pay.overhead
    assert document["roles"]["pedagogue"]["dated_pay"][0]["value"] == "452933"


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"low_0": "3"}, "low_0", "Det mindste er større end timerne selv."),
        ({"high_0": "1"}, "high_0", "Det højeste er mindre end timerne selv."),
        ({"divisor": "0"}, "divisor", "Det skal være mere end 0."),
        ({"holdings_per_year": "0"}, "holdings_per_year", "Det skal være mere end 0."),
    ],
)
def test_hours_that_contradict_themselves_are_said_where_they_stand(sent, field, words):
    per = {"per": "child", "role_0": "pedagogue", "part_0": "whole", "hours_0": "2"}
    parts = {f"part_{number}": "whole" for number in range(1, 5)}
    with override("da"):
        form = CostForm(shipped_pay(), 1, {**per, **parts, **sent})
        assert not form.is_valid()
        assert list(form.errors) == [field]
        assert words in form.errors[field][0]
