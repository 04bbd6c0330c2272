"""Setting up a project: what it is, its units, indicators, phases and activities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError

from fordel.interventions.periods import Phase, steps_back
from fordel.web.access.models import Person, Role
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.organisation.models import Unit
from fordel.web.programmes.actions.changing import changing
from fordel.web.programmes.actions.keys import is_taken, key_for
from fordel.web.programmes.models import (
    Activity,
    Participation,
    PhaseInPeriod,
    Programme,
    Project,
    Registration,
)
from fordel.web.programmes.policies.owning import check_may_change
from fordel.web.programmes.refusals.setting_up import (
    ActivityIsThere,
    ActivityIsUsed,
    PhaseGoesBack,
    PhaseHasFigures,
    ProjectChangedMeanwhile,
    ProjectHasHistory,
    ProjectIsThere,
    UnitHasRegistered,
)


@dataclass(frozen=True)
class About:
    """What a project is, as a form gives it."""

    name: str
    place: str = ""
    purpose: str = ""
    target_group: str = ""
    prerequisites: Sequence[str] = ()
    partners: Sequence[str] = ()


@dataclass(frozen=True)
class Part:
    """A unit of the municipality in a project, with periods by their number."""

    unit: Unit
    joined: int = 1
    left: int | None = None
    effect_from: int | None = None


@dataclass(frozen=True)
class Does:
    """An activity as a form gives it."""

    name: str
    purpose: str = ""
    elements: Sequence[int] = ()
    counted_by: Sequence[str] = ()
    times: Decimal | None = None
    per: str = ""
    months: Decimal | None = None


@transaction.atomic
def start_project(standing: Standing, programme: Programme, about: About) -> Project:
    """A new project; whoever starts it as a project manager manages it.

    Raises
    ------
    ProjectIsThere : the programme has one of that name.
    """
    row = Programme.objects.select_for_update().get(
        pk=programme.pk, municipality_id=standing.municipality_id
    )
    taken = set(row.projects.values_list("key", flat=True))
    _check_free(row, about.name)
    project = Project.objects.create(
        programme=row,
        key=key_for(about.name, taken, "projekt"),
        manager=standing.person if Role.PROJECT_MANAGER in standing.roles else None,
        order=len(taken),
        **_values(about),
    )
    details = {"programme": row.key}
    write(standing, "project.started", kind="project", key=project.key, details=details)
    return project


@transaction.atomic
def remove_project(standing: Standing, project: Project, revision: int) -> None:
    """Take a project out that nobody has written or registered anything in but its set-up.

    Raises
    ------
    ProjectOfAnother, ProjectChangedMeanwhile, ProjectHasHistory : see their words.
    """
    row = Project.objects.select_for_update().get(
        pk=project.pk, programme__municipality_id=standing.municipality_id
    )
    check_may_change(standing, row)
    if row.revision != revision:
        raise ProjectChangedMeanwhile(project=row.name)
    try:
        row.delete()
    except ProtectedError as error:
        raise ProjectHasHistory(project=row.name) from error
    details = {"programme": project.programme.key}
    write(standing, "project.removed", kind="project", key=project.key, details=details)


def change_about(standing: Standing, project: Project, revision: int, about: About) -> None:
    """Keep what a project is; refusals as :func:`changing`."""
    with changing(standing, project, revision, "about") as row:
        if about.name != row.name:
            _check_free(row.programme, about.name, besides=row.pk)
        for name, value in _values(about).items():
            setattr(row, name, value)


def appoint(standing: Standing, project: Project, revision: int, person: Person | None) -> None:
    """Say who manages a project; refusals as :func:`changing`."""
    with changing(standing, project, revision, "manager", appoints=True) as row:
        row.manager = person


def set_units(standing: Standing, project: Project, revision: int, parts: Sequence[Part]) -> None:
    """Keep which units of the municipality take part, and when; refusals as :func:`changing`.

    Units of other places stay as they are.

    Raises
    ------
    UnitHasRegistered : a unit that was left out has registered.
    """
    with changing(standing, project, revision, "units") as row:
        known = {part.unit_id: part for part in row.participations.exclude(unit=None)}
        for part in parts:
            found = known.pop(part.unit.pk, None) or Participation(project=row, unit=part.unit)
            found.unit_key, found.unit_name = part.unit.key, part.unit.name
            found.joined, found.left = part.joined, part.left
            found.effect_from = part.effect_from
            found.save()
        for gone in known.values():
            try:
                gone.delete()
            except ProtectedError as error:
                raise UnitHasRegistered(unit=str(gone)) from error


def set_indicators(
    standing: Standing, project: Project, revision: int, keys: Sequence[str]
) -> None:
    """Keep what a project's sheet asks; refusals as :func:`changing`."""
    with changing(standing, project, revision, "indicators") as row:
        row.indicators.set(row.programme.indicators.filter(key__in=keys))


def set_phases(
    standing: Standing,
    project: Project,
    revision: int,
    phases: Mapping[int, Phase],
    reason: str = "",
) -> None:
    """Keep where a project stands in each period, by its number; refusals as :func:`changing`.

    Parameters
    ----------
    reason : why a phase changes in a period that units have handed in for, or why the project
        goes back to an earlier phase.

    Raises
    ------
    PhaseGoesBack, PhaseHasFigures : that is not said.
    """
    with changing(standing, project, revision, "phases") as row:
        stood = {known.period.no: known for known in row.phases.select_related("period")}
        wanted = {no: phase.value for no, phase in phases.items()}
        changed = {no for no in stood if stood[no].phase != wanted.get(no)}
        bound = sorted(changed & handed_in_periods(row))
        back = [
            no
            for no in steps_back(phases)
            if no in changed or no not in stood or not stood[no].reason
        ]
        for untold, refusal in ((back, PhaseGoesBack), (bound, PhaseHasFigures)):
            if untold and not reason.strip():
                raise refusal(periods=", ".join(str(no) for no in untold))
        why = {no: reason.strip() for no in (*bound, *back)}
        for no in changed | set(stood).intersection(back):
            stood.pop(no).delete()
        PhaseInPeriod.objects.bulk_create(
            PhaseInPeriod(
                project=row, period=period, phase=wanted[period.no], reason=why.get(period.no, "")
            )
            for period in row.programme.periods.filter(no__in=wanted)
            if period.no not in stood
        )


def handed_in_periods(project: Project) -> set[int]:
    """The periods that some unit of a project has handed in for."""
    handed_in = Registration.objects.filter(
        participation__project=project, handed_in_at__isnull=False
    )
    return set(handed_in.values_list("period__no", flat=True))


def add_activity(standing: Standing, project: Project, revision: int, does: Does) -> Activity:
    """One more activity; refusals as :func:`changing`."""
    with changing(standing, project, revision, "activities") as row:
        taken = set(row.activities.values_list("key", flat=True))
        _check_activity_free(row, does.name)
        key = key_for(does.name, taken, "aktivitet")
        return Activity.objects.create(project=row, key=key, order=len(taken), **_columns(does))


def change_activity(
    standing: Standing, project: Project, revision: int, key: str, does: Does
) -> None:
    """Change an activity; refusals as :func:`changing`."""
    with changing(standing, project, revision, "activities") as row:
        found = row.activities.get(key=key)
        if does.name != found.name:
            _check_activity_free(row, does.name, besides=found.pk)
        for name, value in _columns(does).items():
            setattr(found, name, value)
        found.save()


def remove_activity(standing: Standing, project: Project, revision: int, key: str) -> None:
    """Take an activity out; refusals as :func:`changing`.

    Raises
    ------
    ActivityIsUsed : a verdict or an interview is about it.
    """
    with changing(standing, project, revision, "activities") as row:
        found = row.activities.get(key=key)
        try:
            found.delete()
        except ProtectedError as error:
            raise ActivityIsUsed(activity=found.name) from error


def _check_free(programme: Programme, name: str, besides: int = 0) -> None:
    """Raise where another project of a programme has the name."""
    if is_taken(name, programme.projects.exclude(pk=besides).values_list("name", flat=True)):
        raise ProjectIsThere(name=name)


def _check_activity_free(project: Project, name: str, besides: int = 0) -> None:
    if is_taken(name, project.activities.exclude(pk=besides).values_list("name", flat=True)):
        raise ActivityIsThere(name=name)


def _values(about: About) -> dict[str, object]:
    return {
        "name": about.name,
        "place": about.place,
        "purpose": about.purpose,
        "target_group": about.target_group,
        "prerequisites": list(about.prerequisites),
        "partners": list(about.partners),
    }


def _columns(does: Does) -> dict[str, object]:
    return {
        "name": does.name,
        "purpose": does.purpose,
        "elements": sorted(set(does.elements)),
        "counted_by": list(does.counted_by),
        "intended_times": does.times,
        "intended_per": does.per if does.times is not None else "",
        "intended_months": does.months if does.times is not None else None,
    }
