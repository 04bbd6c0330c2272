"""Amounts as they are written by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from fordel.web.budgets.forms.changing import Choices, Handover, KronerField
from fordel.web.budgets.models import CountedData


@pytest.mark.parametrize(
    ("language", "written", "means"),
    [
        ("da", "500.000", "500000"),
        ("da", "-1.234.567,50", "-1234567.50"),
        ("da", "\N{MINUS SIGN}2000", "-2000"),
        ("da", " 12 000 ", "12000"),
        ("da", "0,5", "0.5"),
        ("en", "500,000", "500000"),
        ("en", "1234.5", "1234.5"),
    ],
)
def test_an_amount_is_what_its_writer_means(language, written, means):
    with override(language):
        assert KronerField().clean(written) == Decimal(means)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("da", "500.00"),
        ("da", "5.0000"),
        ("da", "1,234"),
        ("da", "1.000.00"),
        ("da", "1e6"),
        ("da", "NaN"),
        ("da", "fem"),
        ("en", "500.000"),
    ],
)
def test_what_may_mean_two_things_or_none_is_asked_about(language, written):
    words = {"da": "Skriv beløbet i kroner", "en": "Write the amount in kroner"}[language]
    with override(language), pytest.raises(ValidationError, match=words):
        KronerField().clean(written)


def test_an_amount_is_needed():
    with pytest.raises(ValidationError):
        KronerField().clean(" ")


@pytest.mark.parametrize(("language", "written"), [("da", "12,5"), ("da", "12.5"), ("en", "12.5")])
def test_a_part_in_percent_is_what_its_writer_means(language, written):
    choices = Choices({"1": "A", "2": "B"}, {"1"}, set(), CountedData.objects.none())
    with override(language):
        share = Handover(choices).fields["share_1"].clean(written)
    assert share == Decimal("12.5")
