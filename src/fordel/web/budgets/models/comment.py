"""What people say of a proposal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Comment(models.Model):
    """A comment on a proposal, or on one unit in it; withdrawn ones keep their place."""

    proposal = models.ForeignKey(
        "budgets.Proposal", on_delete=models.PROTECT, related_name="comments"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True, blank=True)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    text = models.TextField(max_length=4000)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.made_at:%Y-%m-%d}"
