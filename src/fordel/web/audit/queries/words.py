"""What the log's words mean, for those who read it."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTIONS: Final[dict[str, str | Promise]] = {
    "person.logged_in": _("Logged in"),
    "person.logged_out": _("Logged out"),
    "person.login_failed": _("Failed to log in"),
    "person.created": _("Gave a person a log-in"),
    "role.given": _("Gave a role"),
    "role.ended": _("Ended a role"),
    "page.read": _("Read a page with sensitive content"),
    "page.refused": _("Was refused a page"),
    "municipality.created": _("Set up the municipality"),
    "unit.recorded": _("Recorded a unit"),
    "year.opened": _("Opened a budget year"),
    "data.brought_in": _("Brought in data"),
    "model.saved": _("Saved a version of a model"),
    "run.sealed": _("Sealed a calculation"),
    "proposal.made": _("Made a proposal"),
    "proposal.moved": _("Moved a proposal on"),
    "year.published": _("Published the budget"),
    "letter.opened": _("Opened a letter"),
    "letter.fetched": _("Fetched a letter as PDF"),
    "letter.confirmed": _("Confirmed having read a letter"),
    # background work
    "job.refused": _("Background work was refused"),
}
"""Every action that can be written; a test holds the code against it."""

ROLES: Final[dict[str, str | Promise]] = {
    "administrator": _("Administrator"),
    "analyst": _("Budget analyst"),
    "head": _("Head of daycare"),
    "politician": _("Politician"),
    "area_leader": _("Area leader"),
    "unit_leader": _("Unit leader"),
    "auditor": _("Auditor"),
}

THINGS: Final[dict[str, str | Promise]] = {
    "person": _("Person"),
    "municipality": _("Municipality"),
    "unit": _("Unit"),
    "year": _("Budget year"),
    "data": _("Data"),
    "model": _("Model"),
    "run": _("Calculation"),
    "proposal": _("Proposal"),
    "publication": _("Announcement"),
    "letter": _("Letter"),
    "job": _("Background work"),
}
"""What things are called; the address's name of a page stands as it is."""
