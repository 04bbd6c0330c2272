"""The measures as tables for people: one municipality in full, several in the form of table 4.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from fordel.domain.language import Language, Words, number, percent
from fordel.equity.definitions import caveats, definitions, reasons
from fordel.equity.measures import Basis, Measured, Receives

Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""Headers and rows, as text."""

RECEIVES: dict[Receives, Words] = {
    "all": Words(da="alle", en="all"),
    "some": Words(da="nogle", en="some"),
    "none": Words(da="ingen", en="none"),
    "unknown": Words(da="ikke kendt", en="not known"),
}
BASES: dict[Basis, Words] = {
    "budgeted": Words(da="budgetterede", en="budgeted"),
    "actual": Words(da="faktiske", en="actual"),
    "not_stated": Words(da="ikke oplyst", en="not stated"),
}

_SHOWN_ALWAYS = ("between_municipalities", "range_factor")
_COMPARISON_HEADERS = (
    Words(da="Kommune", en="Municipality"),
    Words(da="Variationsbredde-faktor", en="Range factor"),
    Words(da="Enheder, der får midler", en="Units receiving"),
    Words(da="Interkvartil-faktor", en="Quartile factor"),
    Words(da="Børnetal", en="Numbers of children"),
)
_MEASURE_HEADERS = (
    Words(da="Mål", en="Measure"),
    Words(da="Værdi", en="Value"),
    Words(da="Sådan læses det", en="How to read it"),
)


@dataclass(frozen=True)
class Comparison:
    """Several municipalities side by side, least differentiated first; undefined ones last."""

    rows: tuple[Measured, ...]

    def caveats(self) -> tuple[Words, ...]:
        """What must be printed under the table."""
        bases = {measured.basis for measured in self.rows}
        wanted = (*_SHOWN_ALWAYS, "mixed_bases") if len(bases) > 1 else _SHOWN_ALWAYS
        return tuple(caveats()[caveat] for caveat in wanted)

    def table(self, language: Language) -> Table:
        headers = tuple(words.to(language) for words in _COMPARISON_HEADERS)
        return headers, tuple(_comparison_row(measured, language) for measured in self.rows)

    def to_json(self) -> dict[str, Any]:
        return {
            "municipalities": [measured.to_json() for measured in self.rows],
            "caveats": [{"da": words.da, "en": words.en} for words in self.caveats()],
        }


def compare(measured: Sequence[Measured]) -> Comparison:
    """Put municipalities side by side in the form of KORA's table 4.1, by rising range factor."""

    def place(one: Measured) -> tuple[bool, Fraction, str]:
        factor = one.differentiation.range_factor
        return factor is None, factor or Fraction(0), one.group

    return Comparison(tuple(sorted(measured, key=place)))


def measure_table(measured: Measured, language: Language) -> Table:
    """Every measure of one group with its value, or why it has none, and how to read it."""
    headers = tuple(words.to(language) for words in _MEASURE_HEADERS)
    rows = tuple(
        (
            definition.name.to(language),
            shown(measured, definition.id, language),
            definition.reading.to(language),
        )
        for definition in definitions().values()
    )
    return headers, rows


def shown(measured: Measured, measure_id: str, language: Language) -> str:
    """One value as its reader writes it; where there is none, the reason."""
    value = measured.values()[measure_id]
    if value is None:
        return reasons()[measured.undefined[measure_id]].to(language)
    match definitions()[measure_id].unit:
        case "dkk":
            return f"{number(value, language)} kr."
        case "factor":
            return number(value, language, 1)
        case "share":
            return percent(value, language)
        case "index":
            return number(value, language, 3)


def _comparison_row(measured: Measured, language: Language) -> tuple[str, ...]:
    def factor(value: Fraction | None) -> str:
        return "–" if value is None else number(value, language, 1)

    return (
        measured.group,
        factor(measured.differentiation.range_factor),
        RECEIVES[measured.receives].to(language),
        factor(measured.differentiation.quartile_factor),
        BASES[measured.basis].to(language),
    )
