"""Protecting a calculation before anybody but analyst and auditor reads its figures."""

from __future__ import annotations

from django.db import transaction

from fordel.budget_year.guarding import GuardedRun, guard_run
from fordel.web.audit.actions.writing import Actor, write
from fordel.web.budgets.models import Protection, SealedRun
from fordel.web.budgets.queries.protections import (
    AUDIT_SECONDS,
    announced_before,
    earlier_of,
    guarded,
    rules_of,
)
from fordel.web.budgets.queries.runs import told

LOOKING_SECONDS = 3.0
"""For hiding less than the fast pattern does; somebody waits for the page."""


@transaction.atomic
def protect_run(actor: Actor, sealed: SealedRun) -> GuardedRun:
    """Decide what is hidden of a calculation, once; it is then the same for every reader.

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
        seconds=LOOKING_SECONDS,
        at_most=AUDIT_SECONDS,
    )
    Protection.objects.get_or_create(
        run=sealed,
        defaults={"content": made.to_json(), "earlier": [run.pk for run in before]},
    )
    details = {"method": made.method, "hidden": len(made.hidden)}
    write(actor, "run.protected", kind="run", key=sealed.seal[:12], details=details)
    return made
