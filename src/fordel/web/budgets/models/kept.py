"""Rows that stay as they were written."""

from __future__ import annotations

from typing import Any

from django.db import models

from fordel.web.budgets.refusals import KeptAsItWas


class Kept(models.Model):
    """A row that can be added and read, never changed: what was computed or decided stands."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise KeptAsItWas(kind=type(self).__name__)
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise KeptAsItWas(kind=type(self).__name__)
