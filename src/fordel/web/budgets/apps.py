"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """The budget year, from data to read letters."""

    name = "fordel.web.budgets"
    label = "budgets"
