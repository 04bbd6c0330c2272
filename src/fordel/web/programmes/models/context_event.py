"""What happened around the projects."""

from __future__ import annotations

from django.db import models


class ContextEvent(models.Model):
    """Something that the figures must be read with; without a last day it still goes on."""

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="events"
    )
    name = models.CharField(max_length=160)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    about = models.TextField(blank=True)

    class Meta:
        ordering = ("first", "pk")

    def __str__(self) -> str:
        return self.name
