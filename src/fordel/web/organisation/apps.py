"""The app."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Municipality, areas, districts, units and their history."""

    name = "fordel.web.organisation"
    label = "organisation"
