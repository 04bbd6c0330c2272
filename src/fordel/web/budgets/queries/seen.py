"""A calculation's figures for those who see them only after disclosure control."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from fordel.allocation.situation import ZERO
from fordel.budget_year.announcing import SeenUnit, losing, seen_chart, seen_units
from fordel.budget_year.guarding.runs import GuardedRun
from fordel.domain.language import Language
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.budgets.models import BudgetYear, Publication, SealedRun
from fordel.web.budgets.queries.protections import guarded
from fordel.web.budgets.queries.runs import told
from fordel.web.components.pictures import Picture, picture_of
from fordel.web.organisation.models import Municipality, Unit

SEES_AS_IS = (Role.ANALYST, Role.AUDITOR)
"""Who sees figures as they are; everybody else after disclosure control."""
_KEPT = 24


def sees_as_is(standing: Standing, unit: Unit | None = None) -> bool:
    """Whether a person sees figures as they are; a leader those of their own unit's letter."""
    leads = unit is not None and unit.pk in standing.unit_ids
    return standing.is_any(*SEES_AS_IS) or (leads and Role.UNIT_LEADER in standing.roles)


@dataclass(frozen=True)
class SeenRun:
    """What stands on a page for others; ``legend`` explains the marks."""

    units: list[SeenUnit]
    chart: Picture | None
    legend: str
    hidden: int
    guarded: GuardedRun
    losers: int
    compared: int
    """Units that get over two percent less per weighted child, of those shown in both years."""


def seen_run(sealed: SealedRun, language: Language) -> SeenRun | None:
    """A calculation for others; None where it has not been protected."""
    found = guarded(sealed)
    if found is None:
        return None
    last = guarded(sealed.previous)
    units = seen_units(found, last)
    losers, compared = losing(found, last)
    hidden = sum(unit.total is None for unit in units)
    picture = _picture(sealed.pk, sealed.seal, found.hidden, language)
    return SeenRun(units, picture, found.legend(language), hidden, found, losers, compared)


@lru_cache(maxsize=_KEPT)
def _picture(
    number: int, seal: str, _hidden: frozenset[tuple[str, ...]], language: Language
) -> Picture | None:
    found = guarded(SealedRun.objects.get(pk=number, seal=seal))
    chart = None if found is None else seen_chart(found, language)
    return None if chart is None else picture_of(chart)


@dataclass(frozen=True)
class UnitYears:
    """One unit in every announced year; None is not shown, absent is not in that year."""

    key: str
    name: str
    totals: dict[int, Fraction | None]


@dataclass(frozen=True)
class YearsBeside:
    """Announced years side by side, oldest first."""

    years: list[int]
    units: list[UnitYears]
    sums: dict[int, Fraction]
    need: dict[int, Fraction]
    weighted: dict[int, Fraction]
    hides: bool

    def per_child(self, year: int) -> Fraction:
        """Need money per weighted child."""
        return self.need[year] / self.weighted[year]


def years_beside(standing: Standing) -> YearsBeside:
    """Every announced year of the municipality, as the person may see it."""
    as_is = standing.is_any(*SEES_AS_IS)
    found: dict[str, UnitYears] = {}
    sums: dict[int, Fraction] = {}
    need: dict[int, Fraction] = {}
    weighted: dict[int, Fraction] = {}
    hides = False
    for publication in newest_publications(standing.municipality_id):
        year, run = publication.budget_year.year, told(publication.run).run
        seen = None if as_is else guarded(publication.run)
        sums[year] = sum(run.allocation.totals, ZERO)
        need[year] = sum(run.allocation.need, ZERO)
        weighted[year] = sum(run.allocation.weighted, ZERO)
        for unit, total in zip(run.allocation.units, run.allocation.totals, strict=True):
            row = found.setdefault(unit.id, UnitYears(unit.id, unit.name or unit.id, {}))
            shown = as_is or (seen is not None and seen.shows_money(unit.id))
            row.totals[year] = total if shown else None
            hides = hides or not shown
    units = sorted(found.values(), key=lambda row: (row.name.casefold(), row.key))
    return YearsBeside(sorted(sums), units, sums, need, weighted, hides)


def newest_publications(municipality_id: int) -> list[Publication]:
    """What holds for every announced year, oldest first."""
    publications = (
        Publication.objects.filter(budget_year__municipality_id=municipality_id)
        .select_related("run__previous", "budget_year__municipality")
        .order_by("budget_year__year", "-version")
    )
    newest: dict[int, Publication] = {}
    for publication in publications:
        newest.setdefault(publication.budget_year.year, publication)
    return list(newest.values())


@dataclass(frozen=True)
class Beside:
    """One municipality beside others: sums and shares of the whole, no unit of it."""

    name: str
    own: bool
    units: int
    children: Fraction
    total: Fraction
    need: Fraction
    need_share: Fraction | None
    need_per_child: Fraction | None
    model: object
    caveats: tuple[object, ...]


def municipalities_beside(standing: Standing, year: int) -> list[Beside]:
    """One's own municipality and those that share with others, as announced for a year.

    Only sums of whole municipalities are put side by side, and only what was announced.
    """
    own = Municipality.objects.filter(pk=standing.municipality_id)
    towns = own | Municipality.objects.filter(shares_with_others=True)
    found = []
    for town in towns.order_by("name"):
        publication = (
            Publication.objects.filter(budget_year__municipality=town, budget_year__year=year)
            .select_related("run")
            .first()
        )
        if publication is not None and guarded(publication.run) is not None:
            found.append(_beside(town, publication, own=town.pk == standing.municipality_id))
    return found


def _beside(town: Municipality, publication: Publication, *, own: bool) -> Beside:
    known = told(publication.run)
    result = known.run.allocation
    total, need = sum(result.totals, ZERO), sum(result.need, ZERO)
    children = sum(result.enrolled.totals, ZERO)
    return Beside(
        name=town.name,
        own=own,
        units=len(result.units),
        children=children,
        total=total,
        need=need,
        need_share=need / total if total else None,
        need_per_child=need / children if children else None,
        model=known.run.model.title,
        caveats=known.measured.caveats(),
    )


def public_publication(code: str, year: int | None) -> Publication | None:
    """What a municipality shows the public: only where it has switched its page on."""
    publications = Publication.objects.filter(
        budget_year__municipality__code=code, budget_year__municipality__has_public_page=True
    ).select_related("run__previous", "budget_year__municipality")
    if year is not None:
        publications = publications.filter(budget_year__year=year)
    return publications.order_by("-budget_year__year", "-version").first()


def public_years(code: str) -> list[int]:
    """The years a municipality shows the public, newest first."""
    years = BudgetYear.objects.filter(
        municipality__code=code,
        municipality__has_public_page=True,
        publications__isnull=False,
    )
    return sorted(set(years.values_list("year", flat=True)), reverse=True)
