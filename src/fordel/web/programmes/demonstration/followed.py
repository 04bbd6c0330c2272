"""A project of the demonstration whose children are followed by pseudonym, with its costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fordel.costing.ingredients import PerWhom, Phase
from fordel.evaluation.panels.counting import count_panel
from fordel.evaluation.panels.demonstration import invented_panel
from fordel.interventions import periods as library
from fordel.interventions.demonstration import demonstration_registrations
from fordel.interventions.loading import shipped_programme
from fordel.interventions.programme import Activity, Participation, Programme, Project
from fordel.web.access.policies.standing import Standing
from fordel.web.organisation.models import Unit
from fordel.web.programmes.actions.bringing_in import BroughtIn, bring_in
from fordel.web.programmes.actions.costing import Line, Takes, keep_cost
from fordel.web.programmes.actions.describing import described, write_description
from fordel.web.programmes.actions.following import Said, keep_panel
from fordel.web.programmes.models import Project as ProjectRow
from fordel.web.programmes.queries.documents import period_document

FOLLOWED_PROGRAMME = "trivsel_og_faellesskab"
FOLLOWED_PROJECT = "trivsel_i_hverdagen"
FOLLOWED_INDICATOR = "wellbeing"
_UNITS = 3
_INDICATORS = (
    "children",
    "parent_events",
    "event_participants",
    "cross_meetings",
    "parents_involved",
    "wellbeing",
)
_HOURS: dict[str, tuple[str, int, tuple[tuple[str, str, str, str], ...]]] = {
    "legegrupper": ("En legegruppe en formiddag", 40, (("pedagogue", "3", "2.5", "4"),)),
    "foraeldrecafe": ("En café en eftermiddag", 4, (("pedagogue", "8", "6", "10"),)),
    "sparring": (
        "Et møde", 6, (("pedagogue", "4", "3", "5"), ("health_visitor", "2", "2", "2")),
    ),
}  # fmt: skip
"""Per activity: what a holding is, how many a year, and hours with their lowest and highest."""
_SECTIONS = {
    "target_group": "Alle børn på 3-5 år; legegrupperne er for dem, der har svært ved at være med.",
    "tools": "Trivselsvurderingen i tre farver, som personalet kender.",
    "documentation": "Pædagogen skriver ned, hvem der var i gruppen, og hvad de legede.",
    "prerequisites": "En fast pædagog er fri til legegruppen hver uge.",
}
_PARTS = {
    "legegrupper": {
        "purpose": "Fire-fem børn leger en formiddag med den samme voksne.",
        "actors": "En fast pædagog",
        "intensity": "En formiddag om ugen i hver enhed",
    },
    "foraeldrecafe": {"purpose": "Forældre lærer hinanden og hinandens børn at kende."},
}


def load_followed(standing: Standing, units: Sequence[Unit]) -> None:
    """Set up a project that is over, with registrations, costs, and a panel of its children."""
    chosen = list(units)[_UNITS : 2 * _UNITS] or list(units)[:_UNITS]
    programme = _programme(standing.municipality_name, chosen)
    registered = demonstration_registrations(programme)
    row = bring_in(
        standing,
        programme,
        BroughtIn(
            registrations=tuple(registered.values()),
            units={unit.key: unit for unit in chosen},
            managers={FOLLOWED_PROJECT: standing.person},
        ),
    )
    project = row.projects.get()
    description = described(programme.projects[0], None, "", _SECTIONS, _PARTS)
    write_description(standing, project, 0, description)
    for activity in _HOURS:
        _cost(standing, project, activity)
    panel = invented_panel(registered[FOLLOWED_PROJECT], FOLLOWED_INDICATOR)
    said = Said("Opfundet til demonstrationen; rigtige paneler kommer fra fagsystemet")
    keep_panel(standing, project, FOLLOWED_INDICATOR, count_panel(panel), said)


def _cost(standing: Standing, project: ProjectRow, activity: str) -> None:
    holding, yearly, hours = _HOURS[activity]
    takes = Takes(
        holding=holding,
        per=PerWhom.UNIT.value,
        divisor=Decimal(1),
        holdings_per_year=Decimal(yearly),
        groups_per_unit=Decimal(1),
        other_cost=Decimal(0),
        lump_sum=Decimal(0),
    )
    lines = [
        Line(role, Phase.WHOLE.value, *(Decimal(number) for number in numbers))
        for role, *numbers in hours
    ]
    project.refresh_from_db()
    keep_cost(standing, project, project.revision, activity, takes, lines)


def _programme(place: str, units: Sequence[Unit]) -> Programme:
    method = shipped_programme()
    return Programme(
        id=FOLLOWED_PROGRAMME,
        name="Trivsel og fællesskab",
        source="Opfundet til demonstrationen",
        periods=(
            period_document(1, date(2024, 8, 1), date(2024, 12, 31)),
            period_document(
                2,
                date(2025, 1, 1),
                date(2025, 6, 30),
                collected=False,
                reason="Enhederne oplærte nyt personale: der blev ikke registreret.",
            ),
            period_document(3, date(2025, 7, 1), date(2025, 12, 31)),
            period_document(4, date(2026, 1, 1), date(2026, 6, 30)),
        ),
        indicators=method.indicators,
        needed=method.needed,
        projects=(_project(place, units),),
    )


def _project(place: str, units: Sequence[Unit]) -> Project:
    return Project(
        id=FOLLOWED_PROJECT,
        name="Trivsel i hverdagen",
        place=place,
        purpose="Flere børn med gode venskaber, fordi de leger i små grupper med en voksen.",
        target_group="Børn på 3-5 år og deres forældre",
        prerequisites=("En fast pædagog er fri til legegruppen hver uge.",),
        partners=("forældre", "sundhedsplejerske"),
        units=tuple(Participation(unit=unit.key, name=unit.name) for unit in units),
        activities=(
            Activity(
                id="legegrupper",
                name="Små legegrupper",
                purpose="Fire-fem børn leger en formiddag med den samme voksne.",
            ),
            Activity(
                id="foraeldrecafe",
                name="Forældrecafé",
                purpose="Forældre lærer hinanden og hinandens børn at kende.",
                elements=(4,),
                counted_by=("parent_events", "event_participants"),
            ),
            Activity(
                id="sparring",
                name="Møde om trivsel",
                purpose="Pædagog og sundhedsplejerske taler om, hvem der står udenfor.",
                elements=(6,),
                counted_by=("cross_meetings",),
            ),
        ),
        indicators=_INDICATORS,
        phases={
            1: library.Phase.SHAPING,
            2: library.Phase.SPREAD,
            3: library.Phase.EFFECT,
            4: library.Phase.EFFECT,
        },
    )
