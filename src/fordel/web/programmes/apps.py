"""The app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Interventions, from the first idea to a matured one."""

    name = "fordel.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Say what waits in interventions on everybody's front page, too."""
        from fordel.web.budgets.queries.waiting import also_waiting  # noqa: PLC0415 - apps first
        from fordel.web.programmes.queries.waiting import waiting_in_programmes  # noqa: PLC0415

        also_waiting(waiting_in_programmes)
        import_module("fordel.web.programmes.publishing_job")
