"""What a letter may tell of children, after disclosure control."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.domain.language import Words

NO_WORDS = Words("", "")


@dataclass(frozen=True)
class MayTell:
    """Which of a unit's figures of children a letter may hold.

    Amounts are the letter's own business: who answers for the money has to know it. How many
    children it is made of is told only where that may be published.

    Parameters
    ----------
    counted : whether it may tell how many count, here and together, and the rate.
    change : whether the parts that a change in the count gave may be told one by one.
    rows : the unit's own figures by name, as they may stand in a table; ``below`` explains marks.
    """

    counted: bool = True
    change: bool = True
    rows: tuple[tuple[Words, Words], ...] = ()
    below: Words = NO_WORDS


EVERYTHING = MayTell()
