"""Where a project stands in a period."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.interventions.periods import Phase

_PHASES = {
    Phase.SHAPING: _("Shaping"),
    Phase.SPREAD: _("Spread"),
    Phase.EFFECT: _("Effect"),
    Phase.ENDED: _("Ended"),
}


class PhaseInPeriod(models.Model):
    """One project, one period, one phase."""

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.CASCADE, related_name="phases"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.CASCADE, related_name="phases"
    )
    phase = models.CharField(
        max_length=10, choices=[(phase.value, words) for phase, words in _PHASES.items()]
    )
    reason = models.TextField(blank=True)
    """Why it was changed after units had handed in, or why the project goes back."""

    class Meta:
        ordering = ("project", "period__no")
        constraints = (
            models.UniqueConstraint(fields=["project", "period"], name="one_phase_at_a_time"),
        )

    def __str__(self) -> str:
        return self.phase
