"""A unit in a project."""

from __future__ import annotations

from django.db import models


class Participation(models.Model):
    """From which period a unit takes part, until which, and when the effort was whole there.

    A project of another place has units that are not in the organisation: key and name alone.
    """

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.CASCADE, related_name="participations"
    )
    unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
    )
    unit_key = models.CharField(max_length=40)
    unit_name = models.CharField(max_length=120, blank=True)
    joined = models.PositiveSmallIntegerField(default=1)
    left = models.PositiveSmallIntegerField(null=True, blank=True)
    """The number of the last period it registers for."""
    effect_from = models.PositiveSmallIntegerField(null=True, blank=True)
    """Where it differs from the project's own phases."""

    class Meta:
        ordering = ("project", "pk")
        constraints = (
            models.UniqueConstraint(fields=["project", "unit_key"], name="a_unit_takes_part_once"),
        )

    def __str__(self) -> str:
        return self.unit_name or self.unit_key
