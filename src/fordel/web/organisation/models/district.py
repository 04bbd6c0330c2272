"""Where children live."""

from __future__ import annotations

from django.db import models


class District(models.Model):
    """A housing area or school district."""

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="districts"
    )
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "key"], name="one_district_per_key"),
        )

    def __str__(self) -> str:
        return self.name
