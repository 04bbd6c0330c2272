"""A programme of interventions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Programme(models.Model):
    """Projects that register the same way, in the same periods.

    ``needed`` are groups of themes as lists of words; a project chooses from one of each group.
    """

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="programmes"
    )
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    source = models.TextField(blank=True)
    needed = models.JSONField(default=list)
    is_demonstration = models.BooleanField(default=False)
    """Its registrations are invented."""
    revision = models.PositiveIntegerField(default=0)
    """Counted up by every change of the time line or the indicators, so that the second of two
    editors is told."""
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("name", "key")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "key"], name="one_programme_per_key"),
        )

    def __str__(self) -> str:
        return self.name
