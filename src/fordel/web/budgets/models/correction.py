"""What was put right in the middle of the year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fordel.web.budgets.models.kept import Kept


class Correction(Kept):
    """A figure of a unit put right, with its reason; it holds in runs made after it."""

    class Kind(models.TextChoices):
        """What is put right."""

        CHILDREN = "children", _("Number of children")
        NEED = "need", _("Counted need")
        GRANT = "grant", _("A fixed grant")
        UNIT = "unit", _("What the register says of the unit")

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="corrections"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    values = models.JSONField()
    reason = models.TextField()
    takes_back = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.kind}"
