"""A file with a row per activity: hours in columns, computed, and held against a printed figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.costing.computing import (
    UNKNOWN_ROLE,
    ZERO,
    NotComputed,
    Range,
    about_role,
    cost_per_child,
    cost_per_child_and_year,
)
from fordel.costing.ingredients import Activity, Hours, PerWhom
from fordel.costing.pay import PayTable
from fordel.costing.refusals import CostColumnsMissing
from fordel.domain.language import Language, Words, number, rounded
from fordel.domain.money import nearest
from fordel.registers.tables import CheckedTable, read_table

_NEEDED = ("activity", "staff", "divisor")
_HOURS = ("pedagogue_hours", "leader_hours", "substitute_hours", "partner_hours")
_OWN = {
    "pedagogue_hours": "pedagogue",
    "leader_hours": "pedagogical_leader",
    "substitute_hours": "substitute",
}
_STAFF = re.compile(r"(?:\d+(?:[.,]\d+)?\s+)?(?P<role>.+)")

_HOURS_OF_ROLE = Words(
    da="Timerne for rollen «{role}» er ikke oplyst, og de er ikke nul af den grund.",
    en="The hours of the role “{role}” are not stated, and are not zero for that.",
)
_NOBODY = Words(
    da="Der er timer hos en samarbejdspart, men ingen samarbejdspart blandt personalet.",
    en="There are partner hours, but no partner among the staff.",
)
_NEGATIVE = Words(da="Timer kan ikke være under nul.", en="Hours cannot be below zero.")
_NOT_ABOVE_ZERO = Words(
    da="Antallet, en afholdelse er for, skal være over nul.",
    en="The number a holding is for must be above zero.",
)
_ROUNDING = Words(
    da="{difference} kr. fra det trykte tal; så meget kan ligge i, at timepriserne er afrundede.",
    en="{difference} kr. from the printed figure; rounded hourly costs can explain that much.",
)
_DIFFERS = Words(
    da="{difference} kr. fra det trykte tal, som timerne og priserne ikke giver.",
    en="{difference} kr. from the printed figure, which these hours and rates do not give.",
)


@dataclass(frozen=True)
class RowCost:
    """One row. ``computed`` is exact, None where it cannot be computed; ``flag`` None: it agrees.

    Flags: ``differs``, ``rounded_rates`` (a difference that the rounding of published rates can
    explain), and the codes of :class:`fordel.costing.computing.NotComputed`. ``asks_year``: the
    file has a column of holdings per year, filled in on this row or not.
    """

    municipality: str | None
    activity: str
    computed: Fraction | None
    yearly: Fraction | None
    printed: Fraction | None
    flag: str | None
    reason: Words | None
    remark: str | None
    asks_year: bool = False

    @property
    def kroner(self) -> int | None:
        """The computed cost in whole kroner."""
        return None if self.computed is None else int(nearest(self.computed, Fraction(1)))

    @property
    def difference(self) -> Fraction | None:
        """Computed minus printed, kroner; None where one of them is missing."""
        if self.kroner is None or self.printed is None:
            return None
        return self.kroner - self.printed

    def to_json(self, language: Language) -> dict[str, Any]:
        yearly = None if self.yearly is None else nearest(self.yearly, Fraction(1))
        asked = {"cost_per_child_and_year_dkk": _plain(yearly)} if self.asks_year else {}
        return {
            "municipality": self.municipality,
            "activity": self.activity,
            "computed_cost_per_child_dkk": self.kroner,
            "printed_cost_per_child_dkk": _plain(self.printed),
            "difference_dkk": _plain(self.difference),
            **asked,
            "flag": self.flag,
            "reason": None if self.reason is None else self.reason.to(language),
        }


def cost_rows(path: Path, pay: PayTable) -> tuple[RowCost, ...]:
    """Compute every row of a file, in its order.

    Raises
    ------
    RefusedFiles : the file cannot be read, or a column of figures holds something else.
    CostColumnsMissing : it does not say who works on what.
    """
    table = read_table(path, key="activity")
    missing = [name for name in _NEEDED if name not in table]
    if not any(name in table for name in _HOURS):
        missing.append(" / ".join(_HOURS))
    if missing:
        raise CostColumnsMissing(file=table.file, missing=", ".join(missing))
    columns = _Columns.of(table)
    asks = "holdings_per_year" in table
    return tuple(replace(_row(columns, i, pay), asks_year=asks) for i in range(len(table)))


@dataclass(frozen=True)
class _Columns:
    """The columns of a file of costs; shape (rows,) each."""

    texts: dict[str, list[str | None]]
    figures: dict[str, list[Fraction | None]]

    @classmethod
    def of(cls, table: CheckedTable) -> _Columns:
        texts = ("municipality", "activity", "staff", "divisor_unit", "remark")
        figures = (*_HOURS, "divisor", "holdings_per_year", "printed_cost_per_child_dkk")
        return cls(
            {n: table.texts(n) if n in table else [None] * len(table) for n in texts},
            {n: table.numbers(n) if n in table else [None] * len(table) for n in figures},
        )


def _row(columns: _Columns, i: int, pay: PayTable) -> RowCost:
    figures = {name: values[i] for name, values in columns.figures.items()}
    texts = {name: values[i] for name, values in columns.texts.items()}
    printed = figures["printed_cost_per_child_dkk"]
    activity = _activity(texts, figures, pay)
    once = activity if isinstance(activity, NotComputed) else cost_per_child(activity, pay)
    computed, yearly, flag, reason = None, None, None, None
    if isinstance(once, NotComputed):
        flag, reason = once.code, once.words
    else:
        assert isinstance(activity, Activity)
        computed = once.amount
        in_a_year = cost_per_child_and_year(activity, pay)
        yearly = in_a_year.amount if isinstance(in_a_year, Range) else None
        flag, reason = _held_against(computed, printed, activity, pay)
    return RowCost(
        municipality=texts["municipality"],
        activity=texts["activity"] or "",
        computed=computed,
        yearly=yearly,
        printed=printed,
        flag=flag,
        reason=reason,
        remark=texts["remark"],
    )


def _activity(
    texts: dict[str, str | None], figures: dict[str, Fraction | None], pay: PayTable
) -> Activity | NotComputed:
    # What is not understood is a role too, an unknown one: left out, its hours would cost nothing.
    roles = [m["role"] for part in (texts["staff"] or "").split(";")
             if (m := _STAFF.fullmatch(part.strip()))]  # fmt: skip
    for role in roles:
        if role not in pay.roles:
            return about_role("role_unknown", UNKNOWN_ROLE, role)
    stated = [figures[name] for name in _HOURS]
    if any(hours is not None and hours < 0 for hours in stated):
        return NotComputed("hours_negative", _NEGATIVE)
    divisor = figures["divisor"]
    if divisor is not None and divisor <= 0:
        return NotComputed("divisor_not_positive", _NOT_ABOVE_ZERO)
    without = _without_hours(roles, figures, pay)
    if without is not None and any(hours is not None for hours in stated):
        return about_role("hours_missing", _HOURS_OF_ROLE, without)
    partners = [role for role in roles if pay.roles[role].partner]
    if figures["partner_hours"] and not partners:
        return NotComputed("partner_missing", _NOBODY)
    by_role = {**_OWN, "partner_hours": pay.partner_rate(partners) if partners else ""}
    hours = tuple(
        Hours(by_role[name], worked)
        for name in _HOURS
        if (worked := figures[name]) is not None and by_role[name]
    )
    return Activity(
        id=texts["activity"] or "",
        name=texts["activity"] or "",
        hours=hours,
        divisor=divisor,
        per=_per(texts["divisor_unit"]),
        holdings_per_year=figures["holdings_per_year"],
    )


def _without_hours(
    roles: list[str], figures: dict[str, Fraction | None], pay: PayTable
) -> str | None:
    """A role among the staff whose hours are not stated; zero hours are."""
    columns = {role: name for name, role in _OWN.items()}
    for role in roles:
        name = "partner_hours" if pay.roles[role].partner else columns.get(role)
        if name is not None and figures[name] is None:
            return role
    return None


def _per(text: str | None) -> PerWhom:
    return PerWhom(text) if text in set(PerWhom) else PerWhom.CHILD


def _held_against(
    computed: Fraction, printed: Fraction | None, activity: Activity, pay: PayTable
) -> tuple[str | None, Words | None]:
    """Whether a computed cost is the printed one to the krone, and what may explain it if not."""
    if printed is None:
        return None, None
    difference = nearest(computed, Fraction(1)) - printed
    if difference == 0:
        return None, None
    assert activity.divisor is not None
    hours = sum((line.hours for line in activity.hours), ZERO) / activity.divisor
    slack = hours * Fraction(pay.hourly_rounding)
    explained = abs(computed - printed) <= slack + Fraction(1, 2)
    words = _ROUNDING if explained else _DIFFERS
    said = Words(
        *(words.to(lang).format(difference=number(difference, lang)) for lang in ("da", "en"))
    )
    return ("rounded_rates" if explained else "differs"), said


def _plain(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(rounded(value, 2))
