"""What is kept of a delivery: the register and the counted children."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class CountedData(Kept):
    """The profile: counts per unit, age group and pattern, and the register of units and money.

    No row of a child; yet a pattern may be one child, so ``content`` is personal data and is for
    analyst and auditor only. See :mod:`fordel.web.budgets.queries.keeping` for its form.
    """

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="data"
    )
    data_import = models.OneToOneField(
        "budgets.DataImport", on_delete=models.PROTECT, null=True, related_name="counted"
    )
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    children_count = models.PositiveIntegerField(null=True)
    units_count = models.PositiveIntegerField()
    counted_on = models.DateField(null=True)
    notes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.budget_year} {self.sha256[:8]}"
