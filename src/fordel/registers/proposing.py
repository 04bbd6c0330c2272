"""Which of a delivery's files is which, and which column is which, for what a model needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fordel.registers.contract import FILES, rule_for
from fordel.registers.headers import resolve
from fordel.registers.records import Needs


def propose_columns(headers: Sequence[str], stem: str, needs: Needs) -> dict[str, str]:
    """Columns of the contract and the headers they most likely have.

    Parameters
    ----------
    headers : as they stand in the file.
    stem : what the file is, such as ``children``.
    needs : the model's age groups and criteria, whose columns repeat.
    """
    found = resolve(headers, rule_for(stem, needs), {}, needs.age_groups, needs.criteria)
    return {name: headers[place] for name, place in found.places.items()}


def propose_files(fits: Mapping[str, Sequence[str]], needs: Needs) -> dict[str, str]:
    """Files and what they most likely are; each kind once, what a model needs first.

    Parameters
    ----------
    fits : file → kinds it could be, the likeliest first.
    """
    wanted = needs.files | {"units", "previous"}
    chosen: dict[str, str] = {}
    for rank in range(len(FILES)):
        for file, kinds in fits.items():
            if file in chosen or rank >= len(kinds):
                continue
            stem = kinds[rank]
            if stem in wanted and stem not in chosen.values():
                chosen[file] = stem
    return chosen


def lacking(chosen: Sequence[str], needs: Needs) -> tuple[str, ...]:
    """The files a model needs that nobody has said which they are."""
    return tuple(stem for stem in FILES if stem in needs.files | {"units"} and stem not in chosen)
