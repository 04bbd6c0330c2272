"""What was announced."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class Publication(Kept):
    """A version of the year's budget as it was announced; the newest one holds."""

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="publications"
    )
    version = models.PositiveSmallIntegerField()
    proposal = models.OneToOneField("budgets.Proposal", on_delete=models.PROTECT)
    run = models.ForeignKey("budgets.SealedRun", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(fields=["budget_year", "version"], name="versions_announced"),
        )

    def __str__(self) -> str:
        return f"{self.budget_year} v{self.version}"
