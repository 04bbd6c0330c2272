"""The year's money, entry by entry."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class LedgerEntry(Kept):
    """The ledger as it was after one entry; the row with the highest number holds.

    ``document`` is the library's ledger, whole; the rest is what pages list and search. Two that
    enter at once would take the same number, and the second is refused.
    """

    budget_year = models.ForeignKey(
        "budgets.BudgetYear", on_delete=models.PROTECT, related_name="ledger"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    from_month = models.PositiveSmallIntegerField()
    reason = models.TextField()
    document = models.TextField()
    year_change = models.OneToOneField(
        "budgets.YearChange", on_delete=models.PROTECT, null=True, related_name="entry"
    )
    publication = models.ForeignKey(
        "budgets.Publication", on_delete=models.PROTECT, related_name="ledger"
    )
    posted_at = models.DateTimeField(default=timezone.now)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    posted_by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ("budget_year", "number")
        constraints = (
            models.UniqueConstraint(fields=["budget_year", "number"], name="ledger_is_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.budget_year} {self.number}"
