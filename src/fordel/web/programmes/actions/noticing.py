"""E-mails that a sheet waits: never what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.web.access.models import Role, RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.mailing import Mail, send_due
from fordel.web.programmes.models import DataPeriod, Participation, Project, SheetNotice
from fordel.web.programmes.policies.owning import check_may_change


@dataclass(frozen=True)
class Reminded:
    """How many leaders are told, and the names of units without anybody to tell."""

    leaders: int
    without: tuple[str, ...]


@transaction.atomic
def remind(
    standing: Standing, project: Project, period: DataPeriod, units: Sequence[str]
) -> Reminded:
    """Remind the leaders of units that have not handed in.

    Raises
    ------
    ProjectOfAnother
    """
    check_may_change(standing, project)
    parts = list(project.participations.filter(unit_key__in=units))
    reminded = _notify(parts, period, SheetNotice.Kind.REMINDER)
    details = {"notices": reminded.leaders, "period": period.no}
    write(standing, "sheet.reminded", kind="project", key=project.key, details=details)
    return reminded


def notify_sent_back(part: Participation, period: DataPeriod) -> Reminded:
    """Tell a unit's leaders that their sheet is open again."""
    return _notify([part], period, SheetNotice.Kind.SENT_BACK)


def send_waiting_sheets(numbers: Sequence[int] | None = None) -> int:
    """Send what has not been sent and is due; how many were sent."""
    rows = SheetNotice.objects.select_related("participation__project", "period")
    return send_due(rows, _mail, numbers)


def _notify(parts: Sequence[Participation], period: DataPeriod, kind: SheetNotice.Kind) -> Reminded:
    by_unit = {part.unit_id: part for part in parts if part.unit_id is not None}
    grants = RoleGrant.objects.in_force().filter(role=Role.UNIT_LEADER, unit__in=by_unit)
    notices = [
        SheetNotice.objects.create(
            person_id=grant.person_id,
            participation=by_unit[grant.unit_id],
            period=period,
            kind=kind,
        )
        for grant in grants
        if grant.unit_id is not None
    ]
    numbers = [notice.pk for notice in notices]
    transaction.on_commit(lambda: send_waiting_sheets(numbers))
    told = {notice.participation_id for notice in notices}
    without = tuple(str(part) for part in parts if part.pk not in told)
    return Reminded(len(notices), without)


def _mail(notice: SheetNotice) -> Mail:
    values = {
        "project": notice.participation.project.name,
        "unit": str(notice.participation),
        "period": notice.period.no,
    }
    first = (
        _("Your sheet for %(unit)s in “%(project)s”, period %(period)s, is open again.")
        if notice.kind == SheetNotice.Kind.SENT_BACK
        else _("The sheet for %(unit)s in “%(project)s”, period %(period)s, waits for you.")
    )
    return Mail(
        _("Registration for period %(period)s") % values,
        (first % values, _("Log in to Fordel and open Interventions.")),
    )
