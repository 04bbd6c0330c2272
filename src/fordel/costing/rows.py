"""A file with a row per activity: hours in columns, computed, and held against a printed figure."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from fordel.costing.computing import (
    NO_HOURS,
    UNKNOWN_ROLE,
    ZERO,
    NotComputed,
    Range,
    about_role,
    cost_per_child,
    cost_per_child_and_year,
)
from fordel.costing.ingredients import Activity, Hours
from fordel.costing.pay import PayTable
from fordel.costing.refusals import CostColumnsMissing
from fordel.costing.staff import professions
from fordel.domain.language import LANGUAGES, Language, Words, number, rounded
from fordel.domain.money import nearest
from fordel.registers.tables import CheckedTable, NoNumber, read_table

_NEEDED = ("activity", "staff", "divisor")
_HOURS = ("pedagogue_hours", "leader_hours", "substitute_hours", "partner_hours")
_OWN = {
    "pedagogue_hours": "pedagogue",
    "leader_hours": "pedagogical_leader",
    "substitute_hours": "substitute",
}
_PRINTED, _YEARLY = "printed_cost_per_child_dkk", "holdings_per_year"

_NOBODY = Words(
    da="Der er timer hos en samarbejdspart, men ingen samarbejdspart blandt personalet.",
    en="There are partner hours, but no partner among the staff.",
)
_HOURS_OF = Words(
    da="Timerne for {role} er ikke oplyst. Er der ingen, så skriv 0.",
    en="The hours of {role} are not stated. If there are none, write 0.",
)
_NO_NUMBER = Words(
    da="Under «{column}» står «{text}», som ikke er ét tal.",
    en="Under “{column}” stands “{text}”, which is not one number.",
)
_HOLDINGS_NEGATIVE = Words(
    da="Antallet af afholdelser om året kan ikke være under nul.",
    en="The number of holdings per year cannot be below zero.",
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
    table = read_table(path, key="activity", every_row=True)
    missing = [name for name in _NEEDED if name not in table]
    if not any(name in table for name in _HOURS):
        missing.append(" / ".join(_HOURS))
    if missing:
        raise CostColumnsMissing(file=table.file, missing=", ".join(missing))
    columns = _Columns.of(table)
    return tuple(_Row.of(columns, i).priced(pay) for i in range(len(table)))


@dataclass(frozen=True)
class _Columns:
    """The columns of a file of costs that it has; shape (rows,) each."""

    texts: dict[str, list[str | None]]
    figures: dict[str, list[Fraction | NoNumber | None]]

    @classmethod
    def of(cls, table: CheckedTable) -> _Columns:
        texts = ("municipality", "activity", "staff", "remark")
        figures = (*_HOURS, "divisor", _YEARLY, _PRINTED)
        return cls(
            {name: table.texts(name) for name in texts if name in table},
            {name: table.figures(name) for name in figures if name in table},
        )


@dataclass(frozen=True)
class _Row:
    """One row as it stands; a figure is under its column's name only where there is one."""

    texts: dict[str, str | None]
    figures: dict[str, Fraction]
    wrong: dict[str, NoNumber]
    columns: frozenset[str]

    @classmethod
    def of(cls, columns: _Columns, i: int) -> _Row:
        cells = {name: values[i] for name, values in columns.figures.items()}
        return cls(
            {name: values[i] for name, values in columns.texts.items()},
            {name: cell for name, cell in cells.items() if isinstance(cell, Fraction)},
            {name: cell for name, cell in cells.items() if isinstance(cell, NoNumber)},
            frozenset(cells),
        )

    def priced(self, pay: PayTable) -> RowCost:
        printed = self.figures.get(_PRINTED)
        activity = self._unreadable("divisor", *_HOURS) or self._activity(pay)
        once = activity if isinstance(activity, NotComputed) else cost_per_child(activity, pay)
        computed, yearly = None, None
        told: NotComputed | None
        if isinstance(once, NotComputed):
            told = once
        else:
            assert isinstance(activity, Activity)
            computed = once.amount
            told = self._unreadable(_PRINTED) or _held_against(computed, printed, activity, pay)
            of_year = self._year(activity, pay)
            if isinstance(of_year, Range):
                yearly = of_year.amount
            elif of_year.code != "frequency_missing":
                told = told or of_year
        return RowCost(
            municipality=self.texts.get("municipality"),
            activity=self.texts.get("activity") or "",
            computed=computed,
            yearly=yearly,
            printed=printed,
            flag=None if told is None else told.code,
            reason=None if told is None else told.words,
            remark=self.texts.get("remark"),
            asks_year=_YEARLY in self.columns,
        )

    def _year(self, activity: Activity, pay: PayTable) -> Range | NotComputed:
        if self.figures.get(_YEARLY, ZERO) < 0:
            return NotComputed("holdings_negative", _HOLDINGS_NEGATIVE)
        return self._unreadable(_YEARLY) or cost_per_child_and_year(activity, pay)

    def _unreadable(self, *names: str) -> NotComputed | None:
        for name in names:
            if name in self.wrong:
                text = self.wrong[name].text
                return NotComputed("not_a_number", _filled(_NO_NUMBER, column=name, text=text))
        return None

    def _activity(self, pay: PayTable) -> Activity | NotComputed:
        roles, unknown = professions(self.texts.get("staff"), pay)
        if unknown:
            return about_role("role_unknown", UNKNOWN_ROLE, unknown[0])
        stated = {name: self.figures[name] for name in _HOURS if name in self.figures}
        if any(hours < 0 for hours in stated.values()):
            return NotComputed("hours_negative", _NEGATIVE)
        divisor = self.figures.get("divisor")
        if divisor is not None and divisor <= 0:
            return NotComputed("divisor_not_positive", _NOT_ABOVE_ZERO)
        partners = [role for role in roles if pay.roles[role].partner]
        if stated.get("partner_hours") and not partners:
            return NotComputed("partner_missing", _NOBODY)
        partner = pay.partner_rate(partners)
        by_role = {**_OWN, "partner_hours": partner}
        silent = self._without_hours(by_role, [*roles, partner] if partners else roles)
        if silent is not None:
            return _hours_of(silent, pay) if stated else NotComputed("hours_missing", NO_HOURS)
        return Activity(
            id=self.texts.get("activity") or "",
            name=self.texts.get("activity") or "",
            hours=tuple(
                Hours(role, stated[name]) for name, role in by_role.items() if name in stated
            ),
            divisor=divisor,
            holdings_per_year=self.figures.get(_YEARLY),
        )

    def _without_hours(self, by_role: dict[str, str], taking_part: list[str]) -> str | None:
        """The first role whose hours are not stated, though it takes part or the file has them.

        Missing is not zero: where nobody of a role takes part, the file says 0.
        """
        for name, role in by_role.items():
            if name not in self.figures and (name in self.columns or role in taking_part):
                return role
        return None


def _hours_of(role: str, pay: PayTable) -> NotComputed:
    label = pay.roles[role].label
    da, en = (_HOURS_OF.to(lang).format(role=label.to(lang)) for lang in LANGUAGES)
    return NotComputed("hours_missing", Words(da=da, en=en))


def _filled(words: Words, **values: str) -> Words:
    return Words(da=words.da.format(**values), en=words.en.format(**values))


def _held_against(
    computed: Fraction, printed: Fraction | None, activity: Activity, pay: PayTable
) -> NotComputed | None:
    """Whether a computed cost is the printed one to the krone, and what may explain it if not."""
    if printed is None:
        return None
    difference = nearest(computed, Fraction(1)) - printed
    if difference == 0:
        return None
    assert activity.divisor is not None
    hours = sum((line.hours for line in activity.hours), ZERO) / activity.divisor
    slack = hours * Fraction(pay.hourly_rounding)
    explained = abs(computed - printed) <= slack + Fraction(1, 2)
    words = _ROUNDING if explained else _DIFFERS
    da, en = (words.to(lang).format(difference=number(difference, lang)) for lang in LANGUAGES)
    return NotComputed("rounded_rates" if explained else "differs", Words(da=da, en=en))


def _plain(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(rounded(value, 2))
