"""A municipality, and what it has decided about its installation."""

from __future__ import annotations

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models


class Municipality(models.Model):
    """One of 98, or an invented one; its settings stand with it."""

    code = models.CharField(max_length=3, unique=True, validators=[RegexValidator(r"^\d{3}$")])
    name = models.CharField(max_length=120)
    is_invented = models.BooleanField(default=False)

    # Whom a leader asks, and what the letters say besides the figures.
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    money_is_for = models.TextField(blank=True)
    requirements = models.TextField(blank=True)

    # What others may see.
    smallest_count = models.PositiveSmallIntegerField(default=5, validators=[MinValueValidator(2)])
    hides_zero = models.BooleanField(default=False)
    rounding_base = models.PositiveSmallIntegerField(default=0)
    has_public_page = models.BooleanField(default=False)
    shares_with_others = models.BooleanField(default=False)

    keeps_files_days = models.PositiveSmallIntegerField(default=0)
    """Uploaded files with children are deleted after profiling; or kept encrypted so long."""

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name
