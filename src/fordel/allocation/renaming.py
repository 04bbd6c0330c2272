"""A model that names units, told in the units of another year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, TypeVar

from fordel.allocation.lineage import Past
from fordel.allocation.model.document import Model
from fordel.allocation.model.loads import Correction, Designated, GivenKey
from fordel.allocation.model.money import Filter
from fordel.allocation.model.values import RATE_KEYS, Part, TableRow, Value
from fordel.allocation.resolving import exact
from fordel.allocation.situation import ZERO
from fordel.registers.records import RateRow

R = TypeVar("R", TableRow, RateRow)


class Renaming:
    """From last year's units to this year's.

    Parameters
    ----------
    ids : this year's units.
    past : for each of them the units it came from and what part of each.
    sizes : last year's children, by last year's keys; rates of merged units are means by them.
    """

    def __init__(
        self, ids: Sequence[str], past: Sequence[Past], sizes: Mapping[str, Fraction]
    ) -> None:
        self._ids, self._past, self._sizes = ids, past, sizes
        self._heirs: dict[str, list[tuple[str, Fraction]]] = {}
        for unit, parts in zip(ids, past, strict=True):
            for name, part in parts:
                self._heirs.setdefault(name, []).append((unit, part))
        self.changes_nothing = all(
            parts == ((unit, Fraction(1)),) for unit, parts in zip(ids, past, strict=True) if parts
        )

    def model(self, model: Model) -> Model:
        """The model with its keys, corrections, filters and rates told in this year's units."""
        if self.changes_nothing:
            return model
        tables = {
            name: table.model_copy(
                update={
                    "versions": tuple(
                        version.model_copy(update={"rows": self.rows(version.rows, _row_copy)})
                        for version in table.versions
                    )
                }
            )
            for name, table in model.tables.items()
        }
        steps = tuple(self._told(step) for step in model.steps)
        return model.model_copy(update={"steps": steps, "tables": tables})

    def rates(self, rows: Sequence[RateRow]) -> tuple[RateRow, ...]:
        return self.rows(rows, _rate_copy)

    def rows(self, rows: Sequence[R], copy: Callable[[R, str, Fraction], R]) -> tuple[R, ...]:
        """Rates per unit of last year as rates per unit of this year."""
        told: list[R] = [row for row in rows if row.unit is None]
        by_rest: dict[tuple[str | None, ...], dict[str, R]] = {}
        for row in rows:
            if row.unit is not None:
                rest = tuple(getattr(row, key) for key in RATE_KEYS if key != "unit")
                by_rest.setdefault(rest, {})[row.unit] = row
        for known in by_rest.values():
            for unit, parts in zip(self._ids, self._past, strict=True):
                had = [
                    (known[name], part * self._sizes[name]) for name, part in parts if name in known
                ]
                if had:
                    told.append(
                        copy(had[0][0], unit, _mean([(Fraction(r.value), w) for r, w in had]))
                    )
        return tuple(told)

    def _told(self, value: Any) -> Any:
        if isinstance(value, GivenKey):
            return self._key(value)
        if isinstance(value, Filter | Designated) and value.units:
            return value.model_copy(update={"units": self._names(value.units)})
        if isinstance(value, Part):
            fields = type(value).model_fields
            return value.model_copy(update={n: self._told(getattr(value, n)) for n in fields})
        return tuple(self._told(entry) for entry in value) if isinstance(value, tuple) else value

    def _names(self, units: Iterable[str]) -> tuple[str, ...]:
        heirs = (self._heirs.get(name, [(name, Fraction(1))]) for name in units)
        return tuple(dict.fromkeys(unit for own in heirs for unit, _ in own))

    def _key(self, key: GivenKey) -> GivenKey:
        shares: dict[str, Fraction] = {}
        for name, share in key.shares.items():
            for unit, part in self._heirs.get(name, []):
                shares[unit] = shares.get(unit, ZERO) + exact(share) * part
        corrections = [
            correction.model_copy(update={"unit": unit, "by": _part(correction, part)})
            for correction in key.corrections
            for unit, part in self._heirs.get(correction.unit, [])
        ]
        return key.model_copy(update={"shares": shares, "corrections": tuple(corrections)})


def _part(correction: Correction, part: Fraction) -> Value | Fraction:
    return exact(correction.by) * part


def _mean(values: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    weight = sum((w for _, w in values), ZERO)
    if not weight:
        return sum((v for v, _ in values), ZERO) / len(values)
    return sum((v * w for v, w in values), ZERO) / weight


def _row_copy(row: TableRow, unit: str, value: Fraction) -> TableRow:
    return row.model_copy(update={"unit": unit, "value": value})


def _rate_copy(row: RateRow, unit: str, value: Fraction) -> RateRow:
    return replace(row, unit=unit, value=value)


def filled_up(rows: Sequence[R], other: Sequence[R]) -> tuple[R, ...]:
    """Rows, and another year's for what they say nothing of; where both do, the later holds."""
    known = {_keys(row) for row in rows}
    return tuple([row for row in other if _keys(row) not in known] + list(rows))


def _keys(row: TableRow | RateRow) -> tuple[str | None, ...]:
    return tuple(getattr(row, key) for key in RATE_KEYS)
