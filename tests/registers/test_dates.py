from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.registers.dates import orders, read_date


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-24",
        "24-12-2026",
        "24.12.2026",
        "24/12/2026",
        "24/12-2026",
        "20261224",
        "2026-12-24 00:00:00",
        "2026-12-24T00:00:00",
        "24-12-2026 00:00",
    ],
)
def test_dates_are_read_in_the_forms_people_use(text):
    assert read_date(text) == date(2026, 12, 24)


@pytest.mark.parametrize("text", ["24-12-26", "31-02-2026", "2026", "i går", "45285", "12-24-2026"])
def test_doubtful_dates_are_not_read(text):
    with pytest.raises(ValueError):
        read_date(text)


def test_missing_dates_are_missing():
    assert read_date("") is None
    assert read_date("..") is None


def test_the_order_is_the_one_the_dates_themselves_show():
    assert orders(["01/02/2026", "24/12/2026"]) == {"day"}
    assert orders(["01/02/2026", "12/24/2026"]) == {"month"}
    assert orders(["24/12/2026", "12/24/2026"]) == {"day", "month"}
    assert read_date("12/24/2026", "month") == date(2026, 12, 24)


def test_a_form_from_the_mapping_is_the_only_one_accepted():
    assert read_date("241226", form="%d%m%y") == date(2026, 12, 24)
    with pytest.raises(ValueError):
        read_date("2026-12-24", form="%d%m%y")


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.sampled_from(["%d-%m-%Y", "%Y-%m-%d"]))
def test_every_day_is_read_back(day, form):
    assert read_date(day.strftime(form)) == day
