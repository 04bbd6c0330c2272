"""A registration sheet, and what units answered."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.interventions.cells import State as CellState
from fordel.web.budgets.models.kept import Kept
from fordel.web.programmes.models.signed import Signed

_STATES = {
    CellState.GIVEN: _("given"),
    CellState.NOT_COLLECTED: _("not collected"),
    CellState.NOT_APPLICABLE: _("not applicable"),
    CellState.MISSING: _("missing"),
}


class Sheet(Kept):
    """What a project asks its units in a period; asking something else makes a new version.

    ``asks`` are the keys of its cells, in order.
    """

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="sheets"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.PROTECT, related_name="sheets"
    )
    version = models.PositiveSmallIntegerField(default=1)
    asks = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("project", "period__no", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "period", "version"], name="sheets_have_versions"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project_id} {self.period_id} v{self.version}"


class Registration(models.Model):
    """A unit's sheet for a period and how far it is; the answers are its entries.

    ``sheet`` is the version it was last filled by. ``enrolled`` are the children enrolled in the
    unit, where it is known: what counts of children are held against.
    """

    class State(models.TextChoices):
        """How far it is."""

        BEGUN = "begun", _("Begun")
        HANDED_IN = "handed_in", _("Handed in")
        ACCEPTED = "accepted", _("Accepted")

    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="registrations")
    participation = models.ForeignKey(
        "programmes.Participation", on_delete=models.PROTECT, related_name="registrations"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.PROTECT, related_name="registrations"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.BEGUN)
    enrolled = models.PositiveIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(default=timezone.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("participation", "period__no")
        constraints = (
            models.UniqueConstraint(
                fields=["participation", "period"], name="a_unit_registers_once_a_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participation_id} {self.period_id} {self.state}"


class Entry(Signed):
    """One answer; the newest of a field holds, the older ones are its history."""

    class Source(models.TextChoices):
        """Where it came from."""

        PAGE = "page", _("the page")
        WORKBOOK = "workbook", _("the workbook")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="entries")
    field = models.CharField(max_length=90)
    state = models.CharField(
        max_length=15, choices=[(state.value, words) for state, words in _STATES.items()]
    )
    value = models.PositiveIntegerField(null=True)
    reason = models.TextField(blank=True)
    """Why it was corrected, once it had been handed in."""
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.PAGE)

    class Meta:
        ordering = ("registration", "field", "pk")
        indexes = (models.Index(fields=["registration", "field"], name="entries_by_field"),)
        constraints = (
            models.CheckConstraint(
                name="a_number_where_one_is_given",
                condition=models.Q(state="given", value__isnull=False)
                | (~models.Q(state="given") & models.Q(value=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id} {self.field}"
