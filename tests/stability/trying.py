"""Every variant of a run, tried."""

from __future__ import annotations

from fordel.stability.effects import try_variation
from fordel.stability.variants import variations

WEIGHTED = "method: weighted_criteria, weights: {a: 1, b: 0.5, c: 0}"


def tried(run, before=None):
    """Every variant of a run by its id."""
    return {one.id: try_variation(run, one, before) for one in variations(run.allocation.resolved)}


def differences(variant):
    return [shift.difference for shift in variant.shifts]
