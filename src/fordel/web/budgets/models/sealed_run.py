"""A calculation, sealed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class SealedRun(Kept):
    """A run as the library's bundle, byte for byte; the same from here and the command line.

    The bundle holds the profile: it is personal data, for analyst and auditor only. ``previous``
    is last year's run, or the run it corrects.
    """

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="runs"
    )
    model_version = models.ForeignKey(
        "budgets.ModelVersion", on_delete=models.PROTECT, related_name="runs"
    )
    data = models.ForeignKey("budgets.CountedData", on_delete=models.PROTECT, related_name="runs")
    previous = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    bundle = models.BinaryField()
    seal = models.CharField(max_length=64, db_index=True)
    total_dkk = models.DecimalField(max_digits=16, decimal_places=2)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.budget_year} {self.seal[:8]}"
