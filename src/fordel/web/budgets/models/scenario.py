"""What if."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone


def share_token() -> str:
    """A word for a link that cannot be guessed."""
    return secrets.token_urlsafe(16)


class Scenario(models.Model):
    """A model version with some levers moved, on one set of data; named, and shared by a link.

    ``levers`` are the changes as the sweeps write them (path in the model → value). The link
    works for those of the municipality who may see scenarios, and for nobody else.
    """

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="scenarios"
    )
    name = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    token = models.CharField(max_length=40, unique=True, default=share_token)
    is_shared = models.BooleanField(default=False)
    base = models.ForeignKey("budgets.ModelVersion", on_delete=models.PROTECT, related_name="+")
    data = models.ForeignKey("budgets.CountedData", on_delete=models.PROTECT, related_name="+")
    levers = models.JSONField(default=dict)
    run = models.ForeignKey(
        "budgets.SealedRun", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("budget_year", "name")
        constraints = (
            models.UniqueConstraint(
                fields=["budget_year", "name"], name="scenarios_have_different_names"
            ),
        )

    def __str__(self) -> str:
        return self.name
