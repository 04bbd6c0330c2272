"""Allocation models and their versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class AllocationModel(models.Model):
    """A municipality's model through the years."""

    municipality = models.ForeignKey(
        "organisation.Municipality", on_delete=models.PROTECT, related_name="models"
    )
    slug = models.SlugField(max_length=60)
    title_da = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(fields=["municipality", "slug"], name="one_model_per_name"),
        )

    def __str__(self) -> str:
        return self.title_da


class ModelVersion(models.Model):
    """One wording of a model, whole: parameters and tables stand inside.

    A draft is edited in place, each time with ``revision`` one higher, so that the second of two
    editors is told and nothing is lost. Once used in a calculation it is frozen; changing it
    then makes the next version.
    """

    model = models.ForeignKey(AllocationModel, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    note = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("model", "-number")
        constraints = (
            models.UniqueConstraint(fields=["model", "number"], name="versions_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.model} {self.number}"
