"""What was expected of an effect, before it could be seen."""

from __future__ import annotations

from django.db import models

from fordel.web.programmes.models.signed import Signed


class EffectPlan(Signed):
    """Units, periods and how much figures vary, for one result; the newest holds, all are kept.

    ``document`` is the library's plan.
    """

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="effect_plans"
    )
    indicator = models.ForeignKey(
        "programmes.Indicator", on_delete=models.PROTECT, related_name="effect_plans"
    )
    document = models.JSONField()

    class Meta:
        ordering = ("project", "indicator", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.indicator_id} {self.at:%Y-%m-%d}"
