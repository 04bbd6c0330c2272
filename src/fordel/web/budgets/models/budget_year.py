"""A municipality's budget year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class BudgetYear(models.Model):
    """A year for which a municipality shares out daycare money."""

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="years"
    )
    year = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-year",)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "year"], name="a_year_is_opened_once"),
        )

    def __str__(self) -> str:
        return str(self.year)
