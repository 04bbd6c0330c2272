"""What each data file holds: the contract of docs/reference/data_files.md, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fordel.registers.records import Needs


class Kind(StrEnum):
    """What the cells of a column are."""

    KEY = "key"
    KEYS = "keys"
    CHILD = "child"
    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"
    NUMBER = "number"
    SHARE = "share"
    AGE = "age"
    AGE_GROUP = "age_group"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"


@dataclass(frozen=True)
class ColumnRule:
    name: str
    kind: Kind
    needed: bool = False


@dataclass(frozen=True)
class FileRule:
    stem: str
    columns: tuple[ColumnRule, ...]

    def column(self, name: str) -> ColumnRule | None:
        return next((column for column in self.columns if column.name == name), None)


def _file(stem: str, *columns: tuple[str, Kind] | tuple[str, Kind, bool]) -> FileRule:
    return FileRule(stem, tuple(ColumnRule(*column) for column in columns))


_UNIT = ("unit", Kind.KEY, True)

FILES: dict[str, FileRule] = {
    rule.stem: rule
    for rule in (
        _file(
            "units",
            _UNIT,
            ("name", Kind.TEXT),
            ("ownership", Kind.CHOICE),
            ("kind", Kind.CHOICE),
            ("special_department", Kind.YES_NO),
            ("cluster", Kind.KEY),
            ("area", Kind.KEY),
            ("budget_unit", Kind.KEY),
            ("district", Kind.KEY),
            ("opened_on", Kind.DATE),
            ("closed_on", Kind.DATE),
            ("predecessors", Kind.KEYS),
            ("opening_hours", Kind.NUMBER),
        ),
        _file(
            "children",
            ("child", Kind.CHILD, True),
            _UNIT,
            ("born_on", Kind.DATE),
            ("age", Kind.AGE),
            ("age_group", Kind.AGE_GROUP),
            ("enrolled_from", Kind.DATE),
            ("enrolled_to", Kind.DATE),
            ("full_time", Kind.SHARE),
            ("hours", Kind.NUMBER),
            ("district", Kind.KEY),
        ),
        _file(
            "criteria",
            _UNIT,
            ("criterion", Kind.KEY, True),
            ("count", Kind.COUNT, True),
            ("age_group", Kind.AGE_GROUP),
        ),
        _file("scores", _UNIT, ("score", Kind.NUMBER, True)),
        _file(
            "districts",
            ("district", Kind.KEY, True),
            ("name", Kind.TEXT),
            ("share", Kind.SHARE),
            ("children", Kind.COUNT),
        ),
        _file(
            "previous",
            _UNIT,
            ("amount", Kind.AMOUNT, True),
            ("weighted_children", Kind.COUNT),
        ),
        _file("grants", _UNIT, ("amount", Kind.AMOUNT, True), ("purpose", Kind.TEXT)),
        _file(
            "applications",
            _UNIT,
            ("amount", Kind.AMOUNT, True),
            ("decision", Kind.TEXT, True),
            ("purpose", Kind.TEXT),
        ),
        _file(
            "rates",
            ("rate", Kind.AMOUNT, True),
            ("district", Kind.KEY),
            ("area", Kind.KEY),
            ("unit", Kind.KEY),
            ("kind", Kind.CHOICE),
            ("criterion", Kind.KEY),
            ("age_group", Kind.AGE_GROUP),
            ("valid_from", Kind.DATE),
            ("valid_to", Kind.DATE),
        ),
    )
}

CHILDREN_OF, FULL_TIME_OF = "children_", "full_time_"


def rule_for(stem: str, needs: Needs) -> FileRule:
    """The rule of a file together with the columns that this model's groups and criteria add."""
    rule = FILES[stem]
    more: list[ColumnRule] = []
    if stem == "units":
        for prefix in (CHILDREN_OF, FULL_TIME_OF):
            more += [ColumnRule(prefix + group.id, Kind.COUNT) for group in needs.age_groups]
    if stem == "children":
        more += [ColumnRule(criterion, Kind.YES_NO) for criterion in needs.criteria]
    if stem in {"districts", "criteria"}:
        more += [ColumnRule(criterion, Kind.COUNT) for criterion in needs.criteria]
    return FileRule(stem, (*rule.columns, *more))
