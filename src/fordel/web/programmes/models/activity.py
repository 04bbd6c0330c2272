"""A central activity of a project."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Activity(models.Model):
    """What is done; ``elements`` are numbers of the catalogue, ``counted_by`` keys of counts."""

    class Per(models.TextChoices):
        """What the intended number of times is for."""

        CHILD = "child", _("per child")
        UNIT = "unit", _("per unit")

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.CASCADE, related_name="activities"
    )
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    purpose = models.TextField(blank=True)
    elements = models.JSONField(default=list)
    counted_by = models.JSONField(default=list)
    intended_times = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    intended_per = models.CharField(max_length=10, choices=Per.choices, blank=True)
    intended_months = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=["project", "key"], name="one_activity_per_key"),
            models.CheckConstraint(
                name="intensity_is_whole_or_not_there",
                condition=models.Q(
                    intended_times__gt=0, intended_months__gt=0, intended_per__in=["child", "unit"]
                )
                | models.Q(intended_times=None, intended_months=None, intended_per=""),
            ),
        )

    def __str__(self) -> str:
        return self.name
