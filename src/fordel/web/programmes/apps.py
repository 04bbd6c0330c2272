"""The app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Interventions, from the first idea to a matured one."""

    name = "fordel.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Say what waits in interventions on everybody's front page, and send its notices."""
        from fordel.web.budgets.actions.mailing import also_sending  # noqa: PLC0415 - apps first
        from fordel.web.budgets.queries.waiting import also_waiting  # noqa: PLC0415
        from fordel.web.programmes.actions.noticing import (  # noqa: PLC0415
            send_waiting_sheets,
        )
        from fordel.web.programmes.queries.waiting import waiting_in_programmes  # noqa: PLC0415

        also_sending(send_waiting_sheets)
        also_waiting(waiting_in_programmes)
        import_module("fordel.web.programmes.publishing_job")
