"""A change of the year's money, on its way into the ledger."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.web.budgets.models.step import Step


class YearChange(models.Model):
    """What somebody wants to enter in the ledger; ``state`` moves as the policy says.

    ``values`` holds the keys of units, shares and amounts as text. ``approved_after`` is the number
    of the ledger's last entry when it was approved: it is posted after that entry or not at all.
    """

    class Kind(models.TextChoices):
        """What happens to the money; the library's kinds of entry."""

        HANDOVER = "handover", _("A unit closes, merges or is split")
        ADMISSION = "admission", _("A unit opens")
        RECOUNT = "recount", _("The children were counted again")
        CORRECTION = "correction", _("Something is put right")
        FRAME = "frame", _("The frame is changed")

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Waits for approval")
        APPROVED = "approved", _("Approved, not yet posted")
        POSTED = "posted", _("Posted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="changes"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    from_month = models.PositiveSmallIntegerField()
    reason = models.TextField()
    values = models.JSONField(default=dict)
    run = models.ForeignKey(
        "budgets.SealedRun", on_delete=models.PROTECT, null=True, related_name="+"
    )
    event = models.ForeignKey(
        "organisation.LineageEvent", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    approved_after = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("budget_year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["budget_year", "number"], name="changes_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.budget_year} {self.number} {self.state}"


class ChangeStep(Step):
    """A step a change took: from where to where, by whom, why. Never changed."""

    year_change = models.ForeignKey(YearChange, on_delete=models.PROTECT, related_name="steps")
    from_state = models.CharField(max_length=10, choices=YearChange.State.choices)
    to_state = models.CharField(max_length=10, choices=YearChange.State.choices)

    def __str__(self) -> str:
        return f"{self.year_change_id} {self.from_state} → {self.to_state}"
