"""Bars: what each unit gets per child."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fordel.charts.result import ChartWithTable, check_names_differ
from fordel.charts.theme import (
    GREEN,
    INK,
    KRONER,
    NAME_AXIS,
    QUIET,
    ROW_HEIGHT,
    TICKS,
    WIDTH,
    Exact,
    Told,
    finish,
    whole,
)
from fordel.domain.language import Language, Words, number

_TITLE = Words(da="Beløb pr. vægtet barn i hver enhed", en="Amount per weighted child in each unit")
_SUBTITLE = Words(
    da="Den stiplede linje er gennemsnittet, {mean} kr. pr. vægtet barn",
    en="The dashed line is the mean, {mean} kr. per weighted child",
)
_DESCRIPTION = Words(
    da="Søjlediagram over {units} enheder. {most} får mest, {high} kr. pr. vægtet barn; "
    "{least} får mindst, {low} kr. pr. vægtet barn. Enheder uden kendt beløb: {missing}.",
    en="Bar chart of {units} units. {most} gets most, {high} kr. per weighted child; "
    "{least} gets least, {low} kr. per weighted child. Units without a known amount: {missing}.",
)
_UNIT = Words(da="Enhed", en="Unit")
_PER_CHILD = Words(da="Kroner pr. vægtet barn", en="Kroner per weighted child")
_MISSING = Words(da="mangler", en="missing")


@dataclass(frozen=True)
class Bar:
    """One unit's amount per child; None is missing, which is not zero."""

    unit: str
    dkk_per_child: Exact | None


def bars(units: Sequence[Bar], mean_dkk_per_child: Exact, language: Language) -> ChartWithTable:
    """Draw each unit's amount per child, most first, missing ones last and named as such.

    Parameters
    ----------
    units : shape (units,), in any order, names that differ, at least one with an amount.
    mean_dkk_per_child : over all children.

    Raises
    ------
    ValueError : no unit has an amount, or two have the same name.
    """
    check_names_differ([bar.unit for bar in units])
    known = sorted(
        ((bar.dkk_per_child, bar.unit) for bar in units if bar.dkk_per_child is not None),
        key=lambda pair: (-pair[0], pair[1]),
    )
    if not known:
        raise ValueError("a bar chart needs at least one unit with an amount")
    missing = sorted(bar.unit for bar in units if bar.dkk_per_child is None)
    values = [_value(unit, amount, language) for amount, unit in known]
    values += [_value(unit, None, language) for unit in missing]
    words = {
        "units": len(units),
        "most": known[0][1],
        "high": number(known[0][0], language),
        "least": known[-1][1],
        "low": number(known[-1][0], language),
        "missing": len(missing),
        "mean": number(mean_dkk_per_child, language),
    }
    told = Told(
        title=_TITLE.to(language),
        subtitle=_SUBTITLE.to(language).format(**words),
        description=_DESCRIPTION.to(language).format(**words),
        table=(
            (_UNIT.to(language), _PER_CHILD.to(language)),
            tuple((value["unit"], value["label"]) for value in values),
        ),
    )
    return finish(_layers(values, whole(mean_dkk_per_child), language), told, language)


def _layers(values: Sequence[dict[str, Any]], mean: int, language: Language) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    base = alt.Chart(alt.InlineData(values=list(values))).encode(
        y=alt.Y(
            "unit:N",
            sort=[value["unit"] for value in values],
            title=None,
            axis=alt.Axis(**NAME_AXIS),
        )
    )
    amount = alt.X(
        "kroner:Q", title=_PER_CHILD.to(language), axis=alt.Axis(format=KRONER, tickCount=TICKS)
    )
    known = base.transform_filter("datum.known")
    labels = known.mark_text(align="left", dx=6).encode(x="kroner:Q", text="label:N")
    gaps = (
        base.transform_filter("!datum.known")
        .mark_text(align="left", dx=6, color=QUIET, fontStyle="italic")
        .encode(x=alt.datum(0), text="label:N")
    )
    line = alt.Chart(alt.InlineData(values=[{"mean": mean}])).mark_rule(
        color=INK, strokeDash=[4, 3]
    )
    return alt.layer(
        base.mark_bar(color=GREEN, size=ROW_HEIGHT * 0.62).encode(x=amount),
        line.encode(x="mean:Q"),
        labels,
        gaps,
    ).properties(width=WIDTH, height=ROW_HEIGHT * len(values))


def _value(unit: str, amount: Exact | None, language: Language) -> dict[str, Any]:
    if amount is None:
        return {"unit": unit, "kroner": None, "known": False, "label": _MISSING.to(language)}
    label = f"{number(amount, language)} kr."
    return {"unit": unit, "kroner": whole(amount), "known": True, "label": label}
