"""What is counted, with its number."""

from __future__ import annotations

from fractions import Fraction

import pytest

from fordel.domain.nouns import CHILDREN, MONTHS, UNITS


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (CHILDREN.of(1, "da"), "1 barn"),
        (CHILDREN.of(0, "da"), "0 børn"),
        (CHILDREN.of(1200, "en"), "1,200 children"),
        (UNITS.words(1).en, "1 unit"),
        (UNITS.words(2).da, "2 enheder"),
        (MONTHS.of(Fraction(1), "da"), "1 måned"),
        (MONTHS.of(Fraction(5, 2), "da"), "2,5 måneder"),
    ],
)
def test_one_is_told_as_one(told: str, words: str) -> None:
    assert told == words
