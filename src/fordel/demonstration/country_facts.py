"""What the demonstration country is made from, as ``country.yaml`` has it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from fordel.demonstration.facts import DEFINITIONS, Part, Sourced
from fordel.domain.language import Words


class CountrySize(Sourced):
    """How large the country is when nobody says otherwise."""

    name: str
    municipalities: int
    units: int
    children: int


class Sizes(Sourced):
    """How unlike the municipalities are in size."""

    fewest_units: int
    fewest_units_ever: int
    fewest_units_damped: int
    spread: float
    children_spread: float


class Circumstances(Sourced):
    """How unlike they are in how many children meet the criteria."""

    share_spread: float


class Money(Sourced):
    """Frames, last year's amounts and grants."""

    frame_dkk_per_child: int
    frame_spread: float
    yearly_rise: float
    last_year_spread: float
    rounded_to: int
    grants_for_children: int
    smallest_grant: int


class Choices(Sourced):
    """What the models differ in beside their form, each dealt out in turn."""

    need_share: tuple[Decimal, ...]
    nursery_weight: tuple[Decimal, ...]
    damping: tuple[dict[str, Any] | None, ...]


class CommonWeights(Sourced):
    """What the manifest says of comparing."""

    weights: dict[str, str]
    useful_amount: int


class Title(Part):
    """A form's name."""

    da: str
    en: str

    @property
    def words(self) -> Words:
        return Words(self.da, self.en)


class Base(Part):
    """The base before the need: which share (0-1) of the decentral money."""

    first: float


class Form(Part):
    """A way of counting need and turning it into money."""

    id: str
    title: Title
    base: Base | None = None
    need: tuple[dict[str, Any], ...]


class Names(Part):
    """The two halves of a municipality's invented name."""

    beginnings: tuple[str, ...]
    endings: tuple[str, ...]


class CountryFacts(Part):
    """Everything in ``country.yaml``."""

    country: CountrySize
    sizes: Sizes
    circumstances: Circumstances
    money: Money
    choices: Choices
    common_weights: CommonWeights
    forms: tuple[Form, ...]
    folder_about: str
    names: Names


@cache
def read_country_facts() -> CountryFacts:
    """Read the definition that ships with Fordel."""
    text = (DEFINITIONS / "country.yaml").read_text(encoding="utf-8")
    return CountryFacts.model_validate(yaml.safe_load(text))
