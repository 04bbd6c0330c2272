"""What others may see of a calculation."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from fordel.web.budgets.models.kept import Kept


class Protection(Kept):
    """Which figures of a sealed calculation are hidden from others, and by which rules.

    ``content`` is the library's: names of cells and what must stay possible, no figure that is
    hidden. ``earlier`` are the calculations it was protected beside, oldest first.
    """

    run = models.OneToOneField(
        "budgets.SealedRun", on_delete=models.PROTECT, related_name="protection"
    )
    content = models.JSONField()
    earlier = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.run_id}"
