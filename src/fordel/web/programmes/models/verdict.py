"""What an evaluator decided about a project or one of its activities."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from fordel.web.programmes.models.signed import Signed


class Verdict(Signed):
    """How an activity was carried out, or which way a result went.

    ``proposed`` is what the rules said, as the library names it; ``decided`` what a person chose.
    Of an activity the newest holds; of a result each evaluator's newest stands beside the others'.
    """

    class Question(models.TextChoices):
        """What is judged."""

        IMPLEMENTATION = "implementation", _("Implementation")
        RESULTS = "results", _("Results")

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="verdicts"
    )
    activity = models.ForeignKey(
        "programmes.Activity", on_delete=models.PROTECT, null=True, related_name="verdicts"
    )
    indicator = models.ForeignKey(
        "programmes.Indicator", on_delete=models.PROTECT, null=True, related_name="verdicts"
    )
    question = models.CharField(max_length=15, choices=Question.choices)
    proposed = models.CharField(max_length=40, blank=True)
    decided = models.CharField(max_length=40)
    why = models.TextField()
    rests_on = models.JSONField(default=dict)
    """The figures and rules it was proposed by, as they stood."""
    evidence = models.ManyToManyField("programmes.Evidence", related_name="verdicts")
    factors = models.ManyToManyField("programmes.FactorAnswer", related_name="verdicts")

    class Meta:
        ordering = ("project", "activity", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_verdict_is_of_one_thing",
                condition=models.Q(activity__isnull=False, indicator__isnull=True)
                | models.Q(activity__isnull=True, indicator__isnull=False),
            ),
        )

    @property
    def cited_as(self) -> list[str]:
        """What it rests on, as it was called in the project when it was kept."""
        numbers: list[int] = self.rests_on.get("evidence", [])
        names: list[str] = self.rests_on.get("cited", [])
        return [*(f"N{number}" for number in numbers), *names]

    def __str__(self) -> str:
        return f"{self.project_id} {self.question} {self.decided}"


class Judgement(Signed):
    """One evaluator's judgement of maturity; those of several are kept beside each other.

    ``criteria`` maps a criterion's letter to whether it is met (null: cannot be said) and why.
    """

    class Outcome(models.TextChoices):
        """How far it came."""

        MATURED = "matured", _("Matured")
        PARTLY = "partly", _("Partly matured")
        ENDED = "ended", _("Ended early")
        LEFT_OUT = "left_out", _("Left out, not matured")

    project = models.ForeignKey(
        "programmes.Project", on_delete=models.PROTECT, related_name="judgements"
    )
    activity = models.ForeignKey(
        "programmes.Activity", on_delete=models.PROTECT, null=True, related_name="judgements"
    )
    criteria = models.JSONField(default=dict)
    proposed = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    why = models.TextField()
    evidence = models.ManyToManyField("programmes.Evidence", related_name="judgements")
    factors = models.ManyToManyField("programmes.FactorAnswer", related_name="judgements")

    class Meta:
        ordering = ("project", "activity", "-pk")

    def __str__(self) -> str:
        return f"{self.project_id} {self.outcome}"
