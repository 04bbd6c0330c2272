"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    """The budget year, from data to read letters."""

    name = "fordel.web.budgets"
    label = "budgets"

    def ready(self) -> None:
        """Let the worker send the notices of letters."""
        from fordel.web.budgets.actions.mailing import also_sending  # noqa: PLC0415 - apps first
        from fordel.web.budgets.actions.noticing import send_waiting  # noqa: PLC0415

        also_sending(send_waiting)
