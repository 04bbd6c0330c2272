"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Interventions, from the first idea to a matured one."""

    name = "fordel.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        """What waits in interventions stands on the front page too."""
        from fordel.web.budgets.queries.waiting import waits_also  # noqa: PLC0415 - needs models
        from fordel.web.programmes.queries.waiting import waiting_sheets  # noqa: PLC0415

        waits_also(waiting_sheets)
