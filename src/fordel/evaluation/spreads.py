"""How figures of units lie beside each other: lowest, middle, highest, and more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from fordel.domain.language import Language, number


@dataclass(frozen=True)
class Spread:
    """Figures of ``n`` units, each unit once; exact. None of it is there without a unit."""

    n: int
    lowest: Fraction
    middle: Fraction
    highest: Fraction

    @property
    def relative(self) -> Fraction | None:
        """Highest less lowest, in times of the middle; None where the middle is zero."""
        return None if self.middle == 0 else (self.highest - self.lowest) / self.middle


def written(figure: Fraction, language: Language) -> str:
    """A figure as its reader writes it: one decimal, and two below 1, where one says too little."""
    return number(figure, language, 1 if figure == 0 or abs(figure) >= 1 else 2)


def spread_of(figures: Sequence[Fraction]) -> Spread | None:
    """The spread of units' figures; None without any."""
    if not figures:
        return None
    return Spread(len(figures), min(figures), Fraction(median(figures)), max(figures))


def dispersion_of(counts: Sequence[int], exposures: Sequence[Fraction]) -> Fraction | None:
    """How unevenly counts lie, where about 1 is what chance alone gives.

    Parameters
    ----------
    counts, exposures : shape (units,); what was counted, and the child-months (or months) it was
        counted in.

    Returns
    -------
    The index of dispersion against equal rates: sum of (counted less expected)² ÷ expected, over
    units less one. None with fewer than two units, no counts or no exposure.

    Notes
    -----
    Pearson's chi-square over its degrees of freedom, for counts with a common rate (Fisher 1925).
    """
    pairs = [(c, e) for c, e in zip(counts, exposures, strict=True) if e > 0]
    total, whole = sum(c for c, _ in pairs), sum((e for _, e in pairs), Fraction(0))
    if len(pairs) < 2 or total == 0:  # noqa: PLR2004 - two units are the fewest that can differ
        return None
    chi = Fraction(0)
    for counted, exposure in pairs:
        expected = total * exposure / whole
        chi += (counted - expected) ** 2 / expected
    return chi / (len(pairs) - 1)
