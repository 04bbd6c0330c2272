"""A sweep told on a screen, and the same for programs."""

from __future__ import annotations

from collections import Counter
from math import isnan
from typing import Any

import numpy as np

from fordel.budget_year.sweeping import Swept, changed
from fordel.budget_year.telling.runs import ScreenTable
from fordel.domain.language import Language, Words, number
from fordel.search.aims import AIMS
from fordel.search.levers import is_figure, shown
from fordel.search.summarising import WHOLE
from fordel.search.sweeping import Sweep

MOST_ROWS = 10
"""Variants of the front that a screen is given; all stand in the files."""

_TITLE = Words(da="Varianter, som ingen anden slår ({})", en="Variants that no other beats ({})")
_VARIANT = Words(da="Variant", en="Variant")
_CHANGED = Words(da="Ændret", en="Changed")
_BESIDE = (
    ("winners", Words(da="Vinder", en="Gain"), 0),
    ("losers", Words(da="Taber", en="Lose"), 0),
    ("gini", Words(da="Gini", en="Gini"), 3),
    ("rank_stability", Words(da="Rangorden", en="Ranks"), 2),
)
_COUNTED = Words(
    da="{computed} af {variants} varianter er regnet; {front} slås ikke af nogen anden.",
    en="{computed} of {variants} variants were computed; no other beats {front} of them.",
)
_IMPOSSIBLE = Words(
    da="{} kombinationer er ingen model (`at_least` over antallet af kriterier).",
    en="{} combinations are no model (`at_least` above the number of criteria).",
)
_REFUSED = Words(
    da="Varianter, der ikke kan fordele pengene, fordi {reason}: {count}.",
    en="Variants that cannot hand out the money because {reason}: {count}.",
)
_WHY = {
    "NobodyInNeed": Words(da="ingen børn tæller med", en="no child counts"),
    "NobodyAboveThreshold": Words(
        da="ingen enhed ligger over minimumsgrænsen", en="no unit lies above the threshold"
    ),
    "AllWeightsZero": Words(da="alle vægte er nul", en="all weights are zero"),
    "FloorAboveCap": Words(da="mindstebeløbet er over loftet", en="the floor is above the cap"),
    "FloorsAbovePool": Words(
        da="mindstebeløbene er større end puljen", en="the floors are more than the pool"
    ),
    "PoolCannotBeSpent": Words(
        da="puljen ikke kan bruges under loftet", en="the cap leaves part of the pool unspent"
    ),
    "FrameOverspent": Words(da="rammen ikke slår til", en="the frame does not suffice"),
    "DampingCannotBePaid": Words(
        da="ingen kan betale overgangsordningen", en="nobody can pay for the damping"
    ),
    "DampingLeavesMoney": Words(
        da="overgangsordningen lader penge blive tilbage", en="the damping leaves money over"
    ),
    "NegativeLoad": Words(da="en belastning er negativ", en="a load is negative"),
}
"""Every reason that arrays can give, as a clause."""
_MORE = Words(
    da="… og {} varianter til; se front.csv.", en="… and {} variants more; see front.csv."
)
_FLOATS = Words(
    da="Tallene er til at søge med. Regn en variant nøjagtigt med `--exact NUMMER`.",
    en="The figures are for searching. Compute a variant exactly with `--exact NUMBER`.",
)
_NONE = "–"


def sweep_table(swept: Swept, language: Language) -> ScreenTable:
    """The model itself and the first of the front, with the aims and some measures beside them."""
    found = swept.sweep
    aims = [AIMS[aim] for aim in found.grid.aims]
    named = [(aim.column, aim.words, aim.decimals) for aim in aims]
    columns = [*named, *(one for one in _BESIDE if one[0] not in {name for name, _, _ in named})]
    best = _best(found)
    rows = [
        [
            str(variant),
            changed(found.grid, variant, language).replace("+", " + "),
            *(
                _NONE
                if isnan(found.columns[name][variant])
                else number(float(found.columns[name][variant]), language, decimals)
                for name, _, decimals in columns
            ),
        ]
        for variant in dict.fromkeys([0, *best[:MOST_ROWS]])
    ]
    headers = [_VARIANT, _CHANGED, *(words for _, words, _ in columns)]
    title = ", ".join(aim.words.to(language).lower() for aim in aims)
    return ScreenTable(
        title=_TITLE.to(language).format(title),
        headers=[header.to(language) for header in headers],
        rows=rows,
        text_columns=2,
        below=tuple(_below(found, len(best), language)),
    )


def _best(found: Sweep) -> list[int]:
    """The front, the best in the first aim first."""
    aim = AIMS[found.grid.aims[0]]
    sign = -1 if aim.more else 1
    front = [int(variant) for variant in np.nonzero(found.front)[0]]
    return sorted(front, key=lambda variant: (sign * found.columns[aim.column][variant], variant))


def _below(found: Sweep, front: int, language: Language) -> list[str]:
    lines = []
    if front > MOST_ROWS:
        lines.append(_MORE.to(language).format(number(front - MOST_ROWS, language)))
    lines.append(
        _COUNTED.to(language).format(
            computed=number(found.computed, language),
            variants=number(found.grid.variants, language),
            front=number(front, language),
        )
    )
    if found.grid.impossible:
        lines.append(_IMPOSSIBLE.to(language).format(number(found.grid.impossible, language)))
    for reason, count in _refusals(found).items():
        why = _WHY[reason].to(language)
        lines.append(_REFUSED.to(language).format(count=number(count, language), reason=why))
    lines.append(_FLOATS.to(language))
    return lines


def _refusals(found: Sweep) -> dict[str, int]:
    return dict(sorted(Counter(reason for reason in found.refused if reason).items()))


def sweep_json(swept: Swept) -> dict[str, Any]:
    """Counts, the model itself and the front with levers and figures, and where the files lie."""
    found = swept.sweep
    return {
        "model": found.grid.model.model,
        "year": found.ground.base.year,
        "variants": found.grid.variants,
        "computed": found.computed,
        "impossible": found.grid.impossible,
        "refused": _refusals(found),
        "aims": list(found.grid.aims),
        "exact": list(swept.exact),
        "model_itself": _variant(found, 0),
        "front": [_variant(found, variant) for variant in _best(found)],
        "files": {name: str(path) for name, path in swept.files.items()},
    }


def _variant(found: Sweep, variant: int) -> dict[str, Any]:
    values = found.grid.values_of(variant)
    levers = {} if values is None else {
        axis.title: float(value) if is_figure(value) else shown(value)
        for axis, value in zip(found.grid.axes, values, strict=True)
    }  # fmt: skip
    return {
        "variant": variant,
        "levers": levers,
        **{name: _figure(found, name, column[variant]) for name, column in found.columns.items()},
    }


def _figure(found: Sweep, name: str, value: float) -> float | int | str | None:
    if isnan(value):
        return None
    if name.startswith("largest_loss_unit"):
        return found.ground.base.ids[int(value)] if value >= 0 else None
    return int(value) if name.startswith(WHOLE) else float(value)
