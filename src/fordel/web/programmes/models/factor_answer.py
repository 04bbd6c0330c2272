"""What else may have moved the figures."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.web.programmes.models.signed import Signed


class FactorAnswer(Signed):
    """A line of the questionnaire on other factors; the newest of a factor holds."""

    class Direction(models.TextChoices):
        """Which way it pulled."""

        POSITIVE = "positive", _("for the better")
        NEGATIVE = "negative", _("for the worse")
        BOTH = "both", _("both ways")
        NONE = "none", _("no influence")
        UNKNOWN = "unknown", _("not known")

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="factor_answers"
    )
    factor = models.CharField(max_length=160)
    direction = models.CharField(max_length=10, choices=Direction.choices)
    strength = models.PositiveSmallIntegerField(null=True, blank=True)
    """From 1, weak, to 5, strong; empty where it was not said."""
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("project", "factor", "-pk")

    def __str__(self) -> str:
        return f"{self.factor} {self.direction}"
