"""A proposal and what was decided about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.web.budgets.models.step import Step


class Proposal(models.Model):
    """A calculation put forward; ``state`` only moves as the policy's transitions say."""

    class State(models.TextChoices):
        """Where it stands."""

        DRAFT = "draft", _("Draft")
        PROPOSED = "proposed", _("Proposed")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="proposals"
    )
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    """Why there is another one, once a year has been published."""
    run = models.ForeignKey("budgets.SealedRun", on_delete=models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("budget_year", "-number")
        constraints = (
            models.UniqueConstraint(fields=["budget_year", "number"], name="proposals_numbered"),
            models.UniqueConstraint(
                fields=["budget_year"],
                condition=models.Q(state="published"),
                name="one_published_proposal_a_year",
            ),
        )

    def __str__(self) -> str:
        return f"{self.budget_year} {self.number} {self.state}"


class Decision(Step):
    """A step a proposal took: from where to where, by whom, why. Never changed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    from_state = models.CharField(max_length=10, choices=Proposal.State.choices)
    to_state = models.CharField(max_length=10, choices=Proposal.State.choices)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.from_state} → {self.to_state}"
