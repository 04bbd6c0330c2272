"""Panels to evaluate, drawn with a known effect; invented units."""

from __future__ import annotations

import numpy as np

from fordel.evaluation.effects.panel import EffectPanel

MONTHS = {1: 5, 2: 5, 3: 7, 4: 5, 5: 7, 6: 5, 7: 7}
"""The lengths of the method's seven data periods."""


def drawn(  # noqa: PLR0913 - all that a panel can differ in
    starts,
    *,
    periods=(1, 2, 4, 5, 6, 7),
    effect=0.0,
    noise=0.4,
    seed=0,
    children=30,
    colours=False,
    months=MONTHS,
    left=None,
):
    """A row per unit and period; the outcome is a joint rating, period 3 was not collected."""
    generator = np.random.default_rng(seed)
    rows = []
    for number, start in enumerate(starts):
        own = generator.normal(4, 0.5)
        for period in periods:
            on = start is not None and period >= start
            value = own + 0.1 * period + effect * on + generator.normal(0, noise)
            rows.append((f"u{number:02}", period, start, value, on))
    counts = {}
    if colours:
        counted = [
            np.bincount(
                np.digitize(0.9 * row[4] + generator.logistic(size=children), [-1.0, 0.3]),
                minlength=3,
            )
            for row in rows
        ]
        counts = {
            colour: tuple(int(one[place]) for one in counted)
            for place, colour in enumerate(("red", "yellow", "green"))
        }
    unit, period, start, outcome, _ = zip(*rows, strict=True)
    many = children if callable(children) else lambda *_: children
    return EffectPanel(
        unit=unit,
        period=period,
        start=start,
        outcome=outcome,
        children=tuple(many(*row[:3], generator) for row in rows),
        left=None if left is None else tuple(left(*row[:3], generator) for row in rows),
        months=months,
        **counts,
    )


def changed(panel, **columns):
    """The same panel with some columns of its own."""
    known = {name: getattr(panel, name) for name in panel.__dataclass_fields__}
    return EffectPanel(**{**known, **columns})


STAGGERED = (4,) * 5 + (5,) * 5 + (None,) * 6
COMPARED = (5,) * 6 + (None,) * 6
