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
    # Log-in and people
    "person.locked_out": _("Was locked out after too many wrong passwords"),
    "person.invited": _("Sent a person a link to choose a password"),
    "person.switched_off": _("Ended every role of a person"),
    "person.switched_on": _("Let a person log in again"),
    "password.chosen": _("Chose a password by a link"),
    "password.forgotten": _("Asked for a link to choose a new password"),
    "password.changed": _("Changed their password"),
    "factor.added": _("Set up a second step at log-in"),
    "factor.removed": _("Removed a second step at log-in"),
    "factor.forgotten": _("Forgot a person's second step"),
    "broker.added": _("Added a log-in provider"),
    "broker.removed": _("Removed a log-in provider"),
    "broker.refused": _("Refused an answer from a log-in provider"),
    "mapping.added": _("Added a line to what a log-in provider gives"),
    "mapping.removed": _("Removed a line from what a log-in provider gives"),
    "page.read": _("Read a page with sensitive content"),
    "page.refused": _("Was refused a page"),
    "municipality.created": _("Set up the municipality"),
    "unit.recorded": _("Recorded a unit"),
    "year.opened": _("Opened a budget year"),
    "data.brought_in": _("Brought in data"),
    "model.saved": _("Saved a version of a model"),
    "scenario.saved": _("Saved a scenario"),
    "scenario.shared": _("Shared a scenario"),
    "scenario.unshared": _("No longer shared a scenario"),
    "scenario.put_away": _("Put a scenario away"),
    "run.sealed": _("Sealed a calculation"),
    "proposal.made": _("Made a proposal"),
    "proposal.step_begun": _("Asked for a proposal to be moved on"),
    "proposal.moved": _("Moved a proposal on"),
    # Proposal to publication
    "proposal.commented": _("Commented on a proposal"),
    "run.protected": _("Protected the figures of a calculation"),
    "bundle.fetched": _("Fetched the files of a calculation"),
    "figures.exported": _("Fetched figures as a file"),
    "letter.words_changed": _("Changed what the letters say"),
    "letter.reminded": _("Reminded leaders of their letters"),
    "sharing.changed": _("Changed what others may see"),
    "year.published": _("Published the budget"),
    "letter.opened": _("Opened a letter"),
    "letter.fetched": _("Fetched a letter as PDF"),
    "letter.confirmed": _("Confirmed having read a letter"),
    # in the middle of the year
    "change.drafted": _("Drafted a change in the year"),
    "change.moved": _("Moved a change in the year on"),
    "ledger.posted": _("Posted in the year's ledger"),
    # organisation
    "municipality.changed": _("Changed what stands of the municipality"),
    "area.recorded": _("Recorded an area"),
    "area.renamed": _("Renamed an area"),
    "area.closed": _("Closed an area"),
    "district.renamed": _("Renamed a district"),
    "district.recorded": _("Recorded a district"),
    "unit.opened": _("Opened a unit"),
    "unit.closed": _("Closed a unit"),
    "unit.merged": _("Merged units"),
    "unit.split": _("Split a unit"),
    "unit.moved": _("Moved a unit to another area"),
    "unit.renamed": _("Renamed a unit"),
    # import
    "data.uploaded": _("Uploaded files"),
    "data.mapped": _("Chose what the files' columns are"),
    "data.given_up": _("Gave up a delivery of files"),
    "data.deleted": _("Files were deleted when their time had passed"),
    # background work
    "job.refused": _("Background work was refused"),
    # interventions
    "programme.started": _("Started a programme of interventions"),
    "programme.changed": _("Changed a programme's time line"),
    "project.started": _("Started a project"),
    "project.changed": _("Changed a project's set-up"),
    "sheet.kept": _("Wrote in a registration sheet"),
    "sheet.handed_in": _("Handed in a registration sheet"),
    "sheet.corrected": _("Corrected a registration sheet"),
    "sheet.accepted": _("Accepted a registration sheet"),
    "sheet.sent_back": _("Sent a registration sheet back"),
    "sheet.reminded": _("Reminded units of their registration"),
    "sheet.brought_in": _("Brought in registration sheets"),
    "description.written": _("Wrote a version of an intervention description"),
    # evidence, the loop, costs, maturity
    "evidence.kept": _("Kept a note or an answer beside the figures"),
    "loop.reflected": _("Wrote a reflection on a data report"),
    "loop.decided": _("Decided on a reflection"),
    "pay.kept": _("Kept a pay table"),
    "maturity.judged": _("Judged the maturity of a project or an activity"),
    # evaluation of interventions
    "verdict.decided": _("Decided on the implementation of an activity"),
    "report.published": _("Published the final report of a project"),
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
    "project_manager": _("Project manager"),
    "evaluator": _("Evaluator"),
}

THINGS: Final[dict[str, str | Promise]] = {
    "person": _("Person"),
    "broker": _("Log-in provider"),
    "municipality": _("Municipality"),
    "unit": _("Unit"),
    "year": _("Budget year"),
    "data": _("Data"),
    "model": _("Model"),
    "scenario": _("Scenario"),
    "run": _("Calculation"),
    "proposal": _("Proposal"),
    "publication": _("Announcement"),
    "letter": _("Letter"),
    "change": _("Change in the year"),
    "ledger": _("Ledger"),
    "area": _("Area"),
    "district": _("District"),
    "job": _("Background work"),
    "programme": _("Programme"),
    "project": _("Project"),
    "description": _("Intervention description"),
}
"""What things are called; the address's name of a page stands as it is."""
