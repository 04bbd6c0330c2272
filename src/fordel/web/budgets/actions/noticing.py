"""E-mail notices: that something waits, never what. No amount and no child stands in one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.web.access.models import Role, RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.actions.mailing import Mail, send_due
from fordel.web.budgets.models import BudgetYear, Letter, Notice, Publication
from fordel.web.budgets.queries.letters import letters_seen_by


def notify_letters(publication: Publication) -> int:
    """A notice for the leaders of the units that got a new letter; sent once it is all kept."""
    letters = publication.letters.select_related("unit", "budget_year")
    return _notify(list(letters), Notice.Kind.LETTER)


def notify_changed(letters: Sequence[Letter]) -> int:
    """The same where amounts changed in the middle of the year: to the units that moved alone."""
    return _notify(letters, Notice.Kind.LETTER)


@transaction.atomic
def remind_unread(standing: Standing, budget_year: BudgetYear) -> int:
    """A reminder for leaders who have not confirmed their letter; how many."""
    unread = [
        letter
        for letter in letters_seen_by(standing, budget_year)
        if not letter.is_confirmed  # type: ignore[attr-defined]
    ]
    reminded = _notify(unread, Notice.Kind.REMINDER)
    details = {"notices": reminded}
    write(standing, "letter.reminded", kind="year", key=str(budget_year), details=details)
    return reminded


def _notify(letters: Sequence[Letter], kind: Notice.Kind) -> int:
    by_unit = {letter.unit_id: letter for letter in letters}
    grants = RoleGrant.objects.in_force().filter(role=Role.UNIT_LEADER, unit__in=by_unit)
    notices = [
        Notice.objects.create(
            person_id=grant.person_id,
            budget_year=by_unit[grant.unit_id].budget_year,
            letter=by_unit[grant.unit_id],
            kind=kind,
        )
        for grant in grants
        if grant.unit_id is not None
    ]
    numbers = [notice.pk for notice in notices]
    transaction.on_commit(lambda: send_waiting(numbers))
    return len(notices)


def send_waiting(numbers: Sequence[int] | None = None) -> int:
    """Send what has not been sent and is due; how many were sent."""
    return send_due(Notice.objects.select_related("budget_year"), _mail, numbers)


def _mail(notice: Notice) -> Mail:
    year = {"year": notice.budget_year}
    first = (
        _("The budget letter for %(year)s waits for you, and is not yet read.")
        if notice.kind == Notice.Kind.REMINDER
        else _("The budget letter for %(year)s is ready.")
    )
    return Mail(
        _("Your budget letter for %(year)s") % year,
        (
            first % year,
            _("Log in to Fordel, read it, and answer three short questions."),
            _("The figures stand only there, not in this mail."),
        ),
    )
