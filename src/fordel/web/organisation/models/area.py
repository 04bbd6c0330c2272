"""An area: units under one leader."""

from __future__ import annotations

from django.db import models


class Area(models.Model):
    """An area of a municipality, known by its key; a closed key is never used again."""

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="areas"
    )
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "key"], name="one_area_per_key"),
        )

    def __str__(self) -> str:
        return self.name
