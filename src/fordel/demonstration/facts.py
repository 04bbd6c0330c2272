"""The facts the demonstration municipality is made from, each with its source, and its words."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

DEFINITIONS = files("fordel") / "definitions" / "demonstration"


class Part(BaseModel):
    """A part of a definition: frozen, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Part):
    """Figures that belong together, and where they come from."""

    source: str


class Named(Sourced):
    code: str
    name: str


class Years(Sourced):
    budget_years: tuple[int, ...]
    count_month: int
    count_day: int

    def count_on(self, budget_year: int) -> date:
        """The day children are counted on, in the year before the budget year."""
        return date(budget_year - 1, self.count_month, self.count_day)


class Size(Sourced):
    units: int
    children: int


class Ownership(Sourced):
    units: dict[str, int]


class Kinds(Sourced):
    shares: dict[str, float]
    relative_size: dict[str, float]
    size_spread: float
    smallest: float
    largest: float


class Special(Sourced):
    units_per_special: int
    units_per_special_department: int
    children: int


class OpeningHours(Sourced):
    shares: dict[str, float]
    childminding: str


class FullTime(Sourced):
    shares: dict[int, float]


class Enrolment(Sourced):
    share_by_month: dict[int, float]


class School(Sourced):
    start_month: int
    late_share: float
    late_share_born_late: float


class Moves(Sourced):
    share: float
    other_district: float


class Districts(Sourced):
    units_per_district: float
    size_spread: float


class Burden(Sourced):
    unit_spread: float
    unit_curve: float
    district_part: float
    private_advantage: float
    child_spread: float


class Criterion(Sourced):
    """One of the criteria: how common, how tied to need, how lasting, how often unknown."""

    id: str
    header: str
    share: float
    loading: float
    redrawn: float
    missing: float
    score_weight: int


class Suppression(Sourced):
    below: int


class Changes(Sourced):
    became_integrated_on: date
    taken_in_share: float
    structure_on: date
    new_unit_share: float


class Award(Part):
    """Money to the unit that comes at a place in an order."""

    to: str
    rank: int
    amount_dkk: int
    purpose: str


class Grants(Sourced):
    yearly_rise: float
    rows: tuple[Award, ...]


class Applications(Sourced):
    rows: tuple[Award, ...]


class Facts(Part):
    """Everything in ``facts.yaml``."""

    municipality: Named
    years: Years
    size: Size
    ownership: Ownership
    kinds: Kinds
    special: Special
    childminding: Sourced
    opening_hours: OpeningHours
    full_time: FullTime
    enrolment: Enrolment
    school: School
    moves: Moves
    districts: Districts
    burden: Burden
    criteria: tuple[Criterion, ...]
    suppression: Suppression
    changes: Changes
    grants: Grants
    applications: Applications


class Lexicon(Part):
    """Everything in ``words.yaml``: headers, values and invented names, in Danish."""

    headers: dict[str, dict[str, str]]
    values: dict[str, str]
    childminding_name: str
    name_prefixes: dict[str, str]
    new_unit_name: str
    merged_unit_name: str
    cluster_prefix: str
    area_prefix: str
    cluster_suffixes: tuple[str, ...]
    district_names: tuple[str, ...]
    place_beginnings: tuple[str, ...]
    place_endings: tuple[str, ...]
    unit_names: tuple[str, ...]
    about: str


@cache
def read_facts() -> Facts:
    return Facts.model_validate(_document("facts.yaml"))


@cache
def read_lexicon() -> Lexicon:
    return Lexicon.model_validate(_document("words.yaml"))


def _document(name: str) -> object:
    return yaml.safe_load((DEFINITIONS / name).read_text(encoding="utf-8"))
