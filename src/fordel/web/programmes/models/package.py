"""A chosen combination of activities."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Package(models.Model):
    """What a municipality thinks of carrying on, and with how much of each.

    ``content`` is a list of objects: the project's and the activity's key, the number of units and
    groups per unit, as text; with ``price_year`` the year whose prices it is told in.
    """

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="packages"
    )
    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, null=True, related_name="packages"
    )
    name = models.CharField(max_length=120)
    content = models.JSONField(default=list)
    price_year = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ("municipality", "name", "pk")

    def __str__(self) -> str:
        return self.name
