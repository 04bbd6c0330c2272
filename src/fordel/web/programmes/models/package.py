"""A chosen combination of activities."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Package(models.Model):
    """What a municipality thinks of carrying on, and with how much of each.

    Its activities are those of a programme's projects, or without a programme the published ones
    of the catalogue. ``content`` is a list of objects: the project's and the activity's key
    (``project``, ``activity``), the number of ``units``, and ``groups`` per unit as text, empty
    where they are as the project has them.
    """

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="packages"
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, null=True, related_name="packages"
    )
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    content = models.JSONField(default=list)
    children = models.PositiveIntegerField(null=True, blank=True)
    """How many children it is for, where that is said."""
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    """The year whose prices it is told in; those of the pay table without it."""
    revision = models.PositiveIntegerField(default=0)
    """Counted up by every change, so that the second of two editors is told."""
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("municipality", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["municipality", "key"], name="one_package_per_key"),
            models.UniqueConstraint(fields=["municipality", "name"], name="one_package_per_name"),
        )

    def __str__(self) -> str:
        return self.name
