"""From a data report to a new version of the description."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.evaluation.loop.rounds import DECISION_WORDS
from fordel.evaluation.loop.rounds import Decision as Decided
from fordel.web.programmes.models.signed import Signed


class Report(Signed):
    """A report as it was made: the library's document, whole.

    What leaves the municipality has passed disclosure control and is for everybody; politicians
    read that.
    """

    class Kind(models.TextChoices):
        """What it is."""

        DATA = "data", _("Data report")
        FINAL = "final", _("Final report")

    class Audience(models.TextChoices):
        """Who may read it."""

        OWN = "own", _("the municipality's own people")
        EVERYBODY = "everybody", _("everybody")

    programme = models.ForeignKey(
        "programmes.Programme", on_delete=models.PROTECT, related_name="reports"
    )
    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, null=True, related_name="reports"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.PROTECT, null=True, related_name="reports"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.OWN)
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ("programme", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.programme_id} {self.project_id}"


class Reading(Signed):
    """Somebody says that a project's people read and discussed the data report of a period.

    ``handed_in`` is how many sheets the report rested on then.
    """

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="readings"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.PROTECT, related_name="readings"
    )
    handed_in = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("project", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.period_id}"


class Reflection(Signed):
    """What a project said to the questions of a data report: ``answers`` by the question's key."""

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="reflections"
    )
    period = models.ForeignKey(
        "programmes.DataPeriod", on_delete=models.PROTECT, related_name="reflections"
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, null=True, related_name="reflections"
    )
    answers = models.JSONField(default=dict)

    class Meta:
        ordering = ("project", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.period_id}"


class Decision(Signed):
    """What was decided on a reflection; ``versions`` are the descriptions it led to."""

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="decisions"
    )
    reflection = models.ForeignKey(
        Reflection, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    text = models.TextField()
    decided = models.CharField(
        max_length=10, choices=[(one.value, DECISION_WORDS[one].en) for one in Decided]
    )

    class Meta:
        ordering = ("project", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.at:%Y-%m-%d}"
