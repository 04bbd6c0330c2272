"""A period that units register for."""

from __future__ import annotations

from django.db import models


class DataPeriod(models.Model):
    """From a day to a day, both included; one that was not collected says why.

    ``deadline`` is the last day to hand in; reminders go by it.
    """

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="periods"
    )
    no = models.PositiveSmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    collected = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    inferred = models.BooleanField(default=False)
    deadline = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("programme", "no")
        constraints = (
            models.UniqueConstraint(fields=["programme", "no"], name="periods_numbered"),
            models.CheckConstraint(
                name="period_ends_after_it_begins", condition=models.Q(last__gte=models.F("first"))
            ),
            models.CheckConstraint(
                name="a_gap_has_a_reason",
                condition=models.Q(collected=True) | ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return str(self.no)
