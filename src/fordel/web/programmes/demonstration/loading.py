"""Interventions in the demonstration: the published programme, and two of the town's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from fordel.costing.pay import shipped_pay
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.descriptions.published import published_description
from fordel.interventions.descriptions.theory import proposed_theory
from fordel.interventions.loading import shipped_programme
from fordel.interventions.periods import Phase
from fordel.interventions.programme import (
    Activity,
    Intensity,
    Participation,
    Programme,
    Project,
)
from fordel.interventions.registrations import Registrations
from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.organisation.models import Unit
from fordel.web.programmes.actions.bringing_in import BroughtIn, bring_in
from fordel.web.programmes.actions.describing import described, with_theory, write_description
from fordel.web.programmes.actions.packaging import keep_package
from fordel.web.programmes.demonstration.followed import load_followed
from fordel.web.programmes.demonstration.in_turn import (
    PARTS_IN_TURN,
    PROJECT_IN_TURN,
    SECTIONS_IN_TURN,
    UNITS_IN_TURN,
    programme_in_turn,
)
from fordel.web.programmes.models import DataPeriod as PeriodRow
from fordel.web.programmes.models import Programme as ProgrammeRow
from fordel.web.programmes.models import Project as ProjectRow
from fordel.web.programmes.queries.documents import event_document, period_document
from fordel.web.programmes.queries.packages import Part, Wanted

OWN_PROGRAMME = "egne_indsatser"
OWN_PROJECT = "sprog_hjemme_og_her"
_UNITS = 3
_REGISTERED = frozenset({1, 3})
_OPEN_PERIOD = 4
_DEADLINE = date(2027, 1, 15)
_SECTIONS = {
    "target_group": "Børn på 3-5 år, som sprogvurderingen viser har brug for mere. Familien bliver "
    "spurgt ved en samtale, som pædagogen indbyder til.",
    "tools": "Sprogkufferter med bøger og lege, dialogisk læsning.",
    "documentation": "Pædagogen skriver ned, hvem der har lånt hvad, og hvornår.",
    "prerequisites": "Personalet er oplært, og sundhedsplejersken kan komme hver anden måned.",
}
_PARTS = {
    "sprogkuffert": {
        "target_group": "Børn, som har brug for sprogstimulering, og deres forældre",
        "purpose": "Familien låner bøger og lege med hjem i to uger.",
        "actors": "Barnets kontaktpædagog",
        "actions": "Gennemgå kufferten med familien, lån den ud, tal om den bagefter.",
        "intensity": "To kufferter pr. barn på et år",
    },
    "foraeldreaften": {
        "purpose": "Forældre prøver lege og bøger sammen med deres barn.",
        "setting": "I dagtilbuddet, med fælles spisning",
    },
}
_INDICATORS = (
    "children",
    "suitcases",
    "parent_events",
    "event_participants",
    "cross_meetings",
    "parents_daily",
    "parents_involved",
    "parents_meetings",
    "support_need",
    "wellbeing",
    "language",
)
_CHILDREN = 12
"""In each unit, in the packages."""
_PACKAGES: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Samtaler om overgange",
        (("frederikshavn", "transition_talk", "12"), ("toender", "detection", "12")),
    ),
    (
        "Forældrecafé og fælles opsporing",
        (("frederikshavn", "parent_cafe", "1"), ("mariagerfjord", "topi", "1.5")),
    ),
)
"""Project, activity, and groups in each unit."""


@transaction.atomic
def load_programmes(standing: Standing, units: Sequence[Unit]) -> None:
    """Fill a municipality: fifteen invented sets of registrations, and two projects of its own.

    One of them is under way; the units of the other began in turn.

    Parameters
    ----------
    standing : the project manager's.
    units : the municipality's; the first is in the one under way, others are in both.
    """
    method = shipped_programme()
    invented = demonstration_registrations(method)
    more = BroughtIn(registrations=tuple(invented.values()), is_demonstration=True)
    _describe_published(standing, method, bring_in(standing, method, more))
    chosen = list(units)[:_UNITS]
    own = own_programme(standing.municipality_name, chosen)
    registered = [_first(one) for one in demonstration_registrations(own).values()]
    row = bring_in(
        standing,
        own,
        BroughtIn(
            registrations=registered,
            units={unit.key: unit for unit in chosen},
            managers={OWN_PROJECT: standing.person},
        ),
    )
    PeriodRow.objects.filter(programme=row, no=_OPEN_PERIOD).update(deadline=_DEADLINE)
    _load_in_turn(standing, list(units)[1 : 1 + UNITS_IN_TURN])
    _describe(standing, own, row.projects.get(), _SECTIONS, _PARTS)
    load_followed(standing, units)
    _packages(standing, len(chosen))


def _describe_published(standing: Standing, method: Programme, row: ProgrammeRow) -> None:
    """A first version for each of the fifteen, with as much as is published."""
    today, author = timezone.localdate(), Role.PROJECT_MANAGER.value
    rows = {project.key: project for project in row.projects.all()}
    for project in method.projects:
        told = published_description(project, written_on=today, author_role=author)
        if told is not None:
            write_description(standing, rows[project.id], 0, told)


def _packages(standing: Standing, units: int) -> None:
    """What the municipality thinks of carrying on: two ways, by published hours."""
    pay = shipped_pay()
    for name, parts in _PACKAGES:
        chosen = tuple(
            Part(project, activity, units, Decimal(groups)) for project, activity, groups in parts
        )
        keep_package(standing, Wanted(name, chosen, _CHILDREN * units), None, pay)


def _first(registered: Registrations) -> Registrations:
    """Only the periods that are over."""
    kept = {place: cell for place, cell in registered.answers.items() if place[1] in _REGISTERED}
    return replace(registered, answers=kept)


def _load_in_turn(standing: Standing, units: Sequence[Unit]) -> None:
    """A project whose units began in turn: there, an effect can be told."""
    programme = programme_in_turn(standing.municipality_name, units)
    row = bring_in(
        standing,
        programme,
        BroughtIn(
            registrations=tuple(demonstration_registrations(programme).values()),
            units={unit.key: unit for unit in units},
            managers={PROJECT_IN_TURN: standing.person},
        ),
    )
    _describe(standing, programme, row.projects.get(), SECTIONS_IN_TURN, PARTS_IN_TURN)


def _describe(
    standing: Standing,
    own: Programme,
    row: ProjectRow,
    sections: Mapping[str, str],
    parts: Mapping[str, Mapping[str, str]],
) -> None:
    """Two versions of the description: the second with a theory of change."""
    project = own.projects[0]
    first = described(project, None, "", sections, parts)
    write_description(standing, row, 0, first)
    theory = proposed_theory(own, project)
    second = with_theory(project, first, "Forandringsteorien er tegnet med personalet.", theory)
    write_description(standing, row, 1, second)


def own_programme(place: str, units: Sequence[Unit]) -> Programme:
    """A programme of the municipality itself, as somebody would have set it up on the pages."""
    method = shipped_programme()
    return Programme(
        id=OWN_PROGRAMME,
        name=f"{place}s egne indsatser",
        source="Opfundet til demonstrationen",
        periods=(
            period_document(1, date(2025, 2, 1), date(2025, 7, 31)),
            period_document(
                2,
                date(2025, 8, 1),
                date(2025, 12, 31),
                collected=False,
                reason="Nyt fagsystem: der blev ikke registreret.",
            ),
            period_document(3, date(2026, 1, 1), date(2026, 6, 30)),
            period_document(_OPEN_PERIOD, date(2026, 7, 1), date(2026, 12, 31)),
            period_document(5, date(2027, 1, 1), date(2027, 6, 30)),
        ),
        events=(
            event_document(
                "Nyt fagsystem",
                date(2025, 8, 15),
                date(2025, 12, 31),
                "Personalet lærte et nyt system at kende; møder blev udskudt.",
            ),
        ),
        indicators=method.indicators,
        needed=method.needed,
        projects=(_own_project(place, units),),
    )


def _own_project(place: str, units: Sequence[Unit]) -> Project:
    return Project(
        id=OWN_PROJECT,
        name="Sprog hjemme og her",
        place=place,
        purpose="Bedre sprog hos de 3-5-årige, fordi hjem og dagtilbud leger med de samme ord.",
        target_group="Børn på 3-5 år, som har brug for sprogstimulering",
        prerequisites=(
            "Personalet er oplært i dialogisk læsning.",
            "Kufferten er gennemgået med familien, før den lånes ud.",
            "Sundhedsplejersken kan komme hver anden måned.",
        ),
        partners=("forældre", "sundhedsplejerske"),
        units=tuple(
            Participation(unit=unit.key, name=unit.name, joined=1 if order < _UNITS - 1 else 3)
            for order, unit in enumerate(units)
        ),
        activities=(
            Activity(
                id="sprogkuffert",
                name="Sprogkuffert",
                purpose="Familien låner bøger og lege med hjem i to uger.",
                elements=(2, 3),
                counted_by=("suitcases",),
                intended=_often(2, "child"),
            ),
            Activity(
                id="foraeldreaften",
                name="Forældreaften om sprog",
                purpose="Forældre prøver lege og bøger sammen med deres barn.",
                elements=(4,),
                counted_by=("parent_events", "event_participants"),
                intended=_often(2, "unit"),
            ),
            Activity(
                id="sparring",
                name="Møde med sundhedsplejersken",
                purpose="Pædagog og sundhedsplejerske taler om børnenes sprog og trivsel.",
                elements=(6,),
                counted_by=("cross_meetings",),
                intended=_often(6, "unit"),
            ),
        ),
        indicators=_INDICATORS,
        phases={
            1: Phase.SHAPING,
            2: Phase.SHAPING,
            3: Phase.SPREAD,
            4: Phase.EFFECT,
            5: Phase.EFFECT,
        },
    )


def _often(times: int, per: str) -> Intensity:
    """So many times in twelve months."""
    return Intensity.model_validate({"times": times, "per": per, "months": 12})
