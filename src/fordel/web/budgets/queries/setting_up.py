"""How far a municipality is on its way to the first data."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.web.access.models import Role, RoleGrant
from fordel.web.access.policies.standing import Standing
from fordel.web.access.policies.table import may
from fordel.web.budgets.models import BudgetYear, CountedData
from fordel.web.organisation.models import Area, Municipality, Unit


@dataclass(frozen=True)
class SetUpStep:
    """A step: what, why, whether it is done, where it is done, and who may if the reader may not.

    ``other`` is a second way to do the same.
    """

    what: str
    why: str
    is_done: bool
    address: str
    step: str
    may: bool
    other: tuple[str, str] | None = None


def steps_to_data(standing: Standing) -> list[SetUpStep]:
    """The steps in their order."""
    here = {"municipality_id": standing.municipality_id}
    year = BudgetYear.objects.filter(**here).first()
    contact = Municipality.objects.get(pk=standing.municipality_id).contact_name
    units = Unit.objects.filter(**here).exists()
    return [
        _step(
            standing,
            "organisation:municipality",
            (_("The municipality"), _("Its name, and whom leaders may ask."), _("Look at it")),
            is_done=bool(contact),
        ),
        _step(
            standing,
            "organisation:places",
            (
                _("Areas"),
                _("If units stand under area leaders. The file of units may have them too."),
                _("Add areas"),
            ),
            is_done=units or Area.objects.filter(**here).exists(),
        ),
        _step(
            standing,
            "organisation:units_from_file",
            (_("Units"), _("From the register's file, or one by one."), _("From a file")),
            is_done=units,
            other=(_link(standing, "organisation:happening"), _("One by one")),
        ),
        _step(
            standing,
            "access:invite",
            (
                _("People"),
                _("An analyst, a head who approves what another proposed, leaders who read."),
                _("Invite a person"),
            ),
            is_done=_both_there(standing),
        ),
        _step(
            standing,
            "budgets:open_year",
            (_("A budget year"), _("Data, models and letters belong to a year."), _("Open a year")),
            is_done=year is not None,
        ),
        _step(
            standing,
            "budgets:data",
            (
                _("Data"),
                _("Files with units and children; they are counted and deleted."),
                _("Bring in data"),
            ),
            is_done=CountedData.objects.filter(budget_year__in=[year] if year else []).exists(),
            year=year,
        ),
    ]


def _both_there(standing: Standing) -> bool:
    """Whether there are two people to propose and to approve."""
    here = RoleGrant.objects.in_force().filter(municipality_id=standing.municipality_id)
    there = set(here.values_list("role", "person_id"))
    return any(
        role == Role.HEAD and any(r == Role.ANALYST and p != person for r, p in there)
        for role, person in there
    )


def _step(
    standing: Standing,
    page: str,
    words: tuple[str, str, str],
    *,
    is_done: bool,
    other: tuple[str, str] | None = None,
    year: BudgetYear | None = None,
) -> SetUpStep:
    what, why, step = words
    needs_year = page == "budgets:data"
    reachable = may(standing.roles, page, "POST") and (year is not None or not needs_year)
    address = ""
    if reachable:
        address = _link(standing, page, **({"year": year.year} if year is not None else {}))
    return SetUpStep(what, why, is_done, address, step, reachable, other if reachable else None)


def _link(standing: Standing, page: str, **named: int) -> str:
    return reverse(page, kwargs={"code": standing.code, **named})
