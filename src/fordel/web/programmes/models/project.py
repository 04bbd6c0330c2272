"""A project: one intervention in some units."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Project(models.Model):
    """What a project is, where, and who answers for it.

    ``prerequisites`` and ``partners`` are lists of texts. Words of the project itself stand in its
    own language.
    """

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.CASCADE, related_name="projects"
    )
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    place = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    target_group = models.TextField(blank=True)
    prerequisites = models.JSONField(default=list)
    partners = models.JSONField(default=list)
    remark = models.TextField(blank=True)
    """What a reader of its figures must know."""
    indicators = models.ManyToManyField("programmes.Indicator", related_name="projects")
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
    )
    order = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    """Counted up by every change of the set-up, so that the second of two editors is told."""
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("programme", "order", "pk")
        constraints = (
            models.UniqueConstraint(fields=["programme", "key"], name="one_project_per_key"),
        )

    def __str__(self) -> str:
        return self.name
