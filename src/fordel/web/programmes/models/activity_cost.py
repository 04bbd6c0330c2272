"""What an activity costs: its ingredients."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.costing.ingredients import PerWhom, Phase

_PER = {
    PerWhom.CHILD: _("child"),
    PerWhom.FAMILY: _("family"),
    PerWhom.GROUP: _("group"),
    PerWhom.UNIT: _("unit"),
    PerWhom.PARTICIPANT: _("participant"),
}
_PARTS = {
    Phase.PREPARATION: _("preparation"),
    Phase.HOLDING: _("holding"),
    Phase.FOLLOW_UP: _("follow-up"),
    Phase.WHOLE: _("all of it"),
}


class ActivityCost(models.Model):
    """One holding of an activity and how often it is held; what is not stated is empty."""

    activity = models.OneToOneField(
        "programmes.Activity", on_delete=models.CASCADE, related_name="cost"
    )
    holding = models.CharField(max_length=120, blank=True)
    divisor = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    per = models.CharField(
        max_length=12,
        choices=[(per.value, words) for per, words in _PER.items()],
        default=PerWhom.CHILD.value,
    )
    other_cost = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    lump_sum = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    holdings_per_year = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    groups_per_unit = models.DecimalField(max_digits=10, decimal_places=3, default=1)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.activity_id}"


class CostLine(models.Model):
    """Hours of one role in one holding: a total for all who have the role."""

    cost = models.ForeignKey(ActivityCost, on_delete=models.CASCADE, related_name="lines")
    role = models.CharField(max_length=60)
    part = models.CharField(
        max_length=12,
        choices=[(part.value, words) for part, words in _PARTS.items()],
        default=Phase.WHOLE.value,
    )
    hours = models.DecimalField(max_digits=10, decimal_places=3)
    low = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("cost", "order", "pk")

    def __str__(self) -> str:
        return f"{self.role} {self.hours}"


class Establishment(models.Model):
    """What it takes to begin; activities that share it count it once."""

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.CASCADE, related_name="establishments"
    )
    name = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    years = models.PositiveSmallIntegerField(default=1)
    per_participant = models.BooleanField(default=False)
    participants = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    activities = models.ManyToManyField("programmes.Activity", related_name="establishments")

    class Meta:
        ordering = ("project", "pk")

    def __str__(self) -> str:
        return self.name
