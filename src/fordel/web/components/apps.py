"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Shared look."""

    name = "fordel.web.components"
    label = "components"
