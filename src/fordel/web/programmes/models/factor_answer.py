"""What else may have moved the figures."""

from __future__ import annotations

from django.db import models

from fordel.evaluation.evidence.factors import PULL_WORDS, Pull
from fordel.web.programmes.models.evidence import ROLE_GROUPS
from fordel.web.programmes.models.signed import Signed


class FactorAnswer(Signed):
    """One answer to the questionnaire on other factors; all are kept, and all are counted."""

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="factor_answers"
    )
    factor = models.CharField(max_length=160)
    direction = models.CharField(
        max_length=10, choices=[(pull.value, PULL_WORDS[pull].en) for pull in Pull]
    )
    strength = models.PositiveSmallIntegerField()
    """From 1, weak, to 5, strong."""
    role = models.CharField(max_length=20, choices=ROLE_GROUPS)
    """Who answered, as a group; never a name."""

    class Meta:
        ordering = ("project", "factor", "-pk")

    def __str__(self) -> str:
        return f"{self.factor} {self.direction}"
