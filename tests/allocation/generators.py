"""Random municipalities and random valid models, with gaps, ties and odd cases on purpose.

Hypothesis draws the seed only: drawing every figure by itself takes fifty times as long, and
thousands of models find more than a small counterexample does.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from tests.allocation.building import AGES, TEXT, YEAR, document, rate, unit
from tests.allocation.reference_counting import World

CRITERIA = ("a", "b", "c")
AGE_IDS = [group["id"] for group in AGES]
DISTRICTS = ["d1", "d2", "d3"]
KINDS = ["nursery", "kindergarten", "age_integrated", "special"]
OWNERSHIP = ["municipal", "self_owning", "private"]
AMOUNTS = [0, 1, 7, 50, 100, 999, 2500, "0.5", "99.99", "1234.675"]
WEIGHTS = ["0", "1", "1.74", "2", "0.5", "3"]
SHARES = ["0", "0.05", "0.1", "0.25", "0.333", "0.5"]


class Maker:
    """Draws worlds and models; ``odd`` is how often something is missing or unusual."""

    def __init__(self, seed, odd=0.08):
        self.random = Random(seed)
        self.one_of = self.random.choice
        self.odd = odd

    def happens(self, chance):
        return self.random.random() < chance

    def some(self, values, least, most):
        values = list(values)
        return self.random.sample(values, min(len(values), self.random.randint(least, most)))

    def twelfths(self):
        return Fraction(self.random.randint(0, 60), 12)

    # -- municipalities

    def world(self, *, counts=False):
        world = World(units=self.units())
        ids = [u["id"] for u in world.units]
        if counts:
            for one in world.units:
                one["children"] = {age: self.twelfths() for age in AGE_IDS}
                one["full_time"] = {a: n * Fraction(3, 4) for a, n in one["children"].items()}
        else:
            kids = [
                self.child([*ids, ids[0], "elsewhere"]) for _ in range(self.random.randint(1, 18))
            ]
            world.children = [child for child in kids for _ in range(self.random.randint(1, 3))]
        for name in ids:
            for criterion in (*CRITERIA, "supplied"):
                if not self.happens(self.odd / 3):
                    world.counts[name, criterion] = self.cells()
        world.scores = {name: self.twelfths() for name in ids if not self.happens(self.odd / 2)}
        for district in DISTRICTS:
            given = counts or self.happens(0.3)
            share = self.one_of([Fraction(1, 3), Fraction(1, 4), Fraction(0)]) if given else None
            if not self.happens(self.odd):
                world.districts[district] = {"share": share}
        inside = [u for u in ids if u != "k1"] or ids
        world.grants = [
            (self.one_of(inside), self.twelfths() * 100) for _ in range(self.one_of([0, 1, 3]))
        ]
        world.applications = [
            (self.one_of(inside), self.twelfths()) for _ in range(self.one_of([0, 2]))
        ]
        world.rates = self.rates()
        if not self.happens(self.odd):
            world.previous = self.previous(ids)
        return world

    def units(self):
        found = [self.unit(f"k{i}") for i in range(self.one_of([1, 2, 3, 4, 5, 6]))]
        self.random.shuffle(found)
        return found

    def unit(self, name):
        known = {
            "area": self.one_of(["north", "south", None]),
            "district": self.one_of(DISTRICTS),
            "opening_hours": self.one_of(["50", "47.5", "55"]),
        }
        if self.happens(0.4):
            odd = {
                "ownership": self.one_of(OWNERSHIP),
                "kind": self.one_of(KINDS),
                "special": self.happens(0.2),
                "district": None if self.happens(self.odd) else self.one_of(DISTRICTS),
                "opening_hours": None if self.happens(self.odd) else "52",
                "opened": self.one_of(
                    [None, date(YEAR, 5, 1), date(YEAR, 8, 15), date(YEAR + 1, 1, 1)]
                ),
                "closed": self.one_of(
                    [None, None, date(YEAR, 1, 1), date(YEAR, 7, 1), date(YEAR, 7, 2)]
                ),
            }
            known |= dict(self.some(odd.items(), 1, len(odd)))
        known["predecessors"] = self.some(["k0", "old1", "old2"], 0, 2) if self.happens(0.3) else ()
        return unit(name, **known)

    def child(self, places):
        answers = [True, True, False, False, None if self.happens(self.odd) else False]
        return {
            "unit": self.one_of(places),
            "district": self.one_of([*DISTRICTS, *DISTRICTS, None]),
            "age_group": self.one_of(AGE_IDS),
            "full_time": self.one_of([Fraction(1), Fraction(1, 2), Fraction(7, 8)]),
            "criteria": {c: self.one_of(answers) for c in CRITERIA},
        }

    def cells(self):
        if self.happens(0.5):
            return {None: None if self.happens(self.odd / 3) else self.twelfths()}
        return {age: self.twelfths() for age in AGE_IDS}

    def rates(self):
        rows = [
            rate(
                self.random.randint(0, 900),
                self.one_of([None, date(YEAR - 1, 1, 1), date(YEAR, 1, 1), date(YEAR, 1, 2)]),
                self.one_of([None, date(YEAR, 1, 1), date(YEAR + 1, 1, 1)]),
                district=self.one_of(DISTRICTS),
            )
            for _ in range(3)
        ]
        known = [rate(100 * i, None, None, district=d) for i, d in enumerate(DISTRICTS)]
        known += [rate(33, None, None, kind=kind) for kind in KINDS]
        return rows + [row for row in known if not self.happens(self.odd / 4)]

    def previous(self, ids):
        last = {}
        for name in [*ids, "old1", "old2"]:
            if self.happens(0.8):
                number = self.one_of([None if self.happens(self.odd) else 7, 0, 5, 8, 12])
                known = None if number is None else Fraction(number)
                last[name] = (Fraction(self.random.randint(0, 3000)), known, known)
        return last

    # -- models

    def document(self, grain="rows"):
        """A valid model as a document."""
        steps = self.frame()
        framed = bool(steps)
        earlier: list = []
        for number in range(self.one_of([1, 2, 2, 3, 4])):
            made = self.step(f"s{number}", grain, earlier, framed=framed)
            if not any(s["use"] == made["use"] for s in earlier) or made["use"] not in {
                "fixed_grants", "applications"
            }:  # fmt: skip
                earlier.append(made)
        after = self.after([s["id"] for s in earlier], framed=framed)
        return document(
            [*steps, *earlier, *after],
            criteria=(*CRITERIA, "supplied"),
            currency={"smallest": self.one_of([1, 1, 1, 100, "0.01"])},
            children={
                "grain": grain,
                "unknown": self.one_of(["not_met"] * 4 + ["refuse"]),
            },
            scope=self.scope(),
            parameters=self.parameters(),
            tables=self.tables(),
        )

    def scope(self):
        return {
            "ownership": self.one_of([["municipal", "self_owning"], OWNERSHIP]),
            "kinds": self.one_of([KINDS[:3], KINDS, KINDS]),
            "special_departments": self.happens(0.7),
            "except_for": {"units": ["k1"]} if self.happens(self.odd) else None,
        }

    def parameters(self):
        first = date(YEAR, 1, 2 if self.happens(0.2) else 1)
        old = {"from": date(2020, 1, 1), "source": "s"}
        values = [{"value": 77_777, **old, "to": first}, {"value": 88_888, **old, "from": first}]
        return {
            "frame": {"label": TEXT, "unit": "kr", "values": values},
            "assistant": {"label": TEXT, "unit": "kr", "values": [{"value": "391200.5", **old}]},
        }

    def tables(self):
        rows = [{"value": 10 * i, "criterion": c} for i, c in enumerate([*CRITERIA, "supplied"])]
        rows += [{"value": 7, "age_group": age} for age in AGE_IDS]
        rows += [{"value": 5, "kind": k, "age_group": age} for k in KINDS for age in AGE_IDS]
        named = [{"value": "0.8", "criterion": "a"}, {"value": "1.1", "criterion": "c"}]
        return {"coefficients": _table(named), "dated": _table(rows)}

    def frame(self):
        kind = self.one_of(["none", "frame", "frame", "demographic_frame"])
        if kind == "none":
            return []
        if kind == "frame":
            amount = self.one_of([50_000, 1_000_000, "100000.005", 999, {"parameter": "frame"}])
            steps = [{"id": "frame", "use": "frame", "amount": amount}]
        else:
            move = {"children_before": 100, "children_now": self.random.randint(90, 110)}
            move |= {"unit_price": "900.9", "coverage": "0.8"}
            known = {
                "previous_amount": 300_000,
                "price_index": "1.021",
                "age_groups": {"0-2": move},
            }
            steps = [{"id": "frame", "use": "demographic_frame", **known}]
        for number in range(self.one_of([0, 0, 1, 2])):
            taken = self.one_of([{"share": "0.07"}, {"amount": 55}])
            item = {"id": f"item{number}", "label": TEXT, **taken}
            steps.append({"id": f"out{number}", "use": "set_aside", "items": [item]})
        return steps

    def step(self, name, grain, earlier, *, framed):
        base = ["base_by_weighted_children", "base_by_rate", "base_by_staffing", "lump_sum"]
        use = self.one_of(["need"] * 6 + base + base[:1] + ["fixed_grants", "applications"])
        made = {"id": name, "use": use}
        if use in {"fixed_grants", "applications"}:
            return made
        made["where"] = self.filter()
        measure = self.one_of(["children", "full_time"])
        if use == "need":
            made |= self.need(grain, [s["id"] for s in earlier], framed=framed)
        elif use == "base_by_weighted_children":
            hours = {"standard": 50, "strength": self.one_of([1, "0.5", 20])}
            made |= {"pool": self.pool(framed=framed), "measure": measure}
            made["opening_hours"] = hours if self.happens(0.4) else None
        elif use == "base_by_rate":
            made |= {"rates": {a: self.one_of(AMOUNTS) for a in AGE_IDS}, "measure": measure}
            made["by_kind"] = self.one_of([{}, {"nursery": {"0-2": "7.7"}}])
        elif use == "base_by_staffing":
            made |= {"children_per_adult": {"0-2": 3, "3-5": "6.1"}, "pay": self.one_of(AMOUNTS)}
        else:
            made |= {"amount": self.one_of(AMOUNTS), "by_kind": {"nursery": 77}}
        return made

    def filter(self):
        if self.happens(0.75):
            return None
        known = {
            "ownership": self.some(OWNERSHIP, 1, 2),
            "kinds": self.some(KINDS, 1, 3),
            "areas": ["north"],
            "districts": self.some(DISTRICTS, 1, 2),
            "units": self.some([f"k{i}" for i in range(6)], 2, 5),
            "special_department": self.happens(0.2),
        }
        return dict(self.some(known.items(), 1, 2))

    def need(self, grain, earlier, *, framed):
        money = self.money(earlier, framed=framed)
        made = {"count": self.method(grain), "population": self.mix(), "money": money}
        made["threshold"] = self.threshold() if self.happens(0.35) else None
        if money["by"] != "index" and self.happens(0.5):
            made["cap"] = (
                self.limit([5, "33.3", 100, 250, 1000, 5000]) if self.happens(0.7) else None
            )
            made["floor"] = self.limit([0, 1, 5, "33.3", 100]) if self.happens(0.6) else None
            made["left_over"] = self.one_of(["share_again", "keep", "keep"])
        return made

    def limit(self, amounts):
        return {"amount": self.one_of(amounts), "per": self.one_of(["child", "weighted_child"])}

    def mix(self):
        if self.happens(0.7):
            return {"enrolled": 1}
        key = self.one_of(["children", "weighted_children", "full_time"])
        weights = self.one_of([(0, 1), ("0.5", "0.5"), (1, 2)])
        return {"enrolled": weights[0], "resident": weights[1], "resident_key": key}

    def threshold(self):
        made = {"kind": self.one_of(["cliff", "excess"])}
        if self.happens(0.3):
            return made | {"measure": "percentile", "level": self.one_of([0, 25, 50, 90, 100])}
        measure = self.one_of(["share", "mean_ratio", "absolute"])
        level = self.one_of(["0", "0.25", "0.5", "0.8", "1"] + ["-1"] * (measure == "absolute"))
        per = self.one_of(["unit", "unit", "unit_and_age_group"])
        return made | {"measure": measure, "level": level, "per": per}

    def pool(self, *, framed):
        amount = {"amount": self.one_of([a for a in AMOUNTS if a])}
        if not framed:
            return amount
        share = {"share": self.one_of(SHARES), "of": self.one_of(["frame", "decentral", "rest"])}
        return self.one_of([amount, share, share, "rest"])

    def money(self, earlier, *, framed):
        pool = {"by": "pool", "pool": self.pool(framed=framed)}
        tables = [("rates", ["district"]), ("rates", ["kind"]), ("dated", ["criterion"])]
        tables += [("dated", ["age_group"]), ("dated", ["kind", "age_group"])]
        name, keys = self.one_of(tables)
        bands = [
            {"at_least": 0, "rate": 10},
            {"at_least": 1, "rate": 250},
            {"at_least": "2.5", "rate": 70},
        ]
        per = self.one_of(["child", "weighted_child", "unit"])
        kinds = [pool] * 4
        kinds.append({"by": "rate", "rate": self.one_of(AMOUNTS), "per": self.one_of(
            ["counted", "child", "weighted_child"])})  # fmt: skip
        kinds.append({"by": "rate_table", "table": name, "keys": keys})
        known = bands if self.happens(0.8) else bands[1:]
        self.random.shuffle(known)
        kinds.append(
            {"by": "bands", "of": self.one_of(["score", "share"]), "per": per, "bands": known}
        )
        if earlier:
            of = self.one_of(earlier)
            kinds.append(
                {"by": "percentage", "of": of, "percent": self.one_of([20, 50, "12.5", 0])}
            )
            kinds.append({"by": "index", "on": of, "total": self.one_of(["kept", "moved"]),
                          "strength": self.one_of(["0.1", "0.5", "1", "2", "-0.5"])})  # fmt: skip
        return self.one_of(kinds)

    def method(self, grain):
        if self.happens(0.85):
            return self.simple(grain)
        parts = [
            {"weight": self.one_of(WEIGHTS), "count": self.simple(grain)}
            for _ in range(self.one_of([2, 2, 3]))
        ]
        return {"method": "combination", "of": self.one_of(["counts", "keys"]), "parts": parts}

    def simple(self, grain):
        rows = grain == "rows"
        names = ["unique_children"] * 4 * rows + [
            "criteria_met", "weighted_criteria", "index", "supplied_unique_counts", "score",
            "given_key", "enrolled", "designated",
        ]  # fmt: skip
        name = self.one_of(names)
        return {
            "method": name,
            **(self._index(rows) if name == "index" else getattr(self, "_" + name)()),
        }

    def _unique_children(self):
        named = self.some(CRITERIA, 1, 3)
        return {"criteria": named, "at_least": self.random.randint(1, len(named))}

    def _criteria_met(self):
        return {"criteria": self.some(CRITERIA, 1, 3)}

    def _weighted_criteria(self):
        weights = {c: self.one_of(WEIGHTS) for c in self.some(CRITERIA, 1, 3)}
        return {
            "weights": weights | {"b": "1.5"} if not any(map(float, weights.values())) else weights
        }

    def _index(self, rows):
        named = {c: self.one_of(["0.5", "1.25", "2", "-0.4"]) for c in self.some(CRITERIA, 1, 3)}
        return {
            "coefficients": self.one_of([named, named, "coefficients"]),
            "intercept": self.one_of(["0", "0.2", "1"]),
            "link": self.one_of(["linear", "logistic"] if rows else ["linear"]),
            "summary": self.one_of(["sum", "mean_times_children"]),
        }

    def _supplied_unique_counts(self):
        return {"criterion": "supplied", "at_least": 2, "out_of": 3, "supplier": "bureauet"}

    def _score(self):
        return {"times": self.one_of(["nothing", "children", "weighted_children"])}

    def _given_key(self):
        shares = {f"k{i}": self.one_of(WEIGHTS) for i in range(6)}
        by = self.one_of(["0.25", "1", "-0.1"])
        correction = {"unit": self.one_of(["k0", "k1"]), "by": by, "reason": "efter aftale"}
        corrections = [correction] if self.happens(0.3) else []
        return {"shares": shares if self.happens(0.6) else {}, "corrections": corrections}

    def _enrolled(self):
        return {"measure": self.one_of(["children", "full_time", "weighted_children"])}

    def _designated(self):
        measure = self.one_of(["unit", "children", "weighted_children"])
        return {"areas": ["north"], "units": self.some(["k0", "k1"], 0, 2), "measure": measure}

    # -- after the allocations

    def after(self, ids, *, framed):
        steps = []
        if self.happens(0.45):
            steps.append({"id": "damping", "use": "damping", **self.damping(framed=framed)})
        if self.happens(0.35):
            size = self.one_of([None, 0, 100, 1000])
            steps.append(
                {"id": "payment", "use": "payment", "round_to": size, "months": self.happens(0.6)}
            )
        if self.happens(0.2):
            pay = {"pedagogue_pay": 470400, "assistant_pay": {"parameter": "assistant"}}
            known = {"of": self.some(ids, 0, 2), "pedagogue_share": self.one_of(SHARES), **pay}
            steps.append({"id": "positions", "use": "positions", **known})
        return steps

    def damping(self, *, framed):
        loss = self.one_of([None, 0, 2, "3.5", 50, 100])
        gain = self.one_of([None, None, 2, 25, 100, 500])
        paid_by = self.one_of(["others", "scaled_gains"] + ["frame"] * framed)
        phase = {
            "years": self.random.randint(1, 4),
            "first_year": YEAR - self.random.randint(-1, 3),
        }
        phase = phase if self.happens(0.3) else None
        if (paid_by == "scaled_gains" or (gain is None and phase is None)) and loss is None:
            loss = 50
        return {
            "max_loss_percent": loss,
            "max_gain_percent": gain,
            "paid_by": paid_by,
            "phase_in": phase,
            "where": self.filter(),
            "begins": self.one_of([None] * 6 + [YEAR, YEAR + 1]),
            "per": self.one_of(["weighted_child"] * 3 + ["child"]),
        }


def _table(rows):
    old = [{**row, "value": 1} for row in rows]
    return {
        "label": TEXT,
        "unit": "x",
        "versions": [
            {"from": date(2020, 1, 1), "source": "s", "rows": old},
            {"from": date(YEAR, 1, 1), "source": "s", "rows": rows},
        ],
    }
