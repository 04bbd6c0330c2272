"""One project as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from fordel.interventions import programme as library
from fordel.interventions.elements import Element, shipped_catalogue
from fordel.interventions.indicators import Indicator
from fordel.interventions.periods import DataPeriod, Phase
from fordel.web.access.models import Person, Role, RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.programmes.models import DescriptionVersion, Project
from fordel.web.programmes.queries.documents import programme_document, project_in
from fordel.web.programmes.queries.rounds import reports_of
from fordel.web.programmes.queries.setting_up import SetUpPart, parts_of


@dataclass(frozen=True)
class ShownProject:
    """A project with what its page needs, in the library's words."""

    programme: library.Programme
    project: library.Project
    parts: list[SetUpPart]
    activities: list[tuple[library.Activity, list[Element], list[Indicator]]]
    indicators: list[Indicator]
    phases: list[tuple[DataPeriod, Phase | None, str]]
    newest: DescriptionVersion | None


def shown(row: Project) -> ShownProject:
    """Everything of it, in some ten questions."""
    programme = programme_document(row.programme)
    project = project_in(programme, row)
    newest = row.descriptions.first()
    catalogue, reports = shipped_catalogue(), reports_of([row])[row.pk]
    return ShownProject(
        programme=programme,
        project=project,
        parts=parts_of(programme, project, newest),
        activities=[
            (
                known,
                [one for no in known.elements if (one := catalogue.element(no)) is not None],
                [programme.indicator(name) for name in known.counted_by],
            )
            for known in project.activities
        ],
        indicators=[one for one in programme.indicators if one.id in project.indicators],
        phases=[
            (period, project.phases.get(period.no), reports.get(period.no, ""))
            for period in programme.periods
        ],
        newest=newest,
    )


def managers_of(standing: Standing) -> QuerySet[Person]:
    """Who can be given a project: project managers of the municipality."""
    held = RoleGrant.objects.in_force().filter(
        municipality_id=standing.municipality_id, role=Role.PROJECT_MANAGER
    )
    return Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("name")
