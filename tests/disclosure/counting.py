"""An outsider who tries every table there is: slow, plain, and independent of the solver."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

from fordel.disclosure.publication import Status
from fordel.disclosure.rules import known_range, may_be_hidden


class EveryTable:
    """All tables with the same leaves and relations, each leaf from 0 to ``highest``.

    All other cells of ``figures`` must follow from the leaves, or be always shown.
    """

    def __init__(self, figures, leaves, highest):
        self.keys = list(figures.keys)
        grid = np.array(list(product(range(highest + 1), repeat=len(leaves))))
        known = {leaf: grid[:, place] for place, leaf in enumerate(leaves)}
        for key, cell in figures.cells.items():
            if cell.publish == "always":
                known[key] = np.full(len(grid), float(cell.value))
        waiting = list(figures.relations)
        while waiting:
            relation = waiting.pop(0)
            unknown = [key for key in relation.terms if key not in known]
            if len(unknown) > 1:
                waiting.append(relation)
            elif unknown:
                rest = sum(
                    float(c) * known[key] for key, c in relation.terms.items() if key in known
                )
                whole = float(relation.lowest)
                known[unknown[0]] = (whole - rest) / float(relation.terms[unknown[0]])
        self.values = {key: known[key] for key in self.keys}

    def fitting(self, publication):
        """Which tables fit what is published."""
        fits = np.ones(len(next(iter(self.values.values()))), dtype=bool)
        for key in self.keys:
            cell, value = publication.cells[key], self.values[key]
            if cell.lowest is not None:
                fits &= value >= float(cell.lowest)
            if cell.highest is not None:
                fits &= value <= float(cell.highest)
        return fits

    def interval(self, publication, key):
        found = self.values[key][self.fitting(publication)]
        return found.min(), found.max()

    def is_safe(self, publication, demands):
        fits = self.fitting(publication)
        return all(
            self.values[key][fits].min() <= demand.lowest
            and self.values[key][fits].max() >= demand.highest
            for key, demand in demands.items()
        )


def cheapest_by_trying(figures, rules, demands, every):
    """The cost of the cheapest safe pattern, by trying all of them in order of cost."""
    free = [
        cell
        for key, cell in figures.cells.items()
        if key not in demands and may_be_hidden(cell, rules)
    ]
    lows = {
        key: known_range(cell, rules, unsafe=key in demands) for key, cell in figures.cells.items()
    }
    patterns = sorted(
        (sum(cell.loss for cell in chosen), [cell.key for cell in chosen])
        for size in range(len(free) + 1)
        for chosen in combinations(free, size)
    )
    for cost, chosen in patterns:
        hidden = set(chosen) | set(demands)
        fits = np.ones(len(every.values[every.keys[0]]), dtype=bool)
        for key in every.keys:
            value, cell = every.values[key], figures.cells[key]
            if key in hidden or cell.publish == "never":
                low, high = lows[key]
                fits &= value >= (-np.inf if low is None else float(low))
                fits &= value <= (np.inf if high is None else float(high))
            else:
                fits &= value == float(cell.value)
        if all(
            every.values[key][fits].min() <= demand.lowest
            and every.values[key][fits].max() >= demand.highest
            for key, demand in demands.items()
        ):
            return cost
    return None


def statuses(protected):
    return [cell.status for cell in protected.publication.cells.values()]


def hidden_keys(protected):
    return protected.publication.hidden


def count_of(protected, status: Status):
    return statuses(protected).count(status)
