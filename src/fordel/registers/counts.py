"""criteria.*, scores.*, districts.*: what is known of units and districts in counts and shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import numpy as np

from fordel.domain.language import Words
from fordel.registers.figures import counts, numbers, shares
from fordel.registers.headers import same_criterion
from fordel.registers.notes import note
from fordel.registers.opening import note_totals, without_totals
from fordel.registers.records import CriterionCount, District, Needs
from fordel.registers.refusals.columns import ColumnMissing
from fordel.registers.refusals.relations import (
    DuplicateCriterion,
    DuplicateDistrict,
    UnitTwice,
)
from fordel.registers.rows import refuse_repeated, refuse_unknown
from fordel.registers.sheet import Sheet
from fordel.registers.words import words

Known = Collection[str]

_SUPPRESSED = Words(
    da="antal, der mangler eller er diskretionerede, og som ikke er regnet for nul: {count}.",
    en="counts that are missing or suppressed, which are not taken for zero: {count}.",
)
_OTHER = Words(
    da="kriterier, som modellen ikke bruger: {names}.",
    en="criteria that the model does not use: {names}.",
)


def read_criteria(sheet: Sheet, needs: Needs, units: Known) -> tuple[CriterionCount, ...]:
    """Counts per unit and criterion: a row each, or a row per unit and a column per criterion."""
    if "unit" not in sheet:
        return ()
    if "criterion" not in sheet:
        found = _wide(sheet, needs, units)
    elif "count" not in sheet:
        _refuse_column(sheet, "count")
        return ()
    else:
        found = _long(sheet, needs, units)
    missing = sum(entry.count is None for entry in found)
    if missing:
        sheet.notes.append(note("suppressed", sheet.file, _SUPPRESSED, count=missing))
    return found


def _refuse_column(sheet: Sheet, needed: str) -> None:
    headers = ", ".join(sheet.table.headers)
    sheet.problems.add(ColumnMissing(file=sheet.file, needed=needed, headers=headers))


def _long(sheet: Sheet, needs: Needs, units: Known) -> tuple[CriterionCount, ...]:
    sheet, _ = without_totals(sheet, "unit", units, by_sums=False)
    sheet = _without_sums_over_ages(sheet, needs)
    entries = _entries(sheet, needs)
    totals = _municipal_totals(entries, units)
    if totals:
        note_totals(sheet, totals)
        keep = np.ones(len(sheet), dtype=bool)
        keep[totals] = False
        sheet = sheet.keeping(keep)
        entries = [entry for place, entry in enumerate(entries) if keep[place]]
    refuse_unknown(sheet, [entry.unit for entry in entries], units)
    _refuse_repeated_counts(sheet, entries)
    _note_others(sheet, needs, {entry.criterion for entry in entries})
    return tuple(entries)


def _entries(sheet: Sheet, needs: Needs) -> list[CriterionCount]:
    """Every row as a count; what is missing in a key is refused, and the row then says ""."""
    keys = sheet.keys("unit", needed=True).rows()
    named = sheet.keys("criterion", needed=True).rows()
    figures = counts(sheet, "count").rows()
    absent: Sequence[str | None] = [None] * len(sheet)
    with_ages = "age_group" in sheet
    groups = sheet.age_groups("age_group", needs.age_groups).rows() if with_ages else absent
    names = {name: criterion_named(name, needs) for name in set(named) if name is not None}
    return [
        CriterionCount(unit or "", names.get(criterion or "", ""), count, group)
        for unit, criterion, count, group in zip(keys, named, figures, groups, strict=True)
    ]


def criterion_named(name: str, needs: Needs) -> str:
    """The model's name for a criterion, or the file's own if the model does not know it."""
    return next((own for own in needs.criteria if same_criterion(own, name)), name)


def _without_sums_over_ages(sheet: Sheet, needs: Needs) -> Sheet:
    """Rows whose age group says "i alt" beside rows per age group are totals too.

    A model may have an age group that is called so itself; then it is one.
    """
    if "age_group" not in sheet:
        return sheet
    says = words().is_total
    own = {group.id.casefold() for group in needs.age_groups}
    coded = sheet.texts("age_group")
    sums = coded.where(lambda text: text.casefold() not in own and says(text))
    if not sums.any() or sums.all():
        return sheet
    note_totals(sheet, [int(place) for place in np.flatnonzero(sums)])
    return sheet.keeping(~sums)


def _municipal_totals(entries: Sequence[CriterionCount], units: Known) -> list[int]:
    """Rows of something that is no unit and whose every count is the sum over the units."""
    sums: dict[tuple[str, str | None], list[Fraction | None]] = defaultdict(list)
    for entry in entries:
        if entry.unit in units:
            sums[entry.criterion, entry.age_group].append(entry.count)
    wholes = {key: _sum(known) for key, known in sums.items()}
    others: dict[str, list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if entry.unit and entry.unit not in units:
            others[entry.unit].append(place)
    totals: list[int] = []
    for places in others.values():
        pairs = [
            (wholes.get((entries[p].criterion, entries[p].age_group)), entries[p].count)
            for p in places
        ]
        compared = [(whole, own) for whole, own in pairs if whole and own is not None]
        if compared and all(whole == own for whole, own in compared):
            totals += places
    return sorted(totals)


def _sum(values: Sequence[Fraction | None]) -> Fraction | None:
    """The sum, or None if a part of it is missing."""
    present = [value for value in values if value is not None]
    return sum(present, Fraction(0)) if len(present) == len(values) else None


def _refuse_repeated_counts(sheet: Sheet, entries: Sequence[CriterionCount]) -> None:
    """A count may stand once, and not both for all ages and for some."""
    keys = [(e.unit, e.criterion, e.age_group or "") if e.unit else None for e in entries]
    refuse_repeated(sheet, "criterion", keys, DuplicateCriterion)
    by_ages = {(e.unit, e.criterion): p for p, e in enumerate(entries) if e.age_group}
    for place, entry in enumerate(entries):
        other = by_ages.get((entry.unit, entry.criterion))
        if entry.age_group is None and other is not None:
            value = sheet.excerpt(f"{entry.unit} / {entry.criterion}")
            details = {"first_row": sheet.row(other), "value": value}
            sheet.refuse(DuplicateCriterion, place, "criterion", **details)


def _note_others(sheet: Sheet, needs: Needs, found: Collection[str]) -> None:
    others = sorted(set(found) - set(needs.criteria) - {""})
    if others and needs.criteria:
        names = ", ".join(others)
        sheet.notes.append(note("other_criteria", sheet.file, _OTHER, names=names))


def _wide(sheet: Sheet, needs: Needs, units: Known) -> tuple[CriterionCount, ...]:
    named = [criterion for criterion in needs.criteria if criterion in sheet]
    if not named:
        _refuse_column(sheet, "criterion")
        return ()
    sheet, _ = without_totals(sheet, "unit", units, one_row_each=True)
    keys = sheet.keys("unit", needed=True).rows()
    refuse_unknown(sheet, keys, units)
    refuse_repeated(sheet, "unit", keys, UnitTwice)
    return tuple(
        CriterionCount(own, criterion, count)
        for criterion in named
        for own, count in zip(keys, counts(sheet, criterion).rows(), strict=True)
        if own is not None
    )


def read_scores(sheet: Sheet, units: Known) -> dict[str, Fraction]:
    """A finished index score per unit; a unit whose score is missing is left out."""
    if not {"unit", "score"} <= sheet.found.places.keys():
        return {}
    sheet, _ = without_totals(sheet, "unit", units, by_sums=False)
    keys = sheet.keys("unit", needed=True).rows()
    refuse_unknown(sheet, keys, units)
    refuse_repeated(sheet, "unit", keys, UnitTwice)
    scores = numbers(sheet, "score").rows()
    pairs = zip(keys, scores, strict=True)
    return {own: score for own, score in pairs if own is not None and score is not None}


def read_districts(sheet: Sheet, needs: Needs) -> tuple[District, ...]:
    """Districts with a share each, or with children and a count per criterion."""
    if "district" not in sheet:
        return ()
    by_counts = "share" not in sheet
    if by_counts and "children" not in sheet:
        _refuse_column(sheet, "share")
        return ()
    sheet, _ = without_totals(sheet, "district", by_sums=by_counts)
    keys = sheet.keys("district", needed=True).rows()
    refuse_repeated(sheet, "district", keys, DuplicateDistrict)
    absent: list[Fraction | None] = [None] * len(sheet)
    names = sheet.texts("name").rows() if "name" in sheet else [""] * len(sheet)
    share = shares(sheet, "share").rows() if "share" in sheet else absent
    children = counts(sheet, "children", needed=by_counts).rows() if "children" in sheet else absent
    per_criterion = {name: counts(sheet, name).rows() for name in needs.criteria if name in sheet}
    return tuple(
        District(own, names[place] or "", share[place], children[place], _at(per_criterion, place))
        for place, own in enumerate(keys)
        if own is not None
    )


def _at(columns: Mapping[str, Sequence[Fraction | None]], place: int) -> dict[str, Fraction]:
    values = {name: column[place] for name, column in columns.items()}
    return {name: value for name, value in values.items() if value is not None}
