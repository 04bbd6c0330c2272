"""Sharing out whole units (``domain.money``) against published apportionments."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from fordel.domain.money import share_pool
from tests.shared import SHARED, needs_shared


def seats(votes, number):
    ids = [f"{place:03d}" for place in range(len(votes))]
    return share_pool([Fraction(vote) for vote in votes], Fraction(number), Fraction(1), ids)


def published():
    path = SHARED / "statistics" / "expected_values.json"
    rows = json.loads(path.read_text())["apportionment"] if path.is_file() else []
    found = [(row, row.get("largest_remainder", row.get("all_methods"))) for row in rows]
    return [
        (row["votes"], row["seats"], answer) for row, answer in found if isinstance(answer, list)
    ]


@needs_shared
@pytest.mark.parametrize(("votes", "number", "expected"), published())
def test_the_published_apportionments_come_out(votes, number, expected):
    assert seats(votes, number) == expected


@needs_shared
def test_the_published_apportionments_are_all_there():
    assert len(published()) == 7


def test_a_true_tie_goes_to_the_smaller_id_every_time():
    assert seats([10, 10, 0], 1) == [1, 0, 0]
