"""Protecting a calculation before anybody but analyst and auditor reads its figures."""

from __future__ import annotations

from django.db import transaction

from fordel.budget_year.guarding.runs import GuardedRun, guard_run
from fordel.web.audit.actions.writing import Actor, write
from fordel.web.budgets.models import Protection, SealedRun
from fordel.web.budgets.queries.protections import (
    AUDIT_SECONDS,
    announced_before,
    earlier_of,
    guarded,
    is_beside_everything,
    rules_of,
)
from fordel.web.budgets.queries.runs import told
from fordel.web.budgets.refusals import AnnouncedSince


@transaction.atomic
def protect_run(actor: Actor, sealed: SealedRun) -> GuardedRun:
    """Decide what is hidden of a calculation, once; it is then the same for every reader.

    By the way that does the same on every machine: where it is done a second time, as when a
    database is set up anew from the same data, the same cells are hidden.

    Raises
    ------
    CannotBeProtected, Leaks, TooSlowToAudit : it may not be put before others.
    """
    found = guarded(sealed)
    if found is not None:
        return found
    before = announced_before(sealed)
    made = guard_run(
        told(sealed).run,
        rules_of(sealed.budget_year.municipality),
        earlier_of(before),
        rounding_base=sealed.budget_year.municipality.rounding_base,
        asked="steady",
        at_most=AUDIT_SECONDS,
    )
    Protection.objects.get_or_create(
        run=sealed,
        defaults={"content": made.to_json(), "earlier": [run.pk for run in before]},
    )
    details = {"method": made.method, "hidden": len(made.hidden)}
    write(actor, "run.protected", kind="run", key=sealed.seal[:12], details=details)
    return made


def protect_again(actor: Actor, sealed: SealedRun) -> None:
    """In the moment of showing: attack it once more, beside all that is announced by now.

    Raises
    ------
    AnnouncedSince : something was announced that it was not protected beside.
    CannotBeProtected, Leaks, TooSlowToAudit : it may not be put before others.
    """
    found = protect_run(actor, sealed)
    if not is_beside_everything(sealed):
        raise AnnouncedSince(year=sealed.budget_year.year)
    found.audit(AUDIT_SECONDS)
