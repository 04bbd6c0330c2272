"""A project of the municipality's own whose units began in turn, with figures to the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fordel.interventions.loading import shipped_programme
from fordel.interventions.periods import DataPeriod, Phase
from fordel.interventions.programme import (
    Activity,
    Intensity,
    Participation,
    Programme,
    Project,
)
from fordel.web.organisation.models import Unit
from fordel.web.programmes.queries.documents import period_document

PROGRAMME_IN_TURN = "faelles_om_trivsel"
PROJECT_IN_TURN = "trivsel_i_boernefaellesskaber"
UNITS_IN_TURN = 18
_FIRST_YEAR, _PERIODS = 2022, 8
_STARTS: tuple[int | None, ...] = (3, 5, None)
"""The period a third of the units each begins in; the last third with the project's own phase."""
_PHASES = {
    **dict.fromkeys((1, 2), Phase.SHAPING),
    **dict.fromkeys((3, 4, 5, 6), Phase.SPREAD),
    **dict.fromkeys((7, 8), Phase.EFFECT),
}
_INDICATORS = (
    "children",
    "cross_meetings",
    "parent_events",
    "event_participants",
    "parents_daily",
    "parents_involved",
    "support_need",
    "wellbeing",
)
SECTIONS_IN_TURN = {
    "target_group": "Alle børn på 3-5 år i enheden. Ingen familier bliver spurgt særskilt.",
    "tools": "Trivselsskema med tre farver, observation af leg, plan for hverdagens grupper.",
    "documentation": "Enheden skriver ned, hvornår mødet er holdt, og hvad der ændres.",
    "quality": "PPR deltager i hvert tredje møde og ser på, om mødet holdes som beskrevet.",
    "knowledge": "Systematisk trivselsvurdering er et af de ni betydningsfulde elementer.",
    "prerequisites": "En halv dag om måneden, og en leder, der deltager to gange om året.",
}
PARTS_IN_TURN = {
    "trivselsmoede": {
        "target_group": "Alle børn i stuen",
        "purpose": "At se, hvem der er uden for fællesskabet, og ændre hverdagen for dem.",
        "actors": "Stuens personale og en medarbejder fra PPR",
        "actions": "Vurder hvert barns plads, vælg to ting at ændre, se på dem næste gang.",
        "setting": "I enheden, uden børn",
        "intensity": "Ti møder på et år",
        "tools": "Trivselsskema",
        "competencies": "Kursus i observation af leg",
    },
    "legeaften": {
        "target_group": "Alle familier i stuen",
        "purpose": "At familierne kender hinanden.",
        "actors": "Stuens personale",
        "actions": "Lege, som børnene kender, spist sammen.",
        "setting": "I enheden, sidst på eftermiddagen",
        "intensity": "To gange om året",
        "tools": "Ingen",
        "competencies": "Ingen særlige",
    },
}


def programme_in_turn(place: str, units: Sequence[Unit]) -> Programme:
    """A programme with one project; units begin in three turns, a year apart."""
    method = shipped_programme()
    chosen = set(_INDICATORS)
    return Programme(
        id=PROGRAMME_IN_TURN,
        name=f"{place} fælles om trivsel",
        source="Opfundet til demonstrationen",
        periods=tuple(_period(no) for no in range(1, _PERIODS + 1)),
        indicators=tuple(known for known in method.indicators if known.id in chosen),
        needed=method.needed,
        projects=(_project(place, units),),
    )


def _period(no: int) -> DataPeriod:
    """Half a year: spring and summer, or autumn and winter."""
    year, second = divmod(no - 1, 2)
    first = date(_FIRST_YEAR + year, 7, 1) if second else date(_FIRST_YEAR + year, 1, 1)
    last = date(_FIRST_YEAR + year, 12, 31) if second else date(_FIRST_YEAR + year, 6, 30)
    return period_document(no, first, last)


def _project(place: str, units: Sequence[Unit]) -> Project:
    return Project(
        id=PROJECT_IN_TURN,
        name="Trivsel i børnefællesskaber",
        place=place,
        purpose="Flere børn trives, fordi personalet hver måned ser på hvert barns plads i "
        "fællesskabet og ændrer hverdagen efter det.",
        target_group="Alle børn på 3-5 år i de enheder, der er med",
        prerequisites=(
            "Personalet har en halv dag om måneden til trivselsmøder.",
            "Lederen deltager i det første møde hvert halve år.",
        ),
        partners=("forældre", "PPR"),
        units=tuple(
            Participation(unit=unit.key, name=unit.name, effect_from=_STARTS[order % len(_STARTS)])
            for order, unit in enumerate(units)
        ),
        activities=(
            Activity(
                id="trivselsmoede",
                name="Trivselsmøde",
                purpose="Personale og PPR taler hver måned om børnenes plads i fællesskabet.",
                elements=(6, 9),
                counted_by=("cross_meetings",),
                intended=_often(10, "unit"),
            ),
            Activity(
                id="legeaften",
                name="Legeaften for familier",
                purpose="Familier lærer hinanden at kende gennem leg.",
                elements=(4,),
                counted_by=("parent_events", "event_participants"),
                intended=_often(2, "unit"),
            ),
        ),
        indicators=_INDICATORS,
        phases=_PHASES,
        remark="Enhederne er begyndt i tre hold med et år imellem.",
    )


def _often(times: int, per: str) -> Intensity:
    """So many times in twelve months."""
    return Intensity.model_validate({"times": Decimal(times), "per": per, "months": 12})
