"""E-mail notices: that something waits, never what. No amount and no child stands in one."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fordel.web.access.models import Role, RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.actions.writing import write
from fordel.web.budgets.models import BudgetYear, Letter, Notice, Publication
from fordel.web.budgets.queries.letters import letters_seen_by

AFTER = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 10, 60, 360))
"""How old a notice is when it is tried the first time, the second, and so on; then no more."""
log = logging.getLogger("fordel.web")


def notify_letters(publication: Publication) -> int:
    """A notice for the leaders of the units that got a new letter; sent once it is all kept."""
    letters = publication.letters.select_related("unit", "budget_year")
    return _notify(list(letters), Notice.Kind.LETTER)


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
    """Send what has not been sent and is due; how many were sent.

    What fails waits longer each time. The worker calls this for as long as it runs.
    """
    now = timezone.now()
    due = Q()
    for tries, age in enumerate(AFTER):
        due |= Q(tries=tries, made_at__lte=now - age)
    waiting = Notice.objects.filter(due, sent_at=None)
    if numbers is not None:
        waiting = waiting.filter(pk__in=numbers)
    return sum(_sent(notice) for notice in waiting.select_related("person", "budget_year"))


def _sent(notice: Notice) -> bool:
    """Send one. It is counted as tried first: of two who come at once, only one sends it."""
    mine = Notice.objects.filter(pk=notice.pk, sent_at=None, tries=notice.tries)
    if not mine.update(tries=notice.tries + 1):
        return False
    try:
        send_mail(_subject(notice), _text(notice), None, [notice.person.email])
    except OSError:  # the mail server's errors are these, too
        log.warning("notice not sent", extra={"view": "Notice"})
    else:
        notice.sent_at = timezone.now()
        notice.save(update_fields=["sent_at"])
    return notice.sent_at is not None


def _subject(notice: Notice) -> str:
    said = []
    for language in ("da", "en"):
        with translation.override(language):
            said.append(_("Your budget letter for %(year)s") % {"year": notice.budget_year})
    return " / ".join(said)


def _text(notice: Notice) -> str:
    """Danish first, English below: which one somebody reads is not known to a letter box."""
    said = []
    for language in ("da", "en"):
        with translation.override(language):
            first = (
                _("The budget letter for %(year)s waits for you, and is not yet read.")
                if notice.kind == Notice.Kind.REMINDER
                else _("The budget letter for %(year)s is ready.")
            )
            said.append(
                "\n".join(
                    [
                        first % {"year": notice.budget_year},
                        _("Log in to Fordel, read it, and answer three short questions."),
                        _("The figures stand only there, not in this mail."),
                    ]
                )
            )
    return "\n\n".join(said) + "\n"
