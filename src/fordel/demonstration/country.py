"""The demonstration country: municipalities of every size, each with its own model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import TypeVar

import numpy as np
import yaml

from fordel.demonstration.answers import ages_on
from fordel.demonstration.country_facts import CountryFacts, Form, read_country_facts
from fordel.demonstration.country_models import OwnModel, model_text
from fordel.demonstration.facts import Facts, Grants, read_facts, read_lexicon
from fordel.demonstration.files import WINDOWS, put, semicolon_csv, write
from fordel.demonstration.municipality import (
    FEWEST_PER_UNIT,
    MOST_PER_UNIT,
    UnlikelyUnitSize,
    make_municipality,
)
from fordel.demonstration.places import ORDINARY, apportion, normal_quantiles
from fordel.demonstration.records import Floats, Integers, Municipality, Year
from fordel.domain.errors import WrongUse
from fordel.domain.language import Words, number

MANIFEST = "country.yaml"
MODEL = "model.yaml"
_OUTSIDE = 0.17
"""The share of the frame that the packaged model sets aside."""
_NURSERY_AGE = 3
_STREAM = 98
"""Keeps a country's draws apart from those of one municipality with the same seed."""
_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
T = TypeVar("T")


@dataclass(eq=False)
class TooFewUnitsForCountry(WrongUse):
    """Every municipality needs some units."""

    units: int
    municipalities: int
    fewest: int

    what = Words(
        da="{units} enheder er for få til {municipalities} kommuner.",
        en="{units} units are too few for {municipalities} municipalities.",
    )
    why = Words(
        da="Hver kommune skal rumme en lukning, en sammenlægning og en ny enhed.",
        en="Every municipality must hold a closure, a merger and a new unit.",
    )
    next = Words(
        da="Bed om mindst {fewest} enheder eller om færre kommuner.",
        en="Ask for at least {fewest} units, or for fewer municipalities.",
    )


@dataclass(frozen=True)
class Planned:
    """A municipality before its children are drawn."""

    code: str
    name: str
    seed: int
    units: int
    children: int
    circumstances: float
    frame_level: float
    form: Form
    need_share: Decimal
    nursery_weight: Decimal
    damping: dict[str, object] | None

    @property
    def folder(self) -> str:
        """Code and name in letters that every file system holds."""
        return f"{self.code}_{self.name.translate(_ASCII).replace(' ', '_')}"


@dataclass(frozen=True)
class Country:
    """A planned country, largest municipality first."""

    seed: int
    name: str
    municipalities: tuple[Planned, ...]


def plan_country(
    seed: int,
    *,
    municipalities: int | None = None,
    units: int | None = None,
    children: int | None = None,
) -> Country:
    """Plan an invented country: who there is, how large, and with what model.

    Parameters
    ----------
    seed : the same seed gives the same country.
    municipalities, units, children : 98, 4,500 and 300,000 when not given; those given scale the
        others.

    Returns
    -------
    Country; no municipality in it has a real one's name, code or figures.

    Raises
    ------
    TooFewUnitsForCountry : fewer than five units a municipality.
    UnlikelyUnitSize : so many children in so many units look like nothing that exists.

    Notes
    -----
    Sources: ``definitions/demonstration/country.yaml``, fact by fact.
    """
    facts = read_country_facts()
    size = facts.country
    count = size.municipalities if municipalities is None else municipalities
    units = round(size.units * count / size.municipalities) if units is None else units
    children = round(size.children * units / size.units) if children is None else children
    fewest = facts.sizes.fewest_units_ever * count
    if units < fewest:
        raise TooFewUnitsForCountry(units=units, municipalities=count, fewest=fewest)
    rng = np.random.default_rng([seed, _STREAM])
    units_of = _units(count, units, facts)
    children_of = _children(units_of, children, facts, rng)
    return Country(seed, size.name, _plan(units_of, children_of, facts, rng))


def _plan(
    units: Integers, children: Integers, facts: CountryFacts, rng: np.random.Generator
) -> tuple[Planned, ...]:
    """Name the municipalities and deal out what they differ in; sizes have shape (count,)."""
    count = len(units)
    names = _names(count, facts, rng)
    level = facts.circumstances.share_spread * rng.standard_normal(count)
    frames = 1 + facts.money.frame_spread * rng.standard_normal(count)
    forms = _dealt(facts.forms, count, rng)
    shares = _dealt(facts.choices.need_share, count, rng)
    weights = _dealt(facts.choices.nursery_weight, count, rng)
    damping = _dealt(facts.choices.damping, count, rng)
    digits = max(3, len(str(count)))
    return tuple(
        Planned(
            code=f"D{i + 1:0{digits}d}",
            name=names[i],
            seed=int(rng.integers(2**31)),
            units=int(units[i]),
            children=int(children[i]),
            circumstances=float(np.exp(level[i])),
            frame_level=float(frames[i]),
            form=forms[i],
            need_share=shares[i],
            nursery_weight=weights[i],
            damping=damping[i] if units[i] >= facts.sizes.fewest_units_damped else None,
        )
        for i in range(count)
    )


def write_country(
    country: Country, folder: Path, progress: Callable[[Words], None] = lambda _: None
) -> Iterator[tuple[Planned, tuple[Path, ...]]]:
    """Make and write municipality by municipality; the manifest last, when all are there.

    Yields
    ------
    Each municipality with the files written for it. The same country gives the same bytes.

    Raises
    ------
    DemonstrationFolderIsFile : the folder, or a part of its path, is a file.
    """
    total = len(country.municipalities)
    for place, planned in enumerate(country.municipalities, start=1):
        progress(Words(f"Skriver kommuner: {place} af {total}",
                       f"Writing municipalities: {place} of {total}"))  # fmt: skip
        yield planned, _write_one(country, planned, folder / planned.folder)
    put(folder / MANIFEST, _manifest(country).encode())


def _write_one(country: Country, planned: Planned, folder: Path) -> tuple[Path, ...]:
    made = make_municipality(
        planned.seed, units=planned.units, children=planned.children, facts=_facts_of(planned)
    )
    municipality = replace(made, seed=country.seed)
    about = read_country_facts().folder_about.format(
        name=planned.name, code=planned.code, seed=country.seed
    )
    files = list(write(municipality, folder, about))
    frames = _frames(municipality, planned)
    own = OwnModel(
        planned.form, planned.need_share, planned.nursery_weight, planned.damping, frames
    )
    files.append(put(folder / MODEL, model_text(own, planned.code, planned.name).encode()))
    rng = np.random.default_rng([planned.seed, 4])
    for before, year in zip(municipality.years, municipality.years[1:], strict=False):
        text = _previous(before, frames[before.year], planned, rng)
        files.append(put(folder / str(year.year) / "previous.csv", text.encode(WINDOWS)))
    return tuple(files)


def _units(count: int, units: int, facts: CountryFacts) -> Integers:
    """Units per municipality, shape (municipalities,), largest first: a few hold very many."""
    sizes = facts.sizes
    floor = min(sizes.fewest_units, max(sizes.fewest_units_ever, units // (2 * count)))
    weights = np.exp(sizes.spread * normal_quantiles(count)[::-1])
    return floor + _apportioned(weights, units - floor * count)


def _children(
    units: Integers, children: int, facts: CountryFacts, rng: np.random.Generator
) -> Integers:
    """Children per municipality, shape (municipalities,); units differ in size between them."""
    unlike = np.exp(facts.sizes.children_spread * rng.standard_normal(len(units)))
    fewest, most = FEWEST_PER_UNIT, MOST_PER_UNIT
    if not fewest * units.sum() <= children <= most * units.sum():
        raise UnlikelyUnitSize(units=int(units.sum()), children=children, fewest=fewest, most=most)
    wanted = _apportioned(units * unlike, children)
    return np.clip(wanted, fewest * units, most * units)


def _apportioned(weights: Floats | Integers, total: int) -> Integers:
    shares = {f"{i:06d}": float(weight) for i, weight in enumerate(weights)}
    return np.array(list(apportion(shares, total).values()), np.int64)


def _names(count: int, facts: CountryFacts, rng: np.random.Generator) -> list[str]:
    """Different invented names; beyond those there are, with a number."""
    halves = list(product(facts.names.beginnings, facts.names.endings))
    names = [halves[i][0] + halves[i][1] for i in rng.permutation(len(halves))]
    rounds = -(-count // len(names))
    longer = [f"{name} {turn}" for turn in range(2, rounds + 1) for name in names]
    return [*names, *longer][:count]


def _dealt(choices: tuple[T, ...], count: int, rng: np.random.Generator) -> list[T]:
    """Each choice as often as any other, in an order that is drawn."""
    return [choices[i % len(choices)] for i in rng.permutation(count)]


def _facts_of(planned: Planned) -> Facts:
    """The facts of one municipality: its name, how common the criteria are, its grants."""
    facts, money = read_facts(), read_country_facts().money
    criteria = tuple(
        one.model_copy(update={"share": min(0.6, one.share * planned.circumstances)})
        for one in facts.criteria
    )
    size = planned.children / money.grants_for_children

    def sized(amount_dkk: int) -> int:
        return max(money.smallest_grant, 1000 * round(amount_dkk * size / 1000))

    rows = tuple(
        row.model_copy(update={"amount_dkk": sized(row.amount_dkk)}) for row in facts.grants.rows
    )
    named = facts.municipality.model_copy(update={"code": planned.code, "name": planned.name})
    grants: Grants = facts.grants.model_copy(update={"rows": rows})
    return facts.model_copy(update={"municipality": named, "criteria": criteria, "grants": grants})


def _frames(municipality: Municipality, planned: Planned) -> dict[int, int]:
    """The frame of each budget year: it follows the children in the units of the model's scope."""
    money = read_country_facts().money
    first = municipality.years[0].year
    per_child = money.frame_dkk_per_child * planned.frame_level
    frames = {}
    for data in municipality.years:
        rise = (1 + money.yearly_rise) ** (data.year - first)
        children = float(_weighted(data, Decimal(1)).sum())
        frames[data.year] = money.rounded_to * round(children * per_child * rise / money.rounded_to)
    return frames


def _weighted(year: Year, nursery_weight: Decimal) -> Floats:
    """Weighted children per unit of the year's list, shape (units,); zero outside the scope."""
    children = year.children
    young = ages_on(children.born_on[children.counted], np.datetime64(year.count_on))
    weight = np.where(young < _NURSERY_AGE, float(nursery_weight), 1.0)
    total = np.bincount(children.unit[children.counted], weights=weight, minlength=len(year.units))
    inside = [unit.kind in ORDINARY and unit.ownership != "private" for unit in year.units]
    return np.asarray(total * inside)


def _previous(before: Year, frame_dkk: int, planned: Planned, rng: np.random.Generator) -> str:
    """What units had the year before: by weighted children, and a little this way or that."""
    weighted = _weighted(before, planned.nursery_weight)
    spread = read_country_facts().money.last_year_spread
    lot = np.exp(spread * rng.standard_normal(len(weighted)))
    amounts = weighted * lot / (weighted * lot).sum() * frame_dkk * (1 - _OUTSIDE)
    header = [*_previous_headers()]
    rows = [
        [unit.key, number(round(float(amounts[i]), -2), "da", 2), number(weighted[i], "da", 2)]
        for i, unit in enumerate(before.units)
        if weighted[i]
    ]
    return semicolon_csv(header, rows)


def _previous_headers() -> tuple[str, str, str]:
    grants = read_lexicon().headers["grants"]
    return grants["unit"], grants["amount"], "vægtede børn"


def _manifest(country: Country) -> str:
    facts = read_country_facts()
    document = {
        "country": country.name,
        "weights": {
            group: float(weight) if "." in weight else int(weight)
            for group, weight in facts.common_weights.weights.items()
        },
        "useful_amount": facts.common_weights.useful_amount,
        "municipalities": [
            {
                "code": one.code,
                "name": one.name,
                "folder": one.folder,
                "model": f"{one.folder}/{MODEL}",
            }
            for one in country.municipalities
        ],
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)
