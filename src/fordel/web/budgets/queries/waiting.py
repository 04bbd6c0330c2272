"""What waits for a person, by what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.web.access.models import Role
from fordel.web.access.policies.standing import Standing
from fordel.web.audit.queries.searching import Asked, entries
from fordel.web.budgets.models import BudgetYear, DataImport, Proposal, YearChange
from fordel.web.budgets.policies.changing import State as ChangeState
from fordel.web.budgets.policies.changing import change_steps_for
from fordel.web.budgets.policies.transitions import State, steps_for
from fordel.web.budgets.queries.imports import under_way
from fordel.web.budgets.queries.letters import letter_list
from fordel.web.budgets.queries.years import years_seen_by

_DAYS_LOOKED_BACK = 7


@dataclass(frozen=True)
class Task:
    """Something to do: what, why, and the page to do it on."""

    what: str
    why: str
    address: str
    step: str


Generator = Callable[[Standing], Iterable[Task]]
_ABOVE: list[Generator] = []
"""What apps above this one have waiting; they say so when they are loaded."""


def also_waiting(generator: Generator) -> None:
    """Let an app above add what waits for a person there."""
    if generator not in _ABOVE:
        _ABOVE.append(generator)


def waiting_for(standing: Standing) -> list[Task]:
    """Everything that waits for a person in a municipality, most pressing first."""
    years = list(years_seen_by(standing))
    return [
        *_letters(standing, years),
        *_proposals(standing, years),
        *_changes(standing, years),
        *_first_steps(standing, years),
        # set-up and import
        *_setting_up(standing, years),
        *_deliveries(standing, years),
        *(task for generator in _ABOVE for task in generator(standing)),
        *_log(standing),
    ]


def _letters(standing: Standing, years: list[BudgetYear]) -> Iterator[Task]:
    """A leader's own letters of the newest announced year; how many are unread, for others."""
    if not standing.is_any(Role.UNIT_LEADER, Role.AREA_LEADER, Role.ANALYST):
        return
    for year in years:
        letters = list(letter_list(standing, year))
        if not letters:
            continue
        unread = [letter for letter in letters if not letter.is_confirmed]  # type: ignore[attr-defined]
        if Role.UNIT_LEADER in standing.roles:
            for letter in unread:
                if letter.unit_id in standing.unit_ids:
                    yield Task(
                        _("Read the budget letter for %(unit)s") % {"unit": letter.unit},
                        _("It says what you get in %(year)s, and why.") % {"year": year},
                        _address(standing, "letter", year=year.year, unit=letter.unit.key),
                        _("Read the letter"),
                    )
        elif unread:
            count = ngettext(
                "%(count)d letter is not yet confirmed as read",
                "%(count)d letters are not yet confirmed as read",
                len(unread),
            )
            yield Task(
                count % {"count": len(unread)},
                _("Out of %(all)d letters for %(year)s.") % {"all": len(letters), "year": year},
                _address(standing, "letters", year=year.year),
                _("See the letters"),
            )
        return


def _proposals(standing: Standing, years: list[BudgetYear]) -> Iterator[Task]:
    open_states = (State.DRAFT, State.PROPOSED, State.APPROVED)
    for proposal in Proposal.objects.filter(budget_year__in=years, state__in=open_states):
        steps = [s for s in steps_for(proposal, standing) if not s.needs_reason]
        if not steps and not (
            Role.POLITICIAN in standing.roles and proposal.state == State.PROPOSED
        ):
            continue
        words = {"year": proposal.budget_year, "state": State(proposal.state).label}
        yield Task(
            _("The proposal for %(year)s is waiting for you") % words,
            _("It stands as: %(state)s.") % words,
            _address(standing, "proposal", year=proposal.budget_year.year, number=proposal.number),
            _("See the proposal"),
        )


def _changes(standing: Standing, years: list[BudgetYear]) -> Iterator[Task]:
    """Changes of the year's money that wait for the person; see ``policies.changing``."""
    open_states = (ChangeState.DRAFT, ChangeState.PROPOSED, ChangeState.APPROVED)
    for change in YearChange.objects.filter(budget_year__in=years, state__in=open_states):
        if not [step for step in change_steps_for(change, standing) if not step.needs_reason]:
            continue
        words = {"year": change.budget_year, "state": ChangeState(change.state).label}
        address = _address(standing, "midyear_changes", year=change.budget_year.year)
        yield Task(
            _("A change in the middle of %(year)s is waiting for you") % words,
            _("It stands as: %(state)s.") % words,
            f"{address}?nr={change.number}",
            _("See the change"),
        )


def _first_steps(standing: Standing, years: list[BudgetYear]) -> Iterator[Task]:
    if Role.ANALYST in standing.roles and not years:
        yield Task(
            _("Open the first budget year"),
            _("Then bring in data and choose a model."),
            _address(standing, "open_year"),
            _("Begin"),
        )


def _setting_up(standing: Standing, years: list[BudgetYear]) -> Iterator[Task]:
    if Role.ADMINISTRATOR in standing.roles and not any(year.data.exists() for year in years):
        yield Task(
            _("Go on setting up the municipality"),
            _("Areas, units, a year and its data, a step at a time."),
            _address(standing, "getting_started"),
            _("Go on"),
        )


def _deliveries(standing: Standing, years: list[BudgetYear]) -> Iterator[Task]:
    if Role.ANALYST not in standing.roles:
        return
    for year in years:
        delivery = under_way(year)
        if delivery is not None:
            refused = delivery.state == DataImport.State.REFUSED
            yield Task(
                _("Finish bringing in data for %(year)s") % {"year": year},
                _("Something has to be put right.") if refused else _("The files are here."),
                _address(standing, "data", year=year.year),
                _("Go on"),
            )
        elif year.closed_at is None and not year.data.exists():
            yield Task(
                _("Bring in data for %(year)s") % {"year": year},
                _("The year is open, and has no data yet."),
                _address(standing, "data", year=year.year),
                _("Bring in data"),
            )


def _log(standing: Standing) -> Iterator[Task]:
    if Role.AUDITOR not in standing.roles:
        return
    since = timezone.localdate() - timedelta(days=_DAYS_LOOKED_BACK)
    refused = entries(standing.code, Asked(action="page.refused", first=since)).count()
    if refused:
        said = ngettext(
            "%(count)d page was refused in the last week",
            "%(count)d pages were refused in the last week",
            refused,
        )
        yield Task(
            said % {"count": refused},
            _("Somebody tried to open what is not theirs to see."),
            reverse("audit:log", kwargs={"code": standing.code}) + "?action=page.refused",
            _("See the log"),
        )


def _address(standing: Standing, page: str, **named: object) -> str:
    return reverse(f"budgets:{page}", kwargs={"code": standing.code, **named})
