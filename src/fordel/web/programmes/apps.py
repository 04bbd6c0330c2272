"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Interventions, from the first idea to a matured one."""

    name = "fordel.web.programmes"
    label = "programmes"
