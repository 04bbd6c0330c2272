"""A plain engine to hold the real one against: slow, obvious, written from the same documents.

It reads the model and loops over children with fractions. It shares nothing with the engine but
the model's own records: counting, limits, rounding, damping and payment are written anew here.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import floor

from tests.allocation.reference_after import damping, payment, positions
from tests.allocation.reference_counting import ZERO, Counter, Refused, World, figure, table_rows
from tests.allocation.reference_money import hand_out
from tests.allocation.reference_rounding import Done, largest_remainder, nearest

MONEY = {
    "base_by_weighted_children", "base_by_rate", "base_by_staffing", "lump_sum", "need",
    "fixed_grants", "applications", "damping", "payment",
}  # fmt: skip
UNCOUNTABLE_ON_RESIDENTS = {"score", "given_key", "designated"}


def allocate(model, world: World, year: int) -> list[Done]:
    """Every step's result, or Refused with the name of the reason."""
    return _Engine(model, world, year).run()


class _Engine:
    def __init__(self, model, world, year):
        self.model, self.world, self.year = model, world, year
        self.smallest = Fraction(model.currency.smallest)
        self.ages = [group.id for group in model.age_groups]
        self.weights = {g.id: figure(g.weight, model, year) for g in model.age_groups}
        self.done: list[Done] = []

    def value(self, written):
        return figure(written, self.model, self.year)

    def _check_names(self):
        """Every unit, area and district that the model names has to be there."""
        there = {
            "units": {u["id"] for u in self.world.units},
            "areas": {u["area"] for u in self.world.units},
            "districts": {u["district"] for u in self.world.units},
        }
        waiting = [self.model.scope.model_dump(), *(s.model_dump() for s in self.model.steps)]
        while waiting:
            part = waiting.pop()
            if isinstance(part, dict):
                waiting += part.values()
                for kind, known in there.items():
                    if not set(part.get(kind) or ()) <= known:
                        raise Refused("NotInRegister")
                if part.get("method") == "given_key":
                    named = {*part["shares"], *(c["unit"] for c in part["corrections"])}
                    if not named <= there["units"]:
                        raise Refused("NotInRegister")
            elif isinstance(part, list | tuple):
                waiting += part

    def run(self):
        self._check_names()
        self.units = sorted(filter(self._in_scope, self.world.units), key=lambda u: u["id"])
        if not self.units:
            raise Refused("NoUnitsInScope")
        self.ids = [u["id"] for u in self.units]
        self.kids = {i: [c for c in self.world.children if c["unit"] == i] for i in self.ids}
        self.grid = {u["id"]: self._numbers(u, "children") for u in self.units}
        self.full_time = {u["id"]: self._numbers(u, "full_time") for u in self.units}
        for step in self.model.steps:
            result = getattr(self, "_" + step.use)(step)
            self.done.append(result)
            if step.use in MONEY and self.rest() is not None and self.rest() < 0:
                raise Refused("FrameOverspent")
        return self.done

    def _in_scope(self, unit):
        scope = self.model.scope
        return (
            unit["ownership"] in scope.ownership
            and unit["kind"] in scope.kinds
            and (scope.special_departments or not unit["special"])
            and (unit["closed"] is None or unit["closed"] > date(self.year, 1, 1))
            and (unit["opened"] is None or unit["opened"] < date(self.year + 1, 1, 1))
            and (scope.except_for is None or not self._named(scope.except_for, unit))
        )

    @staticmethod
    def _named(where, unit):
        if where is None:
            return True
        wanted = [
            (where.ownership, "ownership"), (where.kinds, "kind"), (where.areas, "area"),
            (where.districts, "district"), (where.units, "id"),
        ]  # fmt: skip
        for allowed, key in wanted:
            if allowed is not None and unit[key] not in allowed:
                return False
        return where.special_department is None or where.special_department == unit["special"]

    def _numbers(self, unit, measure):
        if self.model.children.grain == "counts":
            return {age: unit[measure][age] for age in self.ages}
        numbers = dict.fromkeys(self.ages, ZERO)
        for child in self.kids[unit["id"]]:
            numbers[child["age_group"]] += child["full_time"] if measure == "full_time" else 1
        return numbers

    # -- sizes and the frame

    def size(self, unit, per):
        grid = self.grid[unit]
        if per in {"child", "children"}:
            return sum(grid.values(), ZERO)
        if per in {"weighted_child", "weighted_children"}:
            return sum((self.weights[a] * n for a, n in grid.items()), ZERO)
        return Fraction(1)

    def frame(self):
        found = [d.facts["frame"] for d in self.done if d.use in {"frame", "demographic_frame"}]
        return found[0] if found else None

    def decentral(self):
        if self.frame() is None:
            return None
        return self.frame() - sum(
            (d.facts["set_aside"] for d in self.done if d.use == "set_aside"), ZERO
        )

    def got(self, unit):
        return sum((d.amounts[unit] for d in self.done if d.amounts is not None), ZERO)

    def rest(self):
        if self.decentral() is None:
            return None
        return self.decentral() - sum((self.got(u) for u in self.ids), ZERO)

    def _frame(self, step):
        return Done(
            step.id, step.use, facts={"frame": nearest(self.value(step.amount), self.smallest)}
        )

    def _demographic_frame(self, step):
        amount = self.value(step.previous_amount) * self.value(step.price_index)
        for move in step.age_groups.values():
            more = self.value(move.children_now) - self.value(move.children_before)
            amount += more * self.value(move.coverage) * self.value(move.unit_price)
        return Done(step.id, step.use, facts={"frame": nearest(amount, self.smallest)})

    def _set_aside(self, step):
        whole = ZERO
        for item in step.items:
            amount = (
                self.value(item.amount)
                if item.share is None
                else self.value(item.share) * self.frame()
            )
            whole += nearest(amount, self.smallest)
        if whole > self.decentral():
            raise Refused("FrameOverspent")
        return Done(step.id, step.use, facts={"set_aside": whole})

    def pool(self, pool):
        if pool == "rest":
            return self.rest()
        if hasattr(pool, "amount"):
            amount = nearest(self.value(pool.amount), self.smallest)
        else:
            of = {"frame": self.frame, "decentral": self.decentral, "rest": self.rest}[pool.of]()
            amount = nearest(self.value(pool.share) * of, self.smallest)
            over = amount - self.rest()
            if 0 < over <= self.smallest * len(self.done):  # shares that only rounding carries over
                amount = self.rest()
        if self.rest() is not None and amount > self.rest():
            raise Refused("FrameOverspent")
        return amount

    # -- base, fixed

    def _each(self, step, exact):
        amounts = {u: nearest(a, self.smallest) for u, a in exact.items()}
        return Done(step.id, step.use, exact, amounts)

    def _base_by_weighted_children(self, step):
        weights = {}
        for unit in self.units:
            grid = self.full_time if step.measure == "full_time" else self.grid
            weight = sum((self.weights[a] * n for a, n in grid[unit["id"]].items()), ZERO)
            here = self._named(step.where, unit)
            if step.opening_hours is not None and here:
                if unit["opening_hours"] is None:
                    raise Refused("OpeningHoursMissing")
                relative = Fraction(unit["opening_hours"]) / self.value(step.opening_hours.standard)
                weight *= max(ZERO, 1 + self.value(step.opening_hours.strength) * (relative - 1))
            weights[unit["id"]] = weight if here else ZERO
        if not any(weights.values()):
            raise Refused("NoChildrenCounted")
        pool = self.pool(step.pool)
        exact = {u: pool * w / sum(weights.values()) for u, w in weights.items()}
        return Done(step.id, step.use, exact, largest_remainder(exact, pool, self.smallest))

    def _base_by_rate(self, step):
        exact = {}
        for unit in self.units:
            grid = self.full_time if step.measure == "full_time" else self.grid
            amount = ZERO
            for age, number in grid[unit["id"]].items():
                rates = step.by_kind.get(unit["kind"], {})
                amount += number * self.value(rates[age] if age in rates else step.rates[age])
            exact[unit["id"]] = amount if self._named(step.where, unit) else ZERO
        return self._each(step, exact)

    def _base_by_staffing(self, step):
        exact = {}
        for unit in self.units:
            grid = self.full_time if step.measure == "full_time" else self.grid
            adults = sum(
                (n / self.value(step.children_per_adult[a]) for a, n in grid[unit["id"]].items()),
                ZERO,
            )
            exact[unit["id"]] = (
                adults * self.value(step.pay) if self._named(step.where, unit) else ZERO
            )
        return self._each(step, exact)

    def _lump_sum(self, step):
        return self._each(
            step,
            {
                u["id"]: self.value(step.by_kind.get(u["kind"], step.amount))
                if self._named(step.where, u)
                else ZERO
                for u in self.units
            },
        )

    def _fixed_grants(self, step):
        return self._listed(step, self.world.grants)

    def _applications(self, step):
        return self._listed(step, self.world.applications)

    def _listed(self, step, entries):
        exact = dict.fromkeys(self.ids, ZERO)
        for unit, amount in entries:
            if unit not in exact:
                raise Refused("GrantOutsideScope")
            exact[unit] += amount
        return self._each(step, exact)

    # -- need

    def _need(self, step):
        here = [u["id"] for u in self.units if self._named(step.where, u)]
        if not here:
            raise Refused("NobodyInNeed")
        counted = self._counted(step, here)
        shared = step.money.by in {"pool", "index"}
        if shared and not any(sum(counted[u].values(), ZERO) for u in here):
            raise Refused("NobodyInNeed")
        if step.threshold is not None:
            counted = self._above(step.threshold, counted, here)
            if shared and not any(sum(counted[u].values(), ZERO) for u in here):
                raise Refused("NobodyAboveThreshold")
        load = {u: sum(counted[u].values(), ZERO) for u in here}
        if any(value < 0 for value in load.values()):
            raise Refused("NegativeLoad")
        exact, amounts = hand_out(self, step, counted, load)
        for unit in self.ids:
            if unit not in here:
                exact[unit] = amounts[unit] = load[unit] = ZERO
        return Done(step.id, step.use, exact, amounts, load)

    def _counted(self, step, here):
        mix = step.population
        counted = {u: {} for u in here}
        if self.value(mix.enrolled):
            kids = None if self.model.children.grain == "counts" else self.kids
            counter = Counter(
                self.model, self.year, self.world, places=here, children_of=kids, grid=self.grid
            )
            for unit, cells in counter.count(step.count).items():
                for cell, value in cells.items():
                    counted[unit][cell] = value * self.value(mix.enrolled)
        if self.value(mix.resident):
            shares = self._district_shares(step, here)
            grid = self.full_time if mix.resident_key == "full_time" else self.grid
            for unit, share in shares.items():
                for age in self.ages:
                    weight = self.weights[age] if mix.resident_key == "weighted_children" else 1
                    value = share * weight * grid[unit][age] * self.value(mix.resident)
                    counted[unit][None, age] = counted[unit].get((None, age), ZERO) + value
        return counted

    def _district_shares(self, step, here):
        district_of = {u["id"]: u["district"] for u in self.units if u["id"] in here}
        known = self.world.districts
        counted = sorted(
            {d for d in district_of.values() if d in known and known[d]["share"] is None}
        )
        living = {d: [c for c in self.world.children if c["district"] == d] for d in counted}
        shares = {d: known[d]["share"] for d in known if known[d]["share"] is not None}
        if counted:
            if step.count.method in UNCOUNTABLE_ON_RESIDENTS or any(
                part.count.method in UNCOUNTABLE_ON_RESIDENTS
                for part in getattr(step.count, "parts", ())
            ):
                raise Refused("CannotCountResidents")
            grid = {
                d: {a: Fraction(sum(c["age_group"] == a for c in living[d])) for a in self.ages}
                for d in counted
            }
            if any(not living[d] for d in counted):
                raise Refused("DistrictCannotCount")
            counter = Counter(
                self.model, self.year, self.world, places=counted, children_of=living, grid=grid
            )
            for d, cells in counter.count(step.count).items():
                shares[d] = sum(cells.values(), ZERO) / len(living[d])
        if any(d not in shares for d in district_of.values()):
            raise Refused("UnitWithoutDistrict")
        return {unit: shares[d] for unit, d in district_of.items()}

    def _above(self, threshold, counted, here):
        if threshold.per == "unit":
            return self._kept(threshold, counted, {u: self.size(u, "child") for u in here})
        if any(age is None for cells in counted.values() for _, age in cells):
            raise Refused("AgeGroupsNotKnown")
        kept = {u: {} for u in here}
        for group in self.ages:
            part = {u: {c: v for c, v in counted[u].items() if c[1] == group} for u in here}
            for u, cells in self._kept(
                threshold, part, {u: self.grid[u][group] for u in here}
            ).items():
                kept[u] |= cells
        return kept

    def _kept(self, threshold, counted, children):
        level = self.value(threshold.level)
        load = {u: sum(cells.values(), ZERO) for u, cells in counted.items()}
        kept = {}
        for unit, cells in counted.items():
            bar = level
            if threshold.measure == "share":
                bar = level * children[unit]
            elif threshold.measure == "mean_ratio":
                everybody = sum(children.values(), ZERO)
                bar = (
                    level
                    * (sum(load.values(), ZERO) / everybody if everybody else 0)
                    * children[unit]
                )
            elif threshold.measure == "percentile":
                shares = sorted(load[u] / n for u, n in children.items() if n)
                bar = _percentile(shares, level) * children[unit]
            if load[unit] <= bar:
                kept[unit] = dict.fromkeys(cells, ZERO)
            elif threshold.kind == "cliff":
                kept[unit] = dict(cells)
            elif load[unit] == 0:  # a level below zero
                first = min((cell for other in counted.values() for cell in other), key=str)
                kept[unit] = {**dict.fromkeys(cells, ZERO), first: -bar}
            else:
                part = (load[unit] - bar) / load[unit]
                kept[unit] = {cell: value * part for cell, value in cells.items()}
        return kept

    def rate_rows(self, table):
        if table in self.model.tables:
            return [vars(row) for row in table_rows(self.model, table, self.year)]
        day = date(self.year, 1, 1)
        rows = [
            row
            for row in self.world.rates
            if (row["from"] is None or row["from"] <= day)
            and (row["to"] is None or day < row["to"])
        ]
        if not rows:
            raise Refused("ParameterMissingOn")
        return sorted(rows, key=lambda row: row["from"] or date.min)

    # -- damping, payment, positions: in a module of their own

    def _damping(self, step):
        return damping(self, step)

    def _payment(self, step):
        return payment(self, step)

    def _positions(self, step):
        return positions(self, step)


def _percentile(ordered, level):
    if not ordered:
        return ZERO
    place = level / 100 * (len(ordered) - 1)
    below = floor(place)
    if below >= len(ordered) - 1:
        return ordered[-1]
    return ordered[below] * (below + 1 - place) + ordered[below + 1] * (place - below)
