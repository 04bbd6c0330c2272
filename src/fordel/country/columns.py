"""The columns of the comparison: what each is called, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from fordel.domain.language import Language, Words, number, percent, plain, rounded

Kind = Literal["text", "count", "children", "dkk", "dkk_per_child", "share", "factor", "index"]
Value = str | int | Fraction | float | None
Row = dict[str, Value]
"""One municipality's figures by column; None is no figure, never zero."""

CRITERION = "met_"
"""How the columns of criteria begin."""
DECIMALS: dict[Kind, int] = {
    "children": 2,
    "dkk": 2,
    "dkk_per_child": 2,
    "share": 6,
    "factor": 4,
    "index": 6,
}
"""How many a file shows; amounts have no more in them."""


@dataclass(frozen=True)
class Column:
    """A column: its name in files, its words on a screen, what kind of figure stands in it."""

    id: str
    kind: Kind
    words: Words
    on_screen: bool = False


def _column(name: str, kind: Kind, da: str, en: str, *, on_screen: bool = False) -> Column:
    return Column(name, kind, Words(da, en), on_screen)


COLUMNS = (
    _column("code", "text", "Kode", "Code"),
    _column("municipality", "text", "Kommune", "Municipality", on_screen=True),
    _column("model", "text", "Model", "Model"),
    _column("method_da", "text", "Metode (dansk)", "Method (Danish)"),
    _column("method_en", "text", "Metode (engelsk)", "Method (English)"),
    _column("counted_alike", "text", "Tæller ens", "Counted alike", on_screen=True),
    _column("units", "count", "Enheder", "Units", on_screen=True),
    _column("measured_units", "count", "Målte enheder", "Measured units"),
    _column("children", "children", "Børn", "Children", on_screen=True),
    _column("weighted_children", "children", "Vægtede børn", "Weighted children"),
    _column("currency", "text", "Valuta", "Currency"),
    _column("frame", "dkk", "Ramme", "Frame"),
    _column("decentral", "dkk", "Decentralt", "Decentral"),
    _column("handed_out", "dkk", "Fordelt", "Handed out"),
    _column("need", "dkk", "Efter behov", "By need"),
    _column("need_share", "share", "Behovsandel", "Need share", on_screen=True),
    _column("per_child", "dkk_per_child", "Pr. vægtet barn", "Per weighted child"),
    _column("range_factor", "factor", "Variationsbredde-faktor", "Range factor"),
    _column(
        "quartile_factor", "factor", "Interkvartil-faktor", "Quartile factor", on_screen=True
    ),
    _column("gini", "index", "Gini, behov", "Gini, need", on_screen=True),
    _column("coefficient_of_variation", "index", "Variationskoefficient", "Coeff. of variation"),
    _column("concentration_index", "index", "Koncentrationsindeks", "Concentration index"),
    _column("top_third_units", "share", "Enheder, der får en tredjedel",
            "Units that get a third"),
    _column("quarter_units", "count", "Enheder i en fjerdedel", "Units in a quarter"),
    _column("most_burdened_need", "dkk_per_child", "Behov, mest belastede fjerdedel",
            "Need, most burdened quarter", on_screen=True),
    _column("least_burdened_need", "dkk_per_child", "Behov, mindst belastede fjerdedel",
            "Need, least burdened quarter", on_screen=True),
    _column("most_burdened_total", "dkk_per_child", "I alt, mest belastede fjerdedel",
            "Total, most burdened quarter"),
    _column("least_burdened_total", "dkk_per_child", "I alt, mindst belastede fjerdedel",
            "Total, least burdened quarter"),
    _column("most_to_least_total", "factor", "I alt, mest mod mindst belastede",
            "Total, most to least burdened", on_screen=True),
    _column("receiving_units", "count", "Enheder, der får", "Units receiving"),
    _column("below_useful", "count", "Under brugbart beløb", "Below useful amount",
            on_screen=True),
    _column("damped", "dkk", "Flyttet af overgangsordning", "Moved by damping"),
)  # fmt: skip


def criterion_column(criterion: str, label: Words) -> Column:
    """The share of enrolled children who meet a criterion."""
    return Column(f"{CRITERION}{criterion}", "share", label)


def exact_text(column: Column, value: Value) -> str:
    """A value as files have it: a point, no thousands; nothing where there is no figure."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if column.kind == "dkk" and isinstance(value, Fraction):
        return plain(value)
    return plain(rounded(value, DECIMALS.get(column.kind, 0)))


def shown(column: Column, value: Value, language: Language) -> str:
    """A value as its reader writes it."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    match column.kind:
        case "share":
            return percent(value, language)
        case "factor":
            return number(value, language, 2)
        case "index":
            return number(value, language, 3)
        case _:
            return number(value, language)


def as_decimal(value: Value) -> Decimal | None:
    """An amount with two decimals, as Parquet holds it."""
    return None if value is None or isinstance(value, str) else rounded(value, 2)
