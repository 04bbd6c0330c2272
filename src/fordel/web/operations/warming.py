"""Having at hand what the first who comes would wait for."""

from __future__ import annotations

import logging
from importlib import import_module
from threading import Thread

from django.conf import settings
from django.db import close_old_connections, connection
from django.db.utils import DatabaseError

from fordel.domain.errors import FordelError
from fordel.domain.language import LANGUAGES
from fordel.web.budgets.models import BudgetYear, Proposal
from fordel.web.budgets.policies.transitions import State
from fordel.web.budgets.queries.runs import drawn, told

log = logging.getLogger("fordel.web")

CHARTS = ("load_against_kroner", "bars")
"""What the year's page shows, by what the reader may see."""
_MOST_YEARS = 6


def warm_beside() -> Thread:
    """Warm in the background, while the first requests are answered."""
    thread = Thread(target=_warm_and_close, name="warming", daemon=True)
    thread.start()
    return thread


def _warm_and_close() -> None:
    try:
        warm()
    except (DatabaseError, FordelError):
        log.exception("not warmed")  # a page will say what is wrong
    finally:
        close_old_connections()
        connection.close()


def warm() -> int:
    """Read the newest years' calculations back and draw their charts; how many there were."""
    import_module(settings.ROOT_URLCONF)
    newest = BudgetYear.objects.order_by("-year")[:_MOST_YEARS]
    shown = (
        Proposal.objects.filter(budget_year__in=list(newest))
        .exclude(state__in=(State.SUPERSEDED, State.DRAFT))
        .select_related("run")
        .defer("run__bundle")
        .order_by("-budget_year__year", "-number")[:_MOST_YEARS]
    )
    for proposal in shown:
        told(proposal.run)
        for language in LANGUAGES:
            for name in CHARTS:
                drawn(proposal.run, name, language)
    return len(shown)
