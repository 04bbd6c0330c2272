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

_MISSING = Words(da="mangler", en="missing")


@dataclass(frozen=True)
class Bar:
    """One unit's amount per child; None is missing, which is not zero."""

    unit: str
    dkk_per_child: Exact | None


@dataclass(frozen=True)
class BarWords:
    """What the bars are of; ``{mean}``, ``{units}``, ``{most}``, ``{high}``, ``{least}``, ``{low}``
    and ``{missing}`` are filled in.
    """  # noqa: D205 - one sentence

    title: Words
    subtitle: Words
    description: Words
    unit: Words
    per_child: Words


UNITS = BarWords(
    title=Words(
        da="Beløb pr. vægtet barn i hver enhed", en="Amount per weighted child in each unit"
    ),
    subtitle=Words(
        da="Den stiplede linje er gennemsnittet, {mean} kr. pr. vægtet barn",
        en="The dashed line is the mean, {mean} kr. per weighted child",
    ),
    description=Words(
        da="Søjlediagram over {units} enheder. {most} får mest, {high} kr. pr. vægtet barn; "
        "{least} får mindst, {low} kr. pr. vægtet barn. Enheder uden kendt beløb: {missing}.",
        en="Bar chart of {units} units. {most} gets most, {high} kr. per weighted child; "
        "{least} gets least, {low} kr. per weighted child. "
        "Units without a known amount: {missing}.",
    ),
    unit=Words(da="Enhed", en="Unit"),
    per_child=Words(da="Kroner pr. vægtet barn", en="Kroner per weighted child"),
)
MUNICIPALITIES = BarWords(
    title=Words(
        da="Penge efter børnenes vilkår, pr. barn i hver kommune",
        en="Money by circumstances, per child in each municipality",
    ),
    subtitle=Words(
        da="Den stiplede linje er gennemsnittet for børnene her, {mean} kr.",
        en="The dashed line is the mean of the children here, {mean} kr.",
    ),
    description=Words(
        da="Søjlediagram over {units} kommuner. {most} giver mest, {high} kr. pr. barn; "
        "{least} giver mindst, {low} kr.",
        en="Bar chart of {units} municipalities. {most} gives most, {high} kr. per child; "
        "{least} gives least, {low} kr.",
    ),
    unit=Words(da="Kommune", en="Municipality"),
    per_child=Words(da="Kroner pr. barn", en="Kroner per child"),
)
YEARS = BarWords(
    title=Words(
        da="Penge efter børnenes vilkår, pr. vægtet barn år for år",
        en="Money by circumstances, per weighted child year by year",
    ),
    subtitle=Words(
        da="Hvert år i sine egne priser. Den stiplede linje er gennemsnittet, {mean} kr.",
        en="Each year in its own prices. The dashed line is the mean, {mean} kr.",
    ),
    description=Words(
        da="Søjlediagram over {units} år. Mest i {most}, {high} kr. pr. vægtet barn; "
        "mindst i {least}, {low} kr.",
        en="Bar chart of {units} years. Most in {most}, {high} kr. per weighted child; "
        "least in {least}, {low} kr.",
    ),
    unit=Words(da="År", en="Year"),
    per_child=Words(da="Kroner pr. vægtet barn", en="Kroner per weighted child"),
)


def bars(
    units: Sequence[Bar],
    mean_dkk_per_child: Exact,
    language: Language,
    said: BarWords = UNITS,
    *,
    as_given: bool = False,
) -> ChartWithTable:
    """Draw each unit's amount per child, most first, missing ones last and named as such.

    Parameters
    ----------
    units : shape (units,), in any order, names that differ, at least one with an amount.
    mean_dkk_per_child : over all children.
    said : what the bars are of.
    as_given : keeps the order of the bars that have an amount.

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
    given = [(bar.dkk_per_child, bar.unit) for bar in units if bar.dkk_per_child is not None]
    drawn = given if as_given else known
    values = [_value(unit, amount, language) for amount, unit in drawn]
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
        title=said.title.to(language),
        subtitle=said.subtitle.to(language).format(**words),
        description=said.description.to(language).format(**words),
        table=(
            (said.unit.to(language), said.per_child.to(language)),
            tuple((value["unit"], value["label"]) for value in values),
        ),
    )
    return finish(
        _layers(values, whole(mean_dkk_per_child), said.per_child.to(language)), told, language
    )


def _layers(values: Sequence[dict[str, Any]], mean: int, per_child: str) -> Any:
    import altair as alt  # noqa: PLC0415 - only who draws pays for it

    base = alt.Chart(alt.InlineData(values=list(values))).encode(
        y=alt.Y(
            "unit:N",
            sort=[value["unit"] for value in values],
            title=None,
            axis=alt.Axis(**NAME_AXIS),
        )
    )
    amount = alt.X("kroner:Q", title=per_child, axis=alt.Axis(format=KRONER, tickCount=TICKS))
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
